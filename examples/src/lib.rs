//! Specs and programs that show how `eks-plan` is used.
