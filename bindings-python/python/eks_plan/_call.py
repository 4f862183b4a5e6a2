"""The way from a verb of this package to the native function."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Optional

from ._error import EksPlanError
from ._native import call
from ._record import R
from ._source import Spec, json_of, sources_of

Arguments = Mapping[str, object]
"""Arguments of a verb by their names in the core; None stands for one that was not given."""


def read(verb: str, spec: Spec, options: Optional[Mapping[str, object]], arguments: Arguments) -> str:
    """The answer, as text, of a verb that reads a spec."""
    if options is not None and not isinstance(options, Mapping):
        raise EksPlanError(f"options are a mapping, not {type(options).__name__}")
    request: dict[str, object] = dict(options or {})
    request.update({name: value for name, value in arguments.items() if value is not None})
    sources = sources_of(spec)
    try:
        return call(verb, sources, json_of(request, "what the call is made with", "wrong-argument"))
    except UnicodeEncodeError as error:
        raise EksPlanError(f"the spec is not Unicode text: {error}", "wrong-input") from error


def ask(verb: str, arguments: Arguments) -> str:
    """The answer, as text, of a verb that reads no spec."""
    return call(verb, [], json_of(arguments, "what the call is made with", "wrong-argument"))


def unless_null(kind: type[R], text: str) -> Optional[R]:
    """The record that a text holds, or None."""
    return None if text == "null\n" else kind.from_json(text)
