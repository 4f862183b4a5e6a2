"""What Helm releases, objects of other kinds and what controllers make demand: of the world, and of none of the plan's reasons."""

import json

# API groups that a chart brings, and charts that use what another one brings.
BRINGS = {
    "cert-manager.io": "cert-manager",
    "karpenter.k8s.aws": "karpenter",
    "karpenter.sh": "karpenter",
    "monitoring.coreos.com": "kube-prometheus-stack",
}
USES = {"gateway": "istiod", "istiod": "base", "opensearch-dashboards": "opensearch"}
BALANCER = "aws-load-balancer-controller"
EBS = "aws-ebs-csi-driver"
AGENT = "eks-pod-identity-agent"
DISCOVERY = "karpenter.sh/discovery"


def parameters(step):
    return step["operation"].get("parameters") or {}


def chart(step):
    return step["operation"].get("chart")


def releases(world, name):
    return [it for it in world.all("upgrade") if chart(it) == name]


def texts(value):
    """All texts in a value."""
    if isinstance(value, dict):
        for item in value.values():
            yield from texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)
    elif isinstance(value, str):
        yield value


def group_of(step):
    """The API group of an object."""
    return (step["operation"].get("manifest") or {}).get("apiVersion", "").rpartition("/")[0]


def add_ons(world, name):
    return [it for it in world.all("CreateAddon") if parameters(it).get("addonName") == name]


def associations(world, step):
    """The associations by which the pods of a release get rights."""
    said = set(texts(step["operation"].get("values")))
    own = [it for it in world.all("CreatePodIdentityAssociation") if parameters(it).get("namespace") == step["operation"]["namespace"]]
    return [it for it in own if parameters(it).get("serviceAccount") in said]


def accounts(world, step):
    """The service accounts that its values name and a step makes."""
    said = set(texts(step["operation"].get("values")))
    made = [it for it in world.all("apply") if it["operation"]["manifest"].get("kind") == "ServiceAccount"]
    made = [it for it in made if it["operation"]["manifest"]["metadata"].get("namespace") == step["operation"]["namespace"]]
    return [it for it in made if it["operation"]["manifest"]["metadata"].get("name") in said]


def queues(world, step):
    """The queues that its values name."""
    named = (step["operation"].get("values") or {}).get("settings", {}).get("interruptionQueue")
    return [it for it in world.all("CreateQueue") if parameters(it).get("QueueName") == named]


def node_roles(world):
    """The roles of nodes that Karpenter starts."""
    return [it for it in world.all("CreateRole") if "KarpenterNodeRole" in parameters(it).get("RoleName", "")]


def entries(world, role):
    return [it for it in world.all("CreateAccessEntry") if world.maker(parameters(it).get("principalArn")) is role]


def roles(world, step):
    """The roles of the pods of a release."""
    found = [world.maker(parameters(it).get("roleArn")) for it in associations(world, step)]
    found += [world.maker(it["operation"]["manifest"]["metadata"].get("annotations")) for it in accounts(world, step)]
    found += [world.maker(text) for text in texts(step["operation"].get("values")) if ".RoleArn}" in text]
    return [it for it in found if it]


def release(world, step, policies_of):
    """What a release needs beside a cluster, room and its namespace."""
    for name in filter(None, [USES.get(chart(step))]):
        world.waits_for_all(step, releases(world, name), "it uses kinds or webhooks that this one installs")
    world.waits_for_all(step, associations(world, step), "its pods get credentials by it", settled=True)
    if associations(world, step):
        world.waits_for_all(step, add_ons(world, AGENT), "its pods get credentials from the agent")
    world.waits_for_all(step, accounts(world, step), "its pods run under this account, and the chart does not make it")
    for role in roles(world, step):
        world.waits_for_all(step, policies_of(world, role), "its pods call AWS from the start", settled=True)
    world.waits_for_all(step, queues(world, step), "it does not start without its queue")
    if chart(step) == "karpenter":
        tags = [it for it in world.all("CreateTags") if any(tag.get("Key") == DISCOVERY for tag in parameters(it).get("Tags", []))]
        world.waits_for_all(step, tags, "it finds security groups by this tag")
        for role in node_roles(world):
            mapped = any(f"${{{role['id']}.RoleArn}}" in json.dumps(it["operation"]["manifest"]) for it in world.all("apply"))
            world.report.expect(mapped or entries(world, role), step["id"], "nobody lets the nodes in that it starts")
            world.waits_for_all(step, policies_of(world, role), "the nodes that it starts act with this right", settled=True)
            world.waits_for_all(step, entries(world, role), "the nodes that it starts are not let in", settled=True)
            names = [it for it in world.all("AddRoleToInstanceProfile") if parameters(it).get("RoleName") == parameters(role)["RoleName"]]
            world.waits_for_all(step, names, "the nodes that it starts have no profile")
    for resource in made_by(world, step, "volume"):
        world.waits_for_all(step, add_ons(world, EBS), f"nobody makes `{resource['id']}`")


