//! Images: AMIs of the user's own, accelerators without drivers, families without a future.

use super::group::{Group, is_on, written};
use crate::catalog::{self, AmiFamily, GpuManufacturer, KubernetesVersion, Os};
use crate::check::Subject;
use crate::diagnostic::{Code, Place, Report};
use crate::spec::Located;

/// What goes with an AMI of the user's own, and what does not.
pub(super) fn own(subject: &Subject<'_>, group: &Group<'_>, report: &mut Report) {
    if group.template().is_some() {
        return;
    }
    let Some(ami) = group.ami() else {
        without(group, report);
        return;
    };
    // What is no AMI id at all is found where it is read.
    if group.managed.is_none() || ami.starts_with("ami-") {
        lacks(subject, group, ami, report);
        beside(group, ami, report);
    }
}

/// True for families whose nodes join by a script of their own.
fn starts_by_script(family: &AmiFamily) -> bool {
    family.os == Os::Linux && family.name != "AmazonLinux2023"
}

fn lacks(subject: &Subject<'_>, group: &Group<'_>, ami: &Located<String>, report: &mut Report) {
    let name = group.name();
    let push = |report: &mut Report, message: String, help: &str| {
        group
            .raise(report, Code::ComputeOwnImage, &ami.at, message)
            .arg("ami", &ami.value)
            .help(help.to_owned());
    };
    if subject.lacks(group.at, "amiFamily", &group.base.ami_family) {
        let message = format!("`{}` of node group `{name}` does not say what it is", ami.value);
        return push(report, message, "write `amiFamily`, as `AmazonLinux2023`");
    }
    let Some(family) = group.family().filter(|family| starts_by_script(family)) else { return };
    let command = &group.base.override_bootstrap_command;
    if subject.lacks(group.at, "overrideBootstrapCommand", command) {
        let message = format!("nothing starts an image of `{}` of node group `{name}`", family.name);
        push(report, message, "write `overrideBootstrapCommand`, which joins the node to the cluster");
    }
}

fn beside(group: &Group<'_>, ami: &Located<String>, report: &mut Report) {
    let Some(managed) = group.managed else { return };
    let base = group.base;
    let mut push = |field: &'static str, at: &Place, help: &str| {
        group
            .raise(
                report,
                Code::ComputeOwnImageBeside,
                at,
                format_args!("`{field}` of node group `{}` does not go with `{}`", group.name(), ami.value),
            )
            .arg("field", field)
            .label(&ami.at, "the image is named here")
            .help(help.to_owned());
    };
    if let Some(family) =
        base.ami_family.as_ref().filter(|_| group.family().is_some_and(|it| it.os == Os::Windows))
    {
        push("amiFamily", &family.at, "images of Windows go into `nodeGroups`");
    }
    if let Some(pods) = base.max_pods_per_node.as_ref().filter(|pods| pods.value != 0) {
        push("maxPodsPerNode", &pods.at, "say it to the kubelet in `overrideBootstrapCommand`");
    }
    let session = base.ssh.as_ref().and_then(|ssh| ssh.enable_ssm.as_ref()).filter(|it| is_on(Some(it)));
    if let Some(session) = session {
        push("ssh.enableSsm", &session.at, "remove it: the agent is part of the image, or is not");
    }
    if let Some(release) = managed.release_version.as_ref().filter(|release| !release.is_empty()) {
        push("releaseVersion", &release.at, "remove it: it chooses among the images of EKS");
    }
}

/// A release of images is made for one Kubernetes version, that of its name.
pub(super) fn release(subject: &Subject<'_>, group: &Group<'_>, report: &mut Report) {
    let Some(version) = subject.version() else { return };
    let Some(release) = group.managed.and_then(|it| written(it.release_version.as_ref())) else {
        return;
    };
    // Releases of Bottlerocket have numbers of their own.
    if !group.family().is_some_and(|family| matches!(family.os, Os::Linux | Os::Windows)) {
        return;
    }
    let number = release.split(['-', '.']).take(2).collect::<Vec<_>>().join(".");
    let Ok(made_for) = number.parse::<KubernetesVersion>() else { return };
    if made_for == version {
        return;
    }
    let message = format!(
        "release `{}` of node group `{}` is made for Kubernetes {made_for}, and the cluster is {version}",
        release.value,
        group.name()
    );
    group
        .raise(report, Code::ComputeRelease, &release.at, message)
        .arg("release", &release.value)
        .arg("version", &version.to_string())
        .help(format_args!("name a release of {version}, or leave it out: the newest is taken"));
}

