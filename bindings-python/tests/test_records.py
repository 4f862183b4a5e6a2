"""What all answers can do."""

from __future__ import annotations

import copy
import inspect
import json
import pickle
from pathlib import Path
from typing import Any

import eks_plan
import pytest
from eks_plan import Plan, Record, Records


@pytest.fixture(scope="module")
def plan(text: str) -> Plan:
    return eks_plan.plan(text)


def test_text_is_not_parsed_before_an_attribute_is_read(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []
    loads = json.loads
    monkeypatch.setattr(json, "loads", lambda text: parsed.append(text) or loads(text))
    plan = eks_plan.plan(text)
    check = eks_plan.check(text)
    assert plan.to_json() and check.to_json() and hash(plan) and not parsed
    assert plan.goal == "create" and plan.goal and plan.steps and len(parsed) == 1


def test_attributes_are_the_members_of_the_document(specs: list[Path]) -> None:
    def compare(record: Record) -> None:
        kind = type(record)
        names = [name for name, value in vars(kind).items() if isinstance(value, property)]
        camel = {
            name: "".join(w.capitalize() if i else w for i, w in enumerate(name.rstrip("_").split("_")))
            for name in names
        }
        data = record.to_dict()
        assert set(data) <= set(camel.values()), kind
        for name in names:
            value = getattr(record, name)
            raw = data.get(camel[name])
            if isinstance(value, Record):
                assert value.to_dict() == raw
                compare(value)
            elif isinstance(value, Records):
                assert value.to_dicts() == (raw or [])
                for one in value:
                    compare(one)
            else:
                assert value == raw or (raw is None and value in ([], {})), (kind, name)

    for path in specs:
        compare(eks_plan.plan(path))
        compare(eks_plan.check(path))


def test_text_of_a_part_is_canonical(plan: Plan) -> None:
    steps = ",".join(step.to_json().rstrip("\n") for step in plan.steps)
    assert f'"steps":[{steps}],' in plan.to_json()
    assert plan.topology is not None and plan.topology.to_json().rstrip("\n") in plan.to_json()
    assert Plan.from_dict(plan.to_dict()).to_json() == plan.to_json()


def test_steps_go_by_position_and_by_id(plan: Plan) -> None:
    steps = plan.steps
    first = steps[0]
    assert steps is plan.steps and first is steps[first.id] is steps.get(first.id)
    assert first.id in steps and first in steps and "create:nope" not in steps and 3 not in steps
    assert steps.get("create:nope") is None
    assert [step.id for step in steps] == steps.ids() and len(steps) == len(steps.ids())
    assert list(steps[1:3]) == [steps[1], steps[2]] and steps[-1] is steps[len(steps) - 1]
    assert steps.index(steps[2]) == 2 and next(reversed(steps)) == steps[-1]
    with pytest.raises(KeyError):
        steps["create:nope"]
    with pytest.raises(IndexError):
        steps[len(steps)]


def test_operations_are_what_they_are(specs: list[Path]) -> None:
    services = {
        eks_plan.KubernetesOperation: "kubernetes",
        eks_plan.HelmOperation: "helm",
        eks_plan.CommandOperation: "command",
    }
    seen = set()
    for path in specs:
        for step in eks_plan.plan(path).steps:
            kind: Any = type(step.operation)
            seen.add(kind)
            if kind in services:
                assert step.operation is not None and step.operation.service == services[kind]
    assert {*services, eks_plan.AwsOperation, type(None)} == seen


def test_equality_and_hash(text: str, plan: Plan) -> None:
    same, other = eks_plan.plan(text), eks_plan.plan(text, {"asOf": "2026-01-02"})
    assert plan == same and hash(plan) == hash(same) and plan != other and len({plan, same, other}) == 2
    assert plan.steps == same.steps and hash(plan.steps) == hash(same.steps) and plan.steps[0] == same.steps[0]
    assert plan != plan.to_json() and plan.steps != plan.waves and plan.steps[0] != plan.steps[1]


@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_pickle(plan: Plan, protocol: int) -> None:
    for value in (plan, plan.steps, plan.steps[3], eks_plan.codes(), eks_plan.version()):
        again = pickle.loads(pickle.dumps(value, protocol))
        assert again == value and again.to_json() == value.to_json() and type(again) is type(value)


def test_copies(plan: Plan) -> None:
    assert copy.copy(plan) == plan == copy.deepcopy(plan)


def test_nothing_that_is_done_to_an_answer_shows(text: str) -> None:
    plan = eks_plan.plan(text)
    before = plan.to_json()
    plan.steps[0].yields.append("x")
    plan.to_dict().clear()
    plan.steps.to_dicts()[0].clear()
    plan.resources[0].properties["x"] = 1
    for attempt in ("goal", "nope"):
        with pytest.raises(AttributeError):
            setattr(plan, attempt, "x")
    assert plan.to_json() == before and plan == eks_plan.plan(text)
    assert "x" not in plan.steps[0].yields and "x" not in plan.resources[0].properties
    with pytest.raises(TypeError):
        Plan()


def test_repr() -> None:
    plan = eks_plan.plan(
        {
            "apiVersion": "eksctl.io/v1alpha5",
            "kind": "ClusterConfig",
            "metadata": {"name": "demo", "region": "eu-west-1"},
        }
    )
    totals = plan.totals
    assert totals is not None
    minutes = round(totals.p50_seconds / 60)
    assert repr(plan) == f"Plan('demo', {totals.steps} steps, {totals.waves} waves, about {minutes} min, executable)"
    assert repr(plan.steps["create:vpc/main"]) == "Step('create:vpc/main', wave 0)"
    assert repr(eks_plan.plan("a: [")).startswith("Plan(no cluster, 1 error, not executable")
    assert repr(eks_plan.check("")).startswith("Check(not ok, 1 error, 0 warnings, ")
    assert repr(plan.steps).endswith(f"... {len(plan.steps) - 10} more,\n]") and repr(plan.suppressed) == "[]"
    assert repr(plan.waves[0]) == "Wave(index=0, start_seconds=0, finish_seconds=5, 4 steps)"


def test_every_record_has_a_repr_that_fits_lines(plan: Plan) -> None:
    for records in (plan.resources, plan.edges, plan.steps, plan.waves, plan.diagnostics, plan.assumptions):
        for record in records:
            assert repr(record).startswith(type(record).__name__ + "(") and "\n" not in repr(record)


def test_notebooks() -> None:
    spec = "apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: {name: demo, region: eu-west-1, regoin: x}"
    check = eks_plan.check(spec)
    html = check._repr_html_()
    assert html is not None and "EP0104" in html and html.count("<tr>") == len(check.diagnostics) + 1
    named = eks_plan.plan({"metadata": {"name": "<b>", "region": "eu-west-1"}})
    html = named._repr_html_()
    assert html is not None and "&lt;b&gt;" in html and "<b>" not in html and "create:vpc/main" in html
    edges = named.edges[:2]._repr_html_()
    assert edges is not None and "reason_code" in edges
    assert named.totals is not None and named.totals._repr_html_() is None


def test_attributes_are_documented() -> None:
    for name in eks_plan.__all__:
        kind = getattr(eks_plan, name)
        if inspect.isclass(kind) and issubclass(kind, Record) and kind is not Record:
            assert kind.__doc__
            for member, value in vars(kind).items():
                assert not isinstance(value, property) or value.__doc__, f"{name}.{member}"
                assert not isinstance(value, property) or member in dir(kind)
