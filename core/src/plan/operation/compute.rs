//! Calls for node groups, launch templates, key pairs and Fargate profiles.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::scaling::is_called_by_name;
use super::{Calls, Draft, volumes};
use crate::id::ResourceId;
use crate::plan::draft::{literal, literal_value};
use crate::terms::ResourceKind;
use crate::topology::compute::{Capacity, LaunchTemplate, NodeGroup, NodeGroupKind, Placement, PublicKey};

impl Calls<'_, '_> {
    pub(super) fn node_group(&self, at: usize) -> Vec<Draft> {
        let group = &self.graph.topology().node_groups[at];
        let made = match group.kind {
            NodeGroupKind::Managed => self.managed_node_group(at, group),
            NodeGroupKind::SelfManaged => self.self_managed_node_group(at, group),
        };
        std::iter::once(made).chain(self.scaling_steps(at, group)).collect()
    }

    fn template(&self, at: usize, group: &NodeGroup) -> Value {
        match &group.launch_template {
            LaunchTemplate::Made { .. } => {
                let id = self.templates.get(&at).map(|&template| self.output(template, "LaunchTemplateId"));
                json!({ "id": id, "version": "1" })
            }
            LaunchTemplate::Existing { id, version } => {
                let mut template = json!({ "id": literal(id) });
                if let Some(version) = version {
                    template["version"] = literal(version).into();
                }
                template
            }
        }
    }

    fn managed_node_group(&self, at: usize, group: &NodeGroup) -> Draft {
        let types: Vec<_> = group.instance_types.iter().map(|name| literal(name)).collect();
        let labels: Map<_, _> =
            group.labels.iter().map(|(key, value)| (literal(key), literal(value).into())).collect();
        let taints: Vec<_> = group
            .taints
            .iter()
            .map(|taint| {
                let effect = match taint.effect.as_str() {
                    "NoSchedule" => "NO_SCHEDULE".to_owned(),
                    "NoExecute" => "NO_EXECUTE".to_owned(),
                    "PreferNoSchedule" => "PREFER_NO_SCHEDULE".to_owned(),
                    other => literal(other),
                };
                let value = (!taint.value.is_empty()).then(|| literal(&taint.value));
                let members =
                    [("key", Some(literal(&taint.key))), ("value", value), ("effect", Some(effect))];
                members.into_iter().filter_map(|(key, value)| Some((key, value?))).collect::<BTreeMap<_, _>>()
            })
            .collect();
        let mut parameters = json!({
            "clusterName": self.cluster_name(),
            "nodegroupName": literal(&group.name),
            "nodeRole": group.role.map(|role| self.role_arn(role)),
            "subnets": group.subnets.iter().map(|&subnet| self.subnet(subnet)).collect::<Vec<_>>(),
            "scalingConfig": {
                "minSize": group.sizes.min,
                "desiredSize": group.sizes.desired,
                "maxSize": group.sizes.max,
            },
            "launchTemplate": self.template(at, group),
            "amiType": group.image.ami_type,
            "instanceTypes": (!types.is_empty() && group.capacity != Capacity::Block).then_some(types),
            "capacityType": match group.capacity {
                Capacity::Spot => Some("SPOT"),
                Capacity::Block => Some("CAPACITY_BLOCK"),
                Capacity::OnDemand | Capacity::Mixed(_) => None,
            },
            "labels": (!labels.is_empty()).then_some(labels),
            "taints": (!taints.is_empty()).then_some(taints),
            "tags": self.tag_map(&group.tags),
        });
        for (name, value) in &group.settings {
            parameters[name.as_str()] = literal_value(value);
        }
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
        Draft::create("eks", "CreateNodegroup", format!("make managed node group {}", group.name), parameters)
            .yields(outputs)
            .waiter("NodegroupActive", "the node group is ACTIVE: its nodes have joined")
            .permits(&passes)
            .takes(duration)
            .undo("eks", "DeleteNodegroup")
    }

