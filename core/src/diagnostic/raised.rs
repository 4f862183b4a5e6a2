//! A finding that is in its report already and is told more of. The module for the web counts bytes: where a finding
//! is raised, references are handed over, and one body for all of them writes, boxes and keeps.

use std::fmt::Display;

use super::{Code, Diagnostic, Edit, Fix, Label, Phase, Place, Report, Severity, Span};

/// A finding in its report.
#[derive(Debug)]
pub struct Raised<'r>(&'r mut Diagnostic);

impl Report {
    /// Adds a finding at a place; severity, phase, evidence and who refuses it are those of the code.
    #[cfg_attr(feature = "sites", track_caller)]
    pub fn raise(&mut self, code: Code, place: &Place, message: impl Display) -> Raised<'_> {
        self.raise_text(code, place, &message)
    }

    #[cfg_attr(feature = "sites", track_caller)]
    #[inline(never)]
    fn raise_text(&mut self, code: Code, place: &Place, message: &dyn Display) -> Raised<'_> {
        Raised(self.add(Diagnostic::new(code, place, message.to_string())))
    }
}

impl Raised<'_> {
    /// Names an argument of the message.
    #[inline(never)]
    pub fn arg(self, name: &'static str, value: &str) -> Self {
        self.0.args.insert(name, value.to_owned());
        self
    }

    /// Says what to do.
    pub fn help(self, help: impl Display) -> Self {
        self.help_text(&help)
    }

    #[inline(never)]
    fn help_text(self, help: &dyn Display) -> Self {
        self.0.help = Some(help.to_string());
        self
    }

    /// Points at a further place, if there is one.
    pub fn label<'p>(self, place: impl Into<Option<&'p Place>>, text: impl Display) -> Self {
        self.label_text(place.into(), &text)
    }

    #[inline(never)]
    fn label_text(self, place: Option<&Place>, text: &dyn Display) -> Self {
        if let Some(Place { path, span }) = place {
            let text = text.to_string();
            self.0.labels.push(Label { path: path.clone(), span: span.clone(), text });
        }
        self
    }

    /// Adds a remedy that replaces the text at `span`.
    pub fn fix(self, title: impl Display, span: Option<&Span>, text: &str, certain: bool) -> Self {
        self.fix_text(&title, span, text, certain)
    }

    #[inline(never)]
    fn fix_text(self, title: &dyn Display, span: Option<&Span>, text: &str, certain: bool) -> Self {
        if let Some(span) = span {
            let edits = vec![Edit { span: span.clone(), text: text.to_owned() }];
            self.0.fixes.push(Fix { title: title.to_string(), edits, certain });
        }
        self
    }

    /// Says how bad it is, where that is not as the code has it.
    #[inline(never)]
    pub fn severity(self, severity: Severity) -> Self {
        self.0.severity = severity;
        self
    }

    /// Says when AWS or the tool would have raised it.
    #[inline(never)]
    pub fn phase(self, phase: Phase) -> Self {
        self.0.phase = Some(phase);
        self
    }

    /// Says that only this tool refuses it.
    #[inline(never)]
    pub fn refused_by(self, tool: &'static str) -> Self {
        if !self.0.refused_by.contains(&tool) {
            self.0.refused_by.push(tool);
        }
        self
    }
}
