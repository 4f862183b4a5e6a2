"""A program as users write them: every verb, with types. mypy and pyright check it against the package as installed."""

# pyright: strict
from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, Optional

import eks_plan
from eks_plan import AwsOperation, Check, EksPlanError, Options, Plan, Records, Severity, Source, Spec, Step
from eks_plan.cluster_config import ClusterConfig, ManagedNodeGroup

OPTIONS: Options = {
    "asOf": "2026-11-22",
    "sections": ["steps", "waves", "topology"],
    "severity": {"EP1601": "note"},
    "workloads": [{"name": "cluster-autoscaler"}],
}


def slowest(plan: Plan) -> Optional[Step]:
    steps: Records[Step] = plan.steps
    return max(steps, key=lambda step: step.estimate.p50_seconds, default=None)


def calls(plan: Plan) -> list[str]:
    found: list[str] = []
    for step in plan.steps:
        operation = step.operation
        if isinstance(operation, AwsOperation):
            parameters: dict[str, Any] = operation.parameters
            found.append(f"{operation.service}:{operation.api} {sorted(parameters)}")
        elif operation is not None:
            found.append(operation.service)
    return found


def by_severity(check: Check, severity: Severity) -> list[str]:
    lines: list[str] = []
    for finding in check.diagnostics:
        if finding.severity == severity:
            line: Optional[int] = finding.span.start.line if finding.span is not None else None
            lines.append(f"{finding.code} {line} {finding.message} {finding.help or ''}")
    return lines


WORKERS: ManagedNodeGroup = {"name": "workers", "desiredCapacity": 3}
BUILT: ClusterConfig = {
    "apiVersion": "eksctl.io/v1alpha5",
    "kind": "ClusterConfig",
    "metadata": {"name": "demo", "region": "eu-west-1"},
    "managedNodeGroups": [WORKERS],
}


def main(path: Path) -> int:
    text: str = path.read_text(encoding="utf-8")
    specs: list[Spec] = [text, text.encode(), path, BUILT, Source(text, "a.yaml"), Source(BUILT, "built"), [text]]
    plans: list[Plan] = [eks_plan.plan(spec) for spec in specs]
    plans += [eks_plan.plan(BUILT), eks_plan.plan([BUILT, Source("kind: PlanConfig", "options")])]
    plan: Plan = eks_plan.plan_or_raise(text, OPTIONS)
    step = slowest(plan)
    if step is None or plan.cluster is None:
        return 1
    check: Check = eks_plan.check(path, each=True, baseline=eks_plan.baseline(text))
    report: str = eks_plan.render(text, "markdown", OPTIONS, each=False)
    fixed: list[str] = [one.text for one in eks_plan.fix(text).texts]
    topology: Optional[eks_plan.Topology] = eks_plan.topology(text)
    zones: int = len(topology.control_plane.zones) if topology is not None else 0
    why = eks_plan.why(text, step.id, OPTIONS, relation="create")
    reasons: list[str] = [reason.from_ for reason in why.reasons]
    fails: list[str] = eks_plan.impact(text, step.id).fails
    title: str = eks_plan.explain("EP0104").title
    codes: list[str] = [explanation.code for explanation in eks_plan.codes()]
    schema: dict[str, Any] = eks_plan.schema("plan")
    version: str = eks_plan.version().version + eks_plan.__version__
    rows: list[dict[str, Any]] = plan.steps.to_records()
    again: Plan = Plan.from_json(plan.to_json())
    print(len(plans), again == plan, calls(plan), by_severity(check, "warning"), report, fixed, zones, reasons, fails)
    print(title, codes, schema["title"], version, rows[0], plan.cluster.name, plan.steps.get("create:vpc/main"))
    try:
        eks_plan.plan(text, {"sections": []})
        eks_plan.explain("EP9999")
    except EksPlanError as error:
        code: str = error.code
        print(code, [finding.message for finding in error.diagnostics])
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
