//! The key for secrets.

use crate::check::Subject;
use crate::check::access::partition;
use crate::check::arn::Arn;
use crate::diagnostic::{Code, Diagnostic, Report};
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
        let found = Diagnostic::new(Code::FieldMissing, &text.at, "`keyARN` is empty").arg("field", "keyARN");
        report.push(found.help(format!("write the ARN of a key, as `{own}ACCOUNT:key/ID`")));
        return;
    }
    let Some(arn) = Arn::parse(text) else {
        let message = format!("`{}` is not an ARN", text.value);
        let found = Diagnostic::new(Code::FieldValue, &text.at, message).arg("value", &text.value);
        let id = if text.starts_with("alias/") { text.value.clone() } else { "key/ID".to_owned() };
        report.push(
            found
                .arg("expected", "the ARN of a key")
                .help(format!("write it in full, as `{own}ACCOUNT:{id}`")),
        );
        return;
    };
    let is_key = arn.service == "kms" && matches!(arn.kind(), "key" | "alias");
    let problem = match region.filter(|region| *region != arn.region) {
        _ if !is_key => Some(format!("`{}` is no key of KMS", text.value)),
        other => other.map(|region| format!("the key is of `{}`, and the cluster of `{region}`", arn.region)),
    };
    if let Some(message) = problem {
        let found = Diagnostic::new(Code::SecretsKey, &text.at, message).arg("arn", &text.value);
        report.push(
            found.help(format!("name a symmetric key of the region, as `{own}{}:key/ID`", account(arn))),
        );
        return;
    }
    if let Some(partition) = partition(subject).filter(|partition| *partition != arn.partition) {
        let message = format!(
            "`{}` is of the partition `{}`, and the region is of `{partition}`",
            text.value, arn.partition
        );
        let found = Diagnostic::new(Code::ArnPartition, &text.at, message).arg("arn", &text.value);
        let repaired = format!("{own}{}:{}", arn.account, arn.resource);
        let title = format!("write `{repaired}`");
        let fixed = found.fix(title, text.at.span.as_ref(), repaired.clone(), false);
        report
            .push(fixed.arg("partition", partition).help(format!("in this region it would be `{repaired}`")));
    }
}

fn account<'a>(arn: Arn<'a>) -> &'a str {
    if arn.account.is_empty() { "ACCOUNT" } else { arn.account }
}

/// Once chosen, the key is the cluster's for good.
pub(super) fn for_good(subject: &Subject<'_>, report: &mut Report) {
    let Some(text) = written(subject).filter(|text| Arn::parse(text).is_some()) else { return };
    let message = "the key can be neither changed nor taken off later, and the cluster is lost with it";
    let found = Diagnostic::new(Code::SecretsKeyForGood, &text.at, message).arg("arn", &text.value);
    report.push(found.help("protect it from deletion; it has to outlive the cluster"));
}
