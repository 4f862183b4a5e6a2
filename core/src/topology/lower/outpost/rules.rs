//! What cannot be on an Outpost (eksctl: `validation.go`; EKS user guide, eks-outposts).

use super::local;
use crate::diagnostic::{Code, Place};
use crate::spec::{AmiFamily, Field, IpFamily, Located, NodeGroupBase, VolumeType, items};
use crate::topology::lower::context::Context;
use crate::topology::lower::named::filled;

/// Reports what the spec asks for and an Outpost does not have.
pub(in crate::topology::lower) fn check(cx: &mut Context<'_>) {
    if let Some(outpost) = cx.spec.outpost.as_ref() {
        match filled(&outpost.control_plane_outpost_arn) {
            Some(arn) => check_arn(cx, arn),
            None => {
                let message = "the control plane is to stand on an Outpost, and none is named";
                cx.missing("controlPlaneOutpostARN", &outpost.at, message, "write the ARN of the Outpost");
            }
        }
    }
    if local(cx).is_some() {
        check_features(cx);
        check_placement(cx);
    }
    check_node_groups(cx);
}

fn check_arn(cx: &mut Context<'_>, arn: &Located<String>) {
    let parts: Vec<&str> = arn.splitn(6, ':').collect();
    if !matches!(parts[..], ["arn", _, "outposts", _, _, name] if name.starts_with("outpost/")) {
        let help = "write it as `arn:aws:outposts:us-west-2:111122223333:outpost/op-0123456789abcdef0`";
        cx.refuse(&arn.at, format_args!("`{}` is no ARN of an Outpost", arn.value), help);
    }
}

fn at<T>(field: &Field<T>) -> Option<&Place> {
    field.as_ref().map(|field| &field.at)
}

fn on(field: Option<&Field<bool>>, wanted: bool) -> Option<&Place> {
    field.and_then(|field| field.as_ref()).filter(|field| field.value == wanted).map(|field| &field.at)
}

fn some<T>(field: &Field<Vec<T>>) -> Option<&Place> {
    field.as_ref().filter(|list| !list.value.is_empty()).map(|list| &list.at)
}

/// What a local cluster does not have.
fn check_features(cx: &mut Context<'_>) {
    let spec = cx.spec;
    let (vpc, access) = (spec.vpc.as_ref(), spec.access_config.as_ref());
    let endpoints = vpc.and_then(|vpc| vpc.cluster_endpoints.as_ref());
    let family = spec.kubernetes_network_config.as_ref().and_then(|config| config.ip_family.as_ref());
    let found = [
        ("EKS add-ons", some(&spec.addons)),
        ("login providers", some(&spec.identity_providers)),
        ("Fargate", some(&spec.fargate_profiles)),
        ("managed node groups", some(&spec.managed_node_groups)),
        ("Karpenter", at(&spec.karpenter)),
        ("Auto Mode", on(spec.auto_mode_config.as_ref().map(|config| &config.enabled), true)),
        ("encryption of secrets by a key of your own", at(&spec.secrets_encryption)),
        ("a choice of zones", some(&spec.availability_zones)),
        ("Local Zones", some(&spec.local_zones)),
        ("GitOps", at(&spec.gitops)),
        ("an OIDC provider", on(spec.iam.as_ref().map(|iam| &iam.with_oidc), true)),
        ("IPv6", family.filter(|family| family.value == IpFamily::Ipv6).map(|family| &family.at)),
        ("IPv6", on(vpc.map(|vpc| &vpc.auto_allocate_ipv6), true)),
        ("public ranges", vpc.and_then(|vpc| some(&vpc.public_access_cidrs))),
        ("a public endpoint", on(endpoints.map(|it| &it.public_access), true)),
        ("a way around the private endpoint", on(endpoints.map(|it| &it.private_access), false)),
        (
            "a creator without rights",
            on(access.map(|access| &access.bootstrap_cluster_creator_admin_permissions), false),
        ),
    ];
    for &(what, place) in &found {
        if let Some(place) = place {
            cx.report
                .raise(
                    Code::OutpostFeature,
                    place,
                    format_args!("a local cluster on an Outpost does not have {what}"),
                )
                .arg("what", what)
                .help("leave it out, or `outpost`");
        }
    }
}

/// How the instances are placed.
fn check_placement(cx: &mut Context<'_>) {
    let Some((outpost, _)) = local(cx) else { return };
    let etcd = filled(&outpost.etcd_instance_type);
    let placement = outpost.control_plane_placement.as_ref();
    let group = placement.and_then(|placement| filled(&placement.group_name));
    let spreads = [outpost.control_plane_placement.as_ref(), outpost.etcd_placement.as_ref()];
    for spread in spreads.iter().filter_map(|it| filled(&(*it)?.spread_level)) {
        if !["host", "rack"].contains(&spread.as_str()) {
            cx.refuse(
                &spread.at,
                format_args!("`{}` is no level to spread instances over", spread.value),
                "write `host` or `rack`",
            );
        }
    }
    let mode = cx.spec.access_config.as_ref().and_then(|access| access.authentication_mode.as_ref());
    let Some(etcd) = etcd else {
        let help = "write `etcdInstanceType`: without it etcd stands on the instances of the API servers";
        if let Some(placement) = &outpost.etcd_placement {
            let message = "etcd has no instances of its own to place";
            cx.refuse_as(Code::OutpostEtcd, &placement.at, message, help);
        }
        if let Some(spread) = placement.and_then(|it| filled(&it.spread_level)) {
            let message = "a spread level goes with etcd on instances of its own";
            cx.refuse_as(Code::OutpostEtcd, &spread.at, message, help);
        }
        if let Some(remote) = &cx.spec.remote_network_config {
            let message = "remote networks of a local cluster go with etcd on instances of its own";
            cx.refuse_as(Code::OutpostEtcd, &remote.at, message, help);
        }
        return;
    };
    if let Some(group) = group {
        let message = "a placement group does not go with etcd on instances of its own";
        let finding = cx.report.raise(Code::OutpostPlacementGroup, &group.at, message);
        finding.label(&etcd.at, "asked for here").help("write `spreadLevel` instead of `groupName`");
    }
    if let Some(mode) = mode.filter(|mode| mode.value == "CONFIG_MAP") {
        let message = "etcd on instances of its own goes with access entries";
        let finding = cx.report.raise(Code::OutpostAuthentication, &mode.at, message);
        let help = "write `authenticationMode: API_AND_CONFIG_MAP` or `API`";
        finding.label(&etcd.at, "asked for here").help(help);
    }
}

