"""May this file be merged? `python fail_on_errors.py CLUSTER_CONFIG`; the exit code is 1 if the plan has errors."""

import sys
from pathlib import Path

import eks_plan

try:
    eks_plan.plan_or_raise(Path(sys.argv[1]))
except eks_plan.EksPlanError as error:
    for finding in error.diagnostics:
        place = f":{finding.span.start.line}" if finding.span else ""
        print(f"{sys.argv[1]}{place}: {finding.code} {finding.message}")
        if finding.help:
            print(f"  {finding.help}")
    sys.exit(1)
print("no errors")
