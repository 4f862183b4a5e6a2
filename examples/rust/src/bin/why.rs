//! Why this order? Three questions that people ask about every cluster; needs a managed node group.

use eks_plan::api::{Options, plan, why};
use eks_plan::document::why::Reason;
use eks_plan::terms::{Relation, ResourceKind};

fn main() -> Result<(), String> {
    let (input, options) = (eks_plan_examples::input()?, Options::default());
    let plan = plan(&input, &options);
    let is_group = |kind| kind == ResourceKind::ManagedNodeGroup;
    let group = plan.resources.iter().find(|it| is_group(it.kind)).ok_or("there is no managed node group")?;
    let group = group.id.as_ref();

    let questions = [
        ("why do nodes wait for the CNI?", group, "add-on/vpc-cni", Relation::Create),
        ("why does CoreDNS wait for nodes?", "add-on/coredns", group, Relation::Create),
        ("why does the CNI outlive the nodes?", "add-on/vpc-cni", group, Relation::Delete),
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
