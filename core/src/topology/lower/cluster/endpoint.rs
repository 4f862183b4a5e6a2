//! From where the API server can be reached.

use std::net::Ipv4Addr;

use ipnet::{IpNet, Ipv4Net};

use crate::diagnostic::{Code, Phase};
use crate::spec::Field;
use crate::topology::Origin;
use crate::topology::cluster::Endpoint;
use crate::topology::lower::context::Context;
use crate::topology::lower::named::each_once;
use crate::topology::lower::network::{ignored, is_fully_private, is_ipv6, of_vpc};
use crate::topology::lower::outpost;

pub(super) fn lower(cx: &mut Context<'_>) -> Endpoint {
    let vpc = cx.spec.vpc.as_ref();
    let written = vpc.and_then(|vpc| vpc.cluster_endpoints.as_ref());
    let flag = |field: Option<&Field<bool>>| field.and_then(|field| field.as_ref()).map(|flag| flag.value);
    let mut public = flag(written.map(|endpoints| &endpoints.public_access)).unwrap_or(true);
    let mut private = flag(written.map(|endpoints| &endpoints.private_access)).unwrap_or(false);
    let local = outpost::local(cx);
    let close_public_last = is_fully_private(cx.spec) && local.is_none();
    let mut origin = Origin::field_or_default(written.map(|endpoints| &endpoints.at));
    if let Some((_, arn)) = local {
        (public, private) = (false, true);
        origin = Origin::field(&arn.at);
    } else if close_public_last {
        (public, private) = (true, true);
        let enabled = cx.spec.private_cluster.as_ref().and_then(|private| private.enabled.as_ref());
        origin = Origin::field_or_default(enabled.map(|enabled| &enabled.at));
    } else if let Some(written) = written.filter(|_| !public && !private) {
        let message = "nobody could reach the API server: its public and its private side are both closed";
        cx.report
            .raise(Code::NetworkEndpointsClosed, &written.at, message)
            .help("open `privateAccess` for the VPC, or `publicAccess` for the internet")
            .phase(Phase::Validate);
    }
    let public_cidrs = public_cidrs(cx);
    if let Some(ranges) =
        vpc.and_then(|vpc| vpc.public_access_cidrs.as_ref()).filter(|list| !public && !list.value.is_empty())
    {
        ignored(cx, "vpc.publicAccessCIDRs", &ranges.at, "the public side is closed");
    }
    Endpoint { public, private, public_cidrs, close_public_last, origin }
}

/// Network addresses, sorted, each once.
fn public_cidrs(cx: &mut Context<'_>) -> Vec<String> {
    let mut cidrs = Vec::new();
    for item in &of_vpc(cx, |vpc| &vpc.public_access_cidrs) {
        match item.parse::<IpNet>() {
            Ok(IpNet::V4(network)) => {
                if is_reserved(&network) {
                    let help = "name the public addresses from which you call, and private networks in `vpc.extraCIDRs` with `privateAccess: true`";
                    cx.report
                        .raise(
                            Code::NetworkPublicRange,
                            &item.at,
                            format_args!("`{}` holds no addresses of the internet", item.value),
                        )
                        .arg("cidr", &item.value)
                        .help(help);
                }
                cidrs.push(network.trunc().to_string());
            }
            Ok(IpNet::V6(network)) if is_ipv6(cx.spec) => cidrs.push(network.trunc().to_string()),
            Ok(IpNet::V6(_)) => {
                cx.report
                    .raise(
                        Code::NetworkPublicRange,
                        &item.at,
                        format_args!("`{}` is an IPv6 network, and the cluster has IPv4", item.value),
                    )
                    .arg("cidr", &item.value)
                    .help("name IPv4 networks");
            }
            Err(_) => {
                let finding = cx
                    .report
                    .raise(Code::FieldValue, &item.at, format_args!("`{}` is no network", item.value))
                    .arg("value", &item.value);
                match item.parse::<Ipv4Addr>() {
                    Ok(host) => {
                        let whole = format!("{host}/32");
                        finding
                            .help(format_args!("write it with its prefix: `{whole}` is the one host"))
                            .fix("add the prefix of one host", item.at.span.as_ref(), &whole, true);
                    }
                    Err(_) => {
                        finding.help("write it with its prefix, as `203.0.113.0/24`");
                    }
                }
            }
        }
    }
    each_once(&mut cidrs);
    cidrs
}

/// Ranges of which no packet comes from the internet. Those for examples in documents are left alone: people put them where an
/// address of theirs will stand.
fn is_reserved(network: &Ipv4Net) -> bool {
    let is_local = |host: Ipv4Addr| host.is_private() || host.is_loopback() || host.is_link_local();
    is_local(network.network()) && is_local(network.broadcast())
}
