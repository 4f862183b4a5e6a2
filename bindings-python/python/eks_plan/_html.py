"""Tables for notebooks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING, Any, Optional

from . import _repr

if TYPE_CHECKING:
    from ._documents import Diagnostic, Step
    from ._record import Record
    from ._records import Records

SHOWN = 500


def document(record: Record) -> Optional[str]:
    """A plan by its steps, findings by themselves; nothing for what a line says as well."""
    part = _PARTS.get(type(record).__name__)
    if part is None:
        return None
    rows: Records[Any] = getattr(record, part)
    return f"<p>{escape(repr(record))}</p>{records(rows)}"


def records(all: Records[Any]) -> str:
    """The first records, a row each."""
    shown = all[:SHOWN]
    make: Callable[[Any], str] = _TABLES.get(all.kind.__name__, _any)
    more = len(all) - len(shown)
    return make(shown) + (f"<p>... {more} more</p>" if more else "")


def _steps(steps: Sequence[Step]) -> str:
    head = ["wave", "step", "what", "starts after", "takes about", "critical"]
    start, takes = _repr.duration, _repr.duration
    rows = (
        [s.wave, s.id, s.title, start(s.start_seconds), takes(s.estimate.p50_seconds), "yes" if s.critical else ""]
        for s in steps
    )
    return _table(head, rows)


def _findings(findings: Sequence[Diagnostic]) -> str:
    rows = ([one.severity, one.code, _place(one), one.message, one.help] for one in findings)
    return _table(["severity", "code", "where", "message", "help"], rows)


def _place(finding: Diagnostic) -> str:
    span = finding.span
    return finding.path if span is None else f"{span.file}:{span.start.line} {finding.path}"


def _any(records: Records[Any]) -> str:
    rows = records.to_records()
    head: list[str] = list(rows[0]) if rows else []
    return _table(head, (row.values() for row in rows))


def _table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    def cells(tag: str, values: Iterable[object]) -> str:
        texts = ("" if value is None else escape(str(value)) for value in values)
        return "<tr>" + "".join(f"<{tag}>{text}</{tag}>" for text in texts) + "</tr>"

    body = "".join(cells("td", row) for row in rows)
    return f"<table><thead>{cells('th', head)}</thead><tbody>{body}</tbody></table>"


_PARTS = {"Plan": "steps", "Check": "diagnostics"}
_TABLES: dict[str, Callable[[Any], str]] = {"Diagnostic": _findings, "Step": _steps}
