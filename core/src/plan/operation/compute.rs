//! Calls for node groups, launch templates, key pairs and Fargate profiles.

use std::collections::BTreeMap;

use serde_json::Value;

use super::scaling::is_called_by_name;
use super::{Calls, Draft, add_tags, volumes};
use crate::document::json::Object;
use crate::id::ResourceId;
use crate::plan::literal::{add_literals, literal, literal_list, literal_map, literal_option};
use crate::terms::ResourceKind;
use crate::topology::compute::{
    Capacity, LaunchTemplate, NodeGroup, NodeGroupKind, Placement, PublicKey, Taint,
};

impl Calls<'_, '_> {
    pub(super) fn node_group(&self, at: usize) -> Vec<Draft> {
        let group = &self.graph.topology().node_groups[at];
        let mut steps = vec![match group.kind {
            NodeGroupKind::Managed => self.managed_node_group(at, group),
            NodeGroupKind::SelfManaged => self.self_managed_node_group(at, group),
        }];
        self.add_scaling_steps(at, group, &mut steps);
        steps
    }

    /// The id of the launch template, and its version if that is known.
    fn template(&self, at: usize, group: &NodeGroup) -> (Option<String>, Option<String>) {
        match &group.launch_template {
            LaunchTemplate::Made { .. } => {
                let template = self.templates[at];
                (template.map(|at| self.output(at, "LaunchTemplateId")), Some("1".to_owned()))
            }
            LaunchTemplate::Existing { id, version } => (Some(literal(id)), literal_option(version)),
        }
    }

    fn managed_node_group(&self, at: usize, group: &NodeGroup) -> Draft {
        let types = literal_list(&group.instance_types);
        let mut taints: Vec<Value> = Vec::new();
        for it in &group.taints {
            taints.push(taint(it));
        }
        let (id, version) = self.template(at, group);
        let template = Object::new().with("id", id).with("version", version).known();
        let mut parameters = self
            .of_cluster()
            .literal("nodegroupName", &group.name)
            .with("nodeRole", group.role.map(|role| self.role_arn(role)))
            .with("subnets", self.subnet_ids(&group.subnets))
            .with(
                "scalingConfig",
                Object::new()
                    .with("minSize", group.sizes.min)
                    .with("desiredSize", group.sizes.desired)
                    .with("maxSize", group.sizes.max),
            )
            .with("launchTemplate", template)
            .with("amiType", group.image.ami_type)
            .with("instanceTypes", (!types.is_empty() && group.capacity != Capacity::Block).then_some(types))
            .with(
                "capacityType",
                match group.capacity {
                    Capacity::Spot => Some("SPOT"),
                    Capacity::Block => Some("CAPACITY_BLOCK"),
                    Capacity::OnDemand | Capacity::Mixed(_) => None,
                },
            )
            .with("labels", literal_map(&group.labels).filled())
            .with("taints", (!taints.is_empty()).then_some(taints))
            .with("tags", self.tag_map(&group.tags));
        add_literals(&mut parameters, &group.settings);
        let duration = if group.image.windows {
            "managed-node-group.create.windows"
        } else {
            "managed-node-group.create"
        };
        let outputs: &[&str] = match is_called_by_name(group) {
            true => &["NodegroupArn", "AutoScalingGroupName"],
            false => &["NodegroupArn"],
        };
        let passes = [
            "iam:PassRole",
            "iam:GetRole",
            "iam:CreateServiceLinkedRole",
            "ec2:RunInstances",
            "ec2:DescribeLaunchTemplateVersions",
        ];
        Draft::create(
            "eks",
            "CreateNodegroup",
            "DeleteNodegroup",
            format_args!("make managed node group {}", group.name),
            parameters,
        )
        .yields(outputs)
        .waiter("NodegroupActive", "the node group is ACTIVE: its nodes have joined")
        .permits(&passes)
        .takes(duration)
    }