    fn self_managed_node_group(&self, at: usize, group: &NodeGroup) -> Draft {
        let mut template = json!({ "LaunchTemplateId": Value::Null, "Version": "1" });
        let given = self.template(at, group);
        template["LaunchTemplateId"] = given["id"].clone();
        if let Value::String(version) = &given["version"] {
            template["Version"] = version.clone().into();
        }
        let tags: Vec<_> = self
            .scaling_group_tags(group)
            .iter()
            .map(|(key, value)| json!({ "Key": literal(key), "Value": literal(value), "PropagateAtLaunch": true }))
            .collect();
        let subnets: Vec<_> = group.subnets.iter().map(|&subnet| self.subnet(subnet)).collect();
        let mut parameters = json!({
            "AutoScalingGroupName": self.scaling_group_name(group),
            "MinSize": group.sizes.min,
            "MaxSize": group.sizes.max,
            "DesiredCapacity": group.sizes.desired,
            "VPCZoneIdentifier": subnets.join(","),
            "Tags": tags,
        });
        match &group.capacity {
            Capacity::Mixed(distribution) => {
                let overrides: Vec<_> = group
                    .instance_types
                    .iter()
                    .map(|name| json!({ "InstanceType": literal(name) }))
                    .collect();
                let distribution: Map<_, _> =
                    distribution.iter().map(|(key, value)| (key.clone(), literal_value(value))).collect();
                parameters["MixedInstancesPolicy"] = json!({
                    "LaunchTemplate": { "LaunchTemplateSpecification": template, "Overrides": overrides },
                    "InstancesDistribution": distribution,
                });
            }
            Capacity::OnDemand | Capacity::Spot | Capacity::Block => parameters["LaunchTemplate"] = template,
        }
        for (name, value) in &group.settings {
            parameters[name.as_str()] = literal_value(value);
        }
        let duration = if group.image.windows { "node-group.create.windows" } else { "node-group.create" };
        let nodes = match group.sizes.desired {
            0 => "the group is there; it starts without nodes".to_owned(),
            1 => "its node is Ready".to_owned(),
            count => format!("its {count} nodes are Ready"),
        };
        let title = format!("make self-managed node group {}", group.name);
        Draft::create("autoscaling", "CreateAutoScalingGroup", title, parameters)
            .until(nodes)
            .permits(&[
                "ec2:RunInstances",
                "iam:PassRole",
                "iam:CreateServiceLinkedRole",
                "autoscaling:CreateOrUpdateTags",
                "ssm:GetParameters",
            ])
            .takes(duration)
            .undo("autoscaling", "DeleteAutoScalingGroup")
    }

    pub(super) fn launch_template(&self, at: usize) -> Draft {
        let group = &self.graph.topology().node_groups[at];
        let name = format!("{}-{}", self.graph.topology().cluster.name, group.name);
        let parameters = json!({
            "LaunchTemplateName": literal(&name),
            "LaunchTemplateData": self.template_data(group),
            "TagSpecifications": self.ec2_tags("launch-template", &group.name, &[]),
        });
        Draft::create(
            "ec2",
            "CreateLaunchTemplate",
            format!("make the launch template of {}", group.name),
            parameters,
        )
        .yields(&["LaunchTemplateId"])
        .permits(&["ec2:CreateTags"])
        .takes("launch-template.create")
        .undo("ec2", "DeleteLaunchTemplate")
    }

