"""The judges judged: a plan that all of them pass, and mutations of it that each must be caught. Run by pytest or by plain python."""

import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))

from judges import document, forms_selftest, manifests, operations, order, parity_selftest, small_world, world  # noqa: E402
from judges.cli import run_judge  # noqa: E402
from judges.report import Document, parse  # noqa: E402

SAMPLE = (pathlib.Path(__file__).parent / "sample.json").read_text(encoding="utf-8")
JUDGES = {"document": document.judge, "order": order.judge, "operations": operations.judge, "manifests": manifests.judge}
CLUSTER, COREDNS, MAP = "create:cluster/demo", "create:add-on/coredns", "create:config-map/kube-system%2Faws-logging"
SUBNET, APPS, SYSTEM = "create:subnet/private-use1-az1", "create:fargate-profile/apps", "create:fargate-profile/system"
MUTATIONS = []


def mutation(judge, reason):
    """Declares a mutation: the judge that must catch it and a part of what it must say."""

    def declare(change):
        MUTATIONS.append((change.__name__, judge, reason, change))
        return change

    return declare


def change(name, judge, reason, path, value):
    """Declares a mutation that sets (or, with `DROP`, takes away) the value at a path of keys; an id stands for its place in a list."""

    def apply(plan):
        at = plan
        for key in path[:-1]:
            at = find(at, key)
        if value is DROP:
            del at[path[-1]]
        else:
            at[path[-1]] = value

    MUTATIONS.append((name, judge, reason, apply))


DROP = object()


def find(at, key):
    """The member of an object by key, or of a list by place or id."""
    if isinstance(at, list) and isinstance(key, str):
        return next(item for item in at if item["id"] == key)
    return at[key]


def parameters(step, *rest):
    """The path to a parameter."""
    return ["steps", step, "operation", "parameters", *rest]


# Operations.
change("unknown service", "operations", "knows no service", ["steps", CLUSTER, "operation", "service"], "eksx")
change("unknown operation", "operations", "has no operation", ["steps", CLUSTER, "operation", "api"], "CreateKluster")
change("unknown parameter", "operations", "Unknown parameter", parameters(CLUSTER, "zzz"), "x")
change("unknown nested parameter", "operations", "Unknown parameter", parameters(CLUSTER, "resourcesVpcConfig", "zzz"), [])
change("missing required", "operations", "Missing required parameter", parameters(CLUSTER, "roleArn"), DROP)
change("wrong type", "operations", "Invalid type", parameters(CLUSTER, "version"), 134)
change("bad enum", "operations", "none of", parameters(COREDNS, "resolveConflicts"), "REPLACE")
change("bad pattern", "operations", "does not match", parameters("create:iam-role/cluster", "RoleName"), "demo cluster")
change("bad pattern of eks", "operations", "does not match", parameters(CLUSTER, "name"), "-demo")
change("too long", "operations", "at most 64", parameters("create:iam-role/cluster", "RoleName"), "r" * 65)
change("too many", "operations", "at most 1", parameters(CLUSTER, "encryptionConfig"), [{"resources": ["secrets"]}] * 2)
change("empty name", "operations", "at least", parameters(CLUSTER, "name"), "")
change("policy not JSON", "operations", "not JSON", parameters("create:iam-role/cluster", "AssumeRolePolicyDocument"), "{'Version'}")
change("wrong waiter", "operations", "no waiter", ["steps", CLUSTER, "ready", "waiter"], "ClusterReady")
change("waiter without service", "operations", "no AWS service", ["steps", MAP, "ready", "waiter"], "ClusterActive")
change("permission without service", "operations", "not `service:Action`", ["steps", CLUSTER, "permissions"], ["eks:CreateCluster", "PassRole"])
change("permission misspelt", "operations", "is spelt", ["steps", CLUSTER, "permissions"], ["eks:CreateCluster", "eks:CreateNodeGroup"])
change("permission of the call missing", "operations", "the call itself", ["steps", CLUSTER, "permissions"], ["iam:PassRole"])
change("token to a later step", "operations", "does not come before", parameters(SUBNET, "VpcId"), "${create:cluster/demo.Endpoint}")
change("token to itself", "operations", "does not come before", parameters(SUBNET, "VpcId"), "${create:subnet/private-use1-az1.SubnetId}")
change("token to no ancestor", "operations", "does not depend on", parameters(SUBNET, "VpcId"), "${create:iam-role/cluster.RoleName}")
change("token to no step", "operations", "not there", parameters(SUBNET, "VpcId"), "${create:vpc/other.VpcId}")
change("output not yielded", "operations", "does not yield", parameters(SUBNET, "VpcId"), "${create:vpc/main.Id}")
change("output not yielded in a text", "operations", "does not yield", parameters(CLUSTER, "roleArn"), "arn:${create:iam-role/cluster.Path}x")
change("output of another kind", "operations", "is wanted", parameters(CLUSTER, "roleArn"), "${create:subnet/private-use1-az1.SubnetId}")
change("token in a manifest not yielded", "operations", "does not yield", ["steps", MAP, "operation", "manifest", "data", "cluster"], "${create:cluster/demo.Zone}")
change("token for a structure", "operations", "cannot stand for", parameters(CLUSTER, "resourcesVpcConfig"), "${create:vpc/main.VpcId}")
change("unknown subject", "operations", "not among the unknowns", ["unknowns"], [])
change("lone dollar", "operations", "neither a token", parameters("create:vpc/main", "CidrBlock"), "$10")
change("token of no grammar", "operations", "is no token", parameters("create:vpc/main", "CidrBlock"), "${region}")

