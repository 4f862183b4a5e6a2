"""Writes all of eksctl's examples, and a document with every property, as literals of TypeScript and Python: literals.py FOLDER."""

import json
import pprint
import sys
from pathlib import Path

import yaml

CORPUS = Path(__file__).resolve().parent.parent / "corpus"


def documents():
    """Each ClusterConfig by its name."""
    for file in sorted((CORPUS / "eksctl/examples").glob("*.yaml")):
        for document in yaml.safe_load_all(file.read_text(encoding="utf-8")):
            yield file.name, document
    file = CORPUS / "cluster-config/every-property.json"
    yield file.name, json.loads(file.read_text(encoding="utf-8"))


def main(folder):
    typescript = ["import type { ClusterConfig } from './cluster-config.js';"]
    python = ["from cluster_config import ClusterConfig"]
    found = list(documents())
    for number, (name, document) in enumerate(found):
        literal = json.dumps(document, indent=1)
        typescript.append(f"\n// {name}\nexport const config{number}: ClusterConfig = {literal};")
        literal = pprint.pformat(document, sort_dicts=False)
        python.append(f"\n# {name}\nconfig{number}: ClusterConfig = {literal}")
    for name, lines in ("literals.ts", typescript), ("literals.py", python):
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(found)} documents")


main(Path(sys.argv[1]))
