//! The catalogue of codes. A code is never renumbered and never reused.

use serde::{Serialize, Serializer};

use crate::terms::terms;

terms! {
    /// How bad a finding is.
    Severity {
        /// AWS or the chosen tool will refuse it, or the goal cannot be reached.
        Error = "error",
        /// Likely to fail, depends on the account, or a risk that people regret.
        Warning = "warning",
        /// Information.
        Note = "note",
    }
}

macro_rules! codes {
    ($($variant:ident = $text:literal $severity:ident $title:literal,)+) => {
        /// A diagnostic code: `EP` and four digits.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Code { $(#[doc = $title] $variant,)+ }

        impl Code {
            /// Every code, ascending.
            pub const ALL: &[Code] = &[$(Code::$variant,)+];

            /// The code as people cite it.
            pub const fn as_str(self) -> &'static str {
                match self { $(Code::$variant => $text,)+ }
            }

            /// What the finding is about.
            pub const fn title(self) -> &'static str {
                match self { $(Code::$variant => $title,)+ }
            }

            /// The severity that it has unless a user overrides it.
            pub const fn severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$severity,)+ }
            }
        }
    };
}

// Families: 00 text, 01 shape of the document, 02 not modelled or not supported yet, 03 versions and dates,
// 04 network, 05 compute, 06 identity and access, 07 add-ons and capabilities, 08 order and dead-locks.
codes! {
    TextSyntax = "EP0001" Error "the text is not YAML",
    TextEmpty = "EP0002" Error "the text holds no document",
    TextTooLarge = "EP0003" Error "the text exceeds a limit",
    TextTooDeep = "EP0004" Error "the text is nested too deep",
    TextAliasBomb = "EP0005" Error "aliases expand to too much",
    TextUnknownAlias = "EP0006" Error "an alias names no anchor",
    TextDuplicateKey = "EP0007" Error "a key stands twice in one mapping",
    TextKeyNotScalar = "EP0008" Error "a key is not a scalar",
    TextMergeKey = "EP0009" Error "a merge key does not name a mapping",
    TextTag = "EP0010" Warning "a tag is not understood",
    TextTagValue = "EP0011" Error "a value does not fit its tag",
    DocumentKind = "EP0101" Error "the document is of no known kind",
    DocumentMissing = "EP0102" Error "there is no ClusterConfig",
    DocumentTwice = "EP0103" Error "there are two documents of one kind",
    FieldUnknown = "EP0104" Error "the field is not known",
    FieldType = "EP0105" Error "the value has the wrong type",
    FieldMissing = "EP0106" Error "a required field is missing",
    FieldValue = "EP0107" Error "the value is not one of those allowed",
    VersionUnquoted = "EP0108" Error "the Kubernetes version is not quoted",
    FieldNotModelled = "EP0201" Note "the field changes nothing in the plan",
    FieldNotSupported = "EP0202" Error "the field is not supported yet",
    FieldBlocks = "EP0203" Warning "the field would change the plan and is not modelled yet",
    NotPlannedYet = "EP0204" Warning "eksctl does more than is planned yet",
    RegionUnknown = "EP0301" Warning "the region is not in the catalog",
    VersionUnsupported = "EP0302" Error "the Kubernetes version is not supported on the day of the plan",
    VersionUnknown = "EP0303" Warning "the Kubernetes version is not in the catalog",
    VersionExtended = "EP0304" Warning "the Kubernetes version is in extended support",
    ChartTooOld = "EP0305" Warning "a chart does not go with the Kubernetes version",
    NetworkCidr = "EP0401" Error "the network cannot be cut into subnets",
    NetworkZones = "EP0402" Error "there are too few zones",
    NetworkZoneRefused = "EP0403" Error "EKS refuses the zone",
    NetworkSubnetUnknown = "EP0404" Error "a subnet is named that does not stand",
    NetworkSubnetsFew = "EP0405" Error "there are too few subnets",
    NetworkEndpointsClosed = "EP0406" Error "the API server cannot be reached",
    NetworkTwoVpcs = "EP0407" Error "the control plane's subnets lie outside the VPC of the plan",
    NetworkFieldIgnored = "EP0408" Warning "a field of the network has no effect",
    NetworkNoWayToPremises = "EP0409" Warning "nothing leads to the remote networks",
    NetworkEndpointMissing = "EP0410" Warning "an endpoint that is needed is not made",
    NetworkAddressesFew = "EP0411" Error "a subnet has too few free addresses",
    NetworkNoPublicAddresses = "EP0412" Error "nodes in a public subnet get no public address",
    NetworkNoEgress = "EP0413" Warning "the control plane has no way out",
    ComputeNameTwice = "EP0501" Error "two node groups or profiles have one name",
    ComputeSizes = "EP0502" Error "the numbers of nodes contradict each other",
    ComputeInstanceUnknown = "EP0503" Warning "the instance type is not in the catalog",
    ComputeImage = "EP0504" Error "there is no image for the instance type",
    ComputeFieldIgnored = "EP0505" Warning "a field of a node group has no effect",
    ComputePods = "EP0506" Warning "the pods of a node and its addresses do not match",
    AutoModeBeside = "EP0510" Error "something stands beside Auto Mode that does not go with it",
    AccessNoOidc = "EP0601" Error "there is no OIDC provider for what needs it",
    AccessNameTwice = "EP0602" Error "two entries are about one principal or account",
    AccessNoPolicy = "EP0603" Error "a role would have no rights",
    NobodyEnters = "EP0604" Warning "nobody may enter the cluster",
    AddOnUnknown = "EP0701" Warning "the add-on is not in the catalog",
    AddOnTwice = "EP0702" Error "an add-on is named twice",
    AddOnIdentity = "EP0703" Error "an add-on is given rights in two ways",
    AddOnNoRights = "EP0704" Warning "an add-on is given no rights",
    CapabilityTwice = "EP0705" Error "two capabilities have one name or one type",
    AddOnFieldIgnored = "EP0706" Warning "a field of an add-on has no effect",
    WorkloadLacks = "EP0707" Warning "a workload lacks what it needs",
    DependencyUnknown = "EP0801" Error "a dependency names nothing",
    DependencyCycle = "EP0802" Error "resources wait for each other",
    NothingSchedulable = "EP0803" Warning "no node takes the pods of an add-on",
    ScheduleTooLarge = "EP0804" Error "the plan is too large to be scheduled",
    NobodyAdmin = "EP0805" Error "nobody may call the Kubernetes API",
    NodesNeverReady = "EP0806" Warning "nodes cannot become ready",
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Code {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Code".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "pattern": "^EP[0-9]{4}$" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_ascend_and_are_unique() {
        let texts: Vec<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
        assert!(texts.windows(2).all(|pair| pair[0] < pair[1]), "{texts:?}");
    }
}
