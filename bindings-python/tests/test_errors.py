"""The exception, and what it carries."""

from __future__ import annotations

import copy
import json
import pickle

import eks_plan
import pytest
from eks_plan import EksPlanError, _native


def raised(*arguments: object, **named: object) -> EksPlanError:
    verb, *rest = arguments
    with pytest.raises(EksPlanError) as found:
        getattr(eks_plan, str(verb))(*rest, **named)
    return found.value


def test_codes(text: str) -> None:
    assert raised("why", text, "create:nope").code == "no-such-id"
    assert raised("impact", text, "create:nope").code == "no-such-id"
    assert raised("explain", "EP9999").code == "no-such-code"
    assert raised("schema", "nope").code == "no-such-schema"
    assert raised("render", text, "pdf").code == "wrong-argument"
    assert raised("check", text, baseline="nope").code == "wrong-baseline"
    assert raised("explain", 7).code == "wrong-argument"


def test_a_refusal_brings_its_findings() -> None:
    error = raised("plan_or_raise", "metadata: {name: demo}")
    assert error.code == error.diagnostics[0].code
    assert all(finding.severity == "error" for finding in error.diagnostics)
    assert error.diagnostics == eks_plan.EksPlanError.from_json(error.to_json()).diagnostics
    assert error.diagnostics[0].message in str(error)
    assert not isinstance(error, (TypeError, ValueError, OSError))


def test_text_of_a_failure_is_that_of_the_core(text: str) -> None:
    error = raised("plan", text, {"nope": 1})
    failure = json.loads(error.to_json())
    assert list(failure) == ["code", "message", "diagnostics"]
    assert failure["message"] == str(error)
    assert error.to_json() == json.dumps(failure, ensure_ascii=False, separators=(",", ":")) + "\n"


@pytest.mark.parametrize("again", [lambda e: pickle.loads(pickle.dumps(e)), copy.copy, copy.deepcopy])
def test_an_error_can_be_copied(again: object) -> None:
    error = raised("plan_or_raise", "metadata: {name: demo}")
    other = again(error)  # type: ignore[operator]
    assert (str(other), other.code, other.diagnostics) == (str(error), error.code, error.diagnostics)


def test_the_native_function_refuses_what_is_no_call() -> None:
    def code(verb: str, request: str) -> str:
        with pytest.raises(EksPlanError) as found:
            _native.call(verb, [("", "{", True)] if verb == "plan" else [], request)
        return found.value.code

    assert code("nope", "{}") == "no-such-verb"
    assert code("version", "{") == "wrong-argument"
    assert code("plan", "{}") == "wrong-input"
