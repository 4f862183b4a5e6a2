//! What the cluster will be: AWS's side above, your side below, and the link between the two.

mod frame;
mod outpost;
mod parts;
mod premises;
mod zones;

use eks_plan::document::plan::Plan;
use eks_plan::document::topology::{CrossAccountEnis, Topology};
use eks_plan::terms::Owner;

use self::frame::Frame;
use super::plan::names::plural;
use super::style::{Line, Page, Role, shorten, whole, wrap};

/// The mark of a subnet in which cross-account network interfaces may stand.
const LINKED: &str = "◆";

/// The whole picture.
pub(crate) fn render(topology: &Topology, plan: Option<&Plan>, width: usize) -> String {
    let mut page = Page::new(width);
    let plane = &topology.control_plane;
    let title = match plan.and_then(|plan| plan.cluster.as_ref()) {
        Some(cluster) => format!("{} · Kubernetes {} · {}", cluster.name, plane.version, cluster.region),
        None => format!("Kubernetes {}", plane.version),
    };
    page.flow(
        Line::new(),
        2,
        &[(Role::Strong, title), (Role::Dim, format!("\u{a0}· {}", whole(&support(topology))))],
    );
    page.blank();
    control_plane(&mut page, topology);
    link(&mut page, topology);
    your_side(&mut page, topology, plan);
    page.flow(Line::new().to(1), 1, &[(Role::Plain, sentence(topology))]);
    page.blank();
    parts::parts(&mut page, topology, plan);
    page.into_text()
}

fn support(topology: &Topology) -> String {
    let support = &topology.control_plane.support;
    match (support.status.as_str(), &support.standard_ends, &support.extended_ends) {
        ("standard", Some(until), _) => format!("standard support until {until}"),
        ("extended", _, Some(until)) => format!("extended support until {until}, at a higher price"),
        ("unknown", ..) => "support unknown".to_owned(),
        (status, ..) if status.starts_with("un") => status.to_owned(),
        (status, ..) => format!("{status} support"),
    }
}

fn control_plane(page: &mut Page, topology: &Topology) {
    let plane = &topology.control_plane;
    let aws = plane.owner == Owner::Aws;
    let side = if aws {
        " AWS's side: you neither see nor change it"
    } else {
        " On your Outpost, in your account: EKS runs it"
    };
    page.line(&Line::of(Role::Dim, side));
    let frame = Frame::new(page.width);
    frame.top(page, "control plane");
    let columns: Vec<Vec<Line>> = plane
        .zones
        .iter()
        .map(|zone| {
            let name = Line::of(Role::Strong, &format!("zone {}", zone.name));
            vec![name, Line::of(Role::Plain, &zone.holds.join(", "))]
        })
        .collect();
    frame.columns(page, &columns);
    if let Some(outpost) = &plane.outpost {
        outpost::instances(page, &frame, outpost);
    }
    if plane.zones.iter().any(|zone| zone.hidden) {
        let text = format!("AWS chooses these {} zones and does not say which", columns.len());
        frame.text(page, &[(Role::Dim, text)]);
    }
    if !columns.is_empty() {
        frame.text(page, &[]);
    }
    let endpoint = &plane.endpoint;
    let public = match (endpoint.public, endpoint.cidrs.as_slice()) {
        (false, _) => None,
        (true, []) => Some("public".to_owned()),
        (true, [one]) if one == "0.0.0.0/0" => Some("public (from anywhere)".to_owned()),
        (true, [one]) => Some(format!("public (from {one})")),
        (true, [one, rest @ ..]) => Some(format!("public (from {one} and {} more)", rest.len())),
    };
    let reach: Vec<_> = public.into_iter().chain(endpoint.private.then(|| "private".to_owned())).collect();
    let closing =
        if endpoint.public_until_last == Some(true) { ", closed to the internet at the end" } else { "" };
    let reach = if reach.is_empty() { "none".to_owned() } else { reach.join(" and ") };
    frame.text(page, &[(Role::Plain, format!("endpoint: {reach}{closing}"))]);
    if plane.auto_mode.is_some() {
        let text = "Auto Mode: AWS starts nodes, and runs pod networking, load balancing and block storage";
        frame.text(page, &[(Role::Plain, text.to_owned())]);
    }
    if aws {
        let tier = format!("tier: {} · load balancer in front · {}", plane.tier, plane.auto_scaling.note);
        frame.text(page, &[(Role::Dim, tier)]);
    }
    frame.bottom(page, true);
}

