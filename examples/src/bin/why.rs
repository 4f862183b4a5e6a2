//! Why this order? Three questions that people ask about every cluster; needs a managed node group.

use eks_plan::api::{Options, plan, why};
use eks_plan::document::why::Reason;
use eks_plan::terms::{Relation, ResourceKind};

fn main() -> Result<(), String> {
    let (input, options) = (eks_plan_examples::input()?, Options::default());
    let plan = plan(&input, &options);
    let id = |kind| plan.resources.iter().find(|it| it.kind == kind).map(|it| it.id.to_string());
    let group = id(ResourceKind::ManagedNodeGroup).ok_or("there is no managed node group")?;
    let vpc = id(ResourceKind::Vpc).ok_or("there is no VPC")?;

    let questions = [
        ("why do nodes wait for the CNI?", group.as_str(), "add-on/vpc-cni", Relation::Create),
        ("why does CoreDNS wait for nodes?", "add-on/coredns", group.as_str(), Relation::Create),
        ("why can the VPC not go before the nodes?", vpc.as_str(), group.as_str(), Relation::Delete),
    ];
    for (question, subject, before, relation) in questions {
        println!("{question}");
        match why(&input, &options, subject, Some(before), relation) {
            Ok(answer) => answer.reasons.iter().for_each(|reason| print(reason, 1)),
            Err(error) => println!("  {error}"),
        }
    }
    Ok(())
}

fn print(reason: &Reason, depth: usize) {
    let source = &reason.evidence.source;
    println!("{}{}: {} ({source})", "  ".repeat(depth), reason.from, reason.reason);
    reason.reasons.iter().for_each(|reason| print(reason, depth + 1));
}
