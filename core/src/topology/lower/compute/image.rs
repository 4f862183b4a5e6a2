//! Which instance types, and which image fits them.

use super::node_group::{Kind, Written};
use super::selector;
use crate::catalog::{self, Architecture, GpuManufacturer, InstanceType, Os};
use crate::diagnostic::{Code, Place};
use crate::spec::Located;
use crate::topology::compute::{Bootstrap, Image};
use crate::topology::lower::context::Context;
use crate::topology::lower::named::{filled, names, nearest};
use crate::topology::lower::outpost;

const DEFAULT_FAMILY: &str = "AmazonLinux2023";
const DEFAULT_TYPE: &str = "m5.large";

/// What eksctl writes for several types in one group.
const SEVERAL: &str = "mixed";

/// What eksctl looks up instead of an AMI.
const LOOKED_UP: [&str; 2] = ["auto", "auto-ssm"];

fn written_types<'s>(group: &Written<'s>) -> Vec<&'s Located<String>> {
    let several = match group.kind {
        Kind::Managed(managed) => managed.instance_types.as_ref(),
        Kind::SelfManaged(own) => {
            own.instances_distribution.as_ref().and_then(|distribution| distribution.instance_types.as_ref())
        }
    };
    let several = several.map_or(&[][..], |types| &types.value[..]);
    let mut kept: Vec<&Located<String>> = Vec::with_capacity(several.len());
    for item in several {
        if !item.is_empty() && kept.iter().all(|other| other.value != item.value) {
            kept.push(item);
        }
    }
    if several.is_empty() {
        kept.extend(one_type(group));
    }
    kept
}

/// The type that is written by itself.
fn one_type<'s>(group: &Written<'s>) -> Option<&'s Located<String>> {
    filled(&group.base.instance_type).filter(|one| one.value != SEVERAL)
}

/// The instance types in their written order, which EC2 takes for a preference.
pub(super) fn instance_types(cx: &mut Context<'_>, group: &Written<'_>) -> Vec<String> {
    let types = written_types(group);
    if let Some(chosen) = selector::choose(cx, group) {
        let Some(first) = types.first() else { return chosen };
        let is_one = group.base.instance_type.as_ref().is_some_and(|one| std::ptr::eq(one, *first));
        let is_same = types.len() == chosen.len() && types.iter().all(|it| chosen.contains(&it.value));
        let help = "remove `instanceSelector`, or the types; the written ones are taken";
        if is_one {
            cx.refuse_as(
                Code::ComputeTwoFields,
                &first.at,
                format_args!("node group `{}` has `instanceSelector` and `instanceType`", group.name),
                help,
            );
        } else if !is_same {
            cx.refuse_as(
                Code::ComputeSelector,
                &first.at,
                format_args!(
                    "`instanceSelector` of node group `{}` finds other types than the written ones",
                    group.name
                ),
                help,
            );
        }
    }
    if let Some(one) = one_type(group).filter(|one| types.iter().all(|other| !std::ptr::eq(*other, *one))) {
        cx.refuse_as(
            Code::ComputeTwoFields,
            &one.at,
            format_args!("node group `{}` has `instanceType` and a list of types", group.name),
            "remove `instanceType`; the list is taken",
        );
    }
    let arn = group.outpost(cx);
    let mut names = Vec::with_capacity(types.len());
    for name in &types {
        if let Some(arn) = &arn {
            outpost::offered(cx, arn, name);
        }
        names.push(name.value.clone());
    }
    if let (Some(arn), true) = (&arn, types.is_empty()) {
        names.extend(outpost::smallest(cx, arn, format_args!("instance type of node group {}", group.name)));
    } else if types.is_empty() && !group.has_own_template() {
        cx.assume(
            format_args!("instance type of node group {}", group.name),
            DEFAULT_TYPE,
            "no instance type was given",
            "eksctl's default",
        );
        names.push(DEFAULT_TYPE.to_owned());
    }
    names
}

/// What an image must support.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Hardware {
    arm: bool,
    accelerator: Accelerator,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Accelerator {
    None,
    Nvidia,
    Neuron,
}

impl Hardware {
    fn describe(self) -> String {
        let accelerator = match self.accelerator {
            Accelerator::None => "",
            Accelerator::Nvidia => " with NVIDIA GPUs",
            Accelerator::Neuron => " with Neuron devices",
        };
        format!("{}{accelerator}", if self.arm { "arm64" } else { "x86_64" })
    }

