"""What AWS and Kubernetes demand of each call, walked through in the plan's own order. It knows APIs and their parameters, and none of the
plan's reasons: what a call needs must be among the steps that it waits for, directly or not, and so it is for going away."""

import json

from judges import on_top, tokens

SETTLE = 1  # IAM takes seconds; how many is not judged, only that some are waited out
CLUSTER_UPDATES = {"UpdateClusterConfig", "UpdateClusterVersion", "AssociateEncryptionConfig", "AssociateIdentityProviderConfig"}
ADMIN = "AmazonEKSClusterAdminPolicy"
# Add-ons of which it is documented that others come first.
ADD_ON_NEEDS = {"adot": ["cert-manager"], "aws-privateca-connector-for-kubernetes": ["cert-manager"]}
DEPLOYMENTS = {"coredns", "metrics-server", "cert-manager", "adot", "snapshot-controller"}


class World:
    """The calls of a plan, and who waits for whom."""

    def __init__(self, plan, report):
        self.plan, self.report = plan, report
        self.steps = {step["id"]: step for step in plan["steps"]}
        self.before = {}
        for step in plan["steps"]:
            mine = self.before[step["id"]] = set()
            for dependency in step["dependsOn"]:
                mine |= {dependency["step"]} | self.before.get(dependency["step"], set())
        self.calls = {}
        for step in plan["steps"]:
            operation = step.get("operation") or {}
            self.calls.setdefault(operation.get("api"), []).append(step)
        self.of_resource = {}
        for step in plan["steps"]:
            self.of_resource.setdefault(step["resource"], []).append(step)
        self.mode = next((arguments(step).get("accessConfig", {}).get("authenticationMode") for step in self.calls.get("CreateCluster", [])), None)

    def all(self, *apis):
        """The steps that make one of these calls."""
        return [step for api in apis for step in self.calls.get(api, [])]

    def waits(self, step, before, why, settled=False):
        """Judges that a step waits for another one, and for some time after it if that has to settle."""
        if before["id"] == step["id"]:
            return
        if self.report.expect(before["id"] in self.before[step["id"]], step["id"], f"does not wait for `{before['id']}`: {why}") and settled:
            pause = step["startSeconds"] - before["finishSeconds"]
            self.report.expect(pause >= SETTLE, step["id"], f"leaves `{before['id']}` no time to settle: {why}")

    def waits_for_all(self, step, others, why, settled=False):
        """The same for several."""
        for other in others:
            self.waits(step, other, why, settled)

    def waits_for_one(self, step, others, why):
        """Judges that a step waits for one of several, if there are any."""
        if others:
            found = any(other["id"] in self.before[step["id"]] for other in others)
            self.report.expect(found, step["id"], f"waits for none of {[other['id'] for other in others][:4]}: {why}")

    def maker(self, value):
        """The step whose output a value is."""
        for found in tokens.found_in(value):
            if isinstance(found, tuple) and found[0] == "output" and found[1] in self.steps:
                return self.steps[found[1]]
        return None


def arguments(step):
    """The parameters of a call of AWS."""
    return (step.get("operation") or {}).get("parameters") or {}


def manifest(step):
    """The object that a call gives to Kubernetes."""
    return (step.get("operation") or {}).get("manifest") or {}


def judge(doc, report, _schema=None):
    """Judges what each call of one plan finds when it is made."""
    plan = doc.plan
    if plan.get("goal") != "create":
        report.notes.append(f"goal `{plan.get('goal')}` is not judged")
        return
    world = World(plan, report)
    for step in plan["steps"]:
        for found in tokens.found_in(step.get("operation")):
            if isinstance(found, tuple) and found[0] == "output" and found[1] in world.steps:
                world.waits(step, world.steps[found[1]], f"its call holds `{found[2]}` of it")
        operation = step.get("operation") or {}
        demand = DEMANDS.get(operation.get("api") or operation.get("program"))
        if demand:
            demand(world, step)
    one_at_a_time(world, CLUSTER_UPDATES, "a cluster takes one update at a time")
    one_at_a_time(world, {"CreateFargateProfile"}, "a cluster makes one Fargate profile at a time")
    judge_going(world)


def one_at_a_time(world, apis, why):
    """Judges that calls which EKS refuses while another one is under way do not overlap."""
    steps = sorted(world.all(*sorted(apis)), key=lambda step: (step["startSeconds"], step["finishSeconds"]))
    for before, after in zip(steps, steps[1:]):
        world.report.expect(before["finishSeconds"] <= after["startSeconds"], after["id"], f"overlaps `{before['id']}`: {why}")


