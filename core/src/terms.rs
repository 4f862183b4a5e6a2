//! The closed lists that every stage speaks: what an edge can mean, when it is satisfied, who owns a resource.

/// A closed list of names: declares the enum, its wire names, and the way back from a name.
macro_rules! terms {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $text)] $variant,)+ }

        impl $name {
            /// All of them, in the order of their declaration.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The name in documents.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }

            /// The term with this name.
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|term| term.as_str() == name)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}
pub(crate) use terms;

terms! {
    /// What an edge means. Create and delete are two relations; what an edge of one kind does on teardown is in `docs/planning.md`.
    EdgeKind {
        /// Needs the other's id or ARN.
        Reference = "reference",
        /// Needs the right granted, and settled.
        Permission = "permission",
        /// Needs time, or a retry on a known error text.
        Settle = "settle",
        /// Needs the other at a level of readiness.
        Readiness = "readiness",
        /// Needs at least one of a set.
        AnyOf = "any-of",
        /// Needs an access entry before any Kubernetes call.
        Auth = "auth",
        /// Needs egress, DNS or an endpoint to work.
        NetworkPath = "network-path",
        /// Never at the same time as the other.
        Exclusive = "exclusive",
        /// Skew and ordering of versions.
        Version = "version",
        /// Something that a controller made.
        OutOfBand = "out-of-band",
        /// A person, a bake time, a window.
        Gate = "gate",
    }
}

terms! {
    /// The order that an edge belongs to. In `create` its `from` comes first; in `delete` its `from` goes first.
    Relation {
        /// Coming up.
        Create = "create",
        /// Going away.
        Delete = "delete",
    }
}

terms! {
    /// How far the other has to be before an edge is satisfied.
    Readiness {
        /// The call was accepted.
        Accepted = "accepted",
        /// The service says that it is there.
        Active = "active",
        /// There, or degraded only for want of what comes later.
        DegradedOk = "degraded-ok",
        /// There and working.
        Healthy = "healthy",
    }
}

terms! {
    /// Who makes and may change a resource.
    Owner {
        /// The customer, by a step of the plan.
        Customer = "customer",
        /// AWS, as a consequence of such a step.
        Aws = "aws",
        /// An object inside the cluster.
        Kubernetes = "kubernetes",
    }
}
