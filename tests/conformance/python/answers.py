"""Calls through the package of Python: by the function of the verb where it takes them, otherwise by the door behind it.

usage: answers.py CALLS ANSWERS [TEXTS]
"""

import hashlib
import inspect
import json
import sys
from pathlib import Path

import eks_plan
from eks_plan import _native
from eks_plan._source import sources_of

NAMES = {"planOrThrow": "plan_or_raise"}


def main(calls, answers, texts=None):
    lines = []
    for index, line in enumerate(Path(calls).read_text(encoding="utf-8").split("\n")[:-1]):
        call = json.loads(line)
        kind, text = answer(call)
        data = text.encode()
        lines.append(f"{call['id']}\t{kind}\t{len(data)}\t{hashlib.sha256(data).hexdigest()}\n")
        if texts is not None:
            Path(texts, str(index)).write_bytes(data)
    Path(answers).write_bytes("".join(lines).encode())


def answer(call):
    specs = [built(source) for source in call["sources"]]
    try:
        taken = parameters(call, specs)
        answered = None
        if taken is not None:
            function, positional, named = taken
            answered = function(*positional, **named)
            if isinstance(answered, str):
                return "answer", answered
            if hasattr(answered, "to_json"):
                return "answer", answered.to_json()
        text = _native.call(call["verb"], sources_of(specs), call["request"])
        # A schema is a mapping of Python's, which has no text of its own.
        if answered is not None and answered != json.loads(text):
            return "answer", json.dumps(answered)
        return "answer", text
    except eks_plan.EksPlanError as error:
        return "failure", error.to_json().rstrip("\n")


def parameters(call, specs):
    """The function of the verb, and how it is called; None if Python itself would refuse the call."""
    name = NAMES.get(call["verb"], call["verb"])
    if call.get("door") or name not in eks_plan._verbs.__all__:
        return None
    function, request = getattr(eks_plan, name), json.loads(call["request"])
    positional, named = [], {}
    for parameter in inspect.signature(function).parameters.values():
        if parameter.name == "spec":
            positional.append(specs[0] if len(specs) == 1 else specs)
        elif parameter.name == "options":
            named["options"] = request
        elif parameter.name in request:
            named[parameter.name] = request.pop(parameter.name)
        elif parameter.default is inspect.Parameter.empty:
            return None
    return None if request and "options" not in named else (function, positional, named)


def built(source):
    """What a user hands over."""
    if "text" in source:
        content = source["text"]
    elif "object" in source:
        content = source["object"]
    else:
        content = 1
        for _ in range(source["levels"]):
            content = [content] if source["of"] == "list" else {"a": content}
        content = {"deep": content}
    return content if source.get("name") is None else eks_plan.Source(content, source["name"])


if __name__ == "__main__":
    main(*sys.argv[1:])
