"""Lists of records as tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import eks_plan
import pandas
import polars
import pytest

LISTS = ["steps", "diagnostics", "resources", "edges", "waves", "assumptions", "unknowns"]


@pytest.mark.parametrize("name", LISTS)
def test_rows_are_flat_and_alike(specs: list[Path], name: str) -> None:
    columns = set()
    for path in specs:
        for row in getattr(eks_plan.plan(path), name).to_records():
            columns.add(tuple(row))
            for value in row.values():
                flat = value is None or isinstance(value, (str, int, bool))
                assert flat or (isinstance(value, list) and all(isinstance(item, str) for item in value)), row
    assert len(columns) == 1


@pytest.mark.parametrize("name", LISTS)
def test_pandas_and_polars_take_them(specs: list[Path], name: str) -> None:
    for path in specs:
        records = getattr(eks_plan.plan(path), name)
        rows: list[dict[str, Any]] = records.to_records()
        assert len(pandas.DataFrame(rows)) == len(records)
        assert len(polars.DataFrame(rows, infer_schema_length=None)) == len(records)


def test_columns_of_steps(text: str) -> None:
    plan = eks_plan.plan(text)
    row = plan.steps["create:vpc/main"].to_dict(), plan.steps.to_records()[plan.steps.ids().index("create:vpc/main")]
    step, flat = row
    assert flat["id"] == "create:vpc/main" and flat["wave"] == step["wave"] and flat["yields"] == step["yields"]
    assert flat["estimate_p50_seconds"] == step["estimate"]["p50Seconds"]
    assert flat["operation"].startswith('{"service":"ec2","api":"CreateVpc"') and flat["depends_on"] == "[]"
    assert flat["lane"] is None and flat["undo_api"] == "DeleteVpc"


def test_a_part_that_is_absent_is_none() -> None:
    rows = eks_plan.check({"metadata": {}}).diagnostics.to_records()
    assert rows[0]["span_file"] is None and rows[0]["span_start_line"] is None
    assert eks_plan.check("metadata: {}").diagnostics.to_records()[0]["span_start_line"] == 1
