"""`python -m judges PLAN.json... [--schema FILE]`, from the folder `tests`."""

import sys

from judges.cli import main

sys.exit(main(sys.argv[1:]))
