"""Judges what `eks-plan check` prints for other programs: SARIF, JUnit, GitHub's workflow commands, Markdown.

`python tests/judges/forms.py COMMAND FOLDER...`: COMMAND is the built command, the folders hold inputs (`*.yaml`, or `*.md` with inputs in fences).
SARIF is judged by the OASIS schema and by the text that it points into; JUnit by the schema of Jenkins.
"""

import argparse
import concurrent.futures
import json
import pathlib
import re
import subprocess
import sys
import tempfile

sys.path[0] = str(pathlib.Path(__file__).resolve().parent.parent)

import jsonschema  # noqa: E402
import lxml.etree  # noqa: E402

from judges.report import Report  # noqa: E402

SCHEMAS = pathlib.Path(__file__).resolve().parent / "forms_schemas"
SARIF = jsonschema.Draft4Validator(json.loads((SCHEMAS / "sarif-schema-2.1.0.json").read_text(encoding="utf-8")))
JUNIT = lxml.etree.XMLSchema(lxml.etree.parse(SCHEMAS / "junit-10.xsd"))
COMMAND = re.compile(r"::(error|warning|notice) ((?:[a-zA-Z]+=[^,:\r\n]*,?)+)::([^\r\n]+)")
LEVELS = {"error": "error", "warning": "warning", "note": "notice"}
MOST = 65_536


def stretch(text, region):
    """The text of a region; `None` if it leaves the text. Columns count UTF-16 units, from 1."""
    lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", text)
    places = []
    for line, column in ((region["startLine"], region["startColumn"]), (region["endLine"], region["endColumn"])):
        if not 1 <= line <= len(lines):
            return None
        units = lines[line - 1].encode("utf-16-le")
        if not 0 <= 2 * (column - 1) <= len(units):
            return None
        before = units[: 2 * (column - 1)].decode("utf-16-le", "ignore")
        places.append(sum(map(len, lines[: line - 1])) + len(before))
    return text[places[0] : places[1]] if places[0] <= places[1] else None


def judge_sarif(output, check, text, name, report):
    """Judges a SARIF log by its schema, by the findings as JSON, and by the text."""
    log = json.loads(output)
    for error in SARIF.iter_errors(log):
        report.fail("sarif " + error.json_path, error.message[:200])
    run = log["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    report.expect([rule["id"] for rule in rules] == sorted({rule["id"] for rule in rules}), "sarif", "rules are not sorted and single")
    for rule in rules:
        report.expect(rule.get("help", {}).get("text"), "sarif " + rule["id"], "the rule has no help")
        report.expect(rule["helpUri"].endswith(f"docs/diagnostics/{rule['id']}.md"), "sarif " + rule["id"], "the rule leads nowhere")
    results = run["results"]
    standing = [one for one in results if "suppressions" not in one and one.get("baselineState") in (None, "new")]
    said = [(one["code"], one["severity"], one["id"]) for one in check["diagnostics"]]
    found = [(one["ruleId"], one["level"], one["partialFingerprints"]["eksPlanFinding/v1"]) for one in standing]
    report.expect(found == said, "sarif", "the results are not the findings")
    kinds = {"comment": "inSource", "config": "external"}
    accepted = [kinds[one["by"]] for one in check.get("suppressed", []) if one["by"] in kinds]
    report.expect(accepted == [one["suppressions"][0]["kind"] for one in results if "suppressions" in one], "sarif", "the suppressions differ")
    for result in results:
        if result.get("baselineState") == "absent":
            continue
        where = f"sarif {result['ruleId']}"
        report.expect(rules[result["ruleIndex"]]["id"] == result["ruleId"], where, "the rule's index leads elsewhere")
        places = [result["locations"][0]["physicalLocation"]] + [one["physicalLocation"] for one in result.get("relatedLocations", [])]
        for place in places:
            report.expect(place["artifactLocation"]["uri"].endswith(name), where, "the place is in another text")
            if "region" in place:
                report.expect(stretch(text, place["region"]) is not None, where, f"the region leaves the text: {place['region']}")
        for fix in result.get("fixes", []):
            for change in fix["artifactChanges"]:
                for replacement in change["replacements"]:
                    report.expect(stretch(text, replacement["deletedRegion"]) is not None, where, "a fix leaves the text")


def judge_junit(output, check, report):
    """Judges a test report by its schema and by the findings as JSON."""
    tree = lxml.etree.fromstring(output.encode())
    report.checked += 1
    if not JUNIT.validate(tree):
        report.fail("junit", str(JUNIT.error_log.last_error))
    failures = sum(one["severity"] == "error" for one in check["diagnostics"])
    cases = tree.findall(".//testcase")
    report.expect(tree.get("failures") == str(failures) == str(len(tree.findall(".//failure"))), "junit", "the failures are not the errors")
    report.expect(tree.get("tests") == str(len(cases)), "junit", "the cases are not counted")
    report.expect(len(tree.findall(".//skipped")) == len(check.get("suppressed", [])), "junit", "what is accepted is not skipped")
    messages = [one["message"] for one in check["diagnostics"] if one["severity"] == "error"]
    clean = [re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "\ufffd", one) for one in messages]
    report.expect([one.get("message") for one in tree.findall(".//failure")] == clean, "junit", "the messages differ")


def unescape(text):
    """What GitHub makes of an escaped text."""
    for escape, plain in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(escape, plain)
    return text


