"""What others find in bad-template.yaml, and what eks-plan finds in the same defects written as ClusterConfigs.

Run by `cargo xtask peers`: peers.py COMMAND, where COMMAND is the release build of eks-plan. Prints one table; ends with 1 if a
defect that a ClusterConfig can express is not found at its place.
"""

import json
import subprocess
import sys
import tempfile
import time
import tomllib
from pathlib import Path

HERE = Path(__file__).parent
TEMPLATE = HERE / "bad-template.yaml"
CASES = HERE.parent / "corpus/rules/bad-template.toml"
DAY = "2026-11-22"

# Rules that say something else about the template: a hard-coded zone, a missing description, what an update would replace, missing
# tags. Any other finding is counted as one of the defects, without a look at what it says.
BESIDE = {"W3010", "I4010", "I9001", "I9040"}


def timed(run, times=5):
    """The result, and the median of some runs in seconds."""
    seconds = []
    for _ in range(times):
        start = time.perf_counter()
        result = run()
        seconds.append(time.perf_counter() - start)
    return result, sorted(seconds)[times // 2]


def cfn_lint():
    program = Path(sys.executable).parent / "cfn-lint"
    run = lambda: subprocess.run([program, "--format", "json", TEMPLATE], capture_output=True, text=True, check=False)
    result, seconds = timed(run)
    findings = json.loads(result.stdout)
    return [(it["Rule"]["Id"], it["Message"]) for it in findings], seconds


def cloudformation_validate():
    import cloudformation_validate as cfv

    content = cfv.TemplateContent(TEMPLATE.read_text(encoding="utf-8"), TEMPLATE.name)
    start = time.perf_counter()
    engine = cfv.CompositeEngine()
    print(f"cloudformation-validate: its engine takes {time.perf_counter() - start:.2f} s to start, not counted below")
    report, seconds = timed(lambda: engine.validate_template(content))
    return [(it.rule_id, it.message) for it in report.diagnostics], seconds


def eks_plan(command):
    """The defects found at their places, all that there are, and the seconds of all cases together."""
    cases = tomllib.loads(CASES.read_text(encoding="utf-8"))["case"]
    found, seconds = [], 0.0
    with tempfile.TemporaryDirectory() as folder:
        for case in cases:
            path = Path(folder) / f"{case['defect']}.yaml"
            path.write_text(case["text"], encoding="utf-8")
            words = [command, "check", "--format", "json", "--as-of", DAY, path]
            result, took = timed(lambda: subprocess.run(words, capture_output=True, text=True, check=False))
            seconds += took
            diagnostics = json.loads(result.stdout)["diagnostics"]
            places = {f"{it['code']} {it['path']}".strip(): it for it in diagnostics}
            at_place = bool(case["found"]) and set(case["found"]) <= places.keys()
            found.append((case["defect"], case["name"], at_place))
            first = next((places[it] for it in case["found"] if it in places), None)
            where = f"{first['code']} line {first['span']['start']['line']}: {first['message']}" if first else "NOT FOUND"
            print(f"  {case['defect']:>2}  {case['name']}\n      {where}")
    return found, seconds


def main():
    print("eks-plan, one ClusterConfig a defect:")
    found, ours = eks_plan(sys.argv[1])
    rows = [("cfn-lint 1.58.0", *cfn_lint()), ("cloudformation-validate 1.14.0", *cloudformation_validate())]
    print(f"\n{'tool':<34}{'findings':>9}{'of the 15':>11}{'seconds':>10}")
    for name, findings, seconds in rows:
        defects = [rule for rule, _ in findings if rule not in BESIDE]
        print(f"{name:<34}{len(findings):>9}{len(defects):>11}{seconds:>10.3f}")
    hits = sum(at_place for *_, at_place in found)
    print(f"{'eks-plan':<34}{hits:>9}{hits:>11}{ours:>10.3f}   ({len(found)} files, a process each)")
    for name, findings, _ in rows:
        kinds = sorted({rule for rule, _ in findings})
        print(f"{name} says: {', '.join(f'{kind} ({sum(rule == kind for rule, _ in findings)})' for kind in kinds)}")
    sys.exit(0 if hits == len(found) else 1)


main()
