"""Where does the time go? A table of the steps on the critical path, longest first, for pandas, polars or the eye."""

import sys
from pathlib import Path

import eks_plan

plan = eks_plan.plan(Path(sys.argv[1]))
rows = [row for row in plan.steps.to_records() if row["critical"]]
for row in sorted(rows, key=lambda row: row["start_seconds"] - row["finish_seconds"]):
    print(f"{row['finish_seconds'] - row['start_seconds']:>6} s  {row['title']}")