    fn self_managed_node_group(&self, at: usize, group: &NodeGroup) -> Draft {
        let (id, version) = self.template(at, group);
        let version = version.unwrap_or_else(|| "1".to_owned());
        let template = Object::new().with("LaunchTemplateId", id).with("Version", version);
        let mut parameters = Object::new()
            .with("AutoScalingGroupName", self.scaling_group_name(group))
            .with("MinSize", group.sizes.min)
            .with("MaxSize", group.sizes.max)
            .with("DesiredCapacity", group.sizes.desired)
            .with("VPCZoneIdentifier", self.subnet_ids(&group.subnets).join(","))
            .with("Tags", self.scaling_group_tags(group));
        match &group.capacity {
            Capacity::Mixed(distribution) => {
                let mut overrides: Vec<Value> = Vec::new();
                for name in &group.instance_types {
                    overrides.push(Object::new().literal("InstanceType", name).into());
                }
                let templates =
                    Object::new().with("LaunchTemplateSpecification", template).with("Overrides", overrides);
                let mut chosen = Object::new();
                add_literals(&mut chosen, distribution);
                let policy =
                    Object::new().with("LaunchTemplate", templates).with("InstancesDistribution", chosen);
                parameters.set("MixedInstancesPolicy", policy);
            }
            Capacity::OnDemand | Capacity::Spot | Capacity::Block => {
                parameters.set("LaunchTemplate", template)
            }
        }
        add_literals(&mut parameters, &group.settings);
        let duration = if group.image.windows { "node-group.create.windows" } else { "node-group.create" };
        let nodes = match group.sizes.desired {
            0 => "the group is there; it starts without nodes".to_owned(),
            1 => "its node is Ready".to_owned(),
            count => format!("its {count} nodes are Ready"),
        };
        Draft::create(
            "autoscaling",
            "CreateAutoScalingGroup",
            "DeleteAutoScalingGroup",
            format_args!("make self-managed node group {}", group.name),
            parameters,
        )
        .until(nodes)
        .permits(&[
            "ec2:RunInstances",
            "iam:PassRole",
            "iam:CreateServiceLinkedRole",
            "autoscaling:CreateOrUpdateTags",
            "ssm:GetParameters",
        ])
        .takes(duration)
    }

    pub(super) fn launch_template(&self, at: usize) -> Draft {
        let group = &self.graph.topology().node_groups[at];
        let name = format!("{}-{}", self.graph.topology().cluster.name, group.name);
        let parameters = Object::new()
            .literal("LaunchTemplateName", &name)
            .with("LaunchTemplateData", self.template_data(group));
        let parameters = self.tagged(parameters, "launch-template", &group.name);
        Draft::create(
            "ec2",
            "CreateLaunchTemplate",
            "DeleteLaunchTemplate",
            format_args!("make the launch template of {}", group.name),
            parameters,
        )
        .yields(&["LaunchTemplateId"])
        .takes("launch-template.create")
    }

    fn template_data(&self, group: &NodeGroup) -> Object {
        let mut data = Object::new().with("BlockDeviceMappings", volumes::mappings(group));
        let mut tags = BTreeMap::new();
        tags.insert("Name".to_owned(), group.instance_name.clone());
        add_tags(&mut tags, &group.tags);
        let tags = self.tag_list(&tags);
        let mut specifications = Vec::new();
        for kind in ["instance", "volume", "network-interface"] {
            specifications
                .push(Value::from(Object::new().with("ResourceType", kind).with("Tags", tags.clone())));
        }
        data.set("TagSpecifications", specifications);
        let self_managed = group.kind == NodeGroupKind::SelfManaged;
        self.network_interfaces(group, &mut data);
        if let Some(pair) = &group.key_pair {
            let id = ResourceId::new(ResourceKind::KeyPair, &pair.name).to_string();
            if let Some(&pair) = self.key_pairs.get(&id) {
                data.set("KeyName", self.output(pair, "KeyName"));
            }
        }
        if let Some(name) = self.placement(group) {
            data.set("Placement", Object::new().with("GroupName", name));
        }
        if let Some(image) = self.image(group) {
            data.set("ImageId", image);
        }
        if let Some(text) = self.user_data(group) {
            data.set("UserData", text);
        }
        // EKS takes the types of its own groups beside the template, but for capacity blocks.
        let names_type = match group.capacity {
            Capacity::OnDemand | Capacity::Spot => self_managed,
            Capacity::Block => true,
            Capacity::Mixed(_) => false,
        };
        if let Some(first) = group.instance_types.first().filter(|_| names_type) {
            data.set("InstanceType", literal(first));
        }
        if self_managed {
            let profile = match (&group.instance_profile, group.role) {
                (Some(arn), _) => self.profiles.get(arn).copied(),
                (None, Some(role)) => self.instance_profiles[role],
                (None, None) => None,
            };
            if let Some(profile) = profile {
                let arn = self.output(profile, "InstanceProfileArn");
                data.set("IamInstanceProfile", Object::new().with("Arn", arn));
            }
        }
        if let LaunchTemplate::Made { imds_v1, hop_limit, data: more } = &group.launch_template {
            let options = Object::new()
                .with("HttpTokens", if *imds_v1 { "optional" } else { "required" })
                .with("HttpPutResponseHopLimit", *hop_limit);
            data.set("MetadataOptions", options);
            add_literals(&mut data, more);
        }
        data
    }

