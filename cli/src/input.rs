//! Reading what the command line names.

use std::fmt;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use crate::args::Setting;
use eks_plan::api::{BaselineError, Input, Options};
use eks_plan::diagnostic::Place;
use eks_plan::spec::{DateText, Located};

/// Why an input could not be read.
#[derive(Debug)]
pub(crate) enum Unreadable {
    Io { name: String, error: std::io::Error },
    Utf16 { name: String },
    NotUtf8 { name: String, offset: usize },
    StdinTwice,
    Baseline { name: String, error: BaselineError },
    Unwritten { name: String, error: std::io::Error },
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io { name, error } => write!(f, "cannot read `{name}`: {}", reason(error)),
            Self::Utf16 { name } => write!(f, "`{name}` is UTF-16; it has to be UTF-8"),
            Self::NotUtf8 { name, offset } => {
                write!(f, "`{name}` is not UTF-8: byte {offset} fits no character")
            }
            Self::Baseline { name, error } => write!(f, "cannot use `{name}`: {error}"),
            Self::Unwritten { name, error } => write!(f, "cannot write `{name}`: {}", reason(error)),
            Self::StdinTwice => f.write_str("`-` stands twice; standard input can be read once"),
        }
    }
}

fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "no such file".to_owned(),
        std::io::ErrorKind::IsADirectory => "it is a directory".to_owned(),
        std::io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    }
}

/// Reads the files in their order, and the PlanConfig.
pub(crate) fn read(files: &[PathBuf], setting: &Setting) -> Result<(Vec<Input>, Options), Unreadable> {
    let paths: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
    if paths.iter().copied().chain(setting.config.as_deref()).filter(|path| is_stdin(path)).count() > 1 {
        return Err(Unreadable::StdinTwice);
    }
    let inputs = paths.into_iter().map(read_one).collect::<Result<_, _>>()?;
    let config_file = setting.config.as_deref().map(read_one).transpose()?;
    let mut options = Options { config_file, today: DateText::new(&today()), ..Options::default() };
    let given = setting.as_of.as_deref().and_then(DateText::new);
    options.config.as_of = given.map(|value| Located { value, at: Place::default() });
    Ok((inputs, options))
}

fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Writes a file whole.
pub(crate) fn write(path: &Path, text: &str) -> Result<(), Unreadable> {
    let name = || path.display().to_string();
    std::fs::write(path, text).map_err(|error| Unreadable::Unwritten { name: name(), error })
}

pub(crate) fn read_one(path: &Path) -> Result<Input, Unreadable> {
    let name = path.display().to_string();
    let bytes = if is_stdin(path) {
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        std::fs::read(path)
    };
    match bytes {
        Ok(bytes) => text(name, bytes),
        Err(error) => Err(Unreadable::Io { name, error }),
    }
}

/// The bytes as text. A byte order mark stays, so that offsets are those of the file.
fn text(name: String, bytes: Vec<u8>) -> Result<Input, Unreadable> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(Unreadable::Utf16 { name });
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Input::text(name, text)),
        Err(error) => Err(Unreadable::NotUtf8 { name, offset: error.utf8_error().valid_up_to() }),
    }
}

fn today() -> String {
    jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_are_no_text_are_named_by_file_and_offset() {
        let said = |bytes: &[u8]| text("a.yaml".into(), bytes.to_vec()).err().map(|error| error.to_string());
        assert_eq!(said(b"a: 1"), None);
        assert_eq!(said(b"\xef\xbb\xbfa: 1"), None);
        assert_eq!(said(b"a: \xff").as_deref(), Some("`a.yaml` is not UTF-8: byte 3 fits no character"));
        assert_eq!(said(b"\xff\xfea\0").as_deref(), Some("`a.yaml` is UTF-16; it has to be UTF-8"));
    }
}
