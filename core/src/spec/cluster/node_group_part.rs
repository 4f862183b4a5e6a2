//! Parts of node groups.

use crate::diagnostic::Place;
use crate::source::Node;
use crate::spec::Kind;
use crate::spec::context::Context;
use crate::spec::decode::{Decode, Single};
use crate::spec::section::{choice, section};
use crate::spec::{Document, Located};

choice! {
    /// What the nodes run.
    AmiFamily, any_case(true) {
        AmazonLinux2023 = "AmazonLinux2023",
        AmazonLinux2 = "AmazonLinux2",
        UbuntuPro2604 = "UbuntuPro2604",
        Ubuntu2604 = "Ubuntu2604",
        UbuntuPro2404 = "UbuntuPro2404",
        Ubuntu2404 = "Ubuntu2404",
        UbuntuPro2204 = "UbuntuPro2204",
        Ubuntu2204 = "Ubuntu2204",
        UbuntuPro2004 = "UbuntuPro2004",
        Ubuntu2004 = "Ubuntu2004",
        Bottlerocket = "Bottlerocket",
        BottlerocketFips = "BottlerocketFips",
        WindowsServer2019CoreContainer = "WindowsServer2019CoreContainer",
        WindowsServer2019FullContainer = "WindowsServer2019FullContainer",
        WindowsServer2022CoreContainer = "WindowsServer2022CoreContainer",
        WindowsServer2022FullContainer = "WindowsServer2022FullContainer",
        WindowsServer2025CoreContainer = "WindowsServer2025CoreContainer",
        WindowsServer2025FullContainer = "WindowsServer2025FullContainer",
    }
}

choice! {
    /// The kind of an EBS volume.
    VolumeType {
        Gp2 = "gp2",
        Gp3 = "gp3",
        Io1 = "io1",
        Io2 = "io2",
        Sc1 = "sc1",
        St1 = "st1",
    }
}

choice! {
    /// The processor that an instance selector asks for.
    CpuArchitecture {
        /// 64-bit Intel and AMD.
        X86_64 = "x86_64",
        /// The same by another name.
        Amd64 = "amd64",
        /// 64-bit Arm.
        Arm64 = "arm64",
    }
}

section! {
    /// The role of the nodes.
    NodeGroupIam = "NodeGroupIAM" {
        attach_policy "attachPolicy": Document,
        attach_policy_arns "attachPolicyARNs": Vec<Located<String>>,
        instance_profile_arn "instanceProfileARN": String,
        instance_role_arn "instanceRoleARN": String,
        instance_role_name "instanceRoleName": String,
        instance_role_permissions_boundary "instanceRolePermissionsBoundary": String,
        with_addon_policies "withAddonPolicies": NodeGroupAddOnPolicies,
    }
}

section! {
    /// Policies for controllers that use the role of the nodes.
    NodeGroupAddOnPolicies = "NodeGroupIAMAddonPolicies" {
        alb_ingress "albIngress": bool,
        app_mesh "appMesh": bool,
        app_mesh_preview "appMeshPreview": bool,
        auto_scaler "autoScaler": bool,
        aws_load_balancer_controller "awsLoadBalancerController": bool,
        cert_manager "certManager": bool,
        cloud_watch "cloudWatch": bool,
        ebs "ebs": bool,
        efs "efs": bool,
        external_dns "externalDNS": bool,
        fsx "fsx": bool,
        image_builder "imageBuilder": bool,
        x_ray "xRay": bool,
    }
}

section! {
    /// SSH to the nodes.
    NodeGroupSsh = "NodeGroupSSH" {
        allow "allow": bool,
        enable_ssm "enableSsm": bool,
        public_key "publicKey": String,
        public_key_name "publicKeyName": String,
        public_key_path "publicKeyPath": String,
        source_security_group_ids "sourceSecurityGroupIds": Vec<Located<String>>,
    }
}

section! {
    /// Security groups of the nodes.
    NodeGroupSecurityGroups = "NodeGroupSGs" {
        attach_ids "attachIDs": Vec<Located<String>>,
        with_local "withLocal": bool,
        with_shared "withShared": bool,
    }
}

