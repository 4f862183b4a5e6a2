"""Records as rows of a table."""

from __future__ import annotations

import sys
import typing
from collections.abc import Callable, Iterable
from typing import Any, Optional, Union

from . import _record

Column = tuple[str, Callable[[Any], Any]]

_COLUMNS: dict[type, list[Column]] = {}
"""The columns of each class, found when its records are first asked for rows."""


def attributes(kind: type) -> list[str]:
    """The names of a record's attributes, in the order of the document."""
    return [name for name, member in vars(kind).items() if isinstance(member, property)]


def rows(kind: type, records: Iterable[_record.Record]) -> list[dict[str, Any]]:
    """One flat dict a record."""
    columns = _columns(kind)
    return [{name: value(record) for name, value in columns} for record in records]


def _columns(kind: type) -> list[Column]:
    if kind not in _COLUMNS:
        _COLUMNS[kind] = _columns_of(kind)
    return _COLUMNS[kind]


def _columns_of(kind: type) -> list[Column]:
    columns: list[Column] = []
    for name in attributes(kind):
        of = _type(kind, name)
        part = _part(of)
        if part is None:
            columns.append((name, _reader(name, _is_flat(of))))
        else:
            columns.extend((f"{name}_{inner}", _through(name, read)) for inner, read in _columns(part))
    return columns


def _type(kind: type, name: str) -> Any:
    getter = vars(kind)[name].fget
    return typing.get_type_hints(getter, vars(sys.modules[kind.__module__]))["return"]


def _part(of: Any) -> Optional[type]:
    """The class of the record, if the type is one or none."""
    found = [one for one in _members(of) if one is not type(None)]
    is_part = len(found) == 1 and isinstance(found[0], type) and issubclass(found[0], _record.Record)
    return found[0] if is_part else None


def _is_flat(of: Any) -> bool:
    """True for what a table holds as it is: a text, a number, a truth value, or a list of texts."""
    flat = (str, int, bool, float, type(None), list[str])
    return all(one in flat or typing.get_origin(one) is typing.Literal for one in _members(of))


def _members(of: Any) -> tuple[Any, ...]:
    return typing.get_args(of) if typing.get_origin(of) is Union else (of,)


def _reader(name: str, flat: bool) -> Callable[[Any], Any]:
    def read(record: Any) -> Any:
        value = getattr(record, name)
        return value if flat or value is None else _text(value)

    return read


def _through(name: str, read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def read_part(record: Any) -> Any:
        part = getattr(record, name)
        return None if part is None else read(part)

    return read_part


def _text(value: Any) -> str:
    text = value.to_json() if hasattr(value, "to_json") else _record.json_text(value)
    return str(text).rstrip("\n")
