//! Questions to the graph itself.

use eks_plan::graph::{Direction, Graph};
use eks_plan::source::{self, Limits};
use eks_plan::terms::Relation;
use eks_plan::{spec, topology};

const SPEC: &str = "apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: {name: demo, region: eu-west-1, version: '1.35'}\n\
                    managedNodeGroups: [{name: general, privateNetworking: true}]\n";

#[test]
fn ancestors_and_descendants_agree() {
    let read = source::read("-", SPEC, &Limits::default());
    let spec = spec::decode(&read.documents, None).0.unwrap();
    let topology = topology::lower(&spec).0.unwrap();
    let graph = Graph::build(&topology);
    let (cluster, core_dns) = (graph.find("cluster/demo").unwrap(), graph.find("add-on/coredns").unwrap());

    let before = graph.reach(core_dns, Relation::Create, Direction::Before, |_| true);
    let after = graph.reach(cluster, Relation::Create, Direction::After, |_| true);
    assert!(before.contains(&cluster) && after.contains(&core_dns));
    // The way out of private nodes comes before CoreDNS, and does not hang on the cluster.
    let nat = graph.find("nat-gateway/euw1-az1").unwrap();
    assert!(before.contains(&nat) && !after.contains(&nat));

    let hard = graph.reach(core_dns, Relation::Create, Direction::Before, |edge| edge.reason.hard());
    assert!(hard.len() <= before.len() && hard.iter().all(|index| before.contains(index)));
    for &index in &before {
        assert!(graph.reach(index, Relation::Create, Direction::After, |_| true).contains(&core_dns));
    }
    assert_eq!(
        graph.edges_from(cluster, Relation::Delete).count(),
        graph
            .edges()
            .iter()
            .filter(|edge| { edge.from == cluster && edge.relation() == Relation::Delete })
            .count()
    );
    assert!(graph.edges_to(core_dns, Relation::Create).any(|edge| edge.from == cluster));
    assert_eq!(graph.nearest("add-on/cordns"), Some("add-on/coredns"));
}

#[test]
fn both_relations_have_an_order() {
    let read = source::read("-", SPEC, &Limits::default());
    let spec = spec::decode(&read.documents, None).0.unwrap();
    let topology = topology::lower(&spec).0.unwrap();
    let graph = Graph::build(&topology);
    assert!(graph.cycles(Relation::Create).is_empty() && graph.cycles(Relation::Delete).is_empty());
}
