"""The order, rebuilt from `steps` and `edges` alone: who waits for whom and by which edge, and whether the rest of the plan agrees."""

import re
import urllib.parse

from judges import schedule

KINDS = {"reference", "permission", "settle", "readiness", "any-of", "auth", "network-path", "exclusive", "version", "out-of-band", "gate"}
UNTIL = {"accepted", "active", "degraded-ok", "healthy"}
RESOURCE_ID = re.compile(r"([a-z][a-z0-9]*(?:-[a-z0-9]+)*)/((?:[A-Za-z0-9._-]|%[0-9A-Fa-f]{2})+)")
STEP_ID = re.compile(r"(create|update|replace|delete|wait|gate|noop):([^#]+)(?:#([1-9][0-9]*))?")


class Graph:
    """What the steps and edges say, by id."""

    def __init__(self, plan):
        self.resources = {resource["id"]: resource for resource in plan["resources"]}
        self.edges = {edge["id"]: edge for edge in plan["edges"]}
        self.order = plan["steps"]
        self.steps = {step["id"]: step for step in plan["steps"]}
        self.place = {step["id"]: at for at, step in enumerate(plan["steps"])}
        self.of_resource = {}
        for step in plan["steps"]:
            self.of_resource.setdefault(step["resource"], []).append(step["id"])

    def made_with(self, resource):
        """A resource and its makers, the nearest first: one of them has the steps."""
        chain = []
        while resource in self.resources and resource not in chain:
            chain.append(resource)
            resource = self.resources[resource].get("madeBy")
        return chain


def judge(doc, report, _schema=None):
    """Judges the order of one plan."""
    plan = doc.plan
    if plan.get("goal") != "create":
        report.notes.append(f"goal `{plan.get('goal')}` is not judged")
        return
    graph = Graph(plan)
    judge_ids(plan, report)
    judge_resources(plan, graph, report)
    judge_edges(plan, graph, report)
    judge_topology(plan, report)
    judge_summary(plan, report)
    if not plan["steps"]:
        # Not lowered, or a cycle: there is nothing to order.
        report.expect(not plan["waves"] and not plan["criticalPath"]["steps"], "-", "waves or a critical path without steps")
        report.expect(plan["executable"] is False, "executable", "true, and there are no steps")
        return
    if judge_dependencies(graph, report):
        judge_honoured(graph, report)
        schedule.judge(plan, graph, report)


def judge_ids(plan, report):
    """Judges the grammar of ids and that each is given once."""
    for part in ("resources", "edges", "steps"):
        ids = [item["id"] for item in plan[part]]
        for name in sorted({name for name in ids if ids.count(name) > 1} if len(set(ids)) < len(ids) else ()):
            report.fail(name, f"id given twice in `{part}`")
    for resource in plan["resources"]:
        match = RESOURCE_ID.fullmatch(resource["id"])
        if report.expect(match, resource["id"], "no `kind/name` in kebab case, with a percent-encoded name"):
            encoded = urllib.parse.quote(urllib.parse.unquote(match[2]), safe="").replace("~", "%7E")
            report.expect(encoded.lower() == match[2].lower(), resource["id"], "encodes a character that stands for itself")
            report.expect(match[1] == resource["kind"], resource["id"], f"kind `{resource['kind']}` is not that of the id")
    counts = {}
    for step in plan["steps"]:
        match = STEP_ID.fullmatch(step["id"])
        if report.expect(match, step["id"], "no `action:resource-id`"):
            report.expect(match[1] == step["action"], step["id"], f"action `{step['action']}` is not that of the id")
            report.expect(match[2] == step["resource"], step["id"], f"resource `{step['resource']}` is not that of the id")
            counts.setdefault((match[1], match[2]), []).append(int(match[3] or 1))
    for (action, resource), numbers in counts.items():
        report.expect(sorted(numbers) == list(range(1, len(numbers) + 1)), f"{action}:{resource}", f"steps are numbered {sorted(numbers)}")


