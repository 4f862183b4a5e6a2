//! Tags of the cluster.

use crate::catalog;
use crate::check::Subject;
use crate::diagnostic::{Code, Report};

/// The most characters of a tag's key and of its value (botocore 1.44.5, eks, `TagKey` and `TagValue`).
const LONGEST_KEY: usize = 128;
const LONGEST_VALUE: usize = 256;

/// With what AWS's own keys begin.
const RESERVED: &str = "aws:";

pub(super) fn of_cluster(subject: &Subject<'_>, report: &mut Report) {
    let Some(tags) = subject.cluster.metadata.as_ref().and_then(|metadata| metadata.tags.as_ref()) else {
        return;
    };
    for (key, value) in &tags.value {
        let long = |text: &str, most: usize| text.len() > most && text.chars().count() > most;
        let reserved = key.get(..RESERVED.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(RESERVED));
        let (problem, help) = if reserved {
            (format!("begins with `{RESERVED}`, which is reserved"), "take another key".to_owned())
        } else if key.is_empty() {
            ("is empty".to_owned(), "write a key, or remove the tag".to_owned())
        } else if long(key, LONGEST_KEY) {
            let problem = format!("has {} characters", key.chars().count());
            (problem, format!("a key has at most {LONGEST_KEY} characters"))
        } else if long(value, LONGEST_VALUE) {
            let problem = format!("has a value of {} characters", value.chars().count());
            (problem, format!("a value has at most {LONGEST_VALUE} characters"))
        } else {
            continue;
        };
        report
            .raise(Code::TagsRefused, &value.at, format_args!("the key `{key}` of a tag {problem}"))
            .arg("key", key)
            .help(help);
    }
    let most = catalog::quota("tagsPerResource").and_then(|quota| usize::try_from(quota.value).ok());
    if let Some(most) = most.filter(|most| tags.len() > *most) {
        report
            .raise(
                Code::TagsRefused,
                &tags.at,
                format_args!("there are {} tags, and AWS takes {most}", tags.len()),
            )
            .arg("count", &tags.len().to_string())
            .help("remove some: eksctl adds a few of its own, too");
    }
}
