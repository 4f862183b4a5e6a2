"""Runs every judge over every plan and prints what they say."""

import argparse
import pathlib

from judges import document, manifests, operations, order, world
from judges.report import Report, read

JUDGES = [("document", document.judge), ("order", order.judge), ("operations", operations.judge), ("manifests", manifests.judge), ("world", world.judge)]
SCHEMA = pathlib.Path(__file__).resolve().parents[2] / "schema" / "plan.schema.json"


def run_judge(judge, doc, schema=None):
    """Runs one judge; a document too far from the contract to be read is a fault of the document, not of the judge."""
    report = Report()
    try:
        judge(doc, report, schema)
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        report.fail("-", f"not shaped as the contract says: {type(error).__name__}: {error}")
    return report


def plan_files(paths):
    """The plan files that the arguments name, folders searched whole, in a stable order."""
    files = []
    for path in map(pathlib.Path, paths):
        files.extend(sorted(path.rglob("*.json")) if path.is_dir() else [path])
    return files


def main(arguments):
    """The command: 0 when no judge objects, 1 otherwise."""
    parser = argparse.ArgumentParser(prog="judges", description="Judge plan documents.")
    parser.add_argument("plans", nargs="+", metavar="PLAN", help="a plan, or a folder of plans")
    parser.add_argument("--schema", help="the JSON Schema of the plan (default: schema/plan.schema.json, when present)")
    options = parser.parse_args(arguments)
    schema = pathlib.Path(options.schema) if options.schema else SCHEMA
    files = plan_files(options.plans)
    totals = {name: [0, 0, 0] for name, _ in JUDGES}
    failures, notes = [], {}
    for path in files:
        try:
            doc = read(path)
        except (OSError, ValueError) as error:
            failures.append(("document", path, "-", f"cannot be read: {error}"))
            totals["document"][2] += 1
            continue
        for name, judge in JUDGES:
            report = run_judge(judge, doc, schema if options.schema or schema.exists() else None)
            totals[name][0] += 1
            totals[name][1] += report.checked
            totals[name][2] += len(report.failures)
            failures += [(name, path, where, reason) for where, reason in report.failures]
            for note in report.notes:
                notes[name, note] = notes.get((name, note), 0) + 1
    for name, path, where, reason in failures:
        print(f"{name}: {path}: {where}: {reason}")
    for name, (plans, checks, failed) in totals.items():
        print(f"{name:<10} {plans:>4} plans {checks:>8} checks {failed:>6} failures")
    for (name, note), count in sorted(notes.items()):
        print(f"{name}: {note} ({count})")
    if not files:
        print("no plans found")
    return 1 if failures or not files else 0
