"""`python tests/judges/removal.py DIR_OF_PLANS`: takes each hard reason out of the plans in turn and asks the judge of worlds, which
knows no reason, whether it notices. What it cannot see: resources that stand already or that AWS makes, lanes, and orders that follow from others."""

import pathlib
import sys

sys.path[0] = str(pathlib.Path(__file__).resolve().parent.parent)

from judges import world  # noqa: E402
from judges.cli import plan_files, run_judge  # noqa: E402
from judges.report import Document, read  # noqa: E402

LEAST = 50  # of a hundred


def without(plan, code):
    """The plan without the edges of a reason and without the waiting for them."""
    gone = {edge["id"] for edge in plan["edges"] if edge["reasonCode"] == code}
    steps = [step | {"dependsOn": [it for it in step["dependsOn"] if it.get("edge") not in gone]} for step in plan["steps"]]
    return plan | {"edges": [edge for edge in plan["edges"] if edge["id"] not in gone], "steps": steps}


def main(paths):
    """0 if enough is noticed."""
    plans = sorted((read(path).plan for path in plan_files(paths)), key=lambda plan: len(plan["steps"]))
    shown = {}
    for plan in plans:
        for code in sorted({edge["reasonCode"] for edge in plan["edges"] if edge["hard"]}):
            shown.setdefault(code, []).append(plan)
    unseen = [code for code, of in sorted(shown.items()) if not any(run_judge(world.judge, Document(without(plan, code), [], [])).failures for plan in of)]
    noticed = len(shown) - len(unseen)
    print(f"{noticed} of {len(shown)} hard reasons in {len(plans)} plans are noticed by what AWS demands when they are gone")
    print(f"not: {', '.join(unseen)}")
    return 0 if shown and noticed * 100 >= LEAST * len(shown) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
