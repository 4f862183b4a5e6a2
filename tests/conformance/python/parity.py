"""Does the package have every verb, argument and option of the interface?

usage: parity.py SCHEMA
"""

import inspect
import json
import sys
from pathlib import Path

import eks_plan

NAMES = {"planOrThrow": "plan_or_raise"}
EMPTY = inspect.Parameter.empty


def main(schema):
    api = json.loads(Path(schema).read_text(encoding="utf-8"))
    asked = [thing for verb in api["verbs"] for thing in of_verb(verb, api["$defs"])]
    for name, part in api["$defs"].items():
        if name.startswith("Options") and "properties" in part:
            fields = getattr(getattr(eks_plan, name, None), "__annotations__", {})
            asked += [(field in fields, f"{name}.{field}") for field in part["properties"]]
    lacking = [what for there, what in asked if not there]
    print(f"    {len(api['verbs'])} verbs, {len(asked)} things asked for, {len(lacking)} lacking")
    for what in lacking:
        print(f"      {what}")
    return 1 if lacking else 0


def of_verb(verb, parts):
    """What the function of a verb has to be: pairs of whether it is, and what."""
    name = NAMES.get(verb["name"], verb["name"])
    function = getattr(eks_plan, name, None)
    yield callable(function), name
    if not callable(function):
        return
    parameters = dict(inspect.signature(function).parameters)
    arguments = parts[verb["arguments"]["$ref"].rsplit("/", 1)[1]]
    required = arguments.get("required", [])
    positional = (["spec"] if verb["readsSpec"] else []) + required
    yield list(parameters)[: len(positional)] == positional, f"{name}: {positional}"
    for argument in positional:
        yield argument in parameters and parameters[argument].default is EMPTY, f"{name}: {argument} has to be given"
    if verb["readsSpec"]:
        yield "options" in parameters and parameters["options"].default is None, f"{name}: options"
    for argument in arguments.get("properties", {}):
        if argument not in required:
            kind = parameters[argument].kind if argument in parameters else None
            yield kind == inspect.Parameter.KEYWORD_ONLY, f"{name}: {argument} by its name"
    yield inspect.signature(function).return_annotation is not EMPTY, f"{name}: type of the answer"
    yield bool(inspect.getdoc(function)), f"{name}: documentation"


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