/// Node groups on an Outpost, whose control plane may stand in the region.
fn check_node_groups(cx: &mut Context<'_>) {
    let spec = cx.spec;
    let managed = items(&spec.managed_node_groups);
    for group in managed {
        let Some(arn) = filled(&group.base.outpost_arn) else { continue };
        let message = "managed node groups do not stand on an Outpost";
        cx.report.raise(Code::OutpostNodes, &arn.at, message).help("write the group into `nodeGroups`");
    }
    let own = items(&spec.node_groups);
    let mut first: Option<&Located<String>> = None;
    for group in own {
        let Some(arn) = filled(&group.base.outpost_arn) else { continue };
        check_arn(cx, arn);
        if let Some(other) = first.filter(|other| other.value != arn.value) {
            let help = "give each Outpost a cluster of its own";
            cx.report
                .raise(
                    Code::OutpostOther,
                    &arn.at,
                    format_args!("node groups stand on two Outposts, `{}` and `{}`", other.value, arn.value),
                )
                .label(&other.at, "the other one")
                .help(help);
        }
        first = first.or(Some(arn));
        match local(cx) {
            Some((_, control_plane)) if control_plane.value != arn.value => {
                let message = "nodes of a local cluster stand on the Outpost of its control plane";
                cx.report
                    .raise(Code::OutpostOther, &arn.at, message)
                    .label(&control_plane.at, "the control plane stands here")
                    .help("leave `outpostARN` out");
            }
            Some(_) => {}
            None => say_when(cx, arn),
        }
    }
    if let Some(first) = first.filter(|_| local(cx).is_none()) {
        let private = spec.private_cluster.as_ref().and_then(|it| it.enabled.as_ref());
        if let Some(private) = private.filter(|private| private.value) {
            let message = "a fully private cluster has no nodes on an Outpost";
            cx.report
                .raise(Code::OutpostFullyPrivate, &first.at, message)
                .label(&private.at, "said here")
                .help("leave one of both out");
        }
    }
    let everywhere = local(cx).is_some();
    for group in own.iter().filter(|group| everywhere || group.base.outpost_arn.is_some()) {
        check_group(cx, &group.base, everywhere);
        if let Some(place) = some(&group.local_zones) {
            refuse_zone(cx, place, "localZones");
        }
    }
    if let (true, [first, ..], false) = (everywhere, own, super::super::network::is_existing(spec)) {
        let message =
            "nothing joins the new VPC to the Outpost's local gateway, and eksctl makes no nodes in it then";
        let help = "name an existing VPC; or make the cluster with `--without-nodegroup`, join its VPC to the local gateway's route table, and make the nodes then";
        cx.report.raise(Code::OutpostNewVpc, &first.at, message).help(help);
    }
}

/// eksctl makes such nodes by a second command; the plan makes them in one.
fn say_when(cx: &mut Context<'_>, arn: &Located<String>) {
    let why = "eksctl makes groups on an Outpost with `create nodegroup`, once the cluster stands; the plan has both";
    cx.assume(format_args!("nodeGroups[].outpostARN"), arn, why, "eksctl 99984ad, pkg/ctl/create/cluster.go");
}

#[cfg_attr(feature = "sites", track_caller)]
fn refuse_zone(cx: &mut Context<'_>, place: &Place, field: &str) {
    cx.report
        .raise(
            Code::OutpostNodeField,
            place,
            format_args!("`{field}` says a zone, and nodes on an Outpost stand in its own"),
        )
        .arg("field", field)
        .help("leave it out");
}

fn check_group(cx: &mut Context<'_>, base: &NodeGroupBase, local: bool) {
    if let Some(selector) = &base.instance_selector {
        let message = "an instance selector asks the region, and an Outpost has types of its own";
        cx.report
            .raise(Code::OutpostNodeField, &selector.at, message)
            .arg("field", "instanceSelector")
            .help("name the instance type");
    }
    if let Some(place) = some(&base.availability_zones) {
        refuse_zone(cx, place, "availabilityZones");
    }
    if let Some(kind) = base.volume_type.as_ref().filter(|kind| kind.value != VolumeType::Gp2) {
        cx.report
            .raise(
                Code::OutpostNodes,
                &kind.at,
                format_args!("an Outpost has no `{}` volumes", kind.value.as_str()),
            )
            .arg("value", kind.value.as_str())
            .help("write `gp2`, or leave `volumeType` out");
    }
    let family = base.ami_family.as_ref().filter(|_| local);
    let known = [AmiFamily::AmazonLinux2023, AmiFamily::AmazonLinux2];
    if let Some(family) = family.filter(|family| !known.contains(&family.value)) {
        cx.report
            .raise(
                Code::OutpostNodeField,
                &family.at,
                format_args!("nodes of a local cluster do not run `{}`", family.value.as_str()),
            )
            .arg("field", "amiFamily")
            .help("write `AmazonLinux2023`, or leave `amiFamily` out");
    }
}