def judge_github(output, check, report):
    """Judges the commands: one a finding, each on a line of its own, and nothing else that GitHub would take for one."""
    *lines, last = output.split("\n")[:-1]
    report.expect(last.startswith("eks-plan: "), "github", f"the last line is `{last}`")
    report.expect(len(lines) == len(check["diagnostics"]), "github", "the commands are not the findings")
    for line, finding in zip(lines, check["diagnostics"], strict=False):
        match = COMMAND.fullmatch(line)
        if not report.expect(match, "github", f"no command: {line[:120]}"):
            continue
        level, properties, message = match.groups()
        report.expect(level == LEVELS[finding["severity"]], "github", f"{finding['code']} is a {level}")
        report.expect(unescape(message).startswith(finding["message"]), "github", f"the message of {finding['code']} differs")
        span = finding["span"]
        values = dict(part.split("=", 1) for part in properties.split(","))
        report.expect(not span or values.get("line") == str(span["start"]["line"]), "github", f"the line of {finding['code']} differs")


def judge_markdown(output, check, report):
    """Judges that a comment fits, folds what it unfolds, and names each finding."""
    report.expect(len(output) < MOST, "markdown", f"{len(output)} characters are more than GitHub takes")
    report.expect(output.count("<details>") == output.count("</details>"), "markdown", "a fold does not end")
    if "more than a comment can hold" not in output:
        listed = re.findall(r"^- \*\*(EP\d{4})\*\*", output, re.MULTILINE)
        report.expect(sorted(listed) == sorted(one["code"] for one in check["diagnostics"]), "markdown", "the items are not the findings")
    tags = set(re.findall(r"<[^`\n>]*>", re.sub(r"(`+)(?!`).*?(?<!`)\1(?!`)", "", output)))
    report.expect(tags <= {"<details>", "</details>", "<summary>", "</summary>", "<br>"}, "markdown", f"tags of a user's: {tags}")


def run(command, path, *more):
    """What the command prints."""
    arguments = [command, "check", path, "--as-of", "2026-11-23", *more]
    done = subprocess.run(arguments, capture_output=True, check=False)
    if done.returncode not in (0, 1):
        raise ValueError(f"{' '.join(map(str, arguments))}: {done.stderr.decode()}")
    return done.stdout.decode()


def judge(command, path):
    """Judges all forms of one input, alone and against a baseline of half of its findings."""
    report = Report()
    text = path.read_bytes().decode().removeprefix("\ufeff")
    for baseline in ([], half_of(command, path)):
        check = json.loads(run(command, path, "--format", "json", *baseline))
        judge_sarif(run(command, path, "--format", "sarif", *baseline), check, text, path.name, report)
        judge_junit(run(command, path, "--format", "junit", *baseline), check, report)
        judge_github(run(command, path, "--format", "github", *baseline), check, report)
        judge_markdown(run(command, path, "--format", "markdown", *baseline), check, report)
        if baseline:
            report.expect(check["baseline"]["known"] >= 1 and len(check["baseline"]["gone"]) == 1, "baseline", "it knows nothing or loses nothing")
            pathlib.Path(baseline[1]).unlink()
    return report


def half_of(command, path):
    """A baseline that knows each second finding, and one that is not there."""
    with tempfile.NamedTemporaryFile(suffix=".json", delete=False) as file:
        name = file.name
    run(command, path, "--write-baseline", name)
    entries = json.loads(pathlib.Path(name).read_text(encoding="utf-8"))
    if not entries["findings"]:
        pathlib.Path(name).unlink()
        return []
    entries["findings"] = entries["findings"][::2] + [{"code": "EP0502", "path": "nodeGroups[9]", "id": "0" * 16, "message": "gone"}]
    pathlib.Path(name).write_text(json.dumps(entries), encoding="utf-8")
    return ["--baseline", name]


def inputs(folders, scratch):
    """The inputs: files, and fences of pages as files of a scratch folder."""
    for folder in map(pathlib.Path, folders):
        yield from sorted(folder.glob("*.yaml"))
        for page in sorted(folder.glob("EP*.md")):
            for at, fence in enumerate(re.findall(r"```yaml (?:bad|good)[^\n]*\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)):
                path = scratch / f"{page.stem}-{at}.yaml"
                path.write_text(fence, encoding="utf-8")
                yield path


HOSTILE = "# eks-plan: allow EP0106 a <b>, `c`, %0A and \"quotes\"\napiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: { name: \"a]]>&<i>%0A::error::\", region: eu-west-1, \"ä😀 | <x> `y`, ::z%\": 1 }\n"


def main(arguments):
    """The command: 0 when nothing is wrong, 1 otherwise."""
    parser = argparse.ArgumentParser(prog="forms")
    parser.add_argument("command", type=pathlib.Path)
    parser.add_argument("folders", nargs="+")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        hostile = pathlib.Path(scratch) / "hostile.yaml"
        hostile.write_text(HOSTILE, encoding="utf-8")
        paths = [hostile, *inputs(options.folders, pathlib.Path(scratch))]
        with concurrent.futures.ThreadPoolExecutor() as pool:
            reports = list(pool.map(lambda path: judge(options.command.resolve(), path), paths))
    failures = [(path, *failure) for path, report in zip(paths, reports, strict=True) for failure in report.failures]
    for path, where, reason in failures:
        print(f"{path.name}: {where}: {reason}")
    print(f"{len(paths)} inputs in 4 forms, {sum(report.checked for report in reports)} checks, {len(failures)} failures")
    return 1 if failures or len(paths) < 2 else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