/// A start command without an image of one's own.
fn without(group: &Group<'_>, report: &mut Report) {
    let command = group.base.override_bootstrap_command.as_ref().filter(|_| group.managed.is_some());
    let family = group.family().filter(|family| starts_by_script(family));
    if let (Some(command), Some(family)) = (command, family) {
        group
            .raise(
                report,
                Code::ComputeOwnImageBeside,
                &command.at,
                format_args!(
                    "node group `{}` has a start command and the image of EKS for `{}`",
                    group.name(),
                    family.name
                ),
            )
            .arg("field", "overrideBootstrapCommand")
            .help("name the image in `ami`, or write `preBootstrapCommands`");
    }
}

/// Accelerators on images without drivers, and types that an image does not boot on.
pub(super) fn accelerators(subject: &Subject<'_>, group: &Group<'_>, report: &mut Report) {
    if group.template().is_some() {
        return;
    }
    let (Some(family), Some(lowered)) = (group.family(), group.lowered(subject)) else { return };
    let is_own = group.ami().is_some_and(|ami| ami.starts_with("ami-"));
    for name in &lowered.instance_types {
        let at = place(group, name);
        if !is_own {
            unfit(group, family, name, at, report);
        }
        let Some(known) = catalog::instance_type(name) else { continue };
        let is_ubuntu = family.x86_64.is_none();
        if known.has_neuron() && is_ubuntu {
            group
                .raise(
                    report,
                    Code::ComputeImage,
                    at,
                    format_args!(
                        "`{}` of node group `{}` has no image for the Neuron devices of `{name}`",
                        family.name,
                        group.name()
                    ),
                )
                .arg("type", name)
                .refused_by("eksctl")
                .help("families that have one: AmazonLinux2023, Bottlerocket");
        }
        let nvidia = known.gpu_manufacturer() == Some(GpuManufacturer::Nvidia);
        if nvidia && !is_own && (is_ubuntu || family.os == Os::Windows) {
            group
                .raise(
                    report,
                    Code::ComputeDrivers,
                    at,
                    format_args!(
                        "the image of `{}` has no driver for the GPUs of `{name}` in node group `{}`",
                        family.name,
                        group.name()
                    ),
                )
                .arg("type", name)
                .help("install the driver, or take `AmazonLinux2023` or `Bottlerocket`");
        }
    }
}

fn place<'s>(group: &Group<'s>, name: &str) -> &'s Place {
    let written = group.types().find(|it| it.value == name).map(|it| &it.at);
    let selector = group.base.instance_selector.as_ref().map(|selector| &selector.at);
    written.or(selector).unwrap_or(group.at)
}

fn unfit(group: &Group<'_>, family: &AmiFamily, name: &str, at: &Place, report: &mut Report) {
    let types = name.split('.').next().unwrap_or(name);
    if family.unfit.contains(&types) {
        group
            .raise(
                report,
                Code::ComputeImage,
                at,
                format_args!("`{}` of node group `{}` does not boot on `{name}`", family.name, group.name()),
            )
            .arg("type", name)
            .help("take a type of Graviton2 or later, as `m7g.large`");
    }
}

/// Families that get no new images.
pub(super) fn ended(subject: &Subject<'_>, group: &Group<'_>, report: &mut Report) {
    if group.template().is_some() || group.ami().is_some() {
        return;
    }
    let Some(written) = &group.base.ami_family else { return };
    let Some(family) = group.family() else { return };
    let Some(ended) = family.ended.filter(|ended| *ended < subject.as_of) else { return };
    // Without an image for the version there is an error already.
    if family.last_version.zip(subject.version()).is_some_and(|(last, version)| version > last) {
        return;
    }
    group
        .raise(
            report,
            Code::ComputeImageEnded,
            &written.at,
            format_args!("AWS publishes no images of `{}` since {ended}", family.name),
        )
        .arg("family", family.name)
        .help("write `AmazonLinux2023`; commands of the old image may have to change");
}
