//! vCPUs of the nodes, by family and by how they are bought, against what an account may run.

use super::quotas::limit;
use super::remedy::least_vcpus;
use crate::check::Subject;
use crate::diagnostic::{Code, Report, Severity};
use crate::topology::compute::{Capacity, NodeGroup};

/// The quotas: what instances are called, on demand, as Spot.
const FAMILIES: [(&str, &str, &str); 6] = [
    ("standard instances", "onDemandStandardVcpus", "spotStandardVcpus"),
    ("G and VT instances", "onDemandGAndVtVcpus", "spotGAndVtVcpus"),
    ("P instances", "onDemandPVcpus", "spotPVcpus"),
    ("Inf instances", "onDemandInfVcpus", "spotInfVcpus"),
    ("Trn instances", "onDemandTrnVcpus", "spotTrnVcpus"),
    ("X instances", "onDemandXVcpus", "spotXVcpus"),
];

/// The family that a type counts for: the letters that its name begins with. Source: EC2 user guide, On-Demand Instance quotas.
fn family(name: &str) -> Option<usize> {
    let end = name.find(|letter: char| !letter.is_ascii_lowercase()).unwrap_or(name.len());
    Some(match &name[..end] {
        "a" | "c" | "d" | "h" | "i" | "im" | "is" | "m" | "r" | "t" | "z" => 0,
        "g" | "gr" | "vt" => 1,
        "p" => 2,
        "inf" => 3,
        "trn" => 4,
        "x" => 5,
        _ => return None,
    })
}

/// What runs of one family.
#[derive(Clone, Copy, Default)]
struct Sum<'s> {
    first: u64,
    most: u64,
    largest: Option<(u64, &'s NodeGroup)>,
}

/// What runs from the start, and at most.
pub(super) fn of_the_nodes(subject: &Subject<'_>, report: &mut Report) {
    let Some(topology) = subject.topology else { return };
    let mut sums = [[Sum::default(); 2]; FAMILIES.len()];
    for group in topology.node_groups.iter().filter(|group| group.outpost.is_none()) {
        let market = match &group.capacity {
            Capacity::OnDemand => 0,
            Capacity::Spot => 1,
            // A reserved block has a quota of its own, and how the rest is mixed is for the group to choose.
            Capacity::Block | Capacity::Mixed(_) => continue,
        };
        let mut families = group.instance_types.iter().map(|name| family(name));
        let first = families.next().flatten();
        let same = first.filter(|_| families.all(|it| it == first));
        let (Some(family), Some(vcpus)) = (same, least_vcpus(group)) else { continue };
        let Some(sum) = sums.get_mut(family).and_then(|pair| pair.get_mut(market)) else { continue };
        sum.first += vcpus * u64::from(group.sizes.desired);
        sum.most += vcpus * u64::from(group.sizes.max);
        if sum.largest.is_none_or(|(largest, _)| vcpus * u64::from(group.sizes.desired) > largest) {
            sum.largest = Some((vcpus * u64::from(group.sizes.desired), group));
        }
    }
    for ((called, on_demand, spot), pair) in FAMILIES.into_iter().zip(sums) {
        for (key, bought, sum) in [(on_demand, "on demand", pair[0]), (spot, "as Spot", pair[1])] {
            compare(subject, report, (called, bought, key), &sum);
        }
    }
}

fn compare(subject: &Subject<'_>, report: &mut Report, names: (&str, &str, &'static str), sum: &Sum<'_>) {
    let (called, bought, key) = names;
    let (Some((limit, said)), Some((_, group))) = (limit(subject, key), sum.largest) else { return };
    // Of the standard families a new account may run a few, and AWS raises that by itself with use: only the
    // account's own number tells. Of the others it may run none until somebody asks.
    let (code, needed, when, whose) = match said {
        None if limit == 0 && sum.first > 0 => {
            (Code::QuotaVcpus, sum.first, "the first nodes", "a new account may run")
        }
        Some(_) if sum.first > limit && sum.most > limit => {
            (Code::QuotaExceeded, sum.first, "the first nodes", "the account may run")
        }
        Some(_) if sum.most > limit => (Code::QuotaExceeded, sum.most, "all nodes", "the account may run"),
        _ => return,
    };
    let most = if limit == 0 { "none".to_owned() } else { limit.to_string() };
    let message = format!("{when} need {needed} vCPUs of {called} {bought}, and {whose} {most}");
    let found = report
        .raise(code, group.origin.place(), message)
        .arg("quota", key)
        .arg("needed", &needed.to_string())
        .arg("limit", &limit.to_string())
        .label(said, "the limit of the account");
    if said.is_none() {
        found.help(format_args!(
            "see what the account has: `aws service-quotas list-service-quotas --service-code ec2`; say so in a PlanConfig: `quotas: {{ {key}: {} }}`",
            sum.most
        ));
        return;
    }
    found
        .severity(if sum.first > limit { Severity::Error } else { Severity::Warning })
        .help("ask for more in Service Quotas before, or let there be fewer nodes");
}

#[cfg(test)]
mod tests {
    use super::family;

    #[test]
    fn letters_tell_the_family() {
        let names = [
            "m7i.large",
            "im4gn.large",
            "g5.xlarge",
            "gr6.4xlarge",
            "p5.48xlarge",
            "inf2.xlarge",
            "trn1.2xlarge",
            "x2idn.16xlarge",
        ];
        assert_eq!(names.map(family), [0, 0, 1, 1, 2, 3, 4, 5].map(Some));
        assert_eq!(["hpc7g.4xlarge", "dl1.24xlarge", "u-6tb1.metal", ""].map(family), [None; 4]);
    }
}
