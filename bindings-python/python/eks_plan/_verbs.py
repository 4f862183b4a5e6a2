# mypy: no-warn-return-any
"""The verbs. Times in what they answer are whole seconds.

Made by `cargo xtask codegen` from `schema/api.schema.json`.
"""

from __future__ import annotations

import json
from typing import Any, Optional

from ._call import ask, read, unless_null
from ._documents import (
    Check,
    Explanation,
    Form,
    Impact,
    Plan,
    Relation,
    Repaired,
    Topology,
    Version,
    Why,
)
from ._options import Options
from ._records import Records
from ._source import Spec

__all__ = [
    "baseline",
    "check",
    "codes",
    "explain",
    "fix",
    "impact",
    "plan",
    "plan_or_raise",
    "render",
    "schema",
    "topology",
    "version",
    "why",
]


def plan(spec: Spec, options: Optional[Options] = None) -> Plan:
    """The plan that brings the cluster up: steps in their order, times, what is billed, findings.

    Args:
        spec: A text (YAML or JSON), its bytes in UTF-8, a path, a mapping or a `Source`; or several of these.
        options: What the call is made with: the fields of a `PlanConfig`. They win over one among the specs.

    Returns:
        A plan.

    Raises:
        EksPlanError: If the call makes no sense, such as an unknown option, or is refused. What is wrong with a spec
        is part of an answer.
        OSError: If a file cannot be read.
    """
    text = read("plan", spec, options, {})
    return Plan.from_json(text)


def plan_or_raise(spec: Spec, options: Optional[Options] = None) -> Plan:
    """The same, refused if an error-level finding stands.

    Args:
        spec: A text (YAML or JSON), its bytes in UTF-8, a path, a mapping or a `Source`; or several of these.
        options: What the call is made with: the fields of a `PlanConfig`. They win over one among the specs.

    Returns:
        A plan.

    Raises:
        EksPlanError: If the call makes no sense, such as an unknown option, or is refused. What is wrong with a spec
        is part of an answer.
        OSError: If a file cannot be read.
    """
    text = read("planOrThrow", spec, options, {})
    return Plan.from_json(text)


def check(
    spec: Spec,
    options: Optional[Options] = None,
    *,
    baseline: Optional[str] = None,
    each: bool = False,
) -> Check:
    """Findings alone.

    Args:
        spec: A text (YAML or JSON), its bytes in UTF-8, a path, a mapping or a `Source`; or several of these.
        options: What the call is made with: the fields of a `PlanConfig`. They win over one among the specs.
        baseline: The text of a baseline: findings that were there before, and are passed over.
        each: True if every input is a cluster of its own.

    Returns:
        Findings without a plan.

    Raises:
        EksPlanError: If the call makes no sense, such as an unknown option, or is refused. What is wrong with a spec
        is part of an answer.
        OSError: If a file cannot be read.
    """
    text = read("check", spec, options, {"baseline": baseline, "each": each})
    return Check.from_json(text)


def render(
    spec: Spec,
    form: Form,
    options: Optional[Options] = None,
    *,
    baseline: Optional[str] = None,
    each: bool = False,
) -> str:
    """Findings as a list for people (`markdown`), for code scanning (`sarif`), as annotations (`github`) or as a test
    report (`junit`).

    Args:
        spec: A text (YAML or JSON), its bytes in UTF-8, a path, a mapping or a `Source`; or several of these.
        form: The form.
        options: What the call is made with: the fields of a `PlanConfig`. They win over one among the specs.
        baseline: The text of a baseline: findings that were there before, and are passed over.
        each: True if every input is a cluster of its own.

    Raises:
        EksPlanError: If the call makes no sense, such as an unknown option, or is refused. What is wrong with a spec
        is part of an answer.
        OSError: If a file cannot be read.
    """
    text = read("render", spec, options, {"form": form, "baseline": baseline, "each": each})
    return text


def baseline(
    spec: Spec,
    options: Optional[Options] = None,
    *,
    baseline: Optional[str] = None,
    each: bool = False,
) -> str:
    """The findings as a baseline: a text to keep, and to hand to later calls of `check`.

    Args:
        spec: A text (YAML or JSON), its bytes in UTF-8, a path, a mapping or a `Source`; or several of these.
        options: What the call is made with: the fields of a `PlanConfig`. They win over one among the specs.
        baseline: The text of a baseline: findings that were there before, and are passed over.
        each: True if every input is a cluster of its own.

    Raises:
        EksPlanError: If the call makes no sense, such as an unknown option, or is refused. What is wrong with a spec
        is part of an answer.
        OSError: If a file cannot be read.
    """
    text = read("baseline", spec, options, {"baseline": baseline, "each": each})
    return text