def other_kind(world, step):
    """An object of a kind that a chart brings."""
    world.waits_for_all(step, releases(world, BRINGS.get(group_of(step))), "the API server does not know its kind")


def target(world, step):
    """A rule sends nowhere without its queue, and a rule that is not there has no targets."""
    rules = [it for it in world.all("PutRule") if parameters(it).get("Name") == parameters(step).get("Rule")]
    world.waits_for_all(step, rules, "its rule is not there")
    said = json.dumps(parameters(step).get("Targets"))
    held = [it for it in world.all("CreateQueue") if f":{parameters(it)['QueueName']}\"" in said]
    world.waits_for_all(step, held, "its target is not there")


def made_by(world, step, kind):
    """What a controller makes for what this step installs."""
    return [it for it in world.plan.get("resources", []) if it.get("madeBy") == step["resource"] and it["kind"] == kind]


def judge_going(world, goes_before, policies_of):
    """Judges the relation `delete`."""
    groups = world.all("CreateNodegroup", "CreateAutoScalingGroup")
    subnets = {it["resource"] for it in world.all("CreateSubnet")}
    for step in world.all("upgrade"):
        for name in filter(None, [USES.get(chart(step))]):
            for used in releases(world, name):
                goes_before(step, used, "its objects cannot go without their kinds")
        for held in [*associations(world, step), *accounts(world, step), *queues(world, step)]:
            if held["operation"]["api"] != "apply":
                goes_before(step, held, "its pods clean up with it")
        if associations(world, step):
            for agent in add_ons(world, AGENT):
                goes_before(step, agent, "its pods get credentials from the agent")
        for role in roles(world, step):
            for policy in policies_of(world, role):
                goes_before(step, policy, "controllers clean up with this right")
        for balancer in made_by(world, step, "load-balancer"):
            gone = {"resource": balancer["id"]}
            for name in balancer["properties"].get("subnets", []):
                if f"subnet/{name}" in subnets:
                    goes_before(gone, {"resource": f"subnet/{name}"}, "a subnet with interfaces in it is not deleted")
            for controller in releases(world, BALANCER):
                goes_before(gone, controller, "nobody else removes it")
            for group in groups:
                goes_before(gone, group, "its controller runs there")
            for attachment in world.all("AttachInternetGateway"):
                goes_before(gone, attachment, "a gateway is not detached while addresses are mapped")
        for volume in made_by(world, step, "volume"):
            for driver in add_ons(world, EBS):
                goes_before({"resource": volume["id"]}, driver, "nobody else removes it")
            for group in groups:
                goes_before({"resource": volume["id"]}, group, "it is detached by the driver on its node")
    for step in world.all("apply"):
        controllers = releases(world, BRINGS.get(group_of(step)))
        for controller in controllers:
            goes_before(step, controller, "its finalizer is never taken away")
        for nodes in made_by(world, step, "karpenter-nodes"):
            gone = {"resource": nodes["id"]}
            for held in [*controllers, *node_roles(world), *groups]:
                goes_before(gone, held, "instances are left behind")
            for subnet in sorted(subnets):
                goes_before(gone, {"resource": subnet}, "a subnet with instances in it is not deleted")
    for role in node_roles(world):
        for controller in releases(world, "karpenter"):
            for held in [*policies_of(world, role), *entries(world, role)]:
                goes_before(controller, held, "nodes that it started still need it")