    /// What the catalogue calls this hardware.
    fn variant(self) -> &'static str {
        match (self.arm, self.accelerator) {
            (false, Accelerator::None) => "x86_64",
            (false, Accelerator::Nvidia) => "x86_64_nvidia",
            (false, Accelerator::Neuron) => "x86_64_neuron",
            (true, Accelerator::None) => "arm64",
            (true, Accelerator::Nvidia) => "arm64_nvidia",
            (true, Accelerator::Neuron) => "arm64_neuron",
        }
    }

    /// EKS's AMI type of a family for this hardware.
    fn image_in(self, family: &catalog::AmiFamily) -> Option<&'static str> {
        match (self.arm, self.accelerator) {
            (false, Accelerator::None) => family.x86_64,
            (false, Accelerator::Nvidia) => family.x86_64_nvidia,
            (false, Accelerator::Neuron) => family.x86_64_neuron,
            (true, Accelerator::None) => family.arm64,
            (true, Accelerator::Nvidia) => family.arm64_nvidia,
            (true, Accelerator::Neuron) => family.arm64_neuron,
        }
    }
}

/// The image for a node group.
pub(super) fn choose(cx: &mut Context<'_>, group: &Written<'_>, types: &[String]) -> Image {
    let ami = ami(cx, group);
    let chosen = group.base.ami_family.as_ref();
    let told = group.managed().is_some() && (ami.is_some() || group.has_own_template());
    let family = match chosen {
        Some(family) => Some(family.value.as_str()),
        None if told => None,
        None => Some(DEFAULT_FAMILY),
    };
    let known = family.and_then(catalog::ami_family);
    let at = chosen.map_or(group.at, |family| &family.at);
    let hardware = hardware(cx, group, types);
    let mut ami_type = None;
    if let (Some(known), None, false) = (known, &ami, group.has_own_template()) {
        check_version(cx, group, known, at);
        if let Some(hardware) = hardware {
            ami_type = image_for(cx, group, known, hardware, at);
        }
    }
    Image {
        family: family.map(str::to_owned),
        variant: hardware.map(Hardware::variant),
        ami_type: ami_type.filter(|_| group.managed().is_some()),
        ami,
        windows: known.is_some_and(|known| known.os == Os::Windows),
        bootstrap: match known {
            Some(known) if known.os == Os::Windows => Bootstrap::Windows,
            Some(known) if known.os == Os::Bottlerocket => Bootstrap::Settings,
            Some(known) if known.name == DEFAULT_FAMILY => Bootstrap::NodeConfig,
            Some(_) => Bootstrap::Script,
            None => Bootstrap::NodeConfig,
        },
        root_device: known.map_or("/dev/xvda", |known| known.root_device),
    }
}

fn ami(cx: &mut Context<'_>, group: &Written<'_>) -> Option<String> {
    let ami = filled(&group.base.ami)?;
    let looked_up = LOOKED_UP.contains(&ami.as_str());
    if looked_up && group.self_managed().is_some() {
        return None;
    }
    if !ami.starts_with("ami-") {
        cx.refuse(
            &ami.at,
            format_args!("`{}` of node group `{}` is no AMI id", ami.value, group.name),
            "an AMI id begins with `ami-`; without one the image is chosen by `amiFamily`",
        );
        return None;
    }
    Some(ami.value.clone())
}

/// What all instance types have in common; nothing if no one image can fit them, or none is named.
fn hardware(cx: &mut Context<'_>, group: &Written<'_>, types: &[String]) -> Option<Hardware> {
    let places = written_types(group);
    let place = |name: &str| places.iter().find(|it| it.value == name).map_or(group.at, |it| &it.at);
    let mut common: Option<(Hardware, &str)> = None;
    for name in types {
        let here = match catalog::instance_type(name) {
            Some(known) => {
                let arm = !known.architectures().contains(&Architecture::X86_64);
                if arm && !known.architectures().contains(&Architecture::Arm64) {
                    cx.report
                        .raise(
                            Code::ComputeImage,
                            place(name),
                            format_args!(
                                "instance type `{name}` of node group `{}` runs no node",
                                group.name
                            ),
                        )
                        .arg("type", name)
                        .help("EKS has images for x86_64 and arm64 alone");
                    return None;
                }
                let nvidia = known.gpu_manufacturer() == Some(GpuManufacturer::Nvidia);
                let accelerator = match (known.has_neuron(), nvidia) {
                    (true, _) => Accelerator::Neuron,
                    (false, true) => Accelerator::Nvidia,
                    (false, false) => Accelerator::None,
                };
                Hardware { arm, accelerator }
            }
            None => unknown_type(cx, group, name, place(name)),
        };
        common = match common {
            None => Some((here, name)),
            Some((before, other)) if before.arm == here.arm => match (before.accelerator, here.accelerator) {
                (a, b) if a == b || b == Accelerator::None => Some((before, other)),
                (Accelerator::None, _) => Some((here, name)),
                _ => return no_common(cx, group, place(name), other, name),
            },
            Some((_, other)) => return no_common(cx, group, place(name), other, name),
        };
    }
    common.map(|(hardware, _)| hardware)
}

