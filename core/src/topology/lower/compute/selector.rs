//! Instance types by what they have. eksctl asks EC2; here the catalogue answers.

use regex_lite::Regex;

use super::node_group::Written;
use crate::catalog::{self, Architecture, InstanceType};
use crate::diagnostic::Code;
use crate::spec::{CpuArchitecture, InstanceSelector, Located};
use crate::topology::lower::context::Context;
use crate::topology::lower::named::{filled, written};

/// The most types of a managed node group, and of an Auto Scaling group.
const MOST_MANAGED: usize = 20;
const MOST_OWN: usize = 40;

/// The selector, if it says anything.
pub(super) fn of<'s>(group: &Written<'s>) -> Option<&'s Located<InstanceSelector>> {
    let selector = group.base.instance_selector.as_ref()?;
    (selector.value != InstanceSelector::default()).then_some(selector)
}

/// The types that have what is asked for, by name; nothing without a selector.
pub(super) fn choose(cx: &mut Context<'_>, group: &Written<'_>) -> Option<Vec<String>> {
    let selector = of(group)?;
    let filter = Filter::new(cx, selector)?;
    let mut types: Vec<String> = Vec::new();
    for instance in catalog::instance_types() {
        if filter.takes(instance) {
            types.push(instance.name());
        }
    }
    let most = if group.managed().is_some() { MOST_MANAGED } else { MOST_OWN };
    if types.is_empty() {
        cx.refuse_as(
            Code::ComputeSelector,
            &selector.at,
            format_args!("no instance type has what node group `{}` asks for", group.name),
            "ask for less, or write the types",
        );
        return Some(types);
    }
    if types.len() > most {
        cx.refuse_as(
            Code::ComputeSelector,
            &selector.at,
            format_args!("{} instance types have what node group `{}` asks for", types.len(), group.name),
            format_args!(
                "narrow it with `allow` or `deny`: the group takes {most}; the first {most} are taken"
            ),
        );
        types.truncate(most);
    }
    let source = format!("the catalog of {}; eksctl asks EC2", catalog::DATE);
    cx.assume(
        format_args!("instance types of node group {}", group.name),
        &types.join(", "),
        "`instanceSelector` was looked up",
        &source,
    );
    let command = format!(
        "aws ec2 describe-instance-type-offerings --region {} --location-type availability-zone \
         --filters Name=instance-type,Values={}",
        cx.region,
        types.join(",")
    );
    let why = format_args!("a zone may not offer each of the types that were selected");
    cx.unknown(format_args!("offers for node group {}", group.name), why, Some(command), false);
    Some(types)
}

struct Filter {
    vcpus: Option<i64>,
    memory_mib: Option<u64>,
    gpus: Option<i64>,
    neuron_devices: Option<i64>,
    architecture: Architecture,
    allow: Option<Regex>,
    deny: Option<Regex>,
}

impl Filter {
    /// Nothing if a part cannot be read, which is reported.
    fn new(cx: &mut Context<'_>, selector: &InstanceSelector) -> Option<Self> {
        let memory = filled(&selector.memory);
        let memory_mib = memory.map(|text| mebibytes(text));
        if let (Some(text), Some(None)) = (memory, memory_mib) {
            cx.refuse(
                &text.at,
                format_args!("`{}` is no amount of memory", text.value),
                "write it as `16GiB`, `512MiB` or `16`, which are GiB",
            );
        }
        let allow = pattern(cx, selector.allow.as_ref());
        let deny = pattern(cx, selector.deny.as_ref());
        let number = |field: &Option<Located<i64>>| field.as_ref().map(|field| field.value);
        let arm = CpuArchitecture::Arm64;
        let is_arm = selector.cpu_architecture.as_ref().is_some_and(|it| it.value == arm);
        Some(Self {
            vcpus: number(&selector.vcpus).filter(|&vcpus| vcpus != 0),
            memory_mib: match memory_mib {
                Some(read) => Some(read?),
                None => None,
            },
            gpus: number(&selector.gpus),
            neuron_devices: number(&selector.neuron_devices),
            architecture: if is_arm { Architecture::Arm64 } else { Architecture::X86_64 },
            allow: allow?,
            deny: deny?,
        })
    }

    fn takes(&self, instance: InstanceType) -> bool {
        let is = |wanted: Option<i64>, has: u64| wanted.is_none_or(|wanted| u64::try_from(wanted) == Ok(has));
        // Without GPUs means without any accelerator; a fraction of a GPU counts as 0 and is one.
        let plain = instance.gpu_manufacturer().is_none() && !instance.has_neuron();
        let gpus = is(self.gpus, instance.gpus().into()) && (self.gpus != Some(0) || plain);
        gpus && is(self.vcpus, instance.vcpus().into())
            && is(self.neuron_devices, instance.neuron_devices().into())
            && self.memory_mib.is_none_or(|mib| mib == u64::from(instance.memory_mib()))
            && instance.architectures().contains(&self.architecture)
            && self.allow.as_ref().is_none_or(|allow| allow.is_match(&instance.name()))
            && !self.deny.as_ref().is_some_and(|deny| deny.is_match(&instance.name()))
    }
}

/// A regular expression; nothing at all if the text is none.
fn pattern(cx: &mut Context<'_>, text: Option<&Located<String>>) -> Option<Option<Regex>> {
    let Some(text) = written(text) else { return Some(None) };
    match Regex::new(text) {
        Ok(pattern) => Some(Some(pattern)),
        Err(error) => {
            cx.refuse(
                &text.at,
                format_args!("`{}` is no regular expression: {error}", text.value),
                "write one as `^m[67]i`; it may match anywhere in the name",
            );
            None
        }
    }
}

/// What units of memory are called, and how many MiB each has.
const UNITS: [(&[&str], u64); 3] = [
    (&["m", "mb", "mi", "mib"], 1),
    (&["", "g", "gb", "gi", "gib"], 1024),
    (&["t", "tb", "ti", "tib"], 1024 * 1024),
];

/// `16`, `16GiB`, `0.5 gb`, `512MiB`, `1TiB`: without a unit GiB; three decimals at most.
fn mebibytes(text: &str) -> Option<u64> {
    let text = text.trim().to_ascii_lowercase();
    let end = text.find(|letter: char| !letter.is_ascii_digit() && letter != '.').unwrap_or(text.len());
    let (number, unit) = text.split_at(end);
    let unit = unit.trim_start();
    let (_, in_mib) = UNITS.iter().find(|(names, _)| names.contains(&unit))?;
    let (whole, decimals) = number.split_once('.').unwrap_or((number, ""));
    if whole.is_empty() || decimals.len() > 3 || decimals.contains('.') {
        return None;
    }
    let thousandths: u64 = format!("{whole}{decimals:0<3}").parse().ok()?;
    let mib = thousandths.checked_mul(*in_mib)?;
    (*in_mib > 1 || mib % 1000 == 0).then_some(mib / 1000)
}

#[cfg(test)]
mod tests {
    use super::mebibytes;

    #[test]
    fn memory_is_read_as_eksctl_reads_it() {
        let read = [("16", 16_384), ("16GiB", 16_384), ("0.5 gb", 512), ("512MiB", 512), ("1TiB", 1_048_576)];
        for (text, mib) in read {
            assert_eq!(mebibytes(text), Some(mib), "{text}");
        }
        for text in ["", "GiB", "1.2.3", "1.2345", "0.5MiB", "16 PiB", "-1", "99999999999999999999"] {
            assert_eq!(mebibytes(text), None, "{text}");
        }
    }
}
