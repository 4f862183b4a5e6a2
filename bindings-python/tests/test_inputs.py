"""What a spec can be, and what it cannot be."""

from __future__ import annotations

import datetime
import json
import sys
from collections import ChainMap
from pathlib import Path
from types import MappingProxyType
from typing import Any

import eks_plan
import pytest
from eks_plan import EksPlanError, Source

SPEC = {
    "apiVersion": "eksctl.io/v1alpha5",
    "kind": "ClusterConfig",
    "metadata": {"name": "demo", "region": "eu-west-1"},
    "managedNodeGroups": [{"name": "ng", "instanceType": "m6i.large"}],
}


def code_of(spec: Any, options: Any = None) -> str:
    with pytest.raises(EksPlanError) as raised:
        eks_plan.plan(spec, options)
    return raised.value.code


def test_text_bytes_path_and_several(path: Path, text: str, tmp_path: Path) -> None:
    plan = eks_plan.plan(text)
    for same in (text.encode(), bytearray(text.encode()), memoryview(text.encode()), path, [text], (text,)):
        assert eks_plan.plan(same).fingerprint == plan.fingerprint
    config = "apiVersion: eks-plan/v1alpha1\nkind: PlanConfig\nasOf: 2026-01-02\n"
    assert eks_plan.plan([text, config]).as_of == "2026-01-02"
    each = eks_plan.check([text, path], each=True)
    assert len(each.diagnostics) == 2 * len(eks_plan.check(text).diagnostics)


def test_names(path: Path, text: str) -> None:
    def name(spec: Any, options: Any = None) -> str:
        span = eks_plan.check(spec, options).diagnostics[0].span
        assert span is not None
        return span.file

    assert name(path) == str(path)
    assert name(text) == "-"
    assert name(text, {"sourceName": "a.yaml"}) == "a.yaml"
    assert name(Source(text, "b.yaml"), {"sourceName": "a.yaml"}) == "b.yaml"
    assert name([Source(text.encode(), "c.yaml")]) == "c.yaml"


def test_mappings() -> None:
    plan = eks_plan.plan(SPEC)
    assert plan.cluster is not None and plan.cluster.name == "demo" and plan.executable
    assert all(finding.span is None for finding in plan.diagnostics)
    kinds = [MappingProxyType(SPEC), ChainMap(SPEC), Source(SPEC, "demo"), [SPEC]]
    nested = {**SPEC, "metadata": MappingProxyType(SPEC["metadata"])}  # type: ignore[arg-type]
    for same in [*kinds, nested, {**SPEC, "managedNodeGroups": tuple(SPEC["managedNodeGroups"])}]:
        assert eks_plan.plan(same).fingerprint == plan.fingerprint
    assert eks_plan.plan(json.dumps(SPEC)).fingerprint == plan.fingerprint


def test_a_typo_in_a_mapping_has_its_path() -> None:
    finding = next(iter(eks_plan.check({**SPEC, "metadata": {"name": "a", "regoin": "x"}}).diagnostics))
    assert finding.path.startswith("metadata") and finding.span is None


@pytest.mark.parametrize("spec", [None, 1, 1.5, object(), [1], [None], [[SPEC]], {1, 2}, Source(3, "a")])  # type: ignore[arg-type]
def test_wrong_types(spec: object) -> None:
    assert code_of(spec) == "wrong-input"


@pytest.mark.parametrize("value", [{1, 2}, object(), b"x", datetime.date(2026, 1, 1), float("nan"), float("inf"), 1j])
def test_values_that_json_has_not(value: object) -> None:
    assert code_of({**SPEC, "vpc": value}) == "wrong-input"


def test_bytes_and_texts_that_are_no_unicode(tmp_path: Path) -> None:
    assert code_of(b"\xff\xfe") == "wrong-input"
    assert code_of("name: \ud800") == "wrong-input"
    assert code_of({**SPEC, "metadata": {"name": "\ud800"}}) == "wrong-input"
    file = tmp_path / "latin.yaml"
    file.write_bytes(b"name: \xe9")
    with pytest.raises(EksPlanError, match=r"latin\.yaml.*byte 6"):
        eks_plan.plan(file)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        eks_plan.plan(tmp_path / "none.yaml")
    with pytest.raises(IsADirectoryError):
        eks_plan.plan(tmp_path)


def test_a_circle_is_refused() -> None:
    circle: dict[str, Any] = dict(SPEC)
    circle["vpc"] = circle
    assert code_of(circle) == "wrong-input"


@pytest.mark.parametrize("depth", [200, sys.getrecursionlimit() * 100])
def test_depth(depth: int) -> None:
    deep: Any = {}
    for _ in range(depth):
        deep = {"a": deep}
    spec = {**SPEC, "vpc": deep}
    if depth == 200:
        assert not eks_plan.plan(spec).executable
    else:
        assert code_of(spec) == "wrong-input"
    text = "[" * depth + "]" * depth
    assert not eks_plan.plan(text).executable
    assert not eks_plan.plan("\n".join(" " * level + "a:" for level in range(min(depth, 2000)))).executable


@pytest.mark.parametrize("text", ["", "\0", "\ufeff", "- " * 5000, "a: &a [*a]", "{" * 300, "\u2028: 1", "x" * 100_000])
def test_strange_texts(text: str) -> None:
    assert not eks_plan.plan(text).executable


def test_options(text: str) -> None:
    assert code_of(text, {"nope": 1}) == "EP0104"
    assert code_of(text, {"asOf": "yesterday"}).startswith("EP")
    assert code_of(text, {"asOf": {1}}) == "wrong-argument"
    assert code_of(text, [("asOf", "2026-01-01")]) == "wrong-argument"
    assert eks_plan.plan(text, MappingProxyType({"asOf": "2026-01-02"})).as_of == "2026-01-02"  # type: ignore[arg-type]