def judge_resources(plan, graph, report):
    """Judges that resources and steps agree, and that everything has a maker."""
    for step in plan["steps"]:
        report.expect(step["resource"] in graph.resources, step["id"], f"no resource `{step['resource']}`")
    for name, resource in graph.resources.items():
        own = graph.of_resource.get(name, [])
        report.expect(sorted(resource["steps"]) == sorted(own), name, f"lists the steps {resource['steps']}, and its steps are {own}")
        maker = resource.get("madeBy")
        if maker is not None:
            report.expect(maker in graph.resources and maker != name, name, f"no maker `{maker}`")
            report.expect(graph.made_with(name)[-1] != name, name, "is made in a circle")
        if resource["owner"] == "aws":
            report.expect(not own, name, "belongs to AWS and has steps")
        if resource["existing"]:
            report.expect(not any(graph.steps[step]["action"] == "create" for step in own), name, "exists and is created")
        elif plan["steps"]:
            report.expect(own or maker is not None, name, "does not exist yet and has neither a step nor a maker")


def judge_edges(plan, graph, report):
    """Judges the edges of both relations."""
    for edge in plan["edges"]:
        name = edge["id"]
        report.expect(edge["relation"] in ("create", "delete"), name, f"relation `{edge['relation']}`")
        report.expect(edge["kind"] in KINDS, name, f"kind `{edge['kind']}`")
        report.expect(edge.get("until", "active") in UNTIL, name, f"until `{edge.get('until')}`")
        report.expect((edge["kind"] == "any-of") == ("group" in edge), name, "`group` belongs to `any-of`, and only to it")
        for end in ("from", "to"):
            report.expect(edge[end] in graph.resources, name, f"no resource `{edge[end]}`")
        report.expect(edge["from"] != edge["to"] or edge["kind"] == "exclusive", name, "joins a resource to itself")
    for relation in ("create", "delete"):
        # Lanes order steps, not resources: two resources may each have a step before the other's.
        before = {}
        for edge in plan["edges"]:
            if edge["relation"] == relation and edge["kind"] != "exclusive":
                before.setdefault(edge["to"], []).append(edge["from"])
        left = schedule.circle(before)
        report.expect(not left, "edges", f"a cycle in relation {relation} within {left[:8]}")


def judge_dependencies(graph, report):
    """Judges each step's own list; true when times can be judged from it."""
    sound = True
    for step in graph.order:
        here = step["id"]
        for dependency in step["dependsOn"]:
            before, edge = dependency["step"], dependency.get("edge")
            if not report.expect(before in graph.steps and before != here, here, f"depends on `{before}`, which is not there"):
                sound = False
                continue
            if not report.expect(graph.place[before] < graph.place[here], here, f"stands before `{before}`, on which it depends"):
                sound = False
            if edge is None:
                report.expect(graph.steps[before]["resource"] == step["resource"], here, f"depends on `{before}` by no edge")
            elif not report.expect(edge in graph.edges, here, f"no edge `{edge}`"):
                sound = False
            else:
                given = graph.edges[edge]
                report.expect(given["relation"] == "create", here, f"edge `{edge}` is of relation {given['relation']}")
                report.expect(graph.steps[before]["resource"] in graph.made_with(given["from"]), here, f"edge `{edge}` does not come from `{before}`")
                report.expect(step["resource"] in graph.made_with(given["to"]), here, f"edge `{edge}` does not lead here")
        judge_any_of(step, graph, report)
    return sound


