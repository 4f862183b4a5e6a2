"""What a judge hands back, and a plan as it was read."""

import dataclasses
import json
import pathlib


@dataclasses.dataclass
class Report:
    """What one judge found in one plan."""

    checked: int = 0
    failures: list = dataclasses.field(default_factory=list)
    notes: list = dataclasses.field(default_factory=list)

    def fail(self, where, reason):
        """Notes one fault; `where` is a step id, another id, or the part of the document."""
        if (where, reason) not in self.failures:
            self.failures.append((where, reason))

    def expect(self, condition, where, reason):
        """Counts one check and notes a fault unless `condition` holds."""
        self.checked += 1
        if not condition:
            self.fail(where, reason)
        return bool(condition)


@dataclasses.dataclass
class Document:
    """A plan, with what plain JSON loading would hide: keys given twice and numbers that are no integers."""

    plan: dict
    duplicates: list
    floats: list


def parse(text):
    """Reads the text of a plan."""
    duplicates, floats = [], []

    def pairs(items):
        keys = [key for key, _ in items]
        duplicates.extend(sorted({key for key in keys if keys.count(key) > 1}))
        return dict(items)

    def number(raw):
        floats.append(raw)
        return float(raw)

    plan = json.loads(text, object_pairs_hook=pairs, parse_float=number, parse_constant=number)
    if not isinstance(plan, dict):
        raise ValueError("the document is not an object")
    return Document(plan, duplicates, floats)


def read(path):
    """Reads a plan from a file."""
    return parse(pathlib.Path(path).read_text(encoding="utf-8"))