# Roles.


def policies_of(world, role):
    """The calls that give a role its policies; `role` is the step that makes it."""
    name = arguments(role).get("RoleName")
    return [step for step in world.all("AttachRolePolicy", "PutRolePolicy") if name and (world.maker(arguments(step).get("RoleName")) is role or arguments(step).get("RoleName") == name)]


def takes_role(world, step, value, why):
    """Judges that a role has its rights, and that IAM had time to spread them."""
    role = world.maker(value)
    if role and (role.get("operation") or {}).get("api") == "CreateRole":
        world.waits(step, role, why, settled=True)
        world.waits_for_all(step, policies_of(world, role), why, settled=True)
    return role


def named_role(world, step):
    """A role that a call names as text has to stand."""
    name = arguments(step).get("RoleName")
    world.waits_for_all(step, [it for it in world.all("CreateRole") if arguments(it).get("RoleName") == name], "its role is not there")
    profile = arguments(step).get("InstanceProfileName")
    made = [it for it in world.all("CreateInstanceProfile") if profile and arguments(it).get("InstanceProfileName") == profile]
    world.waits_for_all(step, made, "its instance profile is not there")


# The network.


def dns_names(world, step):
    """Private DNS names need host names in the VPC."""
    if arguments(step).get("PrivateDnsEnabled"):
        vpc = world.maker(arguments(step).get("VpcId"))
        turned_on = [it for it in world.all("ModifyVpcAttribute") if "EnableDnsHostnames" in arguments(it) and world.maker(arguments(it)["VpcId"]) is vpc]
        if vpc:
            world.report.expect(turned_on, step["id"], "wants private DNS names, and nobody turns host names of the VPC on")
            world.waits_for_all(step, turned_on, "private DNS names need host names in the VPC")


def attachments(world, gateway):
    """The calls that join an internet gateway to its VPC."""
    return [it for it in world.all("AttachInternetGateway") if gateway is None or world.maker(arguments(it).get("InternetGatewayId")) is gateway]


def nat_gateway(world, step):
    """A public NAT gateway is refused in a VPC without an attached internet gateway."""
    if arguments(step).get("ConnectivityType", "public") == "public":
        world.waits_for_all(step, attachments(world, None), "the VPC has no internet gateway yet")


def route(world, step):
    """A route to a gateway that is not attached is refused."""
    gateway = world.maker(arguments(step).get("GatewayId"))
    if gateway and gateway["operation"]["api"] == "CreateInternetGateway":
        world.waits_for_all(step, attachments(world, gateway), "its gateway is not attached yet")


def is_default(route):
    """True for a route to everywhere."""
    own = arguments(route)
    return "0.0.0.0/0" in own.values() or "::/0" in own.values()


def way_out(world, step, subnets, why):
    """Judges that subnets are finished and have their routes before something starts in them."""
    for subnet in subnets:
        world.waits_for_all(step, world.of_resource.get(subnet["resource"], []), f"{why} in a subnet that is not finished")
        joins = [it for it in world.all("AssociateRouteTable") if world.maker(arguments(it).get("SubnetId")) is subnet]
        world.waits_for_all(step, joins, f"{why} in a subnet without its route table")
        for join in joins:
            table = world.maker(arguments(join).get("RouteTableId"))
            routes = [it for it in world.all("CreateRoute") if table and world.maker(arguments(it).get("RouteTableId")) is table]
            world.waits_for_all(step, [it for it in routes if is_default(it)], f"{why} without a way out")


def subnets_of(world, value):
    """The steps that make the subnets that a value names."""
    made = [found[1] for found in tokens.found_in(value) if isinstance(found, tuple) and found[0] == "output"]
    return [world.steps[name] for name in made if name in world.steps and world.steps[name]["operation"]["api"] == "CreateSubnet"]


# The control plane.