# Manifests.
change("unknown field", "manifests", "Additional properties", ["steps", MAP, "operation", "manifest", "dta"], {})
change("wrong type in a manifest", "manifests", "is not of type", ["steps", MAP, "operation", "manifest", "data", "cluster"], 3)
change("kind of no built-in group", "manifests", "Kubernetes has no", ["steps", MAP, "operation", "manifest", "kind"], "ConfigMapp")
change("no kind", "manifests", "without `apiVersion`", ["steps", MAP, "operation", "manifest", "kind"], DROP)
change("no name", "manifests", "metadata.name", ["steps", MAP, "operation", "manifest", "metadata", "name"], DROP)
change("no manifest", "manifests", "without a manifest", ["steps", MAP, "operation", "manifest"], DROP)

# Order: steps and edges.
change("dependency on nothing", "order", "not there", ["steps", SUBNET, "dependsOn", 0, "step"], "create:vpc/other")
change("edge of nothing", "order", "no edge", ["steps", SUBNET, "dependsOn", 0, "edge"], "e")
change("edge left out", "order", "by no edge", ["steps", SUBNET, "dependsOn", 0, "edge"], DROP)
change("edge that leads elsewhere", "order", "does not lead here", ["steps", SUBNET, "dependsOn", 0, "edge"], "create:reference:vpc/main:subnet/private-use1-az2")
change("edge that comes from elsewhere", "order", "does not come from", ["steps", SUBNET, "dependsOn", 0, "step"], "create:iam-role/cluster")
change("edge of the other relation", "order", "of relation delete", ["edges", "create:reference:vpc/main:subnet/private-use1-az1", "relation"], "delete")
change("edge to no resource", "order", "no resource", ["edges", "create:reference:vpc/main:subnet/private-use1-az1", "to"], "subnet/other")
change("unknown edge kind", "order", "kind `likes`", ["edges", "create:reference:vpc/main:subnet/private-use1-az1", "kind"], "likes")
change("hard edge forgotten", "order", "as this edge says", ["steps", MAP, "dependsOn"], [{"step": CLUSTER, "edge": f"create:auth:load-balancer/demo:{MAP[7:]}"}])
change("maker missing", "order", "no maker", ["resources", "api-servers/demo", "madeBy"], "cluster/other")
change("neither step nor maker", "order", "neither a step nor a maker", ["resources", "api-servers/demo", "madeBy"], DROP)
change("made in a circle", "order", "no maker", ["resources", "api-servers/demo", "madeBy"], "api-servers/demo")
change("AWS's own with steps", "order", "belongs to AWS", ["resources", "cluster/demo", "owner"], "aws")
change("existing and created", "order", "exists and is created", ["resources", "vpc/main", "existing"], True)
change("steps of a resource", "order", "lists the steps", ["resources", "cluster/demo", "steps"], [CLUSTER])
change("any-of member left out", "order", "`anyOf` lacks", ["steps", COREDNS, "anyOf", 0, "steps"], [APPS])
change("any-of witness not listed", "order", "does not list its witness", ["steps", COREDNS, "anyOf"], [])
change("any-of without a witness", "order", "among the dependencies", ["steps", COREDNS, "dependsOn"], [{"step": CLUSTER, "edge": "create:reference:api-servers/demo:add-on/coredns"}])
change("id not in kebab case", "order", "kebab case", ["resources", "security-group/sg-1", "id"], "securityGroup/sg-1")
change("id not encoded", "order", "kebab case", ["resources", "security-group/sg-1", "id"], "security-group/sg/1")
change("id encoded for nothing", "order", "stands for itself", ["resources", "security-group/sg-1", "id"], "security-group/sg%2D1")
change("step id of another action", "order", "not that of the id", ["steps", CLUSTER, "action"], "update")
change("zones of the control plane", "order", "in 2 zones", ["topology", "controlPlane", "zones"], ["use1-az1", "use1-az2"])
change("summary", "order", "create is 1", ["summary", "create"], 1)
change("summary of warnings", "order", "warnings is 0", ["summary", "warnings"], 0)
change("executable with an error", "order", "an error stands", ["diagnostics", 0, "severity"], "error")

