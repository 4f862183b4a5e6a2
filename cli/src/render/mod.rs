//! Documents for people. Nothing here decides anything about EKS: it lays out what a document says.

pub(crate) mod diagnostic;
pub(crate) mod excerpt;
pub(crate) mod explain;
pub(crate) mod markdown;
mod open;
pub(crate) mod plan;
pub(crate) mod repair;
pub(crate) mod style;
pub(crate) mod time;
pub(crate) mod topology;
pub(crate) mod why;

use std::path::PathBuf;

use plan::shell_word;

/// What the user called the input, to name it again in further commands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Named<'a> {
    pub(crate) files: &'a [PathBuf],
    pub(crate) config: Option<&'a PathBuf>,
}

impl Named<'_> {
    /// True if one file says it all, as `why` wants it.
    pub(crate) fn single(&self) -> bool {
        self.files.len() == 1
    }

    /// A command on the same input.
    pub(crate) fn call(&self, verb: &str, more: &[&str]) -> String {
        let mut words = vec!["eks-plan".to_owned(), verb.to_owned()];
        words.extend(self.files.iter().map(|file| shell_word(&file.display().to_string())));
        words.extend(more.iter().map(|word| shell_word(word)));
        if let Some(config) = self.config {
            words.extend(["--config".to_owned(), shell_word(&config.display().to_string())]);
        }
        words.join(" ")
    }
}