def cluster(world, step):
    """What EKS reads when it makes a cluster."""
    own = arguments(step)
    takes_role(world, step, own.get("roleArn"), "CreateCluster checks the role's policies")
    nodes_role = world.maker(own.get("computeConfig", {}).get("nodeRoleArn"))
    if nodes_role:
        world.waits(step, nodes_role, "CreateCluster is told the role of nodes", settled=True)
    given = subnets_of(world, own.get("resourcesVpcConfig", {}).get("subnetIds"))
    zones = {arguments(subnet).get("AvailabilityZoneId") or arguments(subnet).get("AvailabilityZone") for subnet in given}
    # An Outpost stands in one zone.
    world.report.expect(not given or len(zones) >= 2 or "outpostConfig" in own, step["id"], "names subnets of one zone")
    if own.get("logging"):
        name = f"/aws/eks/{own.get('name')}/cluster"
        groups = [it for it in world.all("CreateLogGroup", "PutRetentionPolicy") if arguments(it).get("logGroupName") == name]
        world.waits_for_all(step, groups, "EKS would make its log group itself")


def active(world, step):
    """Everything in a cluster needs it ACTIVE: the step that makes it ends with that."""
    world.waits_for_all(step, world.all("CreateCluster"), "there is no ACTIVE cluster")


def endpoint(world, step):
    """Whoever calls the Kubernetes API from outside must be done before its public side closes."""
    active(world, step)
    settings = arguments(step).get("resourcesVpcConfig", {})
    if settings.get("endpointPublicAccess") is False:
        outside = [it for it in world.all("apply", "upgrade") if it.get("runsFrom") == "anywhere"]
        world.waits_for_all(step, outside, "it closes the side of the API that they use")


# Access.


def access_entry(world, step):
    active(world, step)
    takes = world.maker(arguments(step).get("principalArn"))
    if takes:
        world.waits(step, takes, "an entry for a role that IAM has not spread is refused", settled=True)


def access_policy(world, step):
    active(world, step)
    principal = arguments(step).get("principalArn")
    entries = [it for it in world.all("CreateAccessEntry") if arguments(it).get("principalArn") == principal]
    world.waits_for_all(step, entries, "a policy is associated with an entry that stands")


def pod_identity(world, step):
    active(world, step)
    role = world.maker(arguments(step).get("roleArn"))
    if role:
        world.waits(step, role, "an association with a role that IAM has not spread is refused", settled=True)


def by_creator(world):
    """True if whoever makes the cluster may do everything in it."""
    return any(arguments(it).get("accessConfig", {}).get("bootstrapClusterCreatorAdminPermissions") for it in world.all("CreateCluster"))


def is_admin(step):
    """True for a policy by which somebody may do everything in the whole cluster."""
    own = arguments(step)
    return own.get("policyArn", "").endswith(ADMIN) and own.get("accessScope", {}).get("type") == "cluster"


def kubernetes(world, step):
    """An object needs an API server, somebody who may write it, and its namespace."""
    active(world, step)
    if not by_creator(world):
        admins = [it for it in world.all("AssociateAccessPolicy") if is_admin(it)]
        world.waits_for_one(step, admins, "the creator is no admin, and nobody else is yet")
    namespace = manifest(step).get("metadata", {}).get("namespace")
    spaces = [it for it in world.all("apply") if manifest(it).get("kind") == "Namespace" and manifest(it)["metadata"].get("name") == namespace]
    world.waits_for_all(step, spaces, "its namespace is not there")
    on_top.other_kind(world, step)


def helm(world, step):
    """A release brings pods."""
    kubernetes(world, step)
    spaces = [it for it in world.all("apply") if manifest(it).get("kind") == "Namespace" and manifest(it)["metadata"].get("name") == step["operation"]["namespace"]]
    world.waits_for_all(step, spaces, "its namespace is not there")
    if step["operation"]["chart"] != "base":  # kinds alone
        room(world, step, "its pods find no node")
    on_top.release(world, step, policies_of)


def flux(world, step):
    """Flux waits for its own pods."""
    active(world, step)
    room(world, step, "its pods find no node")


def capability(world, step):
    active(world, step)
    takes_role(world, step, arguments(step).get("roleArn"), "CreateCapability checks whom the role trusts")


# Compute.


def auto_mode(world):
    """Clusters that start nodes when pods want some."""
    return [it for it in world.all("CreateCluster") if arguments(it).get("computeConfig", {}).get("nodePools")]


def compute(world):
    """What brings room for pods, and has to go before its cluster."""
    return world.all("CreateNodegroup", "CreateAutoScalingGroup", "CreateFargateProfile")


