"""What the README says runs, one block after another."""

from __future__ import annotations

import re
from pathlib import Path

import eks_plan
import pytest

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


def test_blocks_run(capsys: pytest.CaptureFixture[str]) -> None:
    blocks = re.findall(r"^```python\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    assert len(blocks) >= 8
    names: dict[str, object] = {}
    for block in blocks:
        exec(block, names)  # noqa: S102
        said = capsys.readouterr().out
        for line in re.findall(r"print\(.*\) +# (.*)", block):
            assert line in said


def test_every_verb_is_named() -> None:
    for verb in eks_plan._verbs.__all__:
        assert f"`{verb}(" in README


def test_links_are_absolute() -> None:
    assert all(link.startswith("https://") for link in re.findall(r"\]\((.*?)\)", README))


def test_licences_are_those_of_the_project() -> None:
    for name in ("LICENSE-APACHE", "LICENSE-MIT"):
        package = Path(__file__).parents[1]
        assert (package / name).read_bytes() == (package.parent / name).read_bytes()
