"""What a record looks like where people look at it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from . import _table

if TYPE_CHECKING:
    from ._documents import Check, Diagnostic, Edge, Plan, Step
    from ._record import Record
    from ._records import Records

WIDTH = 120
SHOWN = 10


def line(record: Record) -> str:
    """One line."""
    name = type(record).__name__
    return f"{name}({_LINES.get(name, _plain)(record)})"


def lines(records: Records[Any]) -> str:
    """The first records, a line each."""
    shown = "".join(f"\n    {record!r}," for record in records[:SHOWN])
    more = f"\n    ... {len(records) - SHOWN} more," if len(records) > SHOWN else ""
    return f"[{shown}{more}\n]" if records else "[]"


def duration(seconds: int) -> str:
    """A time as people say it."""
    return f"{seconds} s" if seconds < 90 else f"{round(seconds / 60)} min"


def _plain(record: Record) -> str:
    said = (_said(name, getattr(record, name)) for name in _table.attributes(type(record)))
    text = ", ".join(part for part in said if part)
    return text if len(text) <= WIDTH else text[: WIDTH - 3] + "..."


def _said(name: str, value: object) -> str:
    if isinstance(value, (str, int)):
        return f"{name}={value!r}"
    return f"{len(value)} {name}" if isinstance(value, Sequence) and value else ""


def _plan(plan: Plan) -> str:
    cluster, totals = plan.cluster, plan.totals
    parts = [repr(cluster.name) if cluster else "no cluster"]
    if totals:
        parts += [f"{totals.steps} steps", f"{totals.waves} waves", f"about {duration(totals.p50_seconds)}"]
    errors = plan.summary.errors
    parts += [_count(errors, "error")] if errors else []
    return ", ".join([*parts, "executable" if plan.executable else "not executable"])


def _check(check: Check) -> str:
    count: dict[str, int] = {"error": 0, "warning": 0, "note": 0}
    for finding in check.diagnostics:
        count[finding.severity] += 1
    return ", ".join(["ok" if check.ok else "not ok", *(_count(n, name) for name, n in count.items())])


def _step(step: Step) -> str:
    return f"{step.id!r}, wave {step.wave}"


def _edge(edge: Edge) -> str:
    return f"{edge.from_!r} -> {edge.to!r}, {edge.relation}, {edge.reason_code}"


def _diagnostic(finding: Diagnostic) -> str:
    place = f"{finding.path}: " if finding.path else ""
    return f"{finding.code}, {finding.severity}: {place}{finding.message}"


def _count(count: int, name: str) -> str:
    return f"{count} {name}" if count == 1 else f"{count} {name}s"


_LINES: dict[str, Callable[[Any], str]] = {
    "Check": _check,
    "Diagnostic": _diagnostic,
    "Edge": _edge,
    "Plan": _plan,
    "Step": _step,
}