def room(world, step, why):
    """Pods find a node that stands, or bring one up, which needs its rights and its way out."""
    world.waits_for_one(step, [*auto_mode(world), *compute(world)], why)
    if compute(world):
        return
    for made in map(arguments, auto_mode(world)):
        takes_role(world, step, made["computeConfig"].get("nodeRoleArn"), "its pods bring up a node, which acts with this role")
        way_out(world, step, subnets_of(world, made.get("resourcesVpcConfig", {}).get("subnetIds")), "its pods bring up a node")
        world.waits_for_all(step, world.all("CreateVpcEndpoint"), "its pods bring up a node, which calls AWS by it")


def nodes(world, step, role, subnets, groups):
    """What a node needs to become Ready, whoever starts it."""
    active(world, step)
    takes_role(world, step, role, "nodes act with this role when they boot")
    way_out(world, step, subnets, "nodes start")
    world.waits_for_all(step, world.all("CreateVpcEndpoint"), "nodes call AWS by it when they boot")
    world.waits_for_all(step, [it for it in world.all("CreateAddon") if arguments(it).get("addonName") == "vpc-cni"], "nodes never become Ready without a CNI")
    world.waits_for_all(step, [it for it in world.all("CreateAddon") if arguments(it).get("addonName") == "kube-proxy"], "the CNI needs the service addresses of kube-proxy")
    clusters = {it["id"] for it in world.all("CreateCluster")}
    for group in groups:
        maker = world.maker(group)
        if maker is None or maker["id"] in clusters:
            continue
        for rule in world.all("AuthorizeSecurityGroupIngress"):
            own, peers = rule_ends(world, rule)
            if maker in [own, *peers] and peers and not is_ssh(rule):
                world.waits(step, rule, "control plane and nodes talk through this rule")


def rule_ends(world, rule):
    """The step that makes a rule's own group, and those of the groups that it lets in."""
    pairs = [pair.get("GroupId") for permission in arguments(rule).get("IpPermissions", []) for pair in permission.get("UserIdGroupPairs", [])]
    return world.maker(arguments(rule).get("GroupId")), [maker for maker in map(world.maker, pairs) if maker]


def is_ssh(rule):
    """True for a rule that lets people in."""
    return all(permission.get("FromPort") == 22 for permission in arguments(rule).get("IpPermissions", []))


def template_data(world, value):
    """What the launch template that a value names says of its instances."""
    template = world.maker(value)
    return arguments(template).get("LaunchTemplateData", {}) if template else {}


def groups_in(data):
    """Security groups of instances."""
    return [*data.get("SecurityGroupIds", []), *(group for face in data.get("NetworkInterfaces", []) for group in face.get("Groups", []))]


def writes_aws_auth(world):
    """The steps that write the ConfigMap of old."""
    return [it for it in world.all("apply") if manifest(it).get("kind") == "ConfigMap" and manifest(it)["metadata"].get("name") == "aws-auth"]


def managed_nodes(world, step):
    own = arguments(step)
    data = template_data(world, own.get("launchTemplate"))
    nodes(world, step, own.get("nodeRole"), subnets_of(world, own.get("subnets")), groups_in(data))
    world.waits_for_all(step, writes_aws_auth(world), "EKS would write aws-auth first")


def data_of_own_nodes(world, step):
    """What the launch template of an Auto Scaling group says of its instances."""
    own = arguments(step)
    return template_data(world, own.get("LaunchTemplate") or own.get("MixedInstancesPolicy", {}).get("LaunchTemplate"))


def fills_of(world, profile):
    """The calls that put a role into an instance profile; `profile` is the step that makes it, or nothing."""
    name = arguments(profile).get("InstanceProfileName") if profile else None
    return [it for it in world.all("AddRoleToInstanceProfile") if name and arguments(it).get("InstanceProfileName") == name]


def role_of_own_nodes(world, step):
    """The step that makes the role of an Auto Scaling group's instances."""
    fills = fills_of(world, world.maker(data_of_own_nodes(world, step).get("IamInstanceProfile")))
    names = {arguments(it).get("RoleName") for it in fills}
    return next((it for it in world.all("CreateRole") if arguments(it).get("RoleName") in names), None)


