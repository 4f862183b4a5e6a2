//! Specs by chance: what is drawn decides, and nothing drawn is the plainest spec, so that failures shrink.

use serde_json::{Map, Value, json};

/// A source of choices: bytes, and zeros when they have run out.
#[derive(Debug)]
pub struct Draw<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Draw<'b> {
    /// Choices from bytes.
    pub fn new(bytes: &'b [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// A number below `limit`, which is at least 1.
    pub fn below(&mut self, limit: usize) -> usize {
        let mut number = 0;
        let mut range = 1;
        while range < limit {
            number = number * 256 + usize::from(self.bytes.get(self.at).copied().unwrap_or(0));
            self.at += 1;
            range *= 256;
        }
        number % limit
    }

    /// True once in `times`.
    pub fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == times - 1
    }

    /// One of several.
    pub fn of<T: Clone>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())].clone()
    }

    /// Mixes a list.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}

const ACCOUNT: &str = "111122223333";

/// A spec without mistakes.
pub fn spec(bytes: &[u8]) -> Value {
    let draw = &mut Draw::new(bytes);
    let private = draw.once_in(5);
    let mode = draw.of(&["", "API_AND_CONFIG_MAP", "API", "CONFIG_MAP"]);
    let zones = ["us-west-2a", "us-west-2b", "us-west-2c", "us-west-2d"];
    let zones = &zones[..2 + draw.below(3)];
    let oidc = draw.once_in(2);
    let mut spec = Map::new();
    spec.insert("apiVersion".into(), "eksctl.io/v1alpha5".into());
    spec.insert("kind".into(), "ClusterConfig".into());
    let mut metadata = json!({ "name": "drawn", "region": "us-west-2" });
    if draw.once_in(2) {
        metadata["version"] = draw.of(&["1.34", "1.35", "1.36"]).into();
    }
    if draw.once_in(3) {
        metadata["tags"] = json!({ "team": "a" });
    }
    spec.insert("metadata".into(), metadata);
    if draw.once_in(2) {
        spec.insert("availabilityZones".into(), json!(zones));
    }
    spec.insert("vpc".into(), vpc(draw, private));
    if private {
        spec.insert("privateCluster".into(), json!({ "enabled": true }));
    }
    let managed: Vec<Value> =
        (0..draw.below(7)).map(|number| node_group(draw, number, true, private)).collect();
    let own: Vec<Value> = (0..draw.below(7)).map(|number| node_group(draw, number, false, private)).collect();
    let profiles: Vec<Value> = (0..draw.below(4)).map(|number| fargate_profile(draw, number)).collect();
    for (key, items) in [("managedNodeGroups", managed), ("nodeGroups", own), ("fargateProfiles", profiles)] {
        if !items.is_empty() {
            spec.insert(key.into(), items.into());
        }
    }
    if draw.once_in(2) {
        spec.insert("addons".into(), add_ons(draw, oidc));
    }
    let access = access(draw, mode);
    if access.as_object().is_some_and(|access| !access.is_empty()) {
        spec.insert("accessConfig".into(), access);
    }
    spec.insert("iam".into(), iam(draw, oidc));
    if spec["iam"].get("podIdentityAssociations").is_some() && !spec.contains_key("addons") {
        spec.insert("addons".into(), json!([{ "name": "eks-pod-identity-agent" }]));
    }
    if draw.once_in(3) {
        let logging =
            json!({ "enableTypes": draw.of(&["audit", "all", "*"]).split(',').collect::<Vec<_>>() });
        spec.insert("cloudWatch".into(), json!({ "clusterLogging": logging }));
        if draw.once_in(2) {
            spec["cloudWatch"]["clusterLogging"]["logRetentionInDays"] = draw.of(&[7, 30, 365]).into();
        }
    }
    if draw.once_in(4) {
        let key = format!("arn:aws:kms:us-west-2:{ACCOUNT}:key/0f0f0f0f-0000-0000-0000-000000000000");
        spec.insert("secretsEncryption".into(), json!({ "keyARN": key }));
    }
    if draw.once_in(4) {
        let provider = json!({ "type": "oidc", "name": "login", "issuerURL": "https://login.example.com", "clientID": "kube" });
        spec.insert("identityProviders".into(), json!([provider]));
    }
    Value::Object(spec)
}