fn no_common(
    cx: &mut Context<'_>,
    group: &Written<'_>,
    at: &Place,
    one: &str,
    other: &str,
) -> Option<Hardware> {
    cx.report
        .raise(
            Code::ComputeImage,
            at,
            format_args!("no image fits both `{one}` and `{other}` of node group `{}`", group.name),
        )
        .arg("type", other)
        .help("give each kind of processor or accelerator a node group of its own");
    None
}

fn unknown_type(cx: &mut Context<'_>, group: &Written<'_>, name: &str, at: &Place) -> Hardware {
    let known: Vec<String> = catalog::instance_types().map(InstanceType::name).collect();
    let help = nearest(name, &names(&known, |known| known));
    if !is_possible(name) {
        cx.report
            .raise(
                Code::FieldValue,
                at,
                format_args!(
                    "no instance type can be called `{name}`, as node group `{}` has it",
                    group.name
                ),
            )
            .arg("type", name)
            .help(help);
        return Hardware { arm: false, accelerator: Accelerator::None };
    }
    cx.report
        .raise(
            Code::ComputeInstanceUnknown,
            at,
            format_args!("instance type `{name}` of node group `{}` is not in the catalog", group.name),
        )
        .arg("type", name)
        .help(help);
    let subject = format!("architecture of {name}");
    if cx.assumptions.iter().all(|assumption| assumption.subject != subject) {
        cx.assume(
            format_args!("{subject}"),
            "x86_64",
            "the instance type is not in the catalog",
            "most instance types",
        );
    }
    Hardware { arm: false, accelerator: Accelerator::None }
}

/// True if EC2 could call a type so: a family, a dot, a size.
fn is_possible(name: &str) -> bool {
    let is_word = |word: &str| {
        let letter = |it: u8| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'-';
        !word.is_empty() && word.bytes().all(letter)
    };
    name.split_once('.').is_some_and(|(family, size)| is_word(family) && is_word(size))
}

fn check_version(cx: &mut Context<'_>, group: &Written<'_>, family: &catalog::AmiFamily, at: &Place) {
    let version = cx.version;
    let early = family.first_version.filter(|first| version < *first).map(|first| (first, "first"));
    let late = family.last_version.filter(|last| version > *last).map(|last| (last, "last"));
    if let Some((bound, which)) = early.or(late) {
        cx.report
            .raise(
                Code::ComputeImage,
                at,
                format_args!(
                    "`{}` of node group `{}` has no image for Kubernetes {version}",
                    family.name, group.name
                ),
            )
            .arg("family", family.name)
            .help(format_args!("{bound} is its {which}; choose another `amiFamily`"));
    }
}

fn image_for(
    cx: &mut Context<'_>,
    group: &Written<'_>,
    family: &catalog::AmiFamily,
    hardware: Hardware,
    at: &Place,
) -> Option<&'static str> {
    let found = hardware.image_in(family);
    // Every family with AMI types of its own has one for plain x86.
    if found.is_none() && family.x86_64.is_some() {
        let (name, what) = (family.name, hardware.describe());
        let mut fit: Vec<&str> = Vec::new();
        for other in catalog::ami_families() {
            if hardware.image_in(other).is_some() && other.os != Os::Windows {
                fit.push(other.name);
            }
        }
        let help = match fit.is_empty() {
            true => "choose another instance type".to_owned(),
            false => format!("families that have one: {}", fit.join(", ")),
        };
        cx.report
            .raise(
                Code::ComputeImage,
                at,
                format_args!("`{name}` of node group `{}` has no image for {what}", group.name),
            )
            .arg("family", name)
            .help(help);
    }
    if found.is_none() && family.x86_64.is_none() && group.managed().is_some() {
        cx.unknown(
            format_args!("AMI of node group {}", group.name),
            format_args!("EKS has no AMI type for `{}`; its publisher names the image", family.name),
            None,
            true,
        );
    }
    found
}
