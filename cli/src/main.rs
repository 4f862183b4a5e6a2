//! The `eks-plan` command.
fn main() {}
