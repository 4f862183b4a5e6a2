"""Threads that plan for a while: throughput against one thread, and whether memory stays.

usage: threads.py SECONDS SPEC...
"""

import os
import statistics
import sys
import threading
import time
from pathlib import Path

import eks_plan

THREADS = 8
SETTLED = 10


def main(seconds, *specs):
    texts = [Path(spec).read_text(encoding="utf-8") for spec in specs]
    wanted = [eks_plan.plan(text).to_json() for text in texts]
    one, _ = plan_for(min(10, int(seconds)), 1, texts, wanted)
    many, (first, last) = plan_for(int(seconds), THREADS, texts, wanted)
    print(f"    1 thread: {one:.0f} plans a second; {THREADS} threads: {many:.0f} ({many / one:.2f} times)")
    print(f"    memory after {SETTLED} s, first half: {first / 2**20:.1f} MiB; second half: {last / 2**20:.1f} MiB")
    # What is kept of each of so many plans would be far more.
    return 0 if last <= first * 1.1 + 2**22 else "memory grows"


def plan_for(seconds, threads, texts, wanted):
    """Plans a second, and the resident bytes in both halves of the time: medians, since plans come and go at once."""
    end, counts, faults = time.monotonic() + seconds, [0] * threads, []

    def work(own):
        try:
            while time.monotonic() < end:
                at = (own + counts[own]) % len(texts)
                if eks_plan.plan(texts[at]).to_json() != wanted[at]:
                    raise AssertionError("a plan is not what it was")
                counts[own] += 1
        except BaseException as fault:
            faults.append(fault)

    workers = [threading.Thread(target=work, args=(own,)) for own in range(threads)]
    for worker in workers:
        worker.start()
    time.sleep(min(SETTLED, seconds / 2))
    samples = []
    while time.monotonic() < end - 0.5:
        samples.append(resident())
        time.sleep(0.5)
    half = len(samples) // 2
    first, last = statistics.median(samples[:half]), statistics.median(samples[half:])
    for worker in workers:
        worker.join()
    if faults:
        raise faults[0]
    return sum(counts) / seconds, (first, last)


def resident():
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