# Order: time.
change("wrong wave", "order", "its depth is 2", ["steps", CLUSTER, "wave"], 3)
change("wave list", "order", "does not list", ["waves", 2, "steps"], [])
change("wave start", "order", "first step", ["waves", 2, "startSeconds"], 12)
change("finish", "order", "finishes at", ["steps", MAP, "finishSeconds"], 700)
change("settle time ignored", "order", "before 14", ["edges", "create:settle:iam-role/cluster:cluster/demo", "delaySeconds"], 11)
change("delay longer than needed", "order", "could start at", ["edges", "create:settle:iam-role/cluster:cluster/demo", "delaySeconds"], 9)
change("accepted is not given", "order", "that is not given", ["steps", COREDNS, "acceptedSeconds"], DROP)
change("accepted taken for active", "order", "before 703", ["edges", f"create:readiness:add-on/coredns:{MAP[7:]}", "until"], "active")
change("lane edge left out", "order", "no `exclusive` edge", ["edges", "create:exclusive:fargate-profile/apps:fargate-profile/system", "relation"], "delete")
change("slack", "order", "slack is 5", ["steps", MAP, "slackSeconds"], 5)
change("critical and slack", "order", "critical, and has slack", ["steps", MAP, "critical"], True)
change("not critical on the path", "order", "not critical", ["steps", CLUSTER, "critical"], False)
change("total steps", "order", "steps is 1", ["totals", "steps"], 1)
change("total waves", "order", "waves is 1", ["totals", "waves"], 1)
change("total p50", "order", "p50Seconds is 1", ["totals", "p50Seconds"], 1)
change("total p90", "order", "p90Seconds is 1", ["totals", "p90Seconds"], 1)
change("total sequential", "order", "sequentialSeconds is 1", ["totals", "sequentialSeconds"], 1)
change("total assumed", "order", "assumedSeconds is 1", ["totals", "assumedSeconds"], 1)
change("gap in the critical path", "order", "a gap", ["criticalPath", "steps"], ["create:iam-role/cluster", CLUSTER, "update:cluster/demo#2"])
change("critical path begins late", "order", "start at 0", ["criticalPath", "steps"], [CLUSTER, "update:cluster/demo", "update:cluster/demo#2"])
change("critical path ends early", "order", "last finish", ["criticalPath", "steps"], ["create:iam-role/cluster", CLUSTER])
change("critical path edge left out", "order", "lacks", ["criticalPath", "edges"], [])
change("critical path seconds", "order", "lasts 5", ["criticalPath", "seconds"], 5)
change("measured without n", "order", "`n` is missing", ["steps", CLUSTER, "estimate", "n"], DROP)
change("source of an estimate", "order", "estimate from", ["steps", CLUSTER, "estimate", "source"], "guess")


