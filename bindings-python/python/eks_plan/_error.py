"""The exception of this package."""

from __future__ import annotations

import json
from typing import Any

from ._documents import Diagnostic, Failure
from ._records import Records


class EksPlanError(Exception):
    """A call that cannot be answered: wrong use of the interface, a refusal that was asked for, or a fault of this library.

    What is wrong with a spec is no exception but part of the answer; only `plan_or_raise` raises it.
    """

    def __init__(self, message: str, code: str = "wrong-argument") -> None:
        super().__init__(message)
        self._failure = Failure.from_dict({"code": code, "message": message, "diagnostics": []})

    @property
    def code(self) -> str:
        """A name such as `no-such-id` or `wrong-input`, or the code of the first of the findings, such as `EP0104`."""
        return self._failure.code

    @property
    def diagnostics(self) -> Records[Diagnostic]:
        """The findings behind it; empty for wrong use."""
        return self._failure.diagnostics

    def to_json(self) -> str:
        """Code, message and diagnostics as canonical JSON text."""
        return self._failure.to_json()

    @classmethod
    def from_json(cls, text: str) -> EksPlanError:
        """The exception that `to_json` wrote."""
        failure = json.loads(text)
        error = cls(failure["message"], failure["code"])
        error._failure = Failure.from_json(text)
        return error

    def __reduce__(self) -> tuple[Any, tuple[str]]:
        kind: type[EksPlanError] = type(self)
        return kind.from_json, (self.to_json(),)