    fn placement(&self, group: &NodeGroup) -> Option<String> {
        let name = match group.placement.as_ref()? {
            Placement::Existing(name) => name.clone(),
            Placement::Made => format!("node-group.{}", group.name),
        };
        self.placement_groups.get(&name).map(|&at| self.output(at, "GroupName"))
    }

    pub(super) fn placement_group(&self, at: usize) -> Draft {
        let name = &self.graph.topology().node_groups[at].name;
        let parameters = Object::new()
            .with("GroupName", format!("{}-{}", self.cluster_name(), literal(name)))
            .with("Strategy", "cluster");
        let parameters = self.tagged(parameters, "placement-group", name);
        Draft::create(
            "ec2",
            "CreatePlacementGroup",
            "DeletePlacementGroup",
            format_args!("make the placement group of {name}"),
            parameters,
        )
        .yields(&["GroupName"])
        .takes("placement-group.create")
    }

    pub(super) fn key_pair(&self, at: usize) -> Option<Draft> {
        let pair = self.graph.topology().node_groups[at].key_pair.as_ref()?;
        let material = match pair.import.as_ref()? {
            PublicKey::Text(text) => literal(text),
            PublicKey::File(path) => format!("${{unknown:public key {path}}}"),
        };
        let parameters = Object::new().literal("KeyName", &pair.name).with("PublicKeyMaterial", material);
        let parameters = self.tagged(parameters, "key-pair", &pair.name);
        let draft = Draft::create(
            "ec2",
            "ImportKeyPair",
            "DeleteKeyPair",
            format_args!("import key pair {}", pair.name),
            parameters,
        );
        Some(draft.yields(&["KeyName"]).takes("key-pair.create"))
    }

    pub(super) fn fargate_profile(&self, at: usize) -> Draft {
        let profile = &self.graph.topology().fargate_profiles[at];
        let mut selectors: Vec<Value> = Vec::new();
        for selector in &profile.selectors {
            let namespace = Object::new().literal("namespace", &selector.namespace);
            let labels = literal_map(&selector.labels).filled();
            selectors.push(namespace.with("labels", labels).known().into());
        }
        let parameters = self
            .of_cluster()
            .literal("fargateProfileName", &profile.name)
            .with("podExecutionRoleArn", self.role_arn(profile.role))
            .with("subnets", self.subnet_ids(&profile.subnets))
            .with("selectors", selectors)
            .with("tags", self.tag_map(&profile.tags));
        Draft::create(
            "eks",
            "CreateFargateProfile",
            "DeleteFargateProfile",
            format_args!("make Fargate profile {}", profile.name),
            parameters,
        )
        .yields(&["FargateProfileArn"])
        .waiter("FargateProfileActive", "the profile is ACTIVE")
        .permits(&["iam:PassRole", "iam:CreateServiceLinkedRole"])
        .takes("fargate-profile.create")
        .lane("fargate-profile")
    }
}

/// A taint as EKS takes it.
fn taint(taint: &Taint) -> Value {
    let effect = match taint.effect.as_str() {
        "NoSchedule" => "NO_SCHEDULE",
        "NoExecute" => "NO_EXECUTE",
        "PreferNoSchedule" => "PREFER_NO_SCHEDULE",
        other => other,
    };
    let value = if taint.value.is_empty() { None } else { Some(literal(&taint.value)) };
    let members = Object::new().literal("key", &taint.key).with("value", value);
    members.literal("effect", effect).known().into()
}