def shift(plan, step, seconds):
    """Moves a step in time."""
    step = find(plan["steps"], step)
    step["startSeconds"] += seconds
    step["finishSeconds"] += seconds


@mutation("order", "as this edge says")
def delay_forgotten_on_the_way(plan):
    edge = dict(plan["edges"][0], id="settles", kind="settle", delaySeconds=1000)
    plan["edges"].append(edge | {"from": "iam-role/cluster", "to": "config-map/kube-system%2Faws-logging"})


@mutation("order", "could start at")
def late_start(plan):
    shift(plan, SYSTEM, 5)


@mutation("order", "before")
def early_start(plan):
    shift(plan, "create:subnet/private-use1-az2", -1)


@mutation("order", "overlaps")
def overlapping_lane(plan):
    shift(plan, SYSTEM, -30)


@mutation("order", "overlaps")
def overlapping_cluster_updates(plan):
    shift(plan, "update:cluster/demo#2", -120)


@mutation("order", "stands before")
def order_of_the_list(plan):
    plan["steps"].reverse()


@mutation("order", "id given twice")
def id_given_twice(plan):
    plan["edges"].append(dict(plan["edges"][0]))


@mutation("order", "steps are numbered")
def numbering_with_a_hole(plan):
    text = json.dumps(plan).replace("update:cluster/demo#2", "update:cluster/demo#3")
    plan.clear()
    plan.update(json.loads(text))


def cycle(plan, relation):
    for at, (first, second) in enumerate([("vpc/main", "cluster/demo"), ("cluster/demo", "vpc/main")]):
        edge = dict(plan["edges"][0], id=f"cycle-{at}", relation=relation, hard=False)
        edge.update({"from": first, "to": second})
        plan["edges"].append(edge)


@mutation("order", "cycle in relation create")
def cycle_of_create(plan):
    cycle(plan, "create")


@mutation("order", "cycle in relation delete")
def cycle_of_delete(plan):
    cycle(plan, "delete")


# The document. These leave the fingerprint as it was only where they are about it.
change("float", "document", "no integer", ["totals", "p50Seconds"], 793.5)
change("exponent", "document", "no integer", ["totals", "p50Seconds"], 1e3)
change("null", "document", "null", ["steps", CLUSTER, "reason"], None)
change("null operation", "document", "is null", ["steps", CLUSTER, "operation"], None)
change("operation of a gate", "document", "not null", ["steps", "gate:approval/release", "operation"], {"service": "command", "program": "true", "arguments": []})
change("wait without an operation", "document", "is null", ["steps", MAP, "operation"], None)
change("operation without its parts", "document", "lacks ['manifest']", ["steps", MAP, "operation", "manifest"], DROP)
change("key not in camel case", "document", "camel case", ["totals", "p50_seconds"], 793)
change("required field", "document", "lacks ['runsFrom']", ["steps", CLUSTER, "runsFrom"], DROP)
change("required edge field", "document", "lacks ['evidence']", ["edges", 0, "evidence"], DROP)
change("top-level key missing", "document", "top-level keys", ["asOf"], DROP)
change("unknown term", "document", "none of", ["steps", CLUSTER, "reversibility"], "maybe")
change("format version", "document", "1.x", ["formatVersion"], "2.0")


@mutation("document", "top-level keys")
def order_of_the_top(plan):
    plan["goal"] = plan.pop("goal")


@mutation("document", "not sorted")
def unsorted_parameters(plan):
    own = find(plan["steps"], CLUSTER)["operation"]["parameters"]
    own["encryptionConfig"] = own.pop("encryptionConfig")


@mutation("document", "not sorted")
def unsorted_properties(plan):
    own = find(plan["resources"], "cluster/demo")["properties"]
    own["endpoint"] = own.pop("endpoint")


@mutation("document", "elsewhere before")
def order_of_fields(plan):
    plan["edges"][3]["kind"] = plan["edges"][3].pop("kind")


@mutation("document", "was expected")
def wrong_fingerprint(plan):
    plan["fingerprint"] = "0" * 64


