"""Lists of records."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Generic, Optional, TypeVar, Union, overload

from . import _html, _repr, _table
from ._record import Record, copied, json_text

T = TypeVar("T", bound=Record)


class Records(Sequence[T], Generic[T]):
    """A list of records, such as steps or findings, that cannot be changed.

    It goes by position and, where its records have an `id`, by that: `plan.steps[0]`, `plan.steps["create:vpc/main"]`,
    `"create:vpc/main" in plan.steps`.
    """

    __slots__ = ("_by_id", "_data", "_kind", "_made")

    def __init__(self, kind: type[T], data: list[dict[str, Any]]) -> None:
        self._kind = kind
        self._data = data
        self._made: list[Optional[T]] = [None] * len(data)
        self._by_id: Optional[dict[str, int]] = None

    @classmethod
    def from_json(cls, kind: type[T], text: str) -> Records[T]:
        """The records of this kind that a JSON text lists."""
        return cls(kind, json.loads(text))

    def __len__(self) -> int:
        return len(self._data)

    @overload
    def __getitem__(self, key: Union[int, str]) -> T: ...
    @overload
    def __getitem__(self, key: slice) -> Records[T]: ...
    def __getitem__(self, key: Union[int, str, slice]) -> Union[T, Records[T]]:
        if isinstance(key, slice):
            return Records(self._kind, self._data[key])
        if isinstance(key, str):
            return self._at(self._ids()[key])
        return self._at(key)

    def get(self, id: str) -> Optional[T]:
        """The record with this id, or None."""
        index = self._ids().get(id)
        return None if index is None else self._at(index)

    def __contains__(self, item: object) -> bool:
        if isinstance(item, str):
            return item in self._ids()
        return isinstance(item, self._kind) and item._data in self._data

    def __iter__(self) -> Iterator[T]:
        return map(self._at, range(len(self._data)))

    def ids(self) -> list[str]:
        """The ids in the order of the records."""
        return [record["id"] for record in self._data if "id" in record]

    @property
    def kind(self) -> type[T]:
        """The class of its records."""
        return self._kind

    def to_records(self) -> list[dict[str, Any]]:
        """The records as flat dicts that all have the same keys, as tables of pandas and polars take them.

        Keys are the names of attributes; parts of a part are joined by `_`: `estimate_p50_seconds`. Lists of texts stay
        lists, and what is neither flat nor such a list is JSON text. What is absent is None.
        """
        return _table.rows(self._kind, self)

    def to_dicts(self) -> list[dict[str, Any]]:
        """The records as dicts, with the names that they have in JSON."""
        dicts: list[dict[str, Any]] = copied(self._data)
        return dicts

    def to_json(self) -> str:
        """The canonical JSON text."""
        return json_text(self._data)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Records):
            return NotImplemented
        return self._kind is other._kind and bool(self._data == other._data)

    def __hash__(self) -> int:
        return hash((self._kind.__name__, self.to_json()))

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[type[T], str]]:
        return type(self).from_json, (self._kind, self.to_json())

    def __repr__(self) -> str:
        return _repr.lines(self)

    def _repr_html_(self) -> Optional[str]:
        return _html.records(self)

    def _at(self, index: int) -> T:
        made = self._made[index]
        if made is None:
            made = self._made[index] = self._kind._new(None, self._data[index])
        return made

    def _ids(self) -> dict[str, int]:
        if self._by_id is None:
            ids = [(record.get("id"), index) for index, record in enumerate(self._data)]
            self._by_id = {id: index for id, index in reversed(ids) if id is not None}
        return self._by_id
