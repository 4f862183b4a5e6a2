//! External OIDC providers for logins (EKS user guide 0b80668, authenticate-oidc-identity-provider).

use crate::catalog::{self, KubernetesVersion};
use crate::check::Subject;
use crate::diagnostic::{Code, Report};
use crate::seen::Seen;
use crate::spec::{IdentityProvider, Located, items};

/// The first version that takes several providers.
const SEVERAL: KubernetesVersion = KubernetesVersion::new(1, 32);

/// What Kubernetes keeps for itself.
const RESERVED: &str = "system:";

fn providers<'s>(subject: &Subject<'s>) -> &'s [Located<IdentityProvider>] {
    items(&subject.cluster.identity_providers)
}

/// Issuers are URLs that the API server can ask, and each is there once.
pub(super) fn issuers(subject: &Subject<'_>, report: &mut Report) {
    let mut seen = Seen::new();
    for url in providers(subject).iter().filter_map(|provider| provider.base.issuer_url.as_ref()) {
        if url.is_empty() {
            continue;
        }
        if let Some((problem, repaired)) = problem(url) {
            let found = report
                .raise(Code::IssuerUrl, &url.at, format_args!("the issuer `{}` {problem}", url.value))
                .arg("url", &url.value);
            let title = format!("write `{repaired}`");
            let fixed = found.fix(title, url.at.span.as_ref(), &format!("\"{repaired}\""), false);
            fixed.help(format_args!("write `{repaired}`, if that is what its tokens name as `iss`"));
        }
        if let Some(first) = seen.replace(&[url.trim_end_matches('/')], &url.at) {
            report
                .raise(
                    Code::IssuerTwice,
                    &url.at,
                    format_args!("the issuer `{}` is that of another provider too", url.value),
                )
                .arg("url", &url.value)
                .label(first, "it is named here first")
                .help("keep one of the two providers");
        }
    }
}

/// What is wrong with the URL, and how it would be right.
fn problem(url: &str) -> Option<(&'static str, String)> {
    let end = url.find(['?', '#']).unwrap_or(url.len());
    let bare = url.get(..end).unwrap_or_default();
    match bare.strip_prefix("https://") {
        None => {
            let host = bare.split_once("://").map_or(bare, |(_, host)| host);
            Some(("does not begin with `https://`", format!("https://{host}")))
        }
        Some(_) if end < url.len() => Some(("has a query or a fragment", bare.to_owned())),
        Some(_) => bare
            .strip_suffix("/.well-known/openid-configuration")
            .map(|issuer| ("is the address of its configuration", issuer.to_owned())),
    }
}

/// How many providers a cluster takes depends on its version.
pub(super) fn count(subject: &Subject<'_>, report: &mut Report) {
    let several = catalog::quota("identityProvidersPerCluster").and_then(|it| usize::try_from(it.value).ok());
    let (Some(version), Some(several)) = (subject.version(), several) else { return };
    let most = if version < SEVERAL { 1 } else { several };
    let Some(first_over) = providers(subject).get(most) else { return };
    let count = providers(subject).len();
    let found = report.raise(
        Code::IdentityProvidersMany,
        &first_over.at,
        format_args!("there are {count} identity providers, and Kubernetes {version} on EKS takes {most}"),
    );
    let help = if most == 1 && count <= several {
        format!("keep one, or take Kubernetes {SEVERAL} or later, which takes {several}")
    } else {
        format!("keep {most} of them")
    };
    found.arg("count", &count.to_string()).arg("version", &version.to_string()).help(help);
}

/// Users and groups of a provider do not pass for Kubernetes's own.
pub(super) fn prefixes(subject: &Subject<'_>, report: &mut Report) {
    for provider in providers(subject) {
        for prefix in [&provider.base.username_prefix, &provider.base.groups_prefix].into_iter().flatten() {
            if prefix.contains(RESERVED) {
                let found = report
                    .raise(
                        Code::ClaimPrefix,
                        &prefix.at,
                        format_args!("the prefix `{}` is Kubernetes's own", prefix.value),
                    )
                    .arg("prefix", &prefix.value);
                let name = provider.base.name.as_ref().map_or("company", |name| name.as_str());
                found.help(format_args!("take one of your own, as `{name}:`"));
            }
        }
    }
}
