//! What a comment says: `allow CODE reason`.

/// Codes that are accepted, and why.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Allow {
    pub(super) codes: Vec<String>,
    pub(super) reason: Option<String>,
}

/// Reads what stands behind `eks-plan:`. Several codes are parted by commas.
pub(super) fn read(text: &str) -> Result<Allow, String> {
    let (verb, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    if verb != "allow" {
        return Err(match verb {
            "" => "the comment says nothing to the planner".to_owned(),
            _ => format!("`{verb}` is nothing that a comment can say to the planner"),
        });
    }
    let mut rest = rest.trim_start();
    let mut codes = Vec::new();
    loop {
        let end = rest.find(|c: char| c.is_whitespace() || c == ',').unwrap_or(rest.len());
        let (word, behind) = rest.split_at(end);
        let word = word.trim_end_matches(':');
        let next = behind.trim_start();
        if word.is_empty() {
            break;
        }
        codes.push(word.to_owned());
        match next.strip_prefix(',') {
            Some(more) => rest = more.trim_start(),
            None => {
                rest = next;
                break;
            }
        }
    }
    if codes.is_empty() {
        return Err("the comment names no code".to_owned());
    }
    let reason = rest.trim_start_matches([':', '-', '–', '—', ' ']).trim();
    Ok(Allow { codes, reason: (!reason.is_empty()).then(|| reason.to_owned()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_a_reason_are_read() {
        let said = |text: &str| {
            read(text).map(|allow| format!("{}; {}", allow.codes.join("+"), allow.reason.unwrap_or_default()))
        };
        let is = |text: &str, wanted: &str| assert_eq!(said(text).as_deref(), Ok(wanted), "{text}");
        is("allow EP0410 the endpoint is made by hand", "EP0410; the endpoint is made by hand");
        is("allow EP0410", "EP0410; ");
        is("allow\tEP0410,EP0601 both", "EP0410+EP0601; both");
        is("allow EP0410 , EP0601: both", "EP0410+EP0601; both");
        is("allow EP0410 - by hand", "EP0410; by hand");
        is("allow EP0410, ", "EP0410; ");
        is("allow everything", "everything; ");
        let wrong = |text: &str| said(text).unwrap_err();
        assert_eq!(wrong("allow"), "the comment names no code");
        assert_eq!(wrong(""), "the comment says nothing to the planner");
        assert_eq!(wrong("ignore EP0410"), "`ignore` is nothing that a comment can say to the planner");
    }
}
