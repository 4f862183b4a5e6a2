//! A Chromium for the tests that run in a page.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use super::{Done, apt, version};

/// Names the browser, where it is not found by itself.
const NAMED: &str = "CHROME_BIN";

const PROGRAMS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

pub(super) fn install() -> Result<Done, String> {
    if let Some(path) = find() {
        return Ok(Done::There(said(&path)));
    }
    apt::install(&["chromium"], "a browser", &format!("another Chromium or Chrome, named by {NAMED}"))?;
    Ok(Done::Installed(said(&browser()?)))
}

/// The browser's program.
pub(crate) fn browser() -> Result<PathBuf, String> {
    find().ok_or_else(|| format!("no Chromium or Chrome is there; {NAMED} may name one"))
}

fn find() -> Option<PathBuf> {
    if let Some(named) = env::var_os(NAMED) {
        return Some(named.into());
    }
    let path = env::var_os("PATH")?;
    let folders: Vec<PathBuf> = env::split_paths(&path).collect();
    let mut places = PROGRAMS.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    places.find(|place| place.is_file())
}

fn said(program: &PathBuf) -> String {
    version(&mut Command::new(program)).unwrap_or_else(|| program.display().to_string())
}
