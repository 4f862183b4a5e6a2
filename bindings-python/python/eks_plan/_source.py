"""What a spec can be, and how it is handed over."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from typing import Any, Optional, Union

from ._error import EksPlanError
from ._record import Record

Native = tuple[str, str, bool]
"""A name (empty where there is none), a text, and whether it is an object written as JSON."""


_BYTES = (bytes, bytearray, memoryview)


class Source:
    """A spec under a name of its own, by which findings call it."""

    __slots__ = ("name", "spec")

    def __init__(self, spec: Union[str, bytes, Mapping[str, object]], name: str) -> None:
        self.spec = spec
        self.name = name

    def __repr__(self) -> str:
        return f"Source({self.name!r})"


OneSpec = Union[str, bytes, "os.PathLike[str]", Mapping[str, object], Source]
"""A text (YAML or JSON), its bytes in UTF-8, the path of a file that holds it, a mapping, or one of them with a name."""

Spec = Union[OneSpec, Sequence[OneSpec]]
"""What a call reads: one spec, or several that belong together, such as a `ClusterConfig` and a `PlanConfig`."""


def sources_of(spec: Spec) -> list[Native]:
    """The sources as the native function takes them."""
    if isinstance(spec, Sequence) and not isinstance(spec, (str, *_BYTES)):
        return [_source(one, "") for one in spec]
    return [_source(spec, "")]


def json_of(value: object, what: str, code: str) -> str:
    """The value as JSON text."""
    try:
        return json.dumps(value, allow_nan=False, default=_plain)
    except RecursionError:
        raise EksPlanError(f"{what} is nested too deep", code) from None
    except (TypeError, ValueError) as error:
        raise EksPlanError(f"{what} is not JSON: {error}", code) from error


def _plain(value: object) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Record):
        return value.to_dict()
    raise TypeError(f"a value of type {type(value).__name__} is no mapping, list, text, number, truth value or None")


def _source(spec: object, name: str) -> Native:
    if isinstance(spec, str):
        return name, spec, False
    if isinstance(spec, _BYTES):
        return name, _decoded(bytes(spec), name), False
    if isinstance(spec, Mapping):
        return name, json_of(spec, "the spec", "wrong-input"), True
    if isinstance(spec, Source):
        if isinstance(spec.spec, (str, *_BYTES, Mapping)) and isinstance(spec.name, str):
            return _source(spec.spec, spec.name)
        raise EksPlanError("a Source is made of a str, bytes or mapping, and of a name", "wrong-input")
    if isinstance(spec, os.PathLike):
        path = os.fsdecode(spec)
        with open(path, "rb") as file:
            return path, _decoded(file.read(), path), False
    kind = type(spec).__name__
    raise EksPlanError(
        f"a spec is a str, bytes, path, mapping or Source, or a sequence of these, not {kind}", "wrong-input"
    )


def _decoded(text: bytes, name: Optional[str]) -> str:
    try:
        return text.decode()
    except UnicodeDecodeError as error:
        which = f"`{name}`" if name else "the spec"
        raise EksPlanError(f"{which} is not UTF-8: byte {error.start} is wrong", "wrong-input") from error
