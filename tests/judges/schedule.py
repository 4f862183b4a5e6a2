"""Waves, lanes, times, slack and the critical path, computed again."""

LANES_OF_ONE = ("cluster-update", "fargate-profile")


def circle(before):
    """What is left of a relation (`{node: [nodes before it]}`) after everything outside of cycles is taken away: empty when it has none."""
    after, waiting = {}, {}
    for node, others in before.items():
        waiting[node] = len(set(others))
        for other in set(others):
            after.setdefault(other, []).append(node)
            waiting.setdefault(other, 0)
    free = sorted(node for node, count in waiting.items() if count == 0)
    while free:
        node = free.pop()
        del waiting[node]
        for other in after.get(node, []):
            waiting[other] -= 1
            if waiting[other] == 0:
                free.append(other)
    return sorted(waiting)


def satisfied(step, edge, report):
    """When an edge from this step is satisfied, its delay included."""
    edge = edge or {}
    if edge.get("until") == "accepted":
        report.expect("acceptedSeconds" in step, step["id"], f"edge `{edge['id']}` asks when it is accepted, and that is not given")
        return step.get("acceptedSeconds", step["finishSeconds"]) + edge.get("delaySeconds", 0)
    return step["finishSeconds"] + edge.get("delaySeconds", 0)


def lane_order(graph):
    """For each step in a lane of capacity 1, the step before it in that lane."""
    previous = {}
    for lane in LANES_OF_ONE:
        steps = [step for step in graph.order if step.get("lane") == lane]
        steps.sort(key=lambda step: (step["startSeconds"], step["finishSeconds"], graph.place[step["id"]]))
        for before, after in zip(steps, steps[1:]):
            previous[after["id"]] = before
    return previous


def exclusive_edges(before, after, graph):
    """The oriented edges of a lane between two steps."""
    return [
        edge
        for edge in graph.edges.values()
        if edge["kind"] == "exclusive"
        and edge["relation"] == "create"
        and before["resource"] in graph.made_with(edge["from"])
        and after["resource"] in graph.made_with(edge["to"])
    ]


def links_of(graph, report):
    """For each step what it waits for: `[(step before, edge or nothing, when satisfied)]`, over dependencies and lanes."""
    previous = lane_order(graph)
    ancestors, links = {}, {}
    for step in graph.order:
        here = step["id"]
        links[here] = []
        ancestors[here] = set()
        for dependency in step["dependsOn"]:
            before, edge = graph.steps[dependency["step"]], graph.edges.get(dependency.get("edge"))
            links[here].append((before, edge, satisfied(before, edge, report)))
            ancestors[here] |= {before["id"]} | ancestors[before["id"]]
    for here, before in previous.items():
        step = graph.steps[here]
        between = exclusive_edges(before, step, graph)
        delay = max((edge.get("delaySeconds", 0) for edge in between), default=0)
        links[here].append((before, between[0] if between else None, before["finishSeconds"] + delay))
        report.expect(before["finishSeconds"] <= step["startSeconds"], here, f"overlaps `{before['id']}` in lane {step['lane']}")
        known = between or before["id"] in ancestors[here] or before["resource"] == step["resource"]
        report.expect(known, here, f"no `exclusive` edge from `{before['id']}`, its predecessor in lane {step['lane']}")
    return links


def judge(plan, graph, report):
    """Judges everything that has to do with time."""
    for step in graph.order:
        judge_step(step, report)
    links = links_of(graph, report)
    if report.expect(not circle({here: [before["id"] for before, _, _ in found] for here, found in links.items()}), "steps", "lanes and dependencies form a cycle"):
        judge_starts(graph, links, report)
        judge_waves(plan, graph, links, report)
        judge_slack(graph, links, report)
        judge_totals(plan, graph, links, report)
        judge_critical_path(plan, graph, links, report)


