//! Texts with a meaning of their own.

use std::ops::Deref;

use super::context::Context;
use super::decode::Single;
use super::table::Kind;
use crate::diagnostic::{Code, Phase, Place};
use crate::source::{self, Node, Scalar, Value};

macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
        pub struct $name(String);

        impl Deref for $name {
            type Target = str;

            fn deref(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    )+};
}

texts! {
    /// A Kubernetes version as written, `1.30` or `latest`; an unquoted one is a finding and keeps its raw text.
    VersionText
    /// A number as written, never rounded.
    NumberText
    /// A date of the calendar, `YYYY-MM-DD`.
    DateText
    /// An AWS account id, 12 digits.
    AccountId
}

impl Single for VersionText {
    const IS: Kind = Kind::Text;

    fn decode(node: &Node, at: &Place, cx: &mut Context) -> Option<Self> {
        if let Value::Scalar(Scalar { kind: source::Kind::Integer(_) | source::Kind::Float, text }) =
            &node.value
        {
            let quoted = format!("\"{text}\"");
            cx.findings
                .raise(Code::VersionUnquoted, at, format_args!("the version `{text}` is a number"))
                .arg("version", text)
                .phase(Phase::Parse)
                .refused_by("eksctl")
                .help(format_args!("in quotes it is a string: `{quoted}`"))
                .fix("quote it", at.span.as_ref(), &quoted, true);
            return Some(Self(text.to_string()));
        }
        String::decode(node, at, cx).map(Self)
    }
}

impl Single for NumberText {
    const IS: Kind = Kind::Number;

    fn decode(node: &Node, at: &Place, cx: &mut Context) -> Option<Self> {
        match &node.value {
            Value::Scalar(Scalar { kind: source::Kind::Integer(_) | source::Kind::Float, text }) => {
                Some(Self(text.to_string()))
            }
            _ => {
                cx.wrong_type(Self::IS.describe(), node, at);
                None
            }
        }
    }
}

impl DateText {
    /// The date, if the text is one.
    pub fn new(text: &str) -> Option<Self> {
        is_date(text).then(|| Self(text.to_owned()))
    }

    /// Year, month from 1, day from 1.
    pub fn parts(&self) -> (u16, u8, u8) {
        date_parts(&self.0).unwrap_or((1970, 1, 1))
    }
}

impl Single for DateText {
    const IS: Kind = Kind::Shape { name: "a date `YYYY-MM-DD`", pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" };

    fn decode(node: &Node, at: &Place, cx: &mut Context) -> Option<Self> {
        shaped(node, at, cx, Self::IS.describe(), is_date).map(Self)
    }
}

impl Single for AccountId {
    const IS: Kind = Kind::Shape { name: "an account id of 12 digits", pattern: "^[0-9]{12}$" };

    fn decode(node: &Node, at: &Place, cx: &mut Context) -> Option<Self> {
        let is_account = |text: &str| text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit());
        shaped(node, at, cx, Self::IS.describe(), is_account).map(Self)
    }
}

fn shaped(node: &Node, at: &Place, cx: &mut Context, name: &str, is_it: fn(&str) -> bool) -> Option<String> {
    let text = cx.text(name, node, at)?;
    if is_it(text) {
        return Some(text.to_owned());
    }
    cx.malformed(text, name, at);
    None
}

fn is_date(text: &str) -> bool {
    let Some((year, month, day)) = date_parts(text) else { return false };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        1..=12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day)
}

fn date_parts(text: &str) -> Option<(u16, u8, u8)> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let digits = |part: &str, length| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
    if parts.next().is_some() || !digits(year, 4) || !digits(month, 2) || !digits(day, 2) {
        return None;
    }
    Some((year.parse().ok()?, month.parse().ok()?, day.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_those_of_the_calendar() {
        for text in ["2026-08-21", "2024-02-29", "2000-02-29"] {
            assert!(DateText::new(text).is_some(), "{text}");
        }
        for text in
            ["2026-02-29", "1900-02-29", "2026-13-01", "2026-00-01", "2026-04-31", "2026-1-01", "+026-01-01"]
        {
            assert!(DateText::new(text).is_none(), "{text}");
        }
        assert_eq!(DateText::new("2026-08-21").map(|date| date.parts()), Some((2026, 8, 21)));
    }
}