def own_nodes(world, step):
    own, data = arguments(step), data_of_own_nodes(world, step)
    fills = fills_of(world, world.maker(data.get("IamInstanceProfile")))
    world.waits_for_all(step, fills, "an instance profile without its role", settled=True)
    role = role_of_own_nodes(world, step)
    token = f"${{{role['id']}.RoleArn}}" if role else None
    nodes(world, step, token, subnets_of(world, own.get("VPCZoneIdentifier")), groups_in(data))
    if not role:
        return
    entries = [it for it in world.all("CreateAccessEntry") if world.maker(arguments(it).get("principalArn")) is role]
    maps = [it for it in writes_aws_auth(world) if token in json.dumps(manifest(it))]
    if world.mode == "CONFIG_MAP":
        world.report.expect(maps, step["id"], "nobody lets its nodes in")
        world.waits_for_all(step, maps, "its nodes are not let in")
    elif world.mode:
        world.report.expect(entries, step["id"], "nobody lets its nodes in")
        world.waits_for_all(step, entries, "its nodes are not let in", settled=True)


def fargate(world, step):
    active(world, step)
    own = arguments(step)
    takes_role(world, step, own.get("podExecutionRoleArn"), "a profile is refused until IAM has spread its role")
    subnets = subnets_of(world, own.get("subnets"))
    way_out(world, step, subnets, "pods start")
    world.waits_for_all(step, world.all("CreateVpcEndpoint"), "pods pull their images by it")
    for subnet in subnets:
        for join in (it for it in world.all("AssociateRouteTable") if world.maker(arguments(it).get("SubnetId")) is subnet):
            table = world.maker(arguments(join).get("RouteTableId"))
            open_ways = [it for it in world.all("CreateRoute") if table and world.maker(arguments(it).get("RouteTableId")) is table and "GatewayId" in arguments(it)]
            world.report.expect(not open_ways, step["id"], f"names `{subnet['id']}`, which is public")


# Add-ons.


def add_on(world, step):
    active(world, step)
    own = arguments(step)
    name = own.get("addonName")
    others = {arguments(it).get("addonName"): it for it in world.all("CreateAddon")}
    if own.get("serviceAccountRoleArn"):
        takes_role(world, step, own["serviceAccountRoleArn"], "the add-on acts with this role as soon as its pods start")
        world.waits_for_all(step, world.all("CreateOpenIDConnectProvider"), "a role by OIDC is refused without the provider")
    for association in own.get("podIdentityAssociations", []):
        takes_role(world, step, association.get("roleArn"), "the add-on acts with this role as soon as its pods start")
    if own.get("podIdentityAssociations") and "eks-pod-identity-agent" in others:
        world.waits(step, others["eks-pod-identity-agent"], "its pods get credentials from the agent")
    world.waits_for_all(step, [others[need] for need in ADD_ON_NEEDS.get(name, []) if need in others], "it uses what this one installs")
    if name in DEPLOYMENTS and step["ready"].get("waiter") == "AddonActive":
        room(world, step, "its pods find no node, and it is never ACTIVE")


DEMANDS = {
    "AddRoleToInstanceProfile": named_role,
    "AttachRolePolicy": named_role,
    "AssociateAccessPolicy": access_policy,
    "AssociateIdentityProviderConfig": active,
    "CreateAccessEntry": access_entry,
    "CreateAddon": add_on,
    "CreateAutoScalingGroup": own_nodes,
    "CreateCapability": capability,
    "CreateCluster": cluster,
    "CreateFargateProfile": fargate,
    "CreateNatGateway": nat_gateway,
    "CreateNodegroup": managed_nodes,
    "CreateOpenIDConnectProvider": active,
    "CreatePodIdentityAssociation": pod_identity,
    "CreateRoute": route,
    "CreateVpcEndpoint": dns_names,
    "PutRolePolicy": named_role,
    "PutTargets": on_top.target,
    "UpdateClusterConfig": endpoint,
    "apply": kubernetes,
    "flux": flux,
    "upgrade": helm,
}


# Going away. `HOLDS` says of a call whose outputs in its parameters AWS does not let go while what it made stands.

HOLDS = {
    "AssociateRouteTable": {"CreateRouteTable", "CreateSubnet"},
    "AttachInternetGateway": {"CreateInternetGateway", "CreateVpc"},
    "AuthorizeSecurityGroupIngress": {"CreateSecurityGroup"},
    "CreateCluster": {"CreateRole", "CreateSecurityGroup", "CreateSubnet"},
    "CreateFargateProfile": {"CreateRole", "CreateSubnet"},
    "CreateLaunchTemplate": {"CreateSecurityGroup"},
    "CreateNatGateway": {"AllocateAddress", "CreateSubnet"},
    "CreateNodegroup": {"CreateLaunchTemplate", "CreateRole", "CreateSubnet"},
    "CreateAutoScalingGroup": {"CreateLaunchTemplate", "CreateSubnet"},
    "CreateCapability": {"CreateRole"},
    "CreateEgressOnlyInternetGateway": {"CreateVpc"},
    "CreateRoute": {"CreateRouteTable"},
    "CreateRouteTable": {"CreateVpc"},
    "CreateSecurityGroup": {"CreateVpc"},
    "CreateSubnet": {"CreateVpc"},
    "CreateVpcEndpoint": {"CreateSecurityGroup", "CreateSubnet", "CreateVpc"},
}


