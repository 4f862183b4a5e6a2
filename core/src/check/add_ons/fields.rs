//! Texts of add-ons and capabilities that EKS takes in a certain form alone.

use super::{known, name, text, written};
use crate::check::Subject;
use crate::diagnostic::{Code, Report};
use crate::spec::items;

/// The most characters of a namespace.
const LONGEST: usize = 63;

/// How many versions kube-proxy may be behind the API server.
const MOST_BEHIND: u16 = 3;

/// A namespace is a DNS label, and eksctl has it begin with a letter.
pub(super) fn name_space(subject: &Subject<'_>, report: &mut Report) {
    for item in written(subject) {
        let config = item.namespace_config.as_ref();
        let Some(namespace) = config.and_then(|config| text(&config.namespace)) else { continue };
        let value = namespace.value.as_str();
        let (message, help) = if value.len() > LONGEST {
            let message = format!("the namespace of add-on `{}` has {} characters", name(item), value.len());
            (message, format!("take {LONGEST} or fewer"))
        } else if !is_label(value) {
            let message = format!("`{value}` is no namespace (add-on `{}`)", name(item));
            (
                message,
                "use small letters, digits and hyphens, with a letter first and no hyphen last".to_owned(),
            )
        } else {
            continue;
        };
        let found = report.raise(Code::FieldValue, &namespace.at, message).arg("value", value).help(help);
        if value.len() <= LONGEST && is_label(&format!("a{value}")) && !value.starts_with('-') {
            found.refused_by("eksctl");
        }
    }
}

fn is_label(text: &str) -> bool {
    let inside = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    text.starts_with(|c: char| c.is_ascii_lowercase()) && text.chars().all(inside) && !text.ends_with('-')
}

/// A version has numbers; that of kube-proxy follows the one of Kubernetes.
pub(super) fn version(subject: &Subject<'_>, report: &mut Report) {
    for item in written(subject) {
        let Some(version) = text(&item.version).filter(|version| version.value != "latest") else { continue };
        if !version.value.chars().any(|c| c.is_ascii_digit()) {
            report
                .raise(
                    Code::FieldValue,
                    &version.at,
                    format_args!("`{}` is no version of an add-on (`{}`)", version.value, name(item)),
                )
                .arg("value", &version.value)
                .help("leave it out for EKS's default, write `latest`, or a version as `v1.20.4-eksbuild.1`");
            continue;
        }
        let follows = known(item).is_some_and(|known| known.follows_kubernetes);
        let (Some(of), Some(is), true) = (subject.version(), minor(&version.value), follows) else {
            continue;
        };
        let newest = (of.major, of.minor);
        let oldest = (of.major, of.minor.saturating_sub(MOST_BEHIND));
        if is > newest || is < oldest {
            let which = if is > newest { "newer than the API server" } else { "too old for the API server" };
            report
                .raise(
                    Code::AddOnVersion,
                    &version.at,
                    format_args!("`{}` {} is {which}, which is Kubernetes {of}", name(item), version.value),
                )
                .arg("addOn", name(item))
                .arg("version", &version.value)
                .arg("kubernetes", &of.to_string())
                .help(format_args!(
                    "leave it out for EKS's default, or write a version that begins with `v{of}.`"
                ));
        }
    }
}

/// The first two numbers of a version.
fn minor(version: &str) -> Option<(u16, u16)> {
    let mut parts = version.strip_prefix('v').unwrap_or(version).split(['.', '-']);
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

/// Argo CD takes its users from an instance of IAM Identity Center, by its ARN.
pub(super) fn identity_center(subject: &Subject<'_>, report: &mut Report) {
    for capability in items(&subject.cluster.capabilities) {
        let argo_cd = capability.configuration.as_ref().and_then(|config| config.argocd.as_ref());
        let center = argo_cd.and_then(|argo_cd| argo_cd.aws_idc.as_ref());
        let Some(arn) = center.and_then(|center| text(&center.idc_instance_arn)) else { continue };
        let mut parts = arn.value.split(':');
        let is_arn = parts.next() == Some("arn") && parts.next().is_some() && parts.next() == Some("sso");
        if !is_arn || !arn.value.contains(":instance/") {
            let message = format!("`{}` is no instance of IAM Identity Center", arn.value);
            let help = "write an ARN as `arn:aws:sso:::instance/ssoins-1234567890abcdef`; `aws sso-admin list-instances` shows it";
            report.raise(Code::FieldValue, &arn.at, message).arg("value", &arn.value).help(help);
        }
    }
}
