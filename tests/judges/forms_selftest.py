"""The judge of forms judged: outputs that it passes, and changes of them that it must catch."""

import copy
import json

from judges import forms
from judges.report import Report

TEXT = "a: ä😀 x\nb: 1\n"
SPAN = {"file": "a.yaml", "start": {"line": 2, "column": 4, "offset": 0}, "end": {"line": 2, "column": 5, "offset": 0}}
FOUND = {"code": "EP0502", "severity": "error", "message": "one <b>", "id": "0" * 16, "span": SPAN}
CHECK = {"ok": False, "diagnostics": [FOUND], "suppressed": [{"by": "comment", "finding": FOUND}]}
PLACE = {"physicalLocation": {"artifactLocation": {"uri": "a.yaml"}, "region": {"startLine": 1, "startColumn": 4, "endLine": 2, "endColumn": 5}}}
REGION = ["locations", 0, "physicalLocation", "region"]
RESULT = {
    "ruleId": "EP0502", "ruleIndex": 0, "level": "error", "message": {"text": "one"}, "locations": [PLACE],
    "partialFingerprints": {"eksPlanFinding/v1": "0" * 16},
    "fixes": [{"artifactChanges": [{"artifactLocation": {"uri": "a.yaml"}, "replacements": [{"deletedRegion": PLACE["physicalLocation"]["region"]}]}]}],
}
RULE = {"id": "EP0502", "help": {"text": "why"}, "helpUri": "docs/diagnostics/EP0502.md"}
LOG = {
    "version": "2.1.0",
    "runs": [{
        "tool": {"driver": {"name": "eks-plan", "rules": [RULE]}},
        "results": [RESULT, {**RESULT, "suppressions": [{"kind": "inSource"}]}],
    }],
}
FIRST = ["runs", 0, "results", 0]
SARIF = [
    (["version"], "3.0", "is not one of"),
    (["runs", 0, "tool", "driver", "rules", 0, "helpUri"], "docs/diagnostics/EP0501.md", "leads nowhere"),
    (["runs", 0, "tool", "driver", "rules", 0, "help"], {"text": ""}, "has no help"),
    ([*FIRST, "level"], "fatal", "is not one of"),
    ([*FIRST, "level"], "note", "not the findings"),
    ([*FIRST, "extra"], 1, "Additional properties"),
    ([*FIRST, "partialFingerprints", "eksPlanFinding/v1"], "1", "not the findings"),
    ([*FIRST, *REGION, "endColumn"], 7, "leaves the text"),
    ([*FIRST, *REGION, "startColumn"], 11, "leaves the text"),
    ([*FIRST, *REGION, "endLine"], 4, "leaves the text"),
    ([*FIRST, "locations", 0, "physicalLocation", "artifactLocation", "uri"], "b.yaml", "another text"),
    ([*FIRST, "fixes", 0, "artifactChanges", 0, "replacements", 0, "deletedRegion", "startLine"], 9, "a fix leaves"),
    (["runs", 0, "results", 1, "suppressions", 0, "kind"], "external", "suppressions differ"),
]
JUNIT = (
    '<testsuites tests="2" failures="1" errors="0"><testsuite name="a" tests="2" failures="1" errors="0">'
    '<testcase name="x"><failure message="one &lt;b&gt;"/></testcase><testcase name="y"><skipped/></testcase></testsuite></testsuites>'
)
GITHUB = "::error file=a.yaml,line=2,title=EP0502::one <b>%0Ahelp\neks-plan: 1 error\n"
MARKDOWN = "### x\n\n- **EP0502** `a <i>` one &lt;b&gt;<br>\n<details><summary>y</summary>\n</details>\n"
REPLACED = [
    (forms.judge_junit, JUNIT, 'name="x"', 'nam="x"', "is required"),
    (forms.judge_junit, JUNIT, "one &lt;b&gt;", "two", "messages differ"),
    (forms.judge_junit, JUNIT, 'failures="1" errors="0"><testsuite ', 'failures="2" errors="0"><testsuite ', "failures are not"),
    (forms.judge_junit, JUNIT, "<skipped/>", "", "not skipped"),
    (forms.judge_junit, JUNIT, '<testsuites tests="2"', '<testsuites tests="3"', "not counted"),
    (forms.judge_github, GITHUB, "::error", "::warning", "is a warning"),
    (forms.judge_github, GITHUB, "one", "two", "message of EP0502 differs"),
    (forms.judge_github, GITHUB, "%0A", "\n", "not the findings"),
    (forms.judge_github, GITHUB, "title=EP", "title=E:P", "no command"),
    (forms.judge_github, GITHUB, "line=2", "line=3", "line of EP0502 differs"),
    (forms.judge_github, GITHUB, "eks-plan: 1", "::error::", "last line"),
    (forms.judge_markdown, MARKDOWN, "&lt;b&gt;", "<b>", "tags of a user"),
    (forms.judge_markdown, MARKDOWN, "</details>", "", "does not end"),
    (forms.judge_markdown, MARKDOWN, "EP0502", "EP0503", "not the findings"),
    (forms.judge_markdown, MARKDOWN, "one", "x" * 70_000, "more than GitHub takes"),
]


def said(judge, *arguments):
    """What the judge objects to."""
    report = Report()
    judge(*arguments, report)
    return [reason for _, reason in report.failures]


def test_forms():
    """What is right passes, and each change is caught for its reason."""
    assert said(forms.judge_sarif, json.dumps(LOG), CHECK, TEXT, "a.yaml") == []
    for path, value, reason in SARIF:
        log = copy.deepcopy(LOG)
        target = log
        for key in path[:-1]:
            target = target[key]
        target[path[-1]] = value
        found = said(forms.judge_sarif, json.dumps(log), CHECK, TEXT, "a.yaml")
        assert any(reason in one for one in found), (path, found)
    for judge, text, old, new, reason in REPLACED:
        assert old in text, old
        assert said(judge, text, CHECK) == [], (judge.__name__, said(judge, text, CHECK))
        found = said(judge, text.replace(old, new, 1), CHECK)
        assert any(reason in one for one in found), (judge.__name__, old, found)
    return len(SARIF) + len(REPLACED)
