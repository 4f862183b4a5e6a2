//! Flux: eksctl runs its program when everything else stands.

use crate::diagnostic::{Code, Phase};
use crate::topology::Origin;
use crate::topology::cluster::Cluster;
use crate::topology::lower::context::{Context, texts};
use crate::topology::lower::named::filled;
use crate::topology::pods::PodNeeds;
use crate::topology::workload::Flux;

/// The namespace that Flux takes where no flag names one.
const NAMESPACE: &str = "flux-system";

pub(super) fn lower(cx: &mut Context<'_>, cluster: &Cluster) -> Option<Flux> {
    let config = cx.spec;
    let flux = config.gitops.as_ref().and_then(|gitops| gitops.flux.as_ref())?;
    let flags = texts(flux.flags.as_ref());
    let Some(provider) = filled(&flux.git_provider) else {
        cx.missing(
            "gitProvider",
            &flux.at,
            "Flux is told no git provider",
            "write `github`, `gitlab` or another",
        )
        .phase(Phase::Validate)
        .refused_by("eksctl");
        return None;
    };
    if flags.is_empty() {
        let help = "write `owner`, `repository` and what else `flux bootstrap` takes";
        cx.missing("flags", &flux.at, "Flux is told no flags", help)
            .phase(Phase::Validate)
            .refused_by("eksctl");
    }
    if cluster.fully_private {
        cx.report
            .raise(
                Code::WorkloadLacks,
                &flux.at,
                format_args!("Flux does not reach `{}`: the cluster has no way out", provider.value),
            )
            .arg("needs", &provider.value)
            .help("host the repository inside the network, or do without `privateCluster`");
    }
    let namespace = flags.get("namespace").map_or(NAMESPACE, String::as_str);
    let why = format_args!(
        "`flux bootstrap` asks for a token of the git provider in the environment, as GITHUB_TOKEN"
    );
    cx.unknown(format_args!("token for Flux"), why, None, false);
    Some(Flux {
        provider: provider.value.clone(),
        pods: PodNeeds::anywhere(namespace),
        flags,
        origin: Origin::field(&flux.at),
    })
}
