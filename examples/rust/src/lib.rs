//! Specs and programs that show how `eks-plan` is used.
//!
//! Each program in `src/bin` answers one question about the ClusterConfig that it is given. The specs are in `specs`.

use eks_plan::api::Input;

/// The file that the command line names, as input for `eks_plan::api`.
///
/// # Errors
///
/// If no file is named, or if it cannot be read as text.
pub fn input() -> Result<Vec<Input>, String> {
    let name = std::env::args().nth(1).ok_or("expected a ClusterConfig: FILE")?;
    let text = std::fs::read_to_string(&name).map_err(|error| format!("cannot read `{name}`: {error}"))?;
    Ok(vec![Input::text(name, text)])
}
