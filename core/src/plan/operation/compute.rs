//! Calls for node groups, launch templates, key pairs and Fargate profiles.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{Calls, Draft};
use crate::id::ResourceId;
use crate::plan::draft::{literal, literal_value};
use crate::terms::ResourceKind;
use crate::topology::compute::{Capacity, LaunchTemplate, NodeGroup, NodeGroupKind, PublicKey};

impl Calls<'_, '_> {
    pub(super) fn node_group(&self, at: usize) -> Draft {
        let group = &self.graph.topology().node_groups[at];
        match group.kind {
            NodeGroupKind::Managed => self.managed_node_group(at, group),
            NodeGroupKind::SelfManaged => self.self_managed_node_group(at, group),
        }
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
        for (&name, value) in &group.settings {
            parameters[name] = literal_value(value);
        }
        let duration = if group.image.windows {
            "managed-node-group.create.windows"
        } else {
            "managed-node-group.create"
        };
        let passes = [
            "iam:PassRole",
            "iam:GetRole",
            "iam:CreateServiceLinkedRole",
            "ec2:RunInstances",
            "ec2:DescribeLaunchTemplateVersions",
        ];
        Draft::create("eks", "CreateNodegroup", format!("make managed node group {}", group.name), parameters)
            .yields(&["NodegroupArn"])
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
        let cluster_tag = format!("kubernetes.io/cluster/{}", self.graph.topology().cluster.name);
        let name = format!("{}-{}-node", self.graph.topology().cluster.name, group.name);
        let mut tags = self.tags(&group.tags);
        tags.insert(cluster_tag, "owned".to_owned());
        tags.insert("Name".to_owned(), name.clone());
        let tags: Vec<_> = tags
            .iter()
            .map(|(key, value)| json!({ "Key": literal(key), "Value": literal(value), "PropagateAtLaunch": true }))
            .collect();
        let subnets: Vec<_> = group.subnets.iter().map(|&subnet| self.subnet(subnet)).collect();
        let mut parameters = json!({
            "AutoScalingGroupName": literal(&name),
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
                    distribution.iter().map(|(&key, value)| (key.to_owned(), literal_value(value))).collect();
                parameters["MixedInstancesPolicy"] = json!({
                    "LaunchTemplate": { "LaunchTemplateSpecification": template, "Overrides": overrides },
                    "InstancesDistribution": distribution,
                });
            }
            Capacity::OnDemand | Capacity::Spot | Capacity::Block => parameters["LaunchTemplate"] = template,
        }
        for (&name, value) in &group.settings {
            parameters[name] = literal_value(value);
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
        data.insert("BlockDeviceMappings".to_owned(), volume(group));
        let mut specifications = Vec::new();
        for kind in ["instance", "volume", "network-interface"] {
            let own: Vec<_> = group.tags.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
            let tags = self.ec2_tags(kind, &format!("{}-node", group.name), &own);
            specifications.extend(tags.as_array().cloned().unwrap_or_default());
        }
        data.insert("TagSpecifications".to_owned(), specifications.into());
        let groups: Vec<_> = group.security_groups.iter().map(|&at| self.security_group(at)).collect();
        let self_managed = group.kind == NodeGroupKind::SelfManaged;
        if self_managed {
            data.insert(
                "NetworkInterfaces".to_owned(),
                json!([{
                    "DeviceIndex": 0,
                    "AssociatePublicIpAddress": !group.private_networking,
                    "Groups": groups,
                }]),
            );
        } else if !groups.is_empty() {
            data.insert("SecurityGroupIds".to_owned(), groups.into());
        }
        if let Some(pair) = &group.key_pair {
            let id = ResourceId::new(ResourceKind::KeyPair, &pair.name).to_string();
            if let Some(&pair) = self.key_pairs.get(&id) {
                data.insert("KeyName".to_owned(), self.output(pair, "KeyName").into());
            }
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
            data.extend(more.iter().map(|(&key, value)| (key.to_owned(), literal_value(value))));
        }
        data.into()
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

fn volume(group: &NodeGroup) -> Value {
    let volume = &group.volume;
    let mut ebs = json!({ "VolumeSize": volume.size_gib, "VolumeType": literal(&volume.kind) });
    let numbers = [("Iops", volume.iops), ("Throughput", volume.throughput)];
    for (key, value) in numbers.into_iter().filter_map(|(key, value)| Some((key, value?))) {
        ebs[key] = value.into();
    }
    if let Some(encrypted) = volume.encrypted {
        ebs["Encrypted"] = encrypted.into();
    }
    if let Some(key) = &volume.kms_key {
        ebs["KmsKeyId"] = literal(key).into();
    }
    let device = volume.device.as_deref().unwrap_or(group.image.root_device);
    json!([{ "DeviceName": literal(device), "Ebs": ebs }])
}