def fix(spec: Spec, options: Optional[Options] = None, *, each: bool = False) -> Repaired:
    """The texts with the remedies that are certain carried out, and what is found then. Comments and layout stay.

    Args:
        spec: A text (YAML or JSON), its bytes in UTF-8, a path, a mapping or a `Source`; or several of these.
        options: What the call is made with: the fields of a `PlanConfig`. They win over one among the specs.
        each: True if every input is a cluster of its own.

    Returns:
        Texts with their certain remedies carried out.

    Raises:
        EksPlanError: If the call makes no sense, such as an unknown option, or is refused. What is wrong with a spec
        is part of an answer.
        OSError: If a file cannot be read.
    """
    text = read("fix", spec, options, {"each": each})
    return Repaired.from_json(text)


def topology(spec: Spec, options: Optional[Options] = None) -> Optional[Topology]:
    """What the cluster will be; null if the input cannot be lowered.

    Args:
        spec: A text (YAML or JSON), its bytes in UTF-8, a path, a mapping or a `Source`; or several of these.
        options: What the call is made with: the fields of a `PlanConfig`. They win over one among the specs.

    Returns:
        What the cluster will be: AWS's side, the customer's side, and what links them.

    Raises:
        EksPlanError: If the call makes no sense, such as an unknown option, or is refused. What is wrong with a spec
        is part of an answer.
        OSError: If a file cannot be read.
    """
    text = read("topology", spec, options, {})
    return unless_null(Topology, text)


def why(
    spec: Spec,
    step: str,
    options: Optional[Options] = None,
    *,
    before: Optional[str] = None,
    relation: Optional[Relation] = None,
) -> Why:
    """Why a step is there, or why it comes after another: the edges behind it, as a tree.

    Args:
        spec: A text (YAML or JSON), its bytes in UTF-8, a path, a mapping or a `Source`; or several of these.
        step: The id of a step or of a resource.
        options: What the call is made with: the fields of a `PlanConfig`. They win over one among the specs.
        before: The id of what it comes after; without it, everything that it waits for is told.
        relation: Coming up (`create`, the default) or going away (`delete`).

    Returns:
        Why a step is there, or why it comes after another.

    Raises:
        EksPlanError: If the call makes no sense, such as an unknown option, or is refused. What is wrong with a spec
        is part of an answer.
        OSError: If a file cannot be read.
    """
    text = read("why", spec, options, {"step": step, "before": before, "relation": relation})
    return Why.from_json(text)


def impact(spec: Spec, step: str, options: Optional[Options] = None) -> Impact:
    """What waits for a step, and what fails with it.

    Args:
        spec: A text (YAML or JSON), its bytes in UTF-8, a path, a mapping or a `Source`; or several of these.
        step: The id of a step or of a resource.
        options: What the call is made with: the fields of a `PlanConfig`. They win over one among the specs.

    Returns:
        What hangs on a step.

    Raises:
        EksPlanError: If the call makes no sense, such as an unknown option, or is refused. What is wrong with a spec
        is part of an answer.
        OSError: If a file cannot be read.
    """
    text = read("impact", spec, options, {"step": step})
    return Impact.from_json(text)


def explain(code: str) -> Explanation:
    """What a diagnostic code means, with an example of the mistake and of its repair.

    Args:
        code: A diagnostic code, such as `EP0104`.

    Returns:
        A code explained.

    Raises:
        EksPlanError: If the call makes no sense, such as an unknown option, or is refused.
    """
    text = ask("explain", {"code": code})
    return Explanation.from_json(text)


def codes() -> Records[Explanation]:
    """All diagnostic codes, each explained."""
    text = ask("codes", {})
    return Records.from_json(Explanation, text)


def schema(name: str) -> dict[str, Any]:
    """A JSON Schema: `plan`, `plan-config` or `diagnostics`.

    Args:
        name: The name of a schema.

    Raises:
        EksPlanError: If the call makes no sense, such as an unknown option, or is refused.
    """
    text = ask("schema", {"name": name})
    return json.loads(text)


def version() -> Version:
    """The version of the library and of the facts that it rests on.

    Returns:
        The version of the library and of the facts that it rests on.
    """
    text = ask("version", {})
    return Version.from_json(text)
