"""What all classes of documents have in common."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Optional, TypeVar

from . import _html, _repr

if TYPE_CHECKING:
    from ._records import Records

R = TypeVar("R", bound="Record")


class Record:
    """A document, or a part of one. It cannot be changed: what its attributes give is yours, and nothing done to it shows here.

    A document is kept as the text that came out of the core, and is parsed when an attribute is first read.
    """

    __slots__ = ("_made", "_parsed", "_text")

    _required: ClassVar[frozenset[str]] = frozenset()

    _text: Optional[str]
    _parsed: Optional[dict[str, Any]]
    _made: dict[str, Any]

    def __init__(self) -> None:
        raise TypeError(f"{type(self).__name__} is an answer; `from_json` and `from_dict` read one that was kept")

    @classmethod
    def from_json(cls: type[R], text: str) -> R:
        """The record that this JSON text holds, as `to_json` wrote it."""
        return cls._new(text, None)

    @classmethod
    def from_dict(cls: type[R], data: Mapping[str, Any]) -> R:
        """The record that this mapping holds, as `to_dict` gave it."""
        return cls._new(None, copied(dict(data)))

    @classmethod
    def _new(cls: type[R], text: Optional[str], parsed: Optional[dict[str, Any]]) -> R:
        record = cls.__new__(cls)
        record._text = text
        record._parsed = parsed
        record._made = {}
        return record

    @property
    def _data(self) -> dict[str, Any]:
        if self._parsed is None:
            self._parsed = json.loads(self._text or "{}")
        return self._parsed

    def to_json(self) -> str:
        """The canonical JSON text: of an answer, the very bytes that the core gave."""
        return json_text(self._data) if self._text is None else self._text

    def to_dict(self) -> dict[str, Any]:
        """The document as dicts and lists, with the names that it has in JSON."""
        data: dict[str, Any] = copied(self._data)
        return data

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return bool(self._data == other._data)

    def __hash__(self) -> int:
        return hash((type(self).__name__, self.to_json()))

    def __reduce__(self) -> tuple[Callable[[str], Any], tuple[str]]:
        return type(self).from_json, (self.to_json(),)

    def __repr__(self) -> str:
        return _repr.line(self)

    def _repr_html_(self) -> Optional[str]:
        return _html.document(self)

    # What the generated attributes are made of.

    def _value(self, name: str) -> Any:
        return self._data.get(name)

    def _any(self, name: str) -> Any:
        return copied(self._data.get(name))

    def _list(self, name: str) -> list[Any]:
        return copied(self._data.get(name)) or []

    def _map(self, name: str) -> dict[str, Any]:
        return copied(self._data.get(name)) or {}

    def _one(self, name: str, *kinds: type[R]) -> Any:
        """The record; of the first kind that has what this one needs. None where there is none."""
        return self._keep(name, lambda value: None if value is None else pick(value, kinds)._new(None, value))

    def _many(self, name: str, kind: type[R]) -> Records[R]:
        from ._records import Records

        many: Records[R] = self._keep(name, lambda value: Records(kind, value or []))
        return many

    def _by_key(self, name: str, kind: type[R]) -> dict[str, R]:
        return {key: kind._new(None, value) for key, value in (self._data.get(name) or {}).items()}

    def _keep(self, name: str, make: Callable[[Any], Any]) -> Any:
        if name not in self._made:
            self._made[name] = make(self._data.get(name))
        return self._made[name]


def pick(value: Mapping[str, Any], kinds: tuple[type[R], ...]) -> type[R]:
    """The first of the kinds whose required members are all there."""
    return next((kind for kind in kinds if kind._required <= value.keys()), kinds[-1])


def json_text(value: object) -> str:
    """As the core writes JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"


def copied(value: Any) -> Any:
    """A copy of what JSON can hold."""
    if isinstance(value, dict):
        return {key: copied(item) for key, item in value.items()}
    if isinstance(value, list):
        return [copied(item) for item in value]
    return value