fn vpc(draw: &mut Draw<'_>, private: bool) -> Value {
    let mut vpc = Map::new();
    if draw.once_in(3) {
        vpc.insert("cidr".into(), draw.of(&["10.20.0.0/16", "172.16.0.0/18"]).into());
    }
    let nat = draw.of(&["", "Single", "HighlyAvailable", "Disable"]);
    if !nat.is_empty() && !private {
        vpc.insert("nat".into(), json!({ "gateway": nat }));
    }
    if !private && draw.once_in(2) {
        let endpoints = draw.of(&[(true, true), (true, false)]);
        vpc.insert(
            "clusterEndpoints".into(),
            json!({ "publicAccess": endpoints.0, "privateAccess": endpoints.1 }),
        );
    }
    vpc.into()
}

fn node_group(draw: &mut Draw<'_>, number: usize, managed: bool, private: bool) -> Value {
    let prefix = if managed { "managed" } else { "own" };
    let mut group = json!({ "name": format!("{prefix}-{number}") });
    if private || draw.once_in(2) {
        group["privateNetworking"] = true.into();
    }
    let instance = draw.of(&["m5.large", "t3.large", "m6g.large", "c5.xlarge"]);
    if managed && draw.once_in(3) {
        group["instanceTypes"] = json!([instance, "m5.xlarge"]);
        if instance == "m6g.large" {
            group["instanceTypes"] = json!([instance]);
        }
        group["spot"] = draw.once_in(2).into();
    } else {
        group["instanceType"] = instance.into();
    }
    if draw.once_in(2) {
        let min = draw.below(4);
        let desired = min + draw.below(3);
        group["minSize"] = min.into();
        group["desiredCapacity"] = desired.into();
        group["maxSize"] = (desired + draw.below(3)).max(1).into();
    }
    if draw.once_in(4) {
        let effect = draw.of(&["NoSchedule", "PreferNoSchedule", "NoExecute"]);
        group["taints"] = json!([{ "key": "dedicated", "value": "a", "effect": effect }]);
    }
    if draw.once_in(4) {
        group["labels"] = json!({ "role": "worker" });
    }
    if draw.once_in(5) {
        group["ssh"] = json!({ "allow": true, "publicKeyName": "pair" });
    }
    if draw.once_in(5) {
        let role = format!("arn:aws:iam::{ACCOUNT}:role/nodes-{}", draw.below(2));
        group["iam"] = if managed {
            json!({ "instanceRoleARN": role })
        } else {
            json!({ "withAddonPolicies": { "autoScaler": true } })
        };
    }
    if draw.once_in(5) {
        group["volumeSize"] = (20 + draw.below(100)).into();
    }
    group
}

fn fargate_profile(draw: &mut Draw<'_>, number: usize) -> Value {
    let namespace = draw.of(&["kube-system", "default", "jobs"]);
    let mut profile =
        json!({ "name": format!("profile-{number}"), "selectors": [{ "namespace": namespace }] });
    if draw.once_in(4) {
        profile["podExecutionRoleARN"] = format!("arn:aws:iam::{ACCOUNT}:role/fargate").into();
    }
    profile
}

fn add_ons(draw: &mut Draw<'_>, oidc: bool) -> Value {
    let mut items = Vec::new();
    for name in [
        "vpc-cni",
        "coredns",
        "kube-proxy",
        "eks-pod-identity-agent",
        "aws-ebs-csi-driver",
        "metrics-server",
        "cert-manager",
        "external-dns",
    ] {
        // The agent is asked for first, so that others can take their rights by it.
        if !draw.once_in(2) && name != "eks-pod-identity-agent" {
            continue;
        }
        let mut item = json!({ "name": name });
        if ["vpc-cni", "aws-ebs-csi-driver"].contains(&name) {
            let policy = "arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy";
            match draw.below(if oidc { 5 } else { 3 }) {
                0 => {}
                1 => item["useDefaultPodIdentityAssociations"] = true.into(),
                2 => {
                    let role = format!("arn:aws:iam::{ACCOUNT}:role/pods");
                    item["podIdentityAssociations"] =
                        json!([{ "namespace": "kube-system", "serviceAccountName": name, "roleARN": role }]);
                }
                3 => item["attachPolicyARNs"] = json!([policy]),
                _ => item["serviceAccountRoleARN"] = format!("arn:aws:iam::{ACCOUNT}:role/driver").into(),
            }
        }
        if draw.once_in(4) {
            item["resolveConflicts"] = "overwrite".into();
        }
        items.push(item);
    }
    draw.shuffle(&mut items);
    items.into()
}

