//! Which workloads and add-ons come before which.

use serde_json::Value;

use super::needs::{CLASS_WORKLOAD, wants_class};
use super::{Around, Item};
use crate::catalog;
use crate::diagnostic::{Code, Place};
use crate::spec::items;
use crate::topology::lower::context::Context;
use crate::topology::lower::named::{self, each_once, nearest};
use crate::topology::workload::{Content, Workload};

/// Finds what each workload waits for: what is written, what the catalogue asks for, what brings the kinds of its objects.
pub(super) fn join(
    cx: &mut Context<'_>,
    around: &Around<'_>,
    asked: &[(String, Item<'_>)],
    workloads: &mut [Workload],
) {
    let mut names = Vec::new();
    for workload in &*workloads {
        names.push(workload.name.clone());
    }
    for (at, workload) in workloads.iter_mut().enumerate() {
        let item = asked.iter().find(|(name, _)| *name == workload.name).map(|(_, item)| *item);
        let known = item.and_then(|it| it.known);
        let mut wanted: Vec<(&str, Option<&Place>, bool)> = Vec::new();
        let place = item.map(|it| it.at);
        for name in item.and_then(|it| it.needs()).map_or(&[][..], |needs| items(&needs.after)) {
            wanted.push((name, Some(&name.at), true));
        }
        if let Some(known) = known {
            for name in known.needs {
                wanted.push((name, place, false));
            }
            for name in known.after {
                wanted.push((name, None, false));
            }
        }
        for group in &groups(workload) {
            let brings = catalog::workloads().iter().find(|it| it.groups.contains(&group.as_str()));
            if let Some(brings) = brings {
                wanted.push((brings.name, place, false));
            }
        }
        if item.is_some_and(wants_class) {
            wanted.push((CLASS_WORKLOAD, None, false));
        }
        for &(name, place, is_written) in &wanted {
            let found = names.iter().position(|other| other == name);
            let add_on = around.add_ons.iter().position(|add_on| add_on.name == name);
            match (found, add_on, place) {
                (Some(first), _, _) if first != at => workload.after.push(first),
                (None, Some(add_on), _) => workload.after_add_ons.push(add_on),
                (None, None, Some(place)) if is_written => {
                    let mut all = named::names(&names, |name| name);
                    for add_on in around.add_ons {
                        all.push(&add_on.name);
                    }
                    let near = nearest(name, &all);
                    cx.report
                        .raise(
                            Code::DependencyUnknown,
                            place,
                            format_args!("`{name}` is neither a workload nor an add-on"),
                        )
                        .arg("name", name)
                        .help(near);
                }
                (None, None, Some(place)) => {
                    cx.report
                        .raise(
                            Code::WorkloadLacks,
                            place,
                            format_args!("workload `{}` needs `{name}`, which is not there", workload.name),
                        )
                        .arg("needs", name)
                        .help(format_args!("add `{name}` to `workloads`"));
                }
                _ => {}
            }
        }
        each_once(&mut workload.after);
        each_once(&mut workload.after_add_ons);
    }
}

/// The API groups of a workload's objects.
fn groups(workload: &Workload) -> Vec<String> {
    let mut all = Vec::new();
    for object in workload.objects() {
        let version = object.manifest.get("apiVersion").and_then(Value::as_str).unwrap_or_default();
        all.extend(version.split_once('/').map(|(group, _)| group.to_owned()));
    }
    each_once(&mut all);
    all
}

/// The load balancer controller is asked about every Service, but for those of what it waits for itself.
pub(super) fn set_asks(balancer: Option<usize>, workloads: &mut [Workload]) {
    let Some(balancer) = balancer else { return };
    let mut before = vec![false; workloads.len()];
    before[balancer] = true;
    let mut open = vec![balancer];
    while let Some(at) = open.pop() {
        for &first in &workloads[at].after {
            if !std::mem::replace(&mut before[first], true) {
                open.push(first);
            }
        }
    }
    for (at, workload) in workloads.iter_mut().enumerate() {
        let makes_services =
            matches!(workload.content, Content::Release(_)) || !workload.load_balancers.is_empty();
        if !before[at] && makes_services {
            workload.asks.push(balancer);
        }
    }
}