@mutation("document", "was expected")
def fingerprint_of_another_plan(plan):
    plan["cluster"]["name"] = "other"


KEEP_FINGERPRINT = {"wrong_fingerprint", "fingerprint_of_another_plan", "top-level key missing"}


def judged(judge, plan, schema=None):
    """What a judge says of a plan."""
    return run_judge(JUDGES[judge], parse(json.dumps(plan, ensure_ascii=False)), schema).failures


def test_the_sample_passes():
    for judge in JUDGES:
        assert judged(judge, json.loads(SAMPLE)) == []


def test_every_mutation_is_caught():
    missed = [f"{name}: {judge} said {said}" for name, judge, reason, said in run() if not any(reason in told for _, told in said)]
    assert not missed, "\n".join(missed)


def test_what_the_fingerprint_leaves_out():
    plan = json.loads(SAMPLE)
    plan["executable"], plan["diagnostics"], plan["generator"]["version"], plan["inputFingerprint"] = False, [], "9", "1" * 64
    plan["summary"]["errors"] = 7
    find(plan["resources"], "cluster/demo")["origin"]["span"]["start"]["line"] = 99
    assert document.fingerprint(plan) == plan["fingerprint"]


def test_labels_of_a_finding_are_no_map():
    plan = json.loads(SAMPLE)
    place = {"line": 1, "column": 1, "offset": 0}
    plan["diagnostics"][0]["labels"] = [{"path": "", "span": {"file": "-", "start": place, "end": place}, "text": "here"}]
    plan["diagnostics"][0]["span"] = None
    assert judged("document", plan) == []


def test_what_exists_needs_no_step():
    plan = json.loads(SAMPLE)
    own = {"id": "network-interface/eni-1", "kind": "network-interface", "name": "eni-1", "owner": "aws", "origin": {"type": "aws"}}
    plan["resources"].append(own | {"existing": True, "billed": "no", "properties": {}, "steps": []})
    plan["edges"].append(dict(plan["edges"][0], id="exists") | {"from": own["id"], "to": "cluster/demo"})
    assert judged("order", plan) == []


def test_a_key_given_twice_is_caught():
    found = run_judge(document.judge, parse(SAMPLE.replace('"goal": "create"', '"goal": "create", "goal": "create"'))).failures
    assert ("goal", "key given twice in one object") in found


def test_the_schema_is_asked():
    class Schema:
        """A file that need not exist."""

        def read_text(self, encoding):
            return '{"type": "object", "properties": {"goal": {"const": "destroy"}}}'

    assert any("schema:" in reason for _, reason in judged("document", json.loads(SAMPLE), Schema()))


def test_unknown_kinds_are_counted_apart():
    plan = json.loads(SAMPLE)
    find(plan["steps"], MAP)["operation"]["manifest"].update(apiVersion="karpenter.sh/v1", kind="NodePool")
    report = run_judge(manifests.judge, parse(json.dumps(plan)))
    assert report.failures == [] and report.notes == ["without a schema: karpenter.sh/v1 NodePool"]


def test_other_goals_are_left_alone():
    report = run_judge(order.judge, parse(json.dumps(dict(json.loads(SAMPLE), goal="destroy"))))
    assert report.failures == [] and report.notes == ["goal `destroy` is not judged"]


def world_says(plan):
    """What the judge of worlds says of a plan."""
    return [f"{where}: {reason}" for where, reason in run_judge(world.judge, Document(plan, [], [])).failures]


def test_the_small_world_passes():
    assert world_says(small_world.plan()) == []


def test_whatever_a_call_does_not_wait_for_is_noticed():
    pairs = [(step, before) for step, _, _, _, others in small_world.STEPS for before in others]
    missed = [pair for pair in pairs if not any(pair[0] in said for said in world_says(small_world.plan(without=pair)))]
    assert not missed, missed


def test_whatever_goes_too_early_is_noticed():
    missed = [pair for pair in small_world.going() if not any("goes before" in said for said in world_says(small_world.plan(kept=pair)))]
    assert not missed, missed