fn access(draw: &mut Draw<'_>, mode: &str) -> Value {
    let mut access = Map::new();
    if !mode.is_empty() {
        access.insert("authenticationMode".into(), mode.into());
    }
    if mode != "CONFIG_MAP" {
        let mut entries = Vec::new();
        for number in 0..draw.below(3) {
            let scope = draw.of(&[
                json!({ "type": "cluster" }),
                json!({ "type": "namespace", "namespaces": ["default"] }),
            ]);
            let policy = format!(
                "arn:aws:eks::aws:cluster-access-policy/{}",
                draw.of(&["AmazonEKSViewPolicy", "AmazonEKSClusterAdminPolicy"])
            );
            entries.push(json!({
                "principalARN": format!("arn:aws:iam::{ACCOUNT}:role/team-{number}"),
                "accessPolicies": [{ "policyARN": policy, "accessScope": scope }],
            }));
        }
        if !entries.is_empty() {
            access.insert("accessEntries".into(), entries.into());
        }
    }
    access.into()
}

fn iam(draw: &mut Draw<'_>, oidc: bool) -> Value {
    let mut iam = json!({ "withOIDC": oidc });
    let policy = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";
    if oidc {
        let account = |number: usize| {
            let metadata = json!({ "name": format!("reader-{number}"), "namespace": "jobs" });
            json!({ "metadata": metadata, "attachPolicyARNs": [policy] })
        };
        let accounts: Vec<Value> = (0..draw.below(4)).map(account).collect();
        if !accounts.is_empty() {
            iam["serviceAccounts"] = accounts.into();
        }
    }
    let association = |number: usize| json!({ "namespace": "jobs", "serviceAccountName": format!("writer-{number}"), "permissionPolicyARNs": [policy], "createServiceAccount": number == 1 });
    let associations: Vec<Value> = (0..draw.below(4)).map(association).collect();
    if !associations.is_empty() {
        iam["podIdentityAssociations"] = associations.into();
    }
    if draw.once_in(6) {
        iam["serviceRoleARN"] = format!("arn:aws:iam::{ACCOUNT}:role/cluster").into();
    }
    iam
}

/// Options by chance: sometimes an order of the user's own, or a cap. `spec` must be what `options` goes with.
pub fn options(bytes: &[u8], spec: &Value) -> Value {
    let draw = &mut Draw::new(bytes);
    let mut options = json!({ "asOf": crate::TODAY });
    let names: Vec<String> = [
        ("managedNodeGroups", "managed-node-group"),
        ("nodeGroups", "self-managed-node-group"),
        ("fargateProfiles", "fargate-profile"),
    ]
    .iter()
    .flat_map(|(key, kind)| {
        crate::list(spec, key).iter().map(move |item| format!("{kind}/{}", crate::text(item, "name")))
    })
    .collect();
    if names.len() > 1 && draw.once_in(3) {
        let first = draw.below(names.len() - 1);
        let second = first + 1 + draw.below(names.len() - 1 - first);
        options["dependencies"] =
            json!([{ "before": names[first], "after": names[second], "reason": "one at a time" }]);
    }
    if draw.once_in(3) {
        let kind = draw.of(&["managed-node-group", "self-managed-node-group", "add-on"]);
        let mut caps = Map::new();
        caps.insert(kind.into(), (1 + draw.below(3)).into());
        options["maxParallel"] = caps.into();
    }
    options
}
