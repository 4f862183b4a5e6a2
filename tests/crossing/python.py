"""How long calls take in Python: text out, an object out, and what the host's parser takes of that.

usage: python.py CALLS   (lines of a verb, a tab, a file; prints a line of JSON for each)
"""

import json
import statistics
import sys
import time
from pathlib import Path

import eks_plan

FOR = 1.0


def main(calls):
    for line in Path(calls).read_text(encoding="utf-8").splitlines():
        verb, file = line.split("\t")
        spec = Path(file).read_text(encoding="utf-8")
        function = getattr(eks_plan, verb)
        text = function(spec).to_json()
        times = {
            "text": median(lambda: function(spec).to_json()),
            "object": median(lambda: function(spec).to_dict()),
            "parse": median(lambda: json.loads(text)),
        }
        print(json.dumps({"runtime": "Python", "verb": verb, "bytes": len(text.encode()), **times}))


def median(act):
    """The median of many runs, in microseconds."""
    begun, times = time.perf_counter(), []
    while time.perf_counter() - begun < FOR or len(times) < 5:
        once = time.perf_counter()
        act()
        times.append(time.perf_counter() - once)
    return round(statistics.median(times) * 1e6)


if __name__ == "__main__":
    main(*sys.argv[1:])
