"""What is done, wave by wave? `python print_waves.py CLUSTER_CONFIG`"""

import sys
from pathlib import Path

import eks_plan

plan = eks_plan.plan(Path(sys.argv[1]))
for wave in plan.waves:
    print(f"wave {wave.index}: from {wave.start_seconds} s to {wave.finish_seconds} s")
    for step_id in wave.steps:
        step = plan.steps[step_id]
        print(f"  {step.title}{' (critical)' if step.critical else ''}")
if plan.totals is None:
    print(f"there is no plan: {plan.summary.errors} errors")
else:
    print(f"{plan.totals.steps} steps, about {plan.totals.p50_seconds // 60} minutes")