def judge_going(world):
    """Judges the relation `delete`: what holds something goes before it."""
    going = {}
    for edge in world.plan["edges"]:
        if edge["relation"] == "delete":
            going.setdefault(edge["to"], set()).add(edge["from"])
    gone = {}

    def goes_before(step, held, why):
        if held["resource"] not in gone:
            found, open_ = set(), [held["resource"]]
            while open_:
                for other in going.get(open_.pop(), ()):
                    if other not in found:
                        found.add(other)
                        open_.append(other)
            gone[held["resource"]] = found
        world.report.expect(step["resource"] in gone[held["resource"]], held["resource"], f"goes before `{step['resource']}`: {why}")

    for step in world.plan["steps"]:
        api = (step.get("operation") or {}).get("api")
        for found in tokens.found_in(step.get("operation")):
            held = world.steps.get(found[1]) if isinstance(found, tuple) and found[0] == "output" else None
            if held and held["operation"]["api"] in HOLDS.get(api, ()):
                goes_before(step, held, "AWS refuses that, or breaks what stands")
    clusters, groups = world.all("CreateCluster"), world.all("CreateNodegroup", "CreateAutoScalingGroup")
    for made in clusters:
        for inside in [*compute(world), *world.all("CreateCapability")]:
            goes_before(inside, made, "a cluster with compute or capabilities is not deleted")
        role = world.maker(arguments(made).get("roleArn"))
        for policy in policies_of(world, role) if role else ():
            goes_before(made, policy, "EKS takes its interfaces away with this right")
        for group in world.all("CreateLogGroup"):
            if arguments(group).get("logGroupName") == f"/aws/eks/{arguments(made).get('name')}/cluster":
                goes_before(made, group, "EKS makes it again")
    for role in world.all("CreateRole"):
        for policy in policies_of(world, role):
            goes_before(policy, role, "a role with policies is not deleted")
    for group in groups:
        for cni in world.all("CreateAddon"):
            if arguments(cni).get("addonName") == "vpc-cni":
                goes_before(group, cni, "the CNI gives interfaces back while nodes drain")
        role = world.maker(arguments(group).get("nodeRole"))
        for policy in policies_of(world, role) if role else ():
            goes_before(group, policy, "nodes give interfaces back with this right")
    for gateway in world.all("CreateNatGateway"):
        for attachment in attachments(world, None):
            goes_before(gateway, attachment, "a gateway is not detached while addresses are mapped")
    for profile in world.all("AddRoleToInstanceProfile"):
        for role in world.all("CreateRole"):
            if arguments(role).get("RoleName") == arguments(profile).get("RoleName"):
                goes_before(profile, role, "a role in an instance profile is not deleted")
    for group in world.all("CreateAutoScalingGroup"):
        role = role_of_own_nodes(world, group)
        for entry in world.all("CreateAccessEntry"):
            if role and world.maker(arguments(entry).get("principalArn")) is role:
                goes_before(group, entry, "its nodes lose the cluster")
        if role and world.mode == "CONFIG_MAP":
            for written in writes_aws_auth(world):
                goes_before(group, written, "its nodes lose the cluster")
    on_top.judge_going(world, goes_before, policies_of)
    admins = [it for it in world.all("AssociateAccessPolicy") if is_admin(it)]
    if not by_creator(world) and len(admins) == 1:
        for written in world.all("apply", "upgrade"):
            goes_before(written, admins[0], "nobody else may delete it")
    for agent in world.all("CreateAddon"):
        for user in world.all("CreateAddon"):
            if arguments(agent).get("addonName") == "eks-pod-identity-agent" and arguments(user).get("podIdentityAssociations"):
                goes_before(user, agent, "its pods get credentials from the agent")
    for entry in world.all("CreateAccessEntry"):
        for policy in world.all("AssociateAccessPolicy"):
            if arguments(policy).get("principalArn") == arguments(entry).get("principalArn"):
                goes_before(policy, entry, "an association goes with its entry")
