//! Node groups.

use super::node_group_part::{
    AmiFamily, Bottlerocket, CapacityReservation, InstanceMarketOptions, InstanceSelector, NodeGroupIam,
    NodeGroupSecurityGroups, NodeGroupSsh, Placement, Taint, Taints, UpdateConfig, Volume, VolumeType,
};
use crate::spec::section::section;
use crate::spec::{Document, Located, Map, NumberText};

section! {
    /// What both kinds of node group have.
    NodeGroupBase = "", required("name") {
        name "name": String,
        additional_volumes "additionalVolumes": Vec<Located<Volume>>,
        ami "ami": String,
        ami_family "amiFamily": AmiFamily,
        asg_suspend_processes "asgSuspendProcesses": Vec<Located<String>>,
        availability_zones "availabilityZones": Vec<Located<String>>,
        bottlerocket "bottlerocket": Bottlerocket,
        capacity_reservation "capacityReservation": CapacityReservation,
        desired_capacity "desiredCapacity": i64,
        disable_imds_v1 "disableIMDSv1": bool,
        disable_pod_imds "disablePodIMDS": bool,
        ebs_optimized "ebsOptimized": bool,
        efa_enabled "efaEnabled": bool,
        enable_detailed_monitoring "enableDetailedMonitoring": bool,
        iam "iam": NodeGroupIam,
        instance_market_options "instanceMarketOptions": InstanceMarketOptions,
        instance_name "instanceName": String,
        instance_prefix "instancePrefix": String,
        instance_selector "instanceSelector": InstanceSelector,
        instance_type "instanceType": String,
        labels "labels": Map<String>,
        max_pods_per_node "maxPodsPerNode": i64,
        max_size "maxSize": i64,
        min_size "minSize": i64,
        outpost_arn "outpostARN": String,
        override_bootstrap_command "overrideBootstrapCommand": String,
        placement "placement": Placement,
        pre_bootstrap_commands "preBootstrapCommands": Vec<Located<String>>,
        private_networking "privateNetworking": bool,
        propagate_asg_tags "propagateASGTags": bool,
        security_groups "securityGroups": NodeGroupSecurityGroups,
        ssh "ssh": NodeGroupSsh,
        subnets "subnets": Vec<Located<String>>,
        tags "tags": Map<String>,
        update_config "updateConfig": UpdateConfig,
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
    /// Nodes in an Auto Scaling group of the customer.
    SelfManagedNodeGroup = "NodeGroup", base(NodeGroupBase) {
        asg_metrics_collection "asgMetricsCollection": Vec<Located<MetricsCollection>>,
        classic_load_balancer_names "classicLoadBalancerNames": Vec<Located<String>>,
        cluster_dns "clusterDNS": String,
        container_runtime "containerRuntime": String,
        cpu_credits "cpuCredits": String,
        enclave_enabled "enclaveEnabled": bool,
        instances_distribution "instancesDistribution": InstancesDistribution,
        kubelet_extra_config "kubeletExtraConfig": Document,
        local_zones "localZones": Vec<Located<String>>,
        max_instance_lifetime "maxInstanceLifetime": i64,
        taints "taints": Taints,
        target_group_arns "targetGroupARNs": Vec<Located<String>>,
    }
}

section! {
    /// Nodes in a group that EKS manages.
    ManagedNodeGroup = "ManagedNodeGroup", base(NodeGroupBase) {
        instance_types "instanceTypes": Vec<Located<String>>,
        launch_template "launchTemplate": LaunchTemplate,
        node_repair_config "nodeRepairConfig": NodeRepairConfig,
        release_version "releaseVersion": String,
        spot "spot": bool,
        taints "taints": Vec<Located<Taint>>,
    }
}

section! {
    /// Several instance types and Spot in one group.
    InstancesDistribution = "NodeGroupInstancesDistribution" {
        capacity_rebalance "capacityRebalance": bool,
        instance_types "instanceTypes": Vec<Located<String>>,
        max_price "maxPrice": NumberText,
        on_demand_base_capacity "onDemandBaseCapacity": i64,
        on_demand_percentage_above_base_capacity "onDemandPercentageAboveBaseCapacity": i64,
        spot_allocation_strategy "spotAllocationStrategy": String,
        spot_instance_pools "spotInstancePools": i64,
    }
}

section! {
    /// An existing launch template.
    LaunchTemplate = "LaunchTemplate", required("id") {
        id "id": String,
        version "version": String,
    }
}

section! {
    /// Automatic repair of nodes.
    NodeRepairConfig = "NodeGroupNodeRepairConfig" {
        enabled "enabled": bool,
        max_parallel_nodes_repaired_count "maxParallelNodesRepairedCount": i64,
        max_parallel_nodes_repaired_percentage "maxParallelNodesRepairedPercentage": i64,
        max_unhealthy_node_threshold_count "maxUnhealthyNodeThresholdCount": i64,
        max_unhealthy_node_threshold_percentage "maxUnhealthyNodeThresholdPercentage": i64,
        node_repair_config_overrides "nodeRepairConfigOverrides": Vec<Located<NodeRepairConfigOverride>>,
    }
}

section! {
    /// Repair of one kind of failure.
    NodeRepairConfigOverride = "NodeRepairConfigOverride" {
        min_repair_wait_time_mins "minRepairWaitTimeMins": i64,
        node_monitoring_condition "nodeMonitoringCondition": String,
        node_unhealthy_reason "nodeUnhealthyReason": String,
        repair_action "repairAction": String,
    }
}

section! {
    /// Metrics of an Auto Scaling group.
    MetricsCollection = "MetricsCollection", required("granularity") {
        granularity "granularity": String,
        metrics "metrics": Vec<Located<String>>,
    }
}
