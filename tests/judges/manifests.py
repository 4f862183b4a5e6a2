"""Every manifest against Kubernetes' own schema for its version and kind (the strict form: unknown fields are faults)."""

import functools
import json
import pathlib
import re

import jsonschema
import kubernetes_validate
import referencing

from judges import tokens

FOLDER = pathlib.Path(kubernetes_validate.__file__).parent / "kubernetes-json-schema"
VERSIONS = sorted(
    (tuple(map(int, path.name[1:].split("-")[0].split("."))) for path in FOLDER.glob("v*-local-strict")), reverse=True
)


def schema_version(version):
    """The version of the schemas for a cluster: its own, or the newest that is not newer, or the newest of all."""
    match = re.match(r"(\d+)\.(\d+)", version or "")
    wanted = (int(match[1]), int(match[2])) if match else VERSIONS[0][:2]
    return next((known for known in VERSIONS if known[:2] <= wanted), VERSIONS[-1])


@functools.cache
def schemas(version):
    """The definitions of one Kubernetes version: a registry, and the name of each group, version and kind."""
    path = FOLDER / "v{}.{}.{}-local-strict".format(*version) / "_definitions.json"
    contents = json.loads(path.read_text(encoding="utf-8"))
    kinds = {}
    for name, definition in contents["$defs"].items():
        for known in definition.get("x-kubernetes-group-version-kind", []):
            kinds[known["group"], known["version"], known["kind"]] = name
    return referencing.Registry().with_resource(contents["$id"], referencing.Resource.from_contents(contents)), contents["$id"], kinds


@functools.cache
def validator(version, name):
    """A validator of one definition."""
    registry, base, _ = schemas(version)
    return jsonschema.Draft202012Validator({"$ref": f"{base}#/$defs/{name}"}, registry=registry)


def judge(doc, report, _schema=None):
    """Judges the manifests of one plan."""
    plan = doc.plan
    version = schema_version(((plan.get("topology") or {}).get("controlPlane") or {}).get("version"))
    for step in plan["steps"]:
        operation = step.get("operation") or {}
        if operation.get("service") != "kubernetes":
            continue
        given = operation.get("manifest")
        if not given:
            report.expect(operation.get("api") != "apply", step["id"], "`apply` without a manifest")
            continue
        for manifest in given if isinstance(given, list) else [given]:
            judge_manifest(tokens.filled(manifest), step["id"], version, report)


def judge_manifest(manifest, step, version, report):
    """Judges one manifest."""
    group, _, api = manifest.get("apiVersion", "").rpartition("/")
    kind = manifest.get("kind", "")
    if not report.expect(api and kind, step, "manifest without `apiVersion` or `kind`"):
        return
    if kind == "List":
        for item in manifest.get("items", []):
            judge_manifest(item, step, version, report)
        return
    report.expect(manifest.get("metadata", {}).get("name"), step, f"{kind} without `metadata.name`")
    kinds = schemas(version)[2]
    if (group, api, kind) not in kinds:
        if report.expect(group not in {known for known, _, _ in kinds}, step, f"Kubernetes has no `{kind}` in `{manifest['apiVersion']}`"):
            report.notes.append(f"without a schema: {manifest['apiVersion']} {kind}")
        return
    for error in sorted(validator(version, kinds[group, api, kind]).iter_errors(manifest), key=lambda error: error.json_path):
        report.fail(step, f"{kind} {error.json_path}: {error.message[:200]}")
