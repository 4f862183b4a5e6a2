"""Specs that the tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def path() -> Path:
    """A spec of everyday size."""
    return ROOT / "examples" / "specs" / "production.yaml"


@pytest.fixture(scope="session")
def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def specs() -> list[Path]:
    """All examples."""
    return sorted((ROOT / "examples" / "specs").glob("*.yaml"))
