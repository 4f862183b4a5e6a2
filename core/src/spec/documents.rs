//! Which document is which.

use super::findings::Findings;
use super::names::same_letters;
use crate::diagnostic::{Code, Path, Phase, Place};
use crate::source::{Document, Kind, Node};

/// The two kinds of document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Cluster,
    Plan,
}

impl Wanted {
    const ALL: [Wanted; 2] = [Wanted::Cluster, Wanted::Plan];

    const fn kind(self) -> &'static str {
        match self {
            Wanted::Cluster => "ClusterConfig",
            Wanted::Plan => "PlanConfig",
        }
    }

    const fn api_version(self) -> &'static str {
        match self {
            Wanted::Cluster => "eksctl.io/v1alpha5",
            Wanted::Plan => "eks-plan/v1alpha1",
        }
    }

    const fn group(self) -> &'static str {
        match self {
            Wanted::Cluster => "eksctl.io/",
            Wanted::Plan => "eks-plan/",
        }
    }
}

/// The documents that are ours, each at most once.
pub(crate) struct Chosen<'a> {
    pub(crate) cluster: Option<&'a Node>,
    pub(crate) plan: Option<&'a Node>,
}

pub(crate) fn choose<'a>(documents: &'a [Document], findings: &mut Findings) -> Chosen<'a> {
    let mut chosen = Chosen { cluster: None, plan: None };
    let mut foreign = false;
    for node in documents.iter().map(|document| &document.root).filter(|node| !node.is_null()) {
        let Some(wanted) = recognise(node) else {
            foreign = true;
            not_ours(node, findings);
            continue;
        };
        let slot = match wanted {
            Wanted::Cluster => &mut chosen.cluster,
            Wanted::Plan => &mut chosen.plan,
        };
        if let Some(first) = slot {
            let kind = wanted.kind();
            let message = format_args!("there are two documents of the kind `{kind}`");
            findings
                .raise(Code::DocumentTwice, &header(node), message)
                .arg("kind", wanted.kind())
                .label(&header(first), "the first one")
                .phase(Phase::Parse)
                .help("keep one of them; the others belong into a plan of their own");
            continue;
        }
        *slot = Some(node);
        check_header(node, wanted, findings);
    }
    if let (None, false, Some(first)) = (chosen.cluster, foreign, documents.first()) {
        let place = header(&first.root);
        findings
            .raise(Code::DocumentMissing, &place, "there is no `ClusterConfig`")
            .phase(Phase::Parse)
            .help("a ClusterConfig begins with `apiVersion: eksctl.io/v1alpha5` and `kind: ClusterConfig`");
    }
    chosen
}

/// What the document is, or plainly wants to be.
fn recognise(node: &Node) -> Option<Wanted> {
    let kind = text(node, "kind");
    let group = text(node, "apiVersion");
    let by_kind = |wanted: &Wanted| kind.is_some_and(|kind| same_letters(kind, wanted.kind()));
    let by_group = |wanted: &Wanted| group.is_some_and(|group| group.starts_with(wanted.group()));
    let found = Wanted::ALL.into_iter().find(by_kind).or_else(|| Wanted::ALL.into_iter().find(by_group));
    found.or_else(|| {
        let metadata = node.get("metadata")?;
        let plain = metadata.get("name").is_some() && metadata.get("region").is_some();
        (plain && (kind.is_none() || group.is_none())).then_some(Wanted::Cluster)
    })
}

fn check_header(node: &Node, wanted: Wanted, findings: &mut Findings) {
    for (key, right) in [("apiVersion", wanted.api_version()), ("kind", wanted.kind())] {
        let Some(value) = node.get(key).filter(|value| !value.is_null()) else {
            findings
                .raise(Code::FieldMissing, &header(node), format_args!("`{key}` is missing"))
                .arg("property", key)
                .phase(Phase::Parse)
                .help(format_args!("add `{key}: {right}`"));
            continue;
        };
        let found = value.as_scalar().map_or("", |scalar| &scalar.text);
        if found == right {
            continue;
        }
        let place = Place { path: Path::ROOT.key(key), span: value.span.clone() };
        let message = format_args!("`{key}` is `{found}`, and `{right}` is the only one known");
        let remedy = format!("write `{right}`");
        let certain = same_letters(found, right) || found.starts_with(wanted.group());
        findings
            .raise(Code::FieldValue, &place, message)
            .arg("value", found)
            .arg("allowed", right)
            .phase(Phase::Parse)
            .help(&remedy)
            .fix(&remedy, place.span.as_ref(), right, certain);
    }
}

fn not_ours(node: &Node, findings: &mut Findings) {
    let kind = text(node, "kind");
    let message = match (kind, node.as_mapping()) {
        (Some(kind), _) => format!("`{kind}` is not a kind of document that is known here"),
        (None, Some(_)) => "the document does not say its `kind`".to_owned(),
        (None, None) => format!("expected a mapping, found {}", node.describe()),
    };
    let has = |key: &str| node.get(key).is_some();
    let near = kind
        .and_then(|kind| super::names::nearest(kind, &mut Wanted::ALL.iter().map(|wanted| wanted.kind())));
    let looks = if let Some(near) = near {
        format!("a kind with a similar name exists: `{near}`")
    } else if has("AWSTemplateFormatVersion") || has("Resources") {
        "it looks like a CloudFormation template; a ClusterConfig of eksctl is needed".to_owned()
    } else if ["resource", "terraform", "provider", "planned_values"].into_iter().any(has) {
        "it looks like a Terraform file; a ClusterConfig of eksctl is needed".to_owned()
    } else if has("apiVersion") && kind.is_some() {
        "it looks like a Kubernetes manifest; a ClusterConfig of eksctl is needed".to_owned()
    } else {
        "the documents known are `ClusterConfig` (eksctl.io/v1alpha5) and `PlanConfig` (eks-plan/v1alpha1)"
            .to_owned()
    };
    findings
        .raise(Code::DocumentKind, &header(node), message)
        .arg("kind", kind.unwrap_or_default())
        .phase(Phase::Parse)
        .help(looks);
}

/// A short place that stands for the whole document: its first key.
fn header(node: &Node) -> Place {
    let key = node.as_mapping().and_then(|entries| entries.first()).and_then(|entry| entry.key_span.clone());
    Place { path: Path::ROOT, span: key.or_else(|| node.span.clone()) }
}

fn text<'a>(node: &'a Node, key: &str) -> Option<&'a str> {
    let scalar = node.get(key)?.as_scalar()?;
    (scalar.kind == Kind::String).then_some(&scalar.text)
}
