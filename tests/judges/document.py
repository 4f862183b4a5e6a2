"""The document as such: its shape, its schema, its canonical form and its fingerprint."""

import functools
import hashlib
import json
import re

import jsonschema

# Contract 3, in its order; what may be absent ends in `?`.
TOP = (
    "formatVersion generator fingerprint inputFingerprint goal asOf catalog executable summary cluster topology resources edges steps waves "
    "criticalPath totals assumptions unknowns diagnostics"
).split()
SHAPES = {
    "generator": "name version",
    "catalog": "revision date",
    "summary": "create update replace delete irreversible gates errors warnings",
    "resources[]": "id kind name owner origin existing madeBy? billed properties steps",
    "resources[].origin": "type path? span?",
    "edges[]": "id from to relation kind until? group? delaySeconds? retryOn? hard reasonCode reason evidence",
    "edges[].evidence": "source locator date",
    "steps[]": "id title action resource operation dependsOn anyOf? wave lane? ready yields estimate startSeconds acceptedSeconds? finishSeconds "
    "slackSeconds critical permissions runsFrom undo? reversibility disruption replaces? before? after? reason",
    "steps[].dependsOn[]": "step edge?",
    "steps[].anyOf[]": "group steps",
    "steps[].ready": "waiter? condition timeoutSeconds",
    "steps[].estimate": "p50Seconds p90Seconds source n?",
    "waves[]": "index startSeconds finishSeconds steps",
    "criticalPath": "seconds steps edges",
    "totals": "steps waves p50Seconds p90Seconds sequentialSeconds assumedSeconds",
    "assumptions[]": "subject value why source",
    "unknowns[]": "subject why blocks",
    "diagnostics[]": "code severity message",
    "suppressed[]": "by reason? span? finding",
}
TERMS = {
    "goal": "create change upgrade destroy",
    "resources[].owner": "customer aws kubernetes",
    "resources[].billed": "no hourly usage",
    "resources[].origin.type": "field default aws",
    "steps[].action": "create update replace delete wait gate noop",
    "steps[].runsFrom": "anywhere vpc on-premises",
    "steps[].reversibility": "reversible costly irreversible",
    "diagnostics[].severity": "error warning note",
}
OPERATIONS = {
    "kubernetes": "service api manifest",
    "helm": "service api release namespace chart repository values",
    "command": "service program arguments",
}
# Maps whose keys are not the contract's own: sorted by bytes, of any spelling.
MAPS = {"parameters", "properties", "manifest", "values", "args", "before", "after", "labels", "tags"}
CAMEL = re.compile(r"[a-z][A-Za-z0-9]*")
OUTSIDE = ("fingerprint", "generator", "executable", "diagnostics", "suppressed", "inputFingerprint")

# Where the typed member `origin` stands; a tag or a manifest key of that name counts.
WITH_ORIGIN = (
    "resources", "topology.dataPlane.vpc", "topology.dataPlane.subnets", "topology.compute", "topology.addOns", "topology.capabilities",
    "topology.workloads",
)


def at(value, path):
    """The objects at a path, those of lists one by one."""
    if isinstance(value, list):
        return [found for item in value for found in at(item, path)]
    if not isinstance(value, dict):
        return []
    return at(value.get(path[0]), path[1:]) if path else [value]


