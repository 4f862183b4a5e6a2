//! The control plane: logs, size, flags, encryption, support.

use crate::spec::Located;
use crate::spec::section::{choice, section};

choice! {
    /// Which support the cluster falls back to.
    SupportType {
        /// The version is upgraded when standard support ends.
        Standard = "STANDARD",
        /// Extended support, at a price.
        Extended = "EXTENDED",
    }
}

choice! {
    /// A log of the control plane.
    LogType {
        /// The API server.
        Api = "api",
        /// Who asked what.
        Audit = "audit",
        /// IAM sign-ins.
        Authenticator = "authenticator",
        /// The controller manager.
        ControllerManager = "controllerManager",
        /// The scheduler.
        Scheduler = "scheduler",
        /// All of them.
        All = "all",
        /// All of them.
        Star = "*",
    }
}

section! {
    /// Logs in CloudWatch.
    CloudWatch = "ClusterCloudWatch" {
        cluster_logging "clusterLogging": ClusterLogging,
    }
}

section! {
    /// Logs of the control plane.
    ClusterLogging = "ClusterCloudWatchLogging" {
        enable_types "enableTypes": Vec<Located<LogType>>,
        log_retention_in_days "logRetentionInDays": i64,
    }
}

section! {
    /// The size of the control plane.
    ControlPlaneScalingConfig = "ControlPlaneScalingConfig" {
        tier "tier": String,
    }
}

section! {
    /// Flags of the API server.
    KubeApiServerConfig = "KubeAPIServerConfig" {
        event_ttl "eventTTL": String,
        service_node_port_range "serviceNodePortRange": ServiceNodePortRange,
    }
}

section! {
    /// Ports of NodePort services.
    ServiceNodePortRange = "ServiceNodePortRange" {
        max_port "maxPort": i64,
        min_port "minPort": i64,
    }
}

section! {
    /// Flags of the scheduler.
    KubeSchedulerConfig = "KubeSchedulerConfig" {
        node_resources_fit "nodeResourcesFit": NodeResourcesFit,
    }
}

section! {
    /// The plug-in that scores nodes.
    NodeResourcesFit = "NodeResourcesFitConfig" {
        scoring_strategy "scoringStrategy": ScoringStrategy,
    }
}

section! {
    /// How it scores.
    ScoringStrategy = "ScoringStrategy" {
        resources "resources": Vec<Located<ResourceWeight>>,
        kind "type": String,
    }
}

section! {
    /// What a resource weighs.
    ResourceWeight = "ResourceWeight" {
        name "name": String,
        weight "weight": i64,
    }
}

section! {
    /// Flags of the controller manager.
    KubeControllerManagerConfig = "KubeControllerManagerConfig" {
        horizontal_pod_autoscaler_controller_config "horizontalPodAutoscalerControllerConfig": HorizontalPodAutoscalerControllerConfig,
    }
}

section! {
    /// The autoscaler of pods.
    HorizontalPodAutoscalerControllerConfig = "HorizontalPodAutoscalerControllerConfig" {
        horizontal_pod_autoscaler_sync_period "horizontalPodAutoscalerSyncPeriod": String,
    }
}

section! {
    /// Encryption of secrets with a key of the customer.
    SecretsEncryption = "SecretsEncryption", required("keyARN") {
        key_arn "keyARN": String,
    }
}

section! {
    /// What happens when standard support ends.
    UpgradePolicy = "UpgradePolicy" {
        support_type "supportType": SupportType,
    }
}

section! {
    /// Whether traffic can be shifted away from a zone.
    ZonalShiftConfig = "ZonalShiftConfig" {
        enabled "enabled": bool,
    }
}
