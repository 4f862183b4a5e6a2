"""Every AWS operation against botocore's service models, and every token against the steps that it speaks of."""

import functools
import json
import re

import botocore.exceptions
import botocore.session
import botocore.validate

from judges import tokens

NOT_AWS = {"kubernetes", "helm", "command"}
PERMISSION = re.compile(r"[a-z0-9-]+:[A-Z][A-Za-z0-9]*")
# What the models write otherwise than Python: property classes, surrogate pairs, a hyphen after a class.
DIALECT = [
    (r"\p{L}", r"\w"),
    (r"\p{N}", r"\d"),
    (r"\p{Z}", r" \u00a0\u2000-\u200a\u3000"),
    (r"\p{M}", r"\u0300-\u036f"),
    (r"\p{P}", r"!-/:-@\[-`{-~"),
    (r"\w-", r"\w\-"),
    (r"\uD800\uDC00-\uDBFF\uDFFF", r"\U00010000-\U0010FFFF"),
]
POLICY = re.compile(r"(AssumeRole)?Policy(Document)?")


@functools.cache
def session():
    """One botocore session; it opens no connection."""
    return botocore.session.get_session()


@functools.cache
def service_model(service):
    """The model of a service, or nothing."""
    try:
        return session().get_service_model(service)
    except botocore.exceptions.UnknownServiceError:
        return None


@functools.cache
def waiters(service):
    """The names of the waiters of a service."""
    try:
        return frozenset(session().get_waiter_model(service).waiter_names)
    except (botocore.exceptions.UnknownServiceError, botocore.exceptions.DataNotFoundError, ValueError):
        return frozenset()


@functools.cache
def operation_names(prefix):
    """The operations of the service whose IAM prefix this is, by their names in lower case."""
    model = service_model("elbv2" if prefix == "elasticloadbalancing" else prefix)
    return {name.lower(): name for name in model.operation_names} if model and model.signing_name == prefix else {}


@functools.cache
def compiled(pattern):
    """A pattern of the models as Python reads it."""
    for theirs, ours in DIALECT:
        pattern = pattern.replace(theirs, ours)
    return re.compile(pattern)


def judge(doc, report, _schema=None):
    """Judges the operations of one plan."""
    plan = doc.plan
    judge_tokens(plan, report)
    for step in plan["steps"]:
        operation = step.get("operation")
        service = operation.get("service") if operation else None
        waiter = (step.get("ready") or {}).get("waiter")
        if service == "helm":
            judge_release(step["id"], operation, plan, report)
        elif service == "command":
            report.expect(operation["program"], step["id"], "a command without a program")
        if operation is None or service in NOT_AWS:
            report.expect(waiter is None, step["id"], f"waiter `{waiter}` where no AWS service is called")
        else:
            judge_call(step["id"], operation, report)
            report.expect(waiter is None or waiter in waiters(service), step["id"], f"`{service}` has no waiter `{waiter}`")
        judge_permissions(step, operation, service, report)


def judge_release(step, operation, plan, report):
    """Judges a Helm release: named, found, and of a version that is written or known to be missing."""
    for member in ("release", "namespace", "chart", "repository"):
        report.expect(operation[member], step, f"a release without `{member}`")
    repository = operation["repository"]
    report.expect(repository.startswith(("https://", "oci://")), step, f"`{repository}` is no repository of charts")
    subjects = {unknown.get("subject") for unknown in plan.get("unknowns", [])}
    missing = f"chart version of {operation['release']}"
    report.expect(operation.get("version") or missing in subjects, step, "no version, and nobody says so")


def judge_permissions(step, operation, service, report):
    """Judges the derived permissions: their form, the spelling of known actions, and that the call itself is among them."""
    granted = step.get("permissions", [])
    for permission in granted:
        if report.expect(PERMISSION.fullmatch(permission), step["id"], f"permission `{permission}` is not `service:Action`"):
            prefix, action = permission.split(":")
            known = operation_names(prefix).get(action.lower(), action)
            report.expect(known == action, step["id"], f"permission `{permission}` is spelt `{prefix}:{known}`")
    model = service_model(service) if operation and service not in NOT_AWS else None
    if model and operation["api"] in model.operation_names:
        own = f"{model.signing_name}:{operation['api']}"
        report.expect(own in granted, step["id"], f"permissions lack `{own}`, the call itself")


def judge_call(step, operation, report):
    """Judges one call: the service, the operation, the parameters."""
    service, api = operation["service"], operation["api"]
    model = service_model(service)
    if not report.expect(model, step, f"botocore knows no service `{service}`"):
        return
    if not report.expect(api in model.operation_names, step, f"`{service}` has no operation `{api}`"):
        return
    shape, parameters = model.operation_model(api).input_shape, operation["parameters"]
    if shape is None:
        report.expect(parameters == {}, step, f"`{api}` takes no parameters")
        return
    found = []
    sample = fill(parameters, shape, "", api, found)
    for error in found:
        report.fail(step, error)
    errors = botocore.validate.ParamValidator().validate(sample, shape)
    report.expect(not errors.has_errors(), step, f"{api}: {errors.generate_report()}".replace("\n", "; "))
    for error in constraints(sample, shape, api):
        report.fail(step, error)


