//! What runs on the cluster beside add-ons: `workloads` of the `PlanConfig`.

use super::section::{choice, section};
use super::{Document, Located, Map};

choice! {
    /// A processor that images are made for.
    ImageArchitecture {
        /// 64-bit Arm.
        Arm64 = "arm64",
        /// 64-bit x86.
        X86_64 = "x86_64",
    }
}

choice! {
    /// What pods can run on.
    PodCompute {
        /// Nodes in node groups.
        Ec2 = "ec2",
        /// Fargate.
        Fargate = "fargate",
        /// EKS Auto Mode.
        Auto = "auto",
        /// Hybrid nodes.
        Hybrid = "hybrid",
    }
}

choice! {
    /// How pods get rights in AWS.
    IdentityWay {
        /// By an EKS Pod Identity association.
        PodIdentity = "podIdentity",
        /// By the cluster's OIDC issuer.
        Irsa = "irsa",
    }
}

section! {
    /// A Helm release, by a name of the catalogue or described in full; or Kubernetes objects.
    Workload = "Workload", required("name") {
        /// A name of the catalogue, or the release's own.
        name "name": String,
        /// The chart.
        chart "chart": String,
        /// Where the chart comes from: an address, or `oci://` and a registry.
        repository "repository": String,
        /// The chart's version.
        version "version": String,
        /// The namespace. Default: that of the catalogue, else `default`.
        namespace "namespace": String,
        /// What the chart is told; it wins over what the plan says.
        values "values": Document,
        /// Kubernetes objects to apply, in this order, instead of a chart.
        manifests "manifests": Vec<Located<Document>>,
        /// What has to be there for it.
        needs "needs": WorkloadNeeds,
    }
}

section! {
    /// What has to be there for a workload; it wins over what the catalogue says.
    WorkloadNeeds = "WorkloadNeeds" {
        /// Where its pods can run.
        capacity "capacity": WorkloadCapacity,
        /// The rights of its pods in AWS.
        identity "identity": WorkloadIdentity,
        /// Workloads and add-ons that must be healthy first.
        after "after": Vec<Located<String>>,
        /// TCP ports on which the control plane calls its pods: webhooks, aggregated APIs.
        ports "ports": Vec<Located<u32>>,
        /// Load balancers that it makes by Services and Ingresses.
        load_balancers "loadBalancers": Vec<Located<WorkloadLoadBalancer>>,
        /// Volumes that it claims.
        volumes "volumes": Vec<Located<WorkloadVolume>>,
        /// AWS services that it calls, by the keys that endpoints have: `elasticloadbalancing`, `sqs`.
        endpoints "endpoints": Vec<Located<String>>,
    }
}

section! {
    /// Where pods can run.
    WorkloadCapacity = "WorkloadCapacity" {
        /// Processors that the images are made for. Default: all.
        architectures "architectures": Vec<Located<ImageArchitecture>>,
        /// Taints that the pods tolerate.
        tolerations "tolerations": Vec<Located<WorkloadToleration>>,
        /// Labels that their nodes must carry.
        node_selector "nodeSelector": Map<String>,
        /// What they can run on. Default: that of the catalogue, else all.
        compute_kinds "computeKinds": Vec<Located<PodCompute>>,
        /// Labels of the pods, by which Fargate profiles select them.
        labels "labels": Map<String>,
        /// True if it has nothing but DaemonSets.
        daemon_set "daemonSet": bool,
    }
}

section! {
    /// A toleration, as pods have it; what is absent fits every taint.
    WorkloadToleration = "WorkloadToleration" {
        /// The taint's key.
        key "key": String,
        /// The taint's value.
        value "value": String,
        /// The taint's effect.
        effect "effect": String,
    }
}

section! {
    /// The rights of pods in AWS.
    WorkloadIdentity = "WorkloadIdentity", required("serviceAccount") {
        /// The service account of the pods.
        service_account "serviceAccount": String,
        /// Policies of their role, by ARN.
        policy_arns "policyARNs": Vec<Located<String>>,
        /// A role that stands already, by ARN.
        role_arn "roleARN": String,
        /// How they get it. Default: Pod Identity if its agent is there, else the OIDC issuer.
        by "by": IdentityWay,
    }
}

section! {
    /// A load balancer that a controller makes.
    WorkloadLoadBalancer = "WorkloadLoadBalancer", required("name") {
        /// The name of the Service or Ingress.
        name "name": String,
        /// True if it stands in private subnets.
        internal "internal": bool,
    }
}

section! {
    /// A volume that a controller makes.
    WorkloadVolume = "WorkloadVolume", required("name") {
        /// The name of the claim.
        name "name": String,
        /// The storage class. Default: one for gp3 volumes that the plan makes.
        storage_class "storageClass": String,
    }
}