def judge_step(step, report):
    """Judges what one step says of its own time."""
    here, estimate = step["id"], step["estimate"]
    start, finish = step["startSeconds"], step["finishSeconds"]
    report.expect(finish == start + estimate["p50Seconds"], here, f"finishes at {finish}, and {start} + {estimate['p50Seconds']} were expected")
    report.expect(start <= step.get("acceptedSeconds", start) <= finish, here, "is accepted outside of its own time")
    report.expect(0 <= estimate["p50Seconds"] <= estimate["p90Seconds"], here, "p90 is below p50")
    source = estimate["source"]
    report.expect(source.startswith(("measured", "limit", "assumed")), here, f"estimate from `{source}`")
    report.expect(not source.startswith("measured") or "n" in estimate, here, "measured, and `n` is missing")


def judge_starts(graph, links, report):
    """Judges that each step starts when it first can. A lane wider than 1 may hold a step back, to the end of another in it."""
    for step in graph.order:
        here, start = step["id"], step["startSeconds"]
        ready = max((at for _, _, at in links[here]), default=0)
        lane = step.get("lane")
        held = lane and lane not in LANES_OF_ONE and any(s.get("lane") == lane and s["finishSeconds"] == start for s in graph.order if s is not step)
        if start < ready:
            report.fail(here, f"starts at {start}, before {ready}, when what it waits for is there")
        report.expect(start <= ready or held, here, f"starts at {start}, and could start at {ready}")


def ordered(links):
    """The steps in an order that suits both dependencies and lanes."""
    done, order = set(), []
    for root in links:
        stack = [root]
        while stack:
            waits = [before["id"] for before, _, _ in links[stack[-1]] if before["id"] not in done]
            if waits:
                stack.extend(waits)
            else:
                here = stack.pop()
                if here not in done:
                    done.add(here)
                    order.append(here)
    return order


def judge_waves(plan, graph, links, report):
    """Judges that a wave is the depth over dependencies and lanes, and the list of waves."""
    depth = {}
    for here in ordered(links):
        depth[here] = max((depth[before["id"]] + 1 for before, _, _ in links[here]), default=0)
        report.expect(graph.steps[here]["wave"] == depth[here], here, f"in wave {graph.steps[here]['wave']}, and its depth is {depth[here]}")
    report.expect([wave["index"] for wave in plan["waves"]] == list(range(max(depth.values()) + 1)), "waves", "indexes do not run from 0 to the greatest depth")
    for wave in plan["waves"]:
        name = f"waves[{wave['index']}]"
        steps = [step for step in graph.order if depth[step["id"]] == wave["index"]]
        report.expect(sorted(wave["steps"]) == sorted(step["id"] for step in steps), name, "does not list the steps of this depth")
        if steps:
            report.expect(wave["startSeconds"] == min(step["startSeconds"] for step in steps), name, "start is not that of its first step")
            report.expect(wave["finishSeconds"] == max(step["finishSeconds"] for step in steps), name, "finish is not that of its last step")


def judge_slack(graph, links, report):
    """Computes how far each step can slip without moving the end. Lanes wider than 1 are not known well enough to say."""
    end = max(step["finishSeconds"] for step in graph.order)
    latest = {step["id"]: end - step["finishSeconds"] + step["startSeconds"] for step in graph.order}
    for here in reversed(ordered(links)):
        for before, _, at in links[here]:
            latest[before["id"]] = min(latest[before["id"]], latest[here] - at + before["startSeconds"])
    wide = any(step.get("lane") and step["lane"] not in LANES_OF_ONE for step in graph.order)
    for step in graph.order:
        slack = latest[step["id"]] - step["startSeconds"]
        report.expect(step["slackSeconds"] >= 0, step["id"], "slack is negative")
        report.expect(wide or step["slackSeconds"] == slack, step["id"], f"slack is {step['slackSeconds']}, and {slack} was expected")
        report.expect(not step["critical"] or step["slackSeconds"] == 0, step["id"], "critical, and has slack")


