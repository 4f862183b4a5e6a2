//! What a plain scalar stands for, as goyaml.v2 resolves it.

use super::magnitude;
use super::node::Kind;

/// The kind of an untagged plain scalar.
pub(super) fn plain(text: &str) -> Kind {
    let Some(first) = text.bytes().next() else { return Kind::Null };
    match first {
        b'y' | b'Y' | b'n' | b'N' | b't' | b'T' | b'f' | b'F' | b'o' | b'O' | b'~' => word(text),
        b'.' => match text {
            _ if FLOAT.contains(&text) => Kind::Float,
            _ if underscores_separate_digits(text) && is_float(&without_underscores(text)) => Kind::Float,
            _ => Kind::String,
        },
        b'+' | b'-' | b'0'..=b'9' => match text {
            _ if SIGNED_FLOAT.contains(&text) => Kind::Float,
            _ => number(&without_underscores(text)),
        },
        _ => Kind::String,
    }
}

const YES: &[&str] = &["y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"];
const NO: &[&str] = &["n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"];
const NULL: &[&str] = &["~", "null", "Null", "NULL"];
const FLOAT: &[&str] = &[".nan", ".NaN", ".NAN", ".inf", ".Inf", ".INF"];
const SIGNED_FLOAT: &[&str] = &["+.inf", "+.Inf", "+.INF", "-.inf", "-.Inf", "-.INF"];

fn word(text: &str) -> Kind {
    match text {
        _ if YES.contains(&text) => Kind::Bool(true),
        _ if NO.contains(&text) => Kind::Bool(false),
        _ if NULL.contains(&text) => Kind::Null,
        _ => Kind::String,
    }
}

fn number(text: &str) -> Kind {
    match integer(text) {
        Some(Some(value)) => Kind::Integer(value),
        Some(None) => Kind::Float,
        None if is_float(text) => Kind::Float,
        // The sign behind the prefix is a quirk that goyaml.v2 has for binary numbers alone.
        None => match text.strip_prefix("0b").map(|digits| i64::from_str_radix(digits, 2)) {
            Some(Ok(value)) => Kind::Integer(value),
            _ => Kind::String,
        },
    }
}

/// A whole number in the notations of Go; `Some(None)` if it does not fit.
fn integer(text: &str) -> Option<Option<i64>> {
    let (negative, digits) = match text.as_bytes().first()? {
        b'-' => (true, text.get(1..)?),
        b'+' => (false, text.get(1..)?),
        _ => (false, text),
    };
    let prefix = digits.get(..2).unwrap_or_default();
    let (radix, digits) = match prefix {
        "0x" | "0X" => (16, digits.get(2..)?),
        "0b" | "0B" => (2, digits.get(2..)?),
        "0o" | "0O" => (8, digits.get(2..)?),
        _ if digits.len() > 1 && digits.starts_with('0') => (8, digits.get(1..)?),
        _ => (10, digits),
    };
    if digits.is_empty() || !digits.chars().all(|digit| digit.is_digit(radix)) {
        return None;
    }
    let value = i128::from_str_radix(digits, radix).ok();
    Some(value.and_then(|value| i64::try_from(if negative { -value } else { value }).ok()))
}

/// `[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`, and within the range of a double.
fn is_float(text: &str) -> bool {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let exponent_fits = exponent.is_none_or(|exponent| {
        let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        !exponent.is_empty() && digits(exponent)
    });
    (!whole.is_empty() || !fraction.is_empty())
        && digits(whole)
        && digits(fraction)
        && exponent_fits
        && magnitude::is_finite(whole, fraction, exponent.unwrap_or("0"))
}

fn underscores_separate_digits(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_digit = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
    bytes
        .iter()
        .enumerate()
        .all(|(at, byte)| *byte != b'_' || (is_digit(at.checked_sub(1)) && is_digit(Some(at + 1))))
}

fn without_underscores(text: &str) -> std::borrow::Cow<'_, str> {
    if text.contains('_') { text.replace('_', "").into() } else { text.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_scalars_resolve_as_eksctl_resolves_them() {
        let int = |value| Kind::Integer(value);
        let table: &[(&str, Kind)] = &[
            ("", Kind::Null),
            ("~", Kind::Null),
            ("null", Kind::Null),
            ("NULL", Kind::Null),
            ("nULL", Kind::String),
            ("y", Kind::Bool(true)),
            ("Yes", Kind::Bool(true)),
            ("yEs", Kind::String),
            ("on", Kind::Bool(true)),
            ("n", Kind::Bool(false)),
            ("OFF", Kind::Bool(false)),
            ("1", int(1)),
            ("-1", int(-1)),
            ("+12", int(12)),
            ("1_000", int(1000)),
            ("0", int(0)),
            ("-0", int(0)),
            ("0755", int(493)),
            ("0o755", int(493)),
            ("-0x1F", int(-31)),
            ("0x_1F", int(31)),
            ("0b101", int(5)),
            ("0b-101", int(-5)),
            ("9223372036854775807", int(i64::MAX)),
            ("-9223372036854775808", int(i64::MIN)),
            ("9223372036854775808", Kind::Float),
            ("0xffffffffffffffffffffffffffffffffffff", Kind::Float),
            ("08", Kind::Float),
            ("1.30", Kind::Float),
            ("1.", Kind::Float),
            (".5", Kind::Float),
            (".5_0", Kind::Float),
            ("._5", Kind::String),
            ("-.5e+3", Kind::Float),
            ("1e3", Kind::Float),
            ("1e999", Kind::String),
            ("1e", Kind::String),
            (".inf", Kind::Float),
            ("-.INF", Kind::Float),
            ("+.nan", Kind::String),
            (".NaN", Kind::Float),
            (".", Kind::String),
            ("-", Kind::String),
            ("+", Kind::String),
            ("0x", Kind::String),
            ("0x-1", Kind::String),
            ("-0b-1", Kind::String),
            ("_1", Kind::String),
            ("1.2.3", Kind::String),
            ("10.0.0.0/16", Kind::String),
            ("2001-12-14", Kind::String),
            ("12:30:45", Kind::String),
            ("١", Kind::String),
            ("<<", Kind::String),
            ("infinity", Kind::String),
        ];
        for (text, kind) in table {
            assert_eq!(plain(text), *kind, "{text}");
        }
    }
}