def fingerprint(plan):
    """SHA-256 of the canonical text of what is built, as contract 3 says; keys in the order of the document."""

    kept = json.loads(json.dumps({key: value for key, value in plan.items() if key not in OUTSIDE}))
    for path in WITH_ORIGIN:
        for item in at(kept, path.split(".")):
            item.pop("origin", None)
    for step in at(kept, ["steps"]):
        step.pop("reason", None)
    if isinstance(kept.get("summary"), dict):
        kept["summary"] = {key: value for key, value in kept["summary"].items() if key not in ("errors", "warnings")}
    return hashlib.sha256(json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def judge(doc, report, schema=None):
    """Judges one document."""
    plan = doc.plan
    for key in doc.duplicates:
        report.fail(key, "key given twice in one object")
    for raw in doc.floats:
        report.fail(raw, "a number that is no integer")
    judge_schema(plan, report, schema)
    keys = list(plan)
    report.expect([key for key in keys if key in TOP] == TOP, "-", f"top-level keys are {keys}")
    report.expect(plan.get("formatVersion", "").startswith("1."), "formatVersion", "is not `1.x`")
    for key in ("fingerprint", "inputFingerprint"):
        report.expect(re.fullmatch("[0-9a-f]{64}", plan.get(key) or ""), key, "is not 64 hexadecimal digits")
    report.expect(plan.get("fingerprint") == fingerprint(plan), "fingerprint", f"{fingerprint(plan)} was expected")
    for path, names in SHAPES.items():
        judge_shape(plan, path, names.split(), report)
    for path, terms in TERMS.items():
        for name, value in found_at(plan, path):
            report.expect(value in terms.split(), name, f"`{value}` is none of {terms}")
    judge_operations(plan, report)
    walk(plan, "", False, report)


@functools.cache
def schema_validator(path):
    """A validator of the published schema."""
    contents = json.loads(path.read_text(encoding="utf-8"))
    kind = jsonschema.validators.validator_for(contents, default=jsonschema.Draft202012Validator)
    kind.check_schema(contents)
    return kind(contents)


def judge_schema(plan, report, schema):
    """Judges the plan by the published JSON Schema."""
    if schema is None:
        report.notes.append("no JSON Schema of the plan to judge by")
        return
    report.checked += 1
    for error in sorted(schema_validator(schema).iter_errors(plan), key=lambda error: error.json_path):
        report.fail(error.json_path, f"schema: {error.message[:200]}")


def found_at(plan, path):
    """What stands at a path like `steps[].ready`, with the name of each place."""
    found = [("", plan)]
    for part in path.split("."):
        key = part.removesuffix("[]")
        found = [(f"{name}.{key}".lstrip("."), value[key]) for name, value in found if isinstance(value, dict) and key in value]
        if part.endswith("[]"):
            found = [(f"{name}[{at}]", item) for name, items in found for at, item in enumerate(items)]
    return found


def judge_shape(plan, path, names, report):
    """Judges that what must be there is there, and that all objects of one type have one order of fields."""
    needed = {name for name in names if not name.endswith("?")}
    after = {}
    for name, value in found_at(plan, path):
        if not report.expect(isinstance(value, dict), name, "is not an object"):
            continue
        lacking = sorted(needed - set(value))
        report.expect(not lacking, name, f"lacks {lacking}")
        keys = list(value)
        for at, key in enumerate(keys):
            wrong = [other for other in keys[:at] if other in after.get(key, ())]
            report.expect(not wrong, name, f"`{key}` stands after {wrong}, and elsewhere before")
            after.setdefault(key, set()).update(keys[at + 1 :])


def judge_operations(plan, report):
    """Judges that an operation is there but for gates and steps that do nothing, and has the parts of its service."""
    for step in plan.get("steps", []):
        operation, action = step.get("operation"), step["action"]
        if operation is None:
            report.expect(action in ("gate", "noop"), step["id"], f"operation of a {action} is null")
            continue
        report.expect(action != "gate", step["id"], "operation of a gate is not null")
        lacking = sorted(set(OPERATIONS.get(operation.get("service"), "service api parameters").split()) - set(operation))
        report.expect(not lacking, step["id"], f"operation lacks {lacking}")


def may_be_null(path):
    """Where the contract states a null."""
    return path == "topology" or path.endswith("span") or re.fullmatch(r"steps\[\d+\]\.operation", path)


def walk(value, path, free, report):
    """Judges every value: no floats, no nulls but the stated ones, camel case where keys are the contract's, sorted keys where they are not."""
    report.checked += 1
    if isinstance(value, float):
        report.fail(path, f"{value} is no integer")
    elif value is None and not may_be_null(path):
        report.fail(path, "null")
    elif isinstance(value, list):
        for at, item in enumerate(value):
            walk(item, f"{path}[{at}]", free, report)
    elif isinstance(value, dict):
        keys = list(value)
        if free and keys != sorted(keys, key=str.encode):
            report.fail(path, "keys of a map are not sorted")
        for key, item in value.items():
            if not free and not CAMEL.fullmatch(key):
                report.fail(path, f"key `{key}` is not in camel case")
            walk(item, f"{path}.{key}".lstrip("."), free or (key in MAPS and isinstance(item, dict)), report)
