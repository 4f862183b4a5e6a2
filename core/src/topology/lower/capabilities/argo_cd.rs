//! Settings of the Argo CD capability, by the names and in the shapes of `CreateCapability` (botocore 1.44.5).

use serde_json::Value;

use crate::diagnostic::{Code, Phase};
use crate::document::json::Object;
use crate::spec::{ArgoCd, ArgoCdRoleMapping, Capability as Written, Located, items};
use crate::topology::capability::CapabilityKind;
use crate::topology::lower::context::{Context, list};
use crate::topology::lower::named::{filled, nearest};

const ROLES: [&str; 3] = ["ADMIN", "EDITOR", "VIEWER"];
const IDENTITIES: [&str; 2] = ["SSO_GROUP", "SSO_USER"];

/// What `configuration` says. Argo CD has no users of its own, so it needs an Identity Center.
pub(super) fn configuration(
    cx: &mut Context<'_>,
    name: &str,
    kind: CapabilityKind,
    item: &Located<Written>,
) -> Option<Value> {
    let written_as = item.configuration.as_ref().and_then(|config| config.argocd.as_ref());
    match (kind, written_as) {
        (CapabilityKind::ArgoCd, Some(argo_cd)) => {
            let settings = settings(cx, name, argo_cd);
            Some(Object::new().with("argoCd", settings).into())
        }
        (CapabilityKind::ArgoCd, None) => {
            let place = item.configuration.as_ref().map_or(&item.at, |config| &config.at);
            say_missing(cx, name, place, "configuration.argocd.awsIdc");
            None
        }
        (CapabilityKind::Ack | CapabilityKind::Kro, Some(argo_cd)) => {
            cx.refuse(
                &argo_cd.at,
                format_args!("capability `{name}` is of type `{kind}` and has settings of Argo CD"),
                "remove `configuration.argocd`, or write `type: ARGOCD`",
            );
            None
        }
        (CapabilityKind::Ack | CapabilityKind::Kro, None) => None,
    }
}

fn settings(cx: &mut Context<'_>, name: &str, argo_cd: &Located<ArgoCd>) -> Object {
    let mut settings = Object::new();
    let center = argo_cd.aws_idc.as_ref();
    match center.and_then(|center| filled(&center.idc_instance_arn)) {
        Some(arn) => {
            let mut members = Object::new().with("idcInstanceArn", arn.as_str());
            if let Some(region) = center.and_then(|center| filled(&center.idc_region)) {
                members.set("idcRegion", region.as_str());
            }
            settings.set("awsIdc", members);
        }
        None => say_missing(cx, name, &argo_cd.at, "awsIdc.idcInstanceArn"),
    }
    if let Some(namespace) = filled(&argo_cd.namespace) {
        settings.set("namespace", namespace.as_str());
    }
    let mut mappings = Vec::new();
    for mapping in items(&argo_cd.rbac_role_mappings) {
        mappings.extend(role_mapping(cx, mapping));
    }
    if mappings.is_empty() {
        cx.report
            .raise(
                Code::NobodyEnters,
                &argo_cd.at,
                format_args!("nobody has a role in Argo CD (`{name}`): its users come from Identity Center"),
            )
            .phase(Phase::Run)
            .help("map users or groups to a role in `rbacRoleMappings`");
    } else {
        settings.set("rbacRoleMappings", Value::Array(mappings));
    }
    let endpoints = list(argo_cd.network_access.as_ref().and_then(|access| access.vpce_ids.as_ref()));
    if !endpoints.is_empty() {
        settings.set("networkAccess", Object::new().with("vpceIds", endpoints));
    }
    settings
}

/// A role with those whose identity can be read; nothing if the role cannot.
fn role_mapping(cx: &mut Context<'_>, mapping: &Located<ArgoCdRoleMapping>) -> Option<Value> {
    let role = filled(&mapping.role)?;
    if !ROLES.contains(&role.value.as_str()) {
        cx.refuse(
            &role.at,
            format_args!("`{}` is no role of Argo CD", role.value),
            nearest(&role.value, &ROLES),
        );
        return None;
    }
    let mut identities: Vec<Value> = Vec::new();
    for identity in items(&mapping.identities) {
        let (Some(id), Some(kind)) = (filled(&identity.id), filled(&identity.kind)) else {
            continue;
        };
        if IDENTITIES.contains(&kind.value.as_str()) {
            identities.push(Object::new().with("id", id.as_str()).with("type", kind.as_str()).into());
        } else {
            cx.refuse(
                &kind.at,
                format_args!("`{}` is no kind of identity", kind.value),
                nearest(&kind.value, &IDENTITIES),
            );
        }
    }
    if identities.is_empty() {
        cx.refuse(
            &mapping.at,
            format_args!("role `{}` of Argo CD is given to nobody", role.value),
            "name users or groups of Identity Center in `identities`",
        );
        return None;
    }
    let mapping = Object::new().with("role", role.as_str());
    Some(mapping.with("identities", Value::Array(identities)).into())
}

fn say_missing(cx: &mut Context<'_>, name: &str, place: &crate::diagnostic::Place, field: &str) {
    let found = cx
        .report
        .raise(
            Code::FieldMissing,
            place,
            format_args!("Argo CD needs an IAM Identity Center, and capability `{name}` names none"),
        )
        .arg("field", field)
        .phase(Phase::Call);
    found.help("write the ARN of the instance in `configuration.argocd.awsIdc.idcInstanceArn`");
}