def fill(value, shape, member, path, errors):
    """The value with samples in the place of tokens, each fit for its shape; what does not fit goes to `errors`."""
    if shape.type_name == "structure" and isinstance(value, dict):
        # A member that the shape lacks is left for the validator to name.
        return {key: fill(item, shape.members[key], key, f"{path}.{key}", errors) if key in shape.members else item for key, item in value.items()}
    if shape.type_name == "map" and isinstance(value, dict):
        return {tokens.filled(key): fill(item, shape.value, member, f"{path}.{key}", errors) for key, item in value.items()}
    if shape.type_name == "list" and isinstance(value, list):
        return [fill(item, shape.member, member, f"{path}[{at}]", errors) for at, item in enumerate(value)]
    if not isinstance(value, str):
        return value
    try:
        parts = tokens.split(value)
    except tokens.TokenError:
        return value
    if len(parts) == 1 and isinstance(parts[0], tuple):
        return sample_for(parts[0], shape, member, path, errors)
    return tokens.filled(value)


def sample_for(found, shape, member, path, errors):
    """A sample for a token that stands alone."""
    if shape.type_name == "list":
        return [sample_for(found, shape.member, member, path, errors)]
    if shape.type_name in ("integer", "long"):
        return max(1, shape.metadata.get("min", 1))
    if shape.type_name == "blob":
        return b"sample"
    if shape.type_name != "string":
        errors.append(f"{path}: a token cannot stand for a {shape.type_name}")
        return None
    if found[0] in ("account", "partition"):
        return tokens.sample_of(found)
    if found[0] == "unknown" and shape.enum:
        return shape.enum[0]
    sample, wanted = tokens.kind_of(member, shape.name)
    if found[0] == "output":
        made_sample, made = tokens.kind_of(found[2])
        if wanted and made and wanted != made and {wanted, made} != {"ARN", "certificate"}:
            errors.append(f"{path}: `{found[2]}` is of the kind {made}, and a {wanted} is wanted")
        sample = sample if wanted else made_sample
    for candidate in [sample, "sample", *(known for _, known, _ in tokens.SAMPLES), tokens.ACCOUNT]:
        if not any(constraints(candidate, shape, path)):
            return candidate
    errors.append(f"{path}: no text that a token could stand for fits `{shape.name}`")
    return sample


def constraints(value, shape, path):
    """What botocore's own validator passes over: enums, patterns, greatest lengths and values, policies that are no JSON."""
    if shape.type_name == "structure" and isinstance(value, dict):
        for key, item in value.items():
            if key in shape.members:
                yield from constraints(item, shape.members[key], f"{path}.{key}")
                if POLICY.fullmatch(key) and isinstance(item, str):
                    yield from policy_faults(item, f"{path}.{key}")
    elif shape.type_name == "list" and isinstance(value, list):
        yield from beyond(len(value), shape, path, "items")
        for at, item in enumerate(value):
            yield from constraints(item, shape.member, f"{path}[{at}]")
    elif shape.type_name == "map" and isinstance(value, dict):
        yield from beyond(len(value), shape, path, "entries")
        for key, item in value.items():
            yield from constraints(key, shape.key, f"{path} key")
            yield from constraints(item, shape.value, f"{path}.{key}")
    elif shape.type_name in ("integer", "long") and isinstance(value, int):
        yield from beyond(value, shape, path, "")
    elif shape.type_name == "string" and isinstance(value, str):
        yield from beyond(len(value), shape, path, "characters")
        if shape.enum and value not in shape.enum:
            yield f"{path}: `{value}` is none of {', '.join(shape.enum[:12])}"
        pattern = shape.metadata.get("pattern")
        if pattern and not compiled(pattern).fullmatch(value):
            yield f"{path}: `{value[:80]}` does not match `{pattern}`"


def beyond(size, shape, path, unit):
    """A size outside the shape's limits."""
    least, most = shape.metadata.get("min"), shape.metadata.get("max")
    if most is not None and size > int(most):
        yield f"{path}: {size} {unit} where at most {most} are allowed"
    if least is not None and size < int(least):
        yield f"{path}: {size} {unit} where at least {least} are needed"


def policy_faults(text, path):
    """A policy document that IAM could not read."""
    try:
        policy = json.loads(text)
    except ValueError as error:
        yield f"{path}: not JSON: {error}"
        return
    if not isinstance(policy, dict) or "Statement" not in policy:
        yield f"{path}: a policy without `Statement`"


def judge_tokens(plan, report):
    """Judges every token: its step comes before and leads here, and yields the output; its subject is among the unknowns."""
    yields = {step["id"]: set(step.get("yields", [])) for step in plan["steps"]}
    subjects = {unknown.get("subject") for unknown in plan.get("unknowns", [])}
    ancestors = {}
    for step in plan["steps"]:
        here = step["id"]
        ancestors[here] = set()
        for dependency in step["dependsOn"]:
            ancestors[here] |= {dependency["step"]} | ancestors.get(dependency["step"], set())
        uses = [(found, False) for found in tokens.found_in(step.get("operation"))]
        uses += [(found, True) for found in tokens.found_in(step.get("undo")) if isinstance(step.get("undo"), dict)]
        for found, own in uses:
            if isinstance(found, tokens.TokenError):
                report.fail(here, str(found))
            elif found[0] == "unknown":
                report.expect(found[1] in subjects, here, f"`{found[1]}` is not among the unknowns")
            elif found[0] == "output":
                _, maker, output = found
                if own and maker == here:
                    report.expect(output in yields[here], here, f"`{maker}` does not yield `{output}`")
                elif report.expect(maker in yields, here, f"token of a step that is not there: `{maker}`"):
                    report.expect(maker in ancestors and maker != here, here, f"token of a step that does not come before: `{maker}`")
                    report.expect(maker in ancestors[here], here, f"token of a step that this one does not depend on: `{maker}`")
                    report.expect(output in yields[maker], here, f"`{maker}` does not yield `{output}`")
