//! Where a text is, as SARIF says it.

use std::fmt::Write as _;

use serde_json::Value;

use super::object::{object, text};

const ROOT: &str = "%SRCROOT%";

/// Where a text is: a reference below the root of the sources, or a URI of its own.
pub(super) fn location(name: &str) -> Value {
    let name = name.replace('\\', "/");
    let bytes = name.as_bytes();
    let is_drive = bytes.first().is_some_and(u8::is_ascii_alphabetic) && bytes.get(1) == Some(&b':');
    if let Some((drive, path)) = name.split_once(':').filter(|_| is_drive) {
        return object([("uri", format!("file:///{drive}:{}", encoded(path)).into())]);
    }
    if name.starts_with('/') {
        return object([("uri", format!("file://{}", encoded(&name)).into())]);
    }
    object([("uri", encoded(name.trim_start_matches("./")).into()), ("uriBaseId", text(ROOT))])
}

/// The name with everything percent-encoded that a path of a URI cannot hold.
fn encoded(name: &str) -> String {
    let mut uri = String::with_capacity(name.len());
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' | b'+' | b'@' => {
                uri.push(char::from(byte));
            }
            _ => {
                let _ = write!(uri, "%{byte:02X}");
            }
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_uris() {
        let uri = |name: &str| location(name)["uri"].as_str().unwrap_or_default().to_owned();
        assert_eq!(uri("./clusters/a b.yaml"), "clusters/a%20b.yaml");
        assert_eq!(uri("clusters\\ü#1.yaml"), "clusters/%C3%BC%231.yaml");
        assert_eq!(uri("/clusters/a.yaml"), "file:///clusters/a.yaml");
        assert_eq!(uri("C:\\a.yaml"), "file:///C:/a.yaml");
        assert_eq!(location("a.yaml")["uriBaseId"], ROOT);
    }
}
