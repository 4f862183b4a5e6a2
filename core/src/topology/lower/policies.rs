//! What a role may do.

use super::context::Context;
use super::named::{by_value, written};
use super::roles::last_part;
use crate::catalog::{self, PolicyScope};
use crate::diagnostic::Place;
use crate::document::json::{self, Object};
use crate::spec::{Document, Field, Located, WellKnownPolicies};
use crate::topology::Origin;
use crate::topology::role::{Policy, PolicyContent};

/// The name that eksctl gives to a policy document of the user's.
const INLINE_POLICY: &str = "Policy1";

/// The policies of a role, each said once and each with a name of its own.
#[derive(Default)]
pub(super) struct Policies(pub(super) Vec<Policy>);

impl Policies {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn push(&mut self, name: &str, content: PolicyContent, origin: &Origin) {
        if self.0.iter().any(|policy| policy.content == content) {
            return;
        }
        let is_taken = |name: &str| self.0.iter().any(|policy| policy.name == name);
        let name = match &content {
            _ if !is_taken(name) => name.to_owned(),
            PolicyContent::AwsManaged(whole) | PolicyContent::Arn(whole) => whole.clone(),
            PolicyContent::Inline(_) => {
                let mut number = 2;
                while is_taken(&format!("{name}-{number}")) {
                    number += 1;
                }
                format!("{name}-{number}")
            }
        };
        self.0.push(Policy { name, content, origin: origin.clone() });
    }

    /// A policy of AWS's, by its name below `policy/`.
    pub(super) fn aws_managed(&mut self, name: &str, origin: &Origin) {
        self.push(last_part(name), PolicyContent::AwsManaged(name.to_owned()), origin);
    }

    /// Those that the catalog gives a role under this key.
    pub(super) fn of_catalog(&mut self, key: &str, origin: &Origin) {
        for name in catalog::role(key).map_or(&[][..], |role| role.policies) {
            self.aws_managed(name, origin);
        }
    }

    /// Those that a list names by ARN, in the order of names.
    pub(super) fn by_arns(&mut self, cx: &Context<'_>, arns: Option<&Located<Vec<Located<String>>>>) {
        let mut sorted: Vec<&Located<String>> = Vec::new();
        sorted.extend(arns.map_or(&[][..], |arns| &arns.value));
        by_value(&mut sorted);
        let of_aws = format!("arn:{}:iam::aws:policy/", cx.partition);
        for &arn in sorted.iter().filter(|arn| !arn.is_empty()) {
            let origin = Origin::field(&arn.at);
            match arn.strip_prefix(&of_aws) {
                Some(name) => self.aws_managed(name, &origin),
                None => self.push(last_part(arn), PolicyContent::Arn(arn.value.clone()), &origin),
            }
        }
    }

    /// A document of the user's, under a name that was chosen or eksctl's.
    pub(super) fn document(&mut self, document: Option<&Located<Document>>, name: Option<&Located<String>>) {
        if let Some(document) = document {
            let name = written(name).map_or(INLINE_POLICY, |name| name.as_str());
            self.push(name, PolicyContent::Inline(document.value.0.clone()), &Origin::field(&document.at));
        }
    }

    /// A document of the plan's own that allows this.
    pub(super) fn allow(&mut self, name: &str, actions: &[&str], resource: &str, origin: &Origin) {
        let statement = Object::new().with("Effect", "Allow").with("Action", json::texts(actions));
        let statement = json::one(statement.with("Resource", resource));
        let document = Object::new().with("Version", "2012-10-17").with("Statement", statement);
        self.push(name, PolicyContent::Inline(document.into()), origin);
    }

    /// What eksctl attaches for one of its names.
    pub(super) fn well_known(&mut self, cx: &mut Context<'_>, scope: PolicyScope, name: &str, at: &Place) {
        self.well_known_from(cx, scope, name, &Origin::field(at));
    }

    fn well_known_from(&mut self, cx: &mut Context<'_>, scope: PolicyScope, name: &str, origin: &Origin) {
        let Some(known) = catalog::well_known_policy(scope, name) else { return };
        for managed in known.managed {
            self.aws_managed(managed, origin);
        }
        for policy in known.inline {
            let text = policy.document.map(|text| text.replace("${AWS::Partition}", &cx.partition));
            match text.and_then(|text| json::read(&text).ok()) {
                Some(document) => self.push(policy.name, PolicyContent::Inline(document), origin),
                None => {
                    let why = format_args!("no source shows what eksctl writes into it");
                    cx.unknown(format_args!("policy {}", policy.name), why, None, true);
                }
            }
        }
    }

    /// What eksctl gives an add-on in place of the policy that is recommended for it.
    pub(super) fn of_add_on(&mut self, cx: &mut Context<'_>, name: &str, origin: &Origin) {
        self.well_known_from(cx, PolicyScope::AddOn, name, origin);
    }

    /// Those that `wellKnownPolicies` switches on.
    pub(super) fn switched_on(&mut self, cx: &mut Context<'_>, written: Option<&Located<WellKnownPolicies>>) {
        let Some(it) = written else { return };
        let switches = [
            ("autoScaler", &it.auto_scaler),
            ("awsLoadBalancerController", &it.aws_load_balancer_controller),
            ("certManager", &it.cert_manager),
            ("ebsCSIController", &it.ebs_csi_controller),
            ("efsCSIController", &it.efs_csi_controller),
            ("externalDNS", &it.external_dns),
            ("imageBuilder", &it.image_builder),
        ];
        self.of_switches(cx, PolicyScope::ServiceAccount, &switches);
    }

    /// Those whose switches are on.
    pub(super) fn of_switches(
        &mut self,
        cx: &mut Context<'_>,
        scope: PolicyScope,
        switches: &[(&str, &Field<bool>)],
    ) {
        for (name, switch) in switches {
            if let Some(switch) = switch.as_ref().filter(|switch| switch.value) {
                self.well_known(cx, scope, name, &switch.at);
            }
        }
    }
}
