#!/usr/bin/env python3
"""Draws the waves of a plan in a terminal: `draw_waves.py PLAN.json`, or the plan on standard input."""

import json
import shutil
import sys

plan = json.load(open(sys.argv[1], encoding="utf-8") if len(sys.argv) > 1 else sys.stdin)
totals, cluster = plan["totals"], plan["cluster"].get("name", "?")
end = max(totals["p50Seconds"], 1)
width = max(16, shutil.get_terminal_size((100, 24)).columns - 60)


def clock(seconds):
    return f"{seconds // 60}:{seconds % 60:02}"


print(f"{plan['goal']} {cluster}: {totals['steps']} steps in {totals['waves']} waves, {clock(totals['p50Seconds'])} (p90 {clock(totals['p90Seconds'])})")
steps = {step["id"]: step for step in plan["steps"]}
for wave in plan["waves"]:
    print(f"\nwave {wave['index']}  {clock(wave['startSeconds'])} to {clock(wave['finishSeconds'])}")
    for step in (steps[name] for name in wave["steps"]):
        left = min(step["startSeconds"] * width // end, width - 1)
        length = max(1, step["finishSeconds"] * width // end - left)
        bar = (" " * left + ("█" if step["critical"] else "░") * length)[:width].ljust(width)
        title = step["title"] if len(step["title"]) <= 36 else step["title"][:35] + "…"
        span = f"{clock(step['startSeconds'])}-{clock(step['finishSeconds'])}"
        print(f" {'*' if step['critical'] else ' '} {title:<36} {span:>13}  {bar}")
