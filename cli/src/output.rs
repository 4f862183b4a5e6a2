//! Writing the answer: where it goes, in which colours, how wide.

use std::io::{self, Write};
use std::process::ExitCode;

use anstream::{AutoStream, ColorChoice};

use crate::args::{Color, Look};
use crate::input::Unreadable;
use crate::render::style::clean;

/// No error-level finding.
pub(crate) const FINE: u8 = 0;
/// At least one error-level finding.
pub(crate) const FINDINGS: u8 = 1;
/// Wrong usage, or a file that cannot be read.
pub(crate) const USAGE: u8 = 2;

const DEFAULT_WIDTH: u16 = 80;
const WIDEST: u16 = 120;

/// Standard output and standard error as this call wants them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Output {
    look: Look,
}

impl Output {
    pub(crate) fn new(look: Look) -> Self {
        Self { look }
    }

    /// Columns to write in.
    pub(crate) fn width(self) -> usize {
        let columns = || std::env::var("COLUMNS").ok()?.parse().ok();
        let terminal = || terminal_size::terminal_size().map(|(width, _)| width.0);
        let wanted = self.look.width.or_else(|| Some(columns().or_else(terminal)?.clamp(60, WIDEST)));
        usize::from(wanted.unwrap_or(DEFAULT_WIDTH))
    }

    fn choice(self) -> ColorChoice {
        match self.look.color {
            Color::Auto => ColorChoice::Auto,
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        }
    }

    /// Writes styled text to standard output, then ends with this code.
    pub(crate) fn say(self, text: &str, code: u8) -> ExitCode {
        finish(AutoStream::new(io::stdout().lock(), self.choice()), text, code)
    }

    /// Writes a document to standard output as it is, then ends with this code.
    pub(crate) fn document(self, text: &str, code: u8) -> ExitCode {
        finish(io::stdout().lock(), text, code)
    }

    /// Writes styled text to standard error.
    pub(crate) fn aside(self, text: &str) {
        // A closed standard error leaves nowhere to complain to.
        let _ = AutoStream::new(io::stderr().lock(), self.choice()).write_all(text.as_bytes());
    }

    /// Says on standard error what went wrong and ends with `USAGE`.
    pub(crate) fn fail(self, message: &str, help: Option<&str>) -> ExitCode {
        let style = anstyle::Style::new().bold().fg_color(Some(anstyle::AnsiColor::Red.into()));
        self.aside(&format!("{style}error{style:#}: {}\n", clean(message)));
        if let Some(help) = help {
            self.aside(&format!("  = help: {}\n", clean(help)));
        }
        ExitCode::from(USAGE)
    }

    pub(crate) fn unreadable(self, error: &Unreadable) -> ExitCode {
        self.fail(&error.to_string(), None)
    }
}

fn finish(mut stream: impl Write, text: &str, code: u8) -> ExitCode {
    match stream.write_all(text.as_bytes()).and_then(|()| stream.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => ExitCode::from(USAGE),
        _ => ExitCode::from(code),
    }
}