def judge_totals(plan, graph, links, report):
    """Recomputes the totals; p90 is that of a schedule that is not shown, so it is bounded from both sides."""
    totals, steps = plan["totals"], graph.order
    expected = {
        "steps": len(steps),
        "waves": len(plan["waves"]),
        "p50Seconds": max(step["finishSeconds"] for step in steps),
        "sequentialSeconds": sum(step["estimate"]["p50Seconds"] for step in steps),
    }
    for name, value in expected.items():
        report.expect(totals[name] == value, "totals", f"{name} is {totals[name]}, and {value} was expected")
    finish = {}
    for here in ordered(links):
        start = 0
        for dependency in graph.steps[here]["dependsOn"]:
            edge, before = graph.edges.get(dependency.get("edge")) or {}, graph.steps[dependency["step"]]
            accepted = before.get("acceptedSeconds", before["startSeconds"]) - before["startSeconds"]
            p90 = before["estimate"]["p90Seconds"]
            start = max(start, finish[before["id"]] - (p90 - accepted if edge.get("until") == "accepted" else 0) + edge.get("delaySeconds", 0))
        finish[here] = start + graph.steps[here]["estimate"]["p90Seconds"]
    delays = sum(edge.get("delaySeconds", 0) for edge in graph.edges.values())
    most = sum(step["estimate"]["p90Seconds"] for step in steps) + delays
    least = max(finish.values())
    report.expect(least <= totals["p90Seconds"] <= most, "totals", f"p90Seconds is {totals['p90Seconds']}, and {least} to {most} were expected")


def judge_critical_path(plan, graph, links, report):
    """Judges that the critical path is one chain without gaps from 0 to the end."""
    path, names = plan["criticalPath"], plan["criticalPath"]["steps"]
    if not report.expect(names and all(name in graph.steps for name in names), "criticalPath", "empty, or names a step that is not there"):
        return
    steps = [graph.steps[name] for name in names]
    end = max(step["finishSeconds"] for step in graph.order)
    report.expect(steps[0]["startSeconds"] == 0, "criticalPath", "does not start at 0")
    report.expect(steps[-1]["finishSeconds"] == end, "criticalPath", "does not end at the last finish")
    report.expect(path["seconds"] == end, "criticalPath", f"lasts {path['seconds']}, and the plan lasts {end}")
    for step in steps:
        report.expect(step["critical"] and step["slackSeconds"] == 0, step["id"], "on the critical path, and not critical or with slack")
    edges, parts = list(path["edges"]), []
    for before, after in zip(steps, steps[1:]):
        binding = [(edge, at) for other, edge, at in links[after["id"]] if other is before and at == after["startSeconds"]]
        if not report.expect(binding, "criticalPath", f"a gap between `{before['id']}` and `{after['id']}`"):
            return
        named = [edge["id"] for edge, _ in binding if edge]
        named += [edge["id"] for edge in exclusive_edges(before, after, graph)]
        if edges and edges[0] in named:
            edges.pop(0)
        else:
            report.expect(any(edge is None for edge, _ in binding), "criticalPath", f"`edges` lacks {named} from `{before['id']}` to `{after['id']}`")
        parts.append(after["startSeconds"] - before["startSeconds"])
    report.expect(not edges, "criticalPath", f"edges {edges} join no two of its steps")
    judge_assumed(plan["totals"], steps, parts + [end - steps[-1]["startSeconds"]], report)


def judge_assumed(totals, steps, parts, report):
    """Judges how much of the critical path rests on no measurement. Whether a limit counts, and a wait after a step, is left open."""
    if report.expect("assumedSeconds" in totals, "totals", "`assumedSeconds` is missing"):
        answers = set()
        for kinds in (("assumed",), ("assumed", "limit")):
            guessed = [at for at, step in enumerate(steps) if step["estimate"]["source"].startswith(kinds)]
            answers |= {sum(steps[at]["estimate"]["p50Seconds"] for at in guessed), sum(parts[at] for at in guessed)}
            answers.add(sum(min(parts[at], steps[at]["estimate"]["p50Seconds"]) for at in guessed))
        report.expect(totals["assumedSeconds"] in answers, "totals", f"assumedSeconds is {totals['assumedSeconds']}, and one of {sorted(answers)} was expected")