section! {
    /// How many nodes may be away during an update.
    UpdateConfig = "NodeGroupUpdateConfig" {
        max_unavailable "maxUnavailable": i64,
        max_unavailable_percentage "maxUnavailablePercentage": i64,
    }
}

section! {
    /// Settings of Bottlerocket nodes.
    Bottlerocket = "NodeGroupBottlerocket" {
        enable_admin_container "enableAdminContainer": bool,
        settings "settings": Document,
    }
}

section! {
    /// A further volume.
    Volume = "VolumeMapping" {
        snapshot_id "snapshotID": String,
        volume_encrypted "volumeEncrypted": bool,
        volume_iops "volumeIOPS": i64,
        volume_kms_key_id "volumeKmsKeyID": String,
        volume_name "volumeName": String,
        volume_size "volumeSize": i64,
        volume_throughput "volumeThroughput": i64,
        volume_type "volumeType": VolumeType,
    }
}

section! {
    /// A query for instance types.
    InstanceSelector = "InstanceSelector" {
        allow "allow": String,
        cpu_architecture "cpuArchitecture": CpuArchitecture,
        deny "deny": String,
        gpus "gpus": i64,
        memory "memory": String,
        neuron_devices "neuron_devices": i64,
        vcpus "vCPUs": i64,
    }
}

section! {
    /// How the instances are bought.
    InstanceMarketOptions = "InstanceMarketOptions" {
        market_type "marketType": String,
    }
}

section! {
    /// Which reserved capacity is used.
    CapacityReservation = "CapacityReservation" {
        capacity_reservation_preference "capacityReservationPreference": String,
        capacity_reservation_target "capacityReservationTarget": CapacityReservationTarget,
    }
}

section! {
    /// One capacity reservation or group of them.
    CapacityReservationTarget = "CapacityReservationTarget" {
        capacity_reservation_id "capacityReservationID": String,
        capacity_reservation_resource_group_arn "capacityReservationResourceGroupARN": String,
    }
}

section! {
    /// A placement group.
    Placement = "Placement" {
        group_name "groupName": String,
        spread_level "spreadLevel": String,
    }
}

section! {
    /// A taint of the nodes.
    Taint = "NodeGroupTaint" {
        key "key": String,
        effect "effect": String,
        value "value": String,
    }
}

/// Taints of self-managed nodes: a list, or a mapping from the key to `value:Effect`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Taints(pub Vec<Located<Taint>>);

impl std::ops::Deref for Taints {
    type Target = [Located<Taint>];

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl Single for Taints {
    const IS: Kind = <Vec<Located<Taint>> as Decode>::KIND;

    fn decode(node: &Node, at: &Place, cx: &mut Context) -> Option<Self> {
        let Some(entries) = node.as_mapping() else {
            let mut taints = None;
            Decode::read(&mut taints, node, at, cx);
            return taints.map(|taints| Self(taints.value));
        };
        let mut taints = Vec::with_capacity(entries.len());
        for entry in entries {
            let at = Place { path: at.path.key(entry.key.clone()), span: entry.value.span.clone() };
            if let Some(value) = shorthand(&entry.key, &entry.value, &at, cx) {
                taints.push(Located { value, at });
            }
        }
        Some(Self(taints))
    }
}

/// `key: "value:Effect"` or `key: "Effect"`.
fn shorthand(key: &str, node: &Node, at: &Place, cx: &mut Context) -> Option<Taint> {
    let text = cx.text("a string `value:Effect`", node, at)?;
    let (value, effect) = match text.split_once(':') {
        None => (None, text),
        Some((value, effect)) if !effect.contains(':') => (Some(value), effect),
        Some(_) => {
            cx.malformed(text, "a taint `value:Effect`", at);
            return None;
        }
    };
    let here = |value: &str| Some(Located { value: value.to_owned(), at: at.clone() });
    Some(Taint { key: here(key), value: value.and_then(here), effect: here(effect) })
}