def planted(step, reason, change):
    """What is said of a small world with one step changed."""
    plan = small_world.plan()
    change(find(plan["steps"], step), plan)
    assert any(reason in said for said in world_says(plan)), (step, reason, world_says(plan))


def at(other):
    """Lets a step start when another one is done."""

    def change(step, plan):
        step["startSeconds"] = find(plan["steps"], other)["finishSeconds"]

    return change


def beside(other):
    """Lets a step run at the same time as another one."""

    def change(step, plan):
        step["startSeconds"], step["finishSeconds"] = (find(plan["steps"], other)[key] for key in ("startSeconds", "finishSeconds"))

    return change


def says(key, value):
    """Gives a parameter another value."""
    return lambda step, plan: step["operation"]["parameters"].update({key: value})


def gone(step, plan):
    """Takes a step out, and out of what others wait for."""
    plan["steps"].remove(step)
    for other in plan["steps"]:
        others = [dependency for dependency in other["dependsOn"] if dependency["step"] != step["id"]]
        other["dependsOn"] = others + (step["dependsOn"] if len(others) < len(other["dependsOn"]) else [])


WORLDS = [
    (small_world.CLUSTER, "no time to settle", at(small_world.RIGHT)),
    (small_world.NODES, "no time to settle", at("create:iam-role-policy/nodes.Right")),
    (small_world.OWN, "no time to settle", at("create:access-entry/own")),
    ("create:access-entry/own", "no time to settle", at("create:iam-role/own")),
    ("create:fargate-profile/one", "no time to settle", at("create:iam-role-policy/pods.Right")),
    ("create:add-on/vpc-cni", "no time to settle", at("create:iam-role-policy/cni.Right")),
    ("create:pod-identity-association/reader", "no time to settle", at("create:iam-role/reader")),
    ("create:cluster-setting/endpoint", "one update at a time", beside("create:identity-provider/login")),
    ("update:vpc/main", "private DNS names", gone),
    ("create:access-entry/own", "nobody lets its nodes in", gone),
    ("create:access-entry/karpenter", "nobody lets the nodes in", gone),
    ("create:helm-release/karpenter", "no time to settle", at("create:iam-role-policy/controller.Right")),
    ("create:subnet/other", "subnets of one zone", says("AvailabilityZoneId", "use1-az1")),
    ("create:fargate-profile/one", "which is public", says("subnets", ["${create:subnet/public.SubnetId}"])),
]


def test_auto_mode_is_room_for_pods_if_its_nodes_have_what_they_need():
    plan = small_world.plan()
    for name in [small_world.NODES, small_world.OWN, "create:fargate-profile/one"]:
        gone(find(plan["steps"], name), plan)
    cluster, manager = find(plan["steps"], small_world.CLUSTER), find(plan["steps"], "create:add-on/cert-manager")
    cluster["operation"]["parameters"]["computeConfig"] = {"nodePools": ["system"], "nodeRoleArn": small_world.arn("cni")}
    manager["dependsOn"] = [{"step": small_world.CLUSTER}]
    said = [it for it in world_says(plan) if it.startswith(manager["id"])]
    assert any("cni.Right" in it for it in said) and any("without its route table" in it for it in said), said
    assert not any("waits for none" in it for it in said), said


def test_planted_faults_of_the_world():
    for step, reason, change in WORLDS:
        planted(step, reason, change)


def run():
    """Every mutation: its name, its judge, what must be said, and what was said."""
    for name, judge, reason, apply in MUTATIONS:
        plan = json.loads(SAMPLE)
        apply(plan)
        if name not in KEEP_FINGERPRINT:
            plan["fingerprint"] = document.fingerprint(plan)
        yield name, judge, reason, judged(judge, plan)


if __name__ == "__main__":
    for name, test in sorted(globals().copy().items()) + sorted(vars(parity_selftest).items()):
        if name.startswith("test_"):
            test()
    forms = forms_selftest.test_forms()
    small = sum(len(step[4]) for step in small_world.STEPS) + len(small_world.going()) + len(WORLDS)
    print(f"{len(MUTATIONS)} of {len(MUTATIONS)} mutations caught, {forms} of {forms} of the forms, {small} of {small} faults of the small world noticed")