    fn template_data(&self, group: &NodeGroup) -> Value {
        let mut data = Map::new();
        data.insert("BlockDeviceMappings".to_owned(), volumes::mappings(group));
        let mut tags = BTreeMap::from([("Name".to_owned(), group.instance_name.clone())]);
        tags.extend(group.tags.clone());
        let tags = self.tag_list(&tags);
        let kinds = ["instance", "volume", "network-interface"];
        let specifications = kinds.map(|kind| json!({ "ResourceType": kind, "Tags": tags }));
        data.insert("TagSpecifications".to_owned(), specifications.into_iter().collect());
        let self_managed = group.kind == NodeGroupKind::SelfManaged;
        self.network_interfaces(group, &mut data);
        if let Some(pair) = &group.key_pair {
            let id = ResourceId::new(ResourceKind::KeyPair, &pair.name).to_string();
            if let Some(&pair) = self.key_pairs.get(&id) {
                data.insert("KeyName".to_owned(), self.output(pair, "KeyName").into());
            }
        }
        if let Some(name) = self.placement(group) {
            data.insert("Placement".to_owned(), json!({ "GroupName": name }));
        }
        if let Some(image) = self.image(group) {
            data.insert("ImageId".to_owned(), image.into());
        }
        if let Some(text) = self.user_data(group) {
            data.insert("UserData".to_owned(), text.into());
        }
        // EKS takes the types of its own groups beside the template, but for capacity blocks.
        let names_type = match group.capacity {
            Capacity::OnDemand | Capacity::Spot => self_managed,
            Capacity::Block => true,
            Capacity::Mixed(_) => false,
        };
        if let Some(first) = group.instance_types.first().filter(|_| names_type) {
            data.insert("InstanceType".to_owned(), literal(first).into());
        }
        if self_managed {
            let profile = match (&group.instance_profile, group.role) {
                (Some(arn), _) => self.profiles.get(arn).map(|&at| self.output(at, "InstanceProfileArn")),
                (None, Some(role)) => {
                    self.instance_profiles[role].map(|at| self.output(at, "InstanceProfileArn"))
                }
                (None, None) => None,
            };
            data.extend(profile.map(|arn| ("IamInstanceProfile".to_owned(), json!({ "Arn": arn }))));
        }
        if let LaunchTemplate::Made { imds_v1, hop_limit, data: more } = &group.launch_template {
            data.insert(
                "MetadataOptions".to_owned(),
                json!({
                    "HttpTokens": if *imds_v1 { "optional" } else { "required" },
                    "HttpPutResponseHopLimit": hop_limit,
                }),
            );
            data.extend(more.iter().map(|(key, value)| (key.clone(), literal_value(value))));
        }
        data.into()
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
        let parameters = json!({
            "GroupName": format!("{}-{}", self.cluster_name(), literal(name)),
            "Strategy": "cluster",
            "TagSpecifications": self.ec2_tags("placement-group", name, &[]),
        });
        Draft::create(
            "ec2",
            "CreatePlacementGroup",
            format!("make the placement group of {name}"),
            parameters,
        )
        .yields(&["GroupName"])
        .permits(&["ec2:CreateTags"])
        .takes("placement-group.create")
        .undo("ec2", "DeletePlacementGroup")
    }

    pub(super) fn key_pair(&self, at: usize) -> Option<Draft> {
        let pair = self.graph.topology().node_groups[at].key_pair.as_ref()?;
        let material = match pair.import.as_ref()? {
            PublicKey::Text(text) => literal(text),
            PublicKey::File(path) => format!("${{unknown:public key {path}}}"),
        };
        let parameters = json!({
            "KeyName": literal(&pair.name),
            "PublicKeyMaterial": material,
            "TagSpecifications": self.ec2_tags("key-pair", &pair.name, &[]),
        });
        let draft =
            Draft::create("ec2", "ImportKeyPair", format!("import key pair {}", pair.name), parameters);
        Some(
            draft
                .yields(&["KeyName"])
                .permits(&["ec2:CreateTags"])
                .takes("key-pair.create")
                .undo("ec2", "DeleteKeyPair"),
        )
    }

    pub(super) fn fargate_profile(&self, at: usize) -> Draft {
        let profile = &self.graph.topology().fargate_profiles[at];
        let selectors: Vec<_> = profile
            .selectors
            .iter()
            .map(|selector| {
                let mut value = json!({ "namespace": literal(&selector.namespace) });
                if !selector.labels.is_empty() {
                    let labels = selector.labels.iter();
                    value["labels"] = labels
                        .map(|(key, value)| (literal(key), literal(value).into()))
                        .collect::<Map<_, _>>()
                        .into();
                }
                value
            })
            .collect();
        let parameters = json!({
            "clusterName": self.cluster_name(),
            "fargateProfileName": literal(&profile.name),
            "podExecutionRoleArn": self.role_arn(profile.role),
            "subnets": profile.subnets.iter().map(|&subnet| self.subnet(subnet)).collect::<Vec<_>>(),
            "selectors": selectors,
            "tags": self.tag_map(&profile.tags),
        });
        Draft::create(
            "eks",
            "CreateFargateProfile",
            format!("make Fargate profile {}", profile.name),
            parameters,
        )
        .yields(&["FargateProfileArn"])
        .waiter("FargateProfileActive", "the profile is ACTIVE")
        .permits(&["iam:PassRole", "iam:CreateServiceLinkedRole"])
        .takes("fargate-profile.create")
        .lane("fargate-profile")
        .undo("eks", "DeleteFargateProfile")
    }
}