def judge_any_of(step, graph, report):
    """Judges that any-of groups list all members and that a witness is among the dependencies."""
    here, listed = step["id"], {group["group"]: group["steps"] for group in step.get("anyOf", [])}
    by = {dependency["edge"]: dependency["step"] for dependency in step["dependsOn"] if dependency.get("edge") in graph.edges}
    for edge, before in by.items():
        if graph.edges[edge]["kind"] == "any-of":
            report.expect(before in listed.get(graph.edges[edge].get("group"), []), here, f"`anyOf` does not list its witness `{before}`")
    for group, members in listed.items():
        joins = [e for e in graph.edges.values() if e["relation"] == "create" and e.get("group") == group and step["resource"] in graph.made_with(e["to"])]
        sources = {resource for e in joins for resource in graph.made_with(e["from"])}
        report.expect(any(e["id"] in by for e in joins), here, f"no member of `{group}` among the dependencies")
        for member in members:
            report.expect(member in graph.steps and graph.steps[member]["resource"] in sources, here, f"`{member}` is no member of `{group}`")
        for edge in joins:
            steps = first_steps(edge["from"], graph)
            report.expect(not steps or set(steps) & set(members), here, f"`anyOf` lacks `{edge['from']}` of `{group}`")


def first_steps(resource, graph):
    """The steps that make a resource: its own, or its nearest maker's."""
    return next((graph.of_resource[name] for name in graph.made_with(resource) if name in graph.of_resource), [])


def judge_honoured(graph, report):
    """Judges that no hard edge between two resources with steps is forgotten: a step names it, or the first step waits by way of others."""
    ancestors = {}
    named = {dependency.get("edge") for step in graph.order for dependency in step["dependsOn"]}
    for step in graph.order:
        ancestors[step["id"]] = set()
        for dependency in step["dependsOn"]:
            ancestors[step["id"]] |= {dependency["step"]} | ancestors[dependency["step"]]
    for name, edge in graph.edges.items():
        if edge["relation"] != "create" or not edge["hard"] or edge["kind"] in ("any-of", "exclusive"):
            continue
        before, after = first_steps(edge["from"], graph), first_steps(edge["to"], graph)
        if not before or not after or before == after or name in named:
            continue
        first = min(after, key=lambda step: graph.place[step])
        start = graph.steps[first]["startSeconds"]
        kept = any(step in ancestors[first] and start >= schedule.satisfied(graph.steps[step], edge, report) for step in before)
        report.expect(kept, name, f"no step of `{edge['to']}` waits for `{edge['from']}` as this edge says")


def judge_topology(plan, report):
    """Judges the parts of the topology that hold for every cluster."""
    topology = plan["topology"]
    if topology is None:
        report.expect(not plan["steps"], "topology", "null, and there are steps")
        return
    for part in ("controlPlane", "crossAccountEnis", "dataPlane", "compute", "identity"):
        report.expect(part in topology, "topology", f"`{part}` is missing")
    plane, enis = topology["controlPlane"], topology["crossAccountEnis"]
    local = "outpost" in plane
    report.expect(plane["owner"] == ("customer" if local else "aws"), "topology", f"control plane of owner `{plane['owner']}`")
    report.expect(len(plane["zones"]) == (0 if local else 3), "topology", f"control plane in {len(plane['zones'])} zones")
    report.expect(local or 2 <= enis["min"] <= enis["max"] <= 4, "topology", "cross-account ENIs are not 2 to 4")


def judge_summary(plan, report):
    """Recomputes the counts."""
    summary, steps = plan["summary"], plan["steps"]
    first = {resource["steps"][0] for resource in plan["resources"] if resource["steps"]}
    for action in ("create", "update", "delete"):
        count = sum(step["action"] == action for step in steps if step["id"] in first)
        report.expect(summary[action] == count, "summary", f"{action} is {summary[action]}, and there are {count} resources")
    replaced = sum(step["action"] == "replace" or "replaces" in step for step in steps)
    expected = {
        "replace": replaced,
        "irreversible": sum(step["reversibility"] == "irreversible" for step in steps),
        "gates": sum(step["action"] == "gate" for step in steps),
        "errors": sum(found["severity"] == "error" for found in plan["diagnostics"]),
        "warnings": sum(found["severity"] == "warning" for found in plan["diagnostics"]),
    }
    for name, count in expected.items():
        report.expect(summary[name] == count, "summary", f"{name} is {summary[name]}, and there are {count}")
    report.expect(not (plan["executable"] and expected["errors"]), "executable", "true, and an error stands")
