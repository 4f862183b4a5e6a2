"""Every verb answers, and says the same as the core."""

from __future__ import annotations

import inspect
import json
from pathlib import Path

import eks_plan
import pytest
from eks_plan import _native, _verbs

OPTIONS: eks_plan.Options = {"asOf": "2026-11-22", "sourceName": "production.yaml"}


def ask(verb: str, text: str, **arguments: object) -> str:
    return _native.call(verb, [("", text, False)], json.dumps({**OPTIONS, **arguments}))


def test_each_verb_of_the_core_is_here() -> None:
    schema = json.loads((Path(__file__).parents[2] / "schema" / "api.schema.json").read_text(encoding="utf-8"))
    names = {"planOrThrow": "plan_or_raise"}
    assert sorted(names.get(verb["name"], verb["name"]) for verb in schema["verbs"]) == _verbs.__all__


def test_documents_are_the_bytes_of_the_core(text: str) -> None:
    assert eks_plan.plan(text, OPTIONS).to_json() == ask("plan", text)
    assert eks_plan.plan_or_raise(text, OPTIONS).to_json() == ask("planOrThrow", text)
    assert eks_plan.check(text, OPTIONS, each=True).to_json() == ask("check", text, each=True)
    assert eks_plan.fix(text, OPTIONS).to_json() == ask("fix", text)
    topology = eks_plan.topology(text, OPTIONS)
    assert topology is not None and topology.to_json() == ask("topology", text)
    step = "create:cluster/production"
    assert eks_plan.why(text, step, OPTIONS).to_json() == ask("why", text, step=step)
    assert eks_plan.impact(text, step, OPTIONS).to_json() == ask("impact", text, step=step)
    assert eks_plan.render(text, "sarif", OPTIONS) == ask("render", text, form="sarif")
    assert eks_plan.baseline(text, OPTIONS) == ask("baseline", text)


def test_documents_that_need_no_spec_are_the_bytes_of_the_core() -> None:
    assert eks_plan.explain("EP0104").to_json() == _native.call("explain", [], '{"code":"EP0104"}')
    assert eks_plan.codes().to_json() == _native.call("codes", [], "{}")
    assert eks_plan.schema("plan") == json.loads(_native.call("schema", [], '{"name":"plan"}'))
    assert eks_plan.version().to_json() == _native.call("version", [], "{}")
    assert eks_plan.version().version == eks_plan.__version__


def test_what_is_wrong_with_a_spec_is_part_of_the_answer() -> None:
    plan = eks_plan.plan("metadata: [")
    assert not plan.executable and plan.topology is None and len(plan.steps) == 0
    assert plan.diagnostics[0].severity == "error"
    assert eks_plan.topology("metadata: [") is None


def test_a_relation_and_a_goal_of_why(text: str) -> None:
    why = eks_plan.why(text, "cluster/production", OPTIONS, relation="delete")
    assert why.relation == "delete"
    nodes = next(step.id for step in eks_plan.plan(text).steps if step.id.startswith("create:managed-node-group/"))
    found = eks_plan.why(text, nodes, before="create:cluster/production")
    assert found.before == "create:cluster/production" and found.reasons


def test_a_baseline_passes_over_what_was_there(text: str) -> None:
    before = eks_plan.check(text, OPTIONS)
    after = eks_plan.check(text, OPTIONS, baseline=eks_plan.baseline(text, OPTIONS))
    assert before.diagnostics and not after.diagnostics
    assert after.baseline is not None and after.baseline.known == len(before.diagnostics)


@pytest.mark.parametrize("name", _verbs.__all__)
def test_docstrings_say_all_arguments(name: str) -> None:
    verb = getattr(eks_plan, name)
    doc = inspect.getdoc(verb) or ""
    for parameter in inspect.signature(verb).parameters:
        assert f"    {parameter}: " in doc