/// The strands between the two frames, and what they are.
fn link(page: &mut Page, topology: &Topology) {
    let enis: &CrossAccountEnis = &topology.cross_account_enis;
    if enis.max == 0 {
        let frame = Frame::new(page.width);
        let text = "in the same VPC: nodes call the instances by their addresses";
        frame.between(page, &[(Role::Plain, text.to_owned())]);
        frame.between(
            page,
            &[
                (Role::Accent, LINKED.to_owned()),
                (Role::Plain, " holds instances of the control plane".to_owned()),
            ],
        );
        return;
    }
    let known = |id: &String| {
        let group = topology.data_plane.security_groups.iter().find(|group| group.id == *id);
        let made = group.filter(|group| group.owner == Owner::Aws).map_or("", |_| " (AWS makes it)");
        format!("{}{made}", short(id))
    };
    let groups: Vec<_> = enis.security_groups.iter().map(known).collect();
    let mut text =
        vec![(Role::Strong, format!("{} to {} cross-account network interfaces", enis.min, enis.max))];
    let private = topology.control_plane.endpoint.private;
    let what = if private { ": the only link" } else { ": the way to the nodes" };
    text.push((Role::Plain, what.to_owned()));
    let frame = Frame::new(page.width);
    frame.between(page, &text);
    if !private {
        let back = "nodes reach the API server by its public endpoint";
        frame.between(page, &[(Role::Plain, back.to_owned())]);
    }
    if !groups.is_empty() {
        frame.between(page, &[(Role::Plain, format!("security groups: {}", groups.join(", ")))]);
    }
    let subnets = plural(enis.subnets.len() as u64, "subnet", "subnets");
    let addresses = format!(
        " may stand in {subnets}; each needs {} free addresses, better {}",
        enis.free_addresses_per_subnet, enis.free_addresses_recommended
    );
    frame.between(page, &[(Role::Accent, LINKED.to_owned()), (Role::Plain, addresses)]);
}

fn your_side(page: &mut Page, topology: &Topology, plan: Option<&Plan>) {
    let vpc = &topology.data_plane.vpc;
    let block = vpc.cidr.as_deref().unwrap_or("cidr not given");
    let title = match vpc.existing {
        true => {
            let resource = plan.and_then(|plan| plan.resources.iter().find(|one| *one.id == *vpc.id));
            let given = resource.and_then(|one| one.properties.get("id")?.as_str());
            format!("your VPC {} · {block} · exists already", given.unwrap_or_else(|| short(&vpc.id)))
        }
        false => format!("your VPC {block} · new"),
    };
    let frame = Frame::new(page.width);
    frame.joined_top(page, &title);
    zones::zones(page, &frame, topology);
    let premises = premises::of(topology);
    frame.bottom(page, premises.is_some());
    if let Some(premises) = premises {
        premises::premises(page, premises, topology.control_plane.endpoint.private);
    }
}

/// Which zones are whose.
fn sentence(topology: &Topology) -> String {
    let inside: Vec<_> = topology.compute.iter().filter(|compute| compute.premises.is_none()).collect();
    let mut zones: Vec<&String> = inside.iter().flat_map(|compute| &compute.zones).collect();
    zones.sort_unstable();
    zones.dedup();
    let fargate = inside.iter().all(|compute| compute.kind == "fargate-profile");
    let nodes = match (inside.is_empty(), zones.len()) {
        (true, _) if premises::of(topology).is_some() => "Nodes stand on your premises alone.".to_owned(),
        (false, count) if fargate && count > 0 => {
            format!("Pods run on Fargate in {}: that is your choice.", plural(count as u64, "zone", "zones"))
        }
        (true, _) => "No nodes are asked for.".to_owned(),
        (false, 0) => "In which zones the nodes stand is not known here.".to_owned(),
        (false, count) => {
            format!("Nodes stand in {}: that is your choice.", plural(count as u64, "zone", "zones"))
        }
    };
    match topology.control_plane.zones.len() {
        0 => nodes,
        own => format!("{nodes} The control plane has {own} of its own, whatever you choose."),
    }
}

/// A resource's id without its kind.
fn short(id: &str) -> &str {
    id.split_once('/').map_or(id, |(_, name)| name)
}

/// The lines of a text that is at most so wide.
fn folded(role: Role, text: &str, width: usize) -> Vec<Line> {
    wrap(Line::new(), 2, width.max(4), &[(role, text.to_owned())])
}

fn fit(role: Role, text: &str, width: usize) -> Line {
    Line::of(role, &shorten(text, width))
}
