"""`python tests/judges/run.py DIR_OF_PLANS [--schema FILE]`, from anywhere."""

import pathlib
import sys

sys.path[0] = str(pathlib.Path(__file__).resolve().parent.parent)

from judges.cli import main  # noqa: E402

sys.exit(main(sys.argv[1:]))
