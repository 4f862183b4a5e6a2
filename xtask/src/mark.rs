//! Marks that say from which text something was made, so that it is made anew only when the text has changed.

use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

/// A file that holds the hash of texts.
pub(crate) struct Mark {
    path: PathBuf,
    hash: String,
}

impl Mark {
    /// The mark at this place for these texts.
    pub(crate) fn new(path: &Path, texts: &[&[u8]]) -> Self {
        let mut hash = Sha256::new();
        for text in texts {
            hash.update(u64::try_from(text.len()).unwrap_or(u64::MAX).to_le_bytes());
            hash.update(text);
        }
        let hash = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        Self { path: path.to_owned(), hash }
    }

    /// True if it was set for the same texts.
    pub(crate) fn stands(&self) -> bool {
        fs::read_to_string(&self.path).is_ok_and(|there| there == self.hash)
    }

    /// Sets it.
    pub(crate) fn set(&self) -> Result<(), String> {
        fs::write(&self.path, &self.hash).map_err(|error| format!("{}: {error}", self.path.display()))
    }
}
