//! Names of Go in the words that they are made of.

use crate::codegen::bindings::model::capital;

/// Spellings in which capital letters do not say where a word ends.
const SPELLINGS: [(&str, &str); 8] = [
    ("ARNs", "Arns"),
    ("AWSIDC", "AwsIdc"),
    ("CIDRs", "Cidrs"),
    ("IDs", "Ids"),
    ("IMDSv", "ImdsV"),
    ("IPv", "Ipv"),
    ("SGs", "Sgs"),
    ("vCPUs", "Vcpus"),
];

/// The words of a name, in small letters.
fn words(name: &str) -> Vec<String> {
    let spelled = SPELLINGS.iter().fold(name.to_owned(), |name, (from, to)| name.replace(from, to));
    let letters: Vec<char> = spelled.chars().collect();
    let mut words = vec![String::new()];
    for (at, letter) in letters.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| letters.get(at));
        let after = letters.get(at + 1);
        let starts = letter.is_ascii_uppercase()
            && before.is_some_and(|before| {
                !before.is_ascii_uppercase() || after.is_some_and(char::is_ascii_lowercase)
            });
        if starts || !letter.is_ascii_alphanumeric() {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| letter.is_ascii_alphanumeric()) {
            word.push(letter.to_ascii_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// The name of a field.
pub(super) fn snake(name: &str) -> String {
    words(name).join("_")
}

/// The name of a type.
pub(super) fn pascal(name: &str) -> String {
    words(name).iter().map(|word| capital(word)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_cut_where_people_would() {
        for (name, field) in [
            ("apiVersion", "api_version"),
            ("attachPolicyARNs", "attach_policy_arns"),
            ("autoAllocateIPv6", "auto_allocate_ipv6"),
            ("caBundleCert", "ca_bundle_cert"),
            ("disableIMDSv1", "disable_imds_v1"),
            ("disablePodIMDS", "disable_pod_imds"),
            ("efsCSIController", "efs_csi_controller"),
            ("extraIPv6CIDRs", "extra_ipv6_cidrs"),
            ("kubeAPIServerConfig", "kube_api_server_config"),
            ("neuron_devices", "neuron_devices"),
            ("propagateASGTags", "propagate_asg_tags"),
            ("serviceIPv4CIDR", "service_ipv4_cidr"),
            ("sourceSecurityGroupIds", "source_security_group_ids"),
            ("vCPUs", "vcpus"),
            ("vpceIds", "vpce_ids"),
            ("withOIDC", "with_oidc"),
            ("xRay", "x_ray"),
        ] {
            assert_eq!(snake(name), field);
        }
        for (name, type_name) in [
            ("ArgoCDAWSIDC", "ArgoCdAwsIdc"),
            ("AZSubnetSpec", "AzSubnetSpec"),
            ("ClusterIAMServiceAccount", "ClusterIamServiceAccount"),
            ("ClusterVPC", "ClusterVpc"),
            ("NodeGroupSGs", "NodeGroupSgs"),
            ("OIDCIdentityProvider", "OidcIdentityProvider"),
            ("AmazonLinux2023", "AmazonLinux2023"),
            ("controllerManager", "ControllerManager"),
            ("IPv4", "Ipv4"),
            ("gp3", "Gp3"),
        ] {
            assert_eq!(pascal(name), type_name);
        }
    }
}
