"""Many threads, one answer."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import eks_plan


def test_eight_threads_give_equal_answers(specs: list[Path]) -> None:
    expected = [eks_plan.plan(path).to_json() for path in specs]
    barrier = threading.Barrier(8)

    def work(_: int) -> list[str]:
        barrier.wait()
        return [eks_plan.plan(path).to_json() for path in specs]

    with ThreadPoolExecutor(8) as pool:
        assert all(answers == expected for answers in pool.map(work, range(8)))


def test_threads_share_an_answer(text: str) -> None:
    plan = eks_plan.plan(text)
    expected = eks_plan.plan(text).steps.to_records()
    barrier = threading.Barrier(8)

    def work(_: int) -> object:
        barrier.wait()
        return plan.steps.to_records()

    with ThreadPoolExecutor(8) as pool:
        assert all(rows == expected for rows in pool.map(work, range(8)))


def test_others_run_while_a_plan_is_made(text: str) -> None:
    # Several hundred clusters in one call: what holds the lock would stop the count for all of it.
    many = [eks_plan.Source(text, f"{number}.yaml") for number in range(300)]
    counted = 0
    done = threading.Event()

    def work() -> None:
        eks_plan.check(many, each=True)
        done.set()

    thread = threading.Thread(target=work)
    thread.start()
    while not done.is_set():
        counted += 1
        time.sleep(0.001)
    thread.join()
    assert counted > 3
