//! The key for secrets.

use crate::check::Subject;
use crate::check::access::partition;
use crate::check::arn::Arn;
use crate::diagnostic::{Code, Report};
use crate::spec::Located;

fn written<'s>(subject: &Subject<'s>) -> Option<&'s Located<String>> {
    subject.cluster.secrets_encryption.as_ref().and_then(|encryption| encryption.key_arn.as_ref())
}

/// The key is one of KMS, of the cluster's region and partition.
pub(super) fn key(subject: &Subject<'_>, report: &mut Report) {
    let Some(text) = written(subject) else { return };
    let region = subject.cluster.metadata.as_ref().and_then(|metadata| metadata.region.as_ref());
    let region = region.map(|region| region.as_str()).filter(|region| !region.is_empty());
    let own = format!("arn:{}:kms:{}:", partition(subject).unwrap_or("aws"), region.unwrap_or("REGION"));
    if text.is_empty() {
        report
            .raise(Code::FieldMissing, &text.at, "`keyARN` is empty")
            .arg("field", "keyARN")
            .help(format_args!("write the ARN of a key, as `{own}ACCOUNT:key/ID`"));
        return;
    }
    let Some(arn) = Arn::parse(text) else {
        let found = report
            .raise(Code::FieldValue, &text.at, format_args!("`{}` is not an ARN", text.value))
            .arg("value", &text.value);
        let id = if text.starts_with("alias/") { text.value.clone() } else { "key/ID".to_owned() };
        found
            .arg("expected", "the ARN of a key")
            .help(format_args!("write it in full, as `{own}ACCOUNT:{id}`"));
        return;
    };
    let is_key = arn.service == "kms" && matches!(arn.kind(), "key" | "alias");
    let problem = match region.filter(|region| *region != arn.region) {
        _ if !is_key => Some(format!("`{}` is no key of KMS", text.value)),
        other => other.map(|region| format!("the key is of `{}`, and the cluster of `{region}`", arn.region)),
    };
    if let Some(message) = problem {
        report
            .raise(Code::SecretsKey, &text.at, message)
            .arg("arn", &text.value)
            .help(format_args!("name a symmetric key of the region, as `{own}{}:key/ID`", account(arn)));
        return;
    }
    if let Some(partition) = partition(subject).filter(|partition| *partition != arn.partition) {
        let found = report
            .raise(
                Code::ArnPartition,
                &text.at,
                format_args!(
                    "`{}` is of the partition `{}`, and the region is of `{partition}`",
                    text.value, arn.partition
                ),
            )
            .arg("arn", &text.value);
        let repaired = format!("{own}{}:{}", arn.account, arn.resource);
        let title = format!("write `{repaired}`");
        let fixed = found.fix(title, text.at.span.as_ref(), &repaired.clone(), false);
        fixed.arg("partition", partition).help(format_args!("in this region it would be `{repaired}`"));
    }
}

fn account<'a>(arn: Arn<'a>) -> &'a str {
    if arn.account.is_empty() { "ACCOUNT" } else { arn.account }
}

/// Once chosen, the key is the cluster's for good.
pub(super) fn for_good(subject: &Subject<'_>, report: &mut Report) {
    let Some(text) = written(subject).filter(|text| Arn::parse(text).is_some()) else { return };
    report
        .raise(
            Code::SecretsKeyForGood,
            &text.at,
            "the key can be neither changed nor taken off later, and the cluster is lost with it",
        )
        .arg("arn", &text.value)
        .help("protect it from deletion; it has to outlive the cluster");
}
