from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest

from local.failure import Cancelled, Failure
from local.places import REPOSITORY
from local.steps import Steps


def test_a_step_waits_for_those_it_needs_and_others_run_beside_it():
    order, steps = [], Steps()
    steps.add("slow", lambda: (time.sleep(0.3), order.append("slow"))[2:])
    steps.add("quick", lambda: order.append("quick"))
    steps.add("last", lambda: order.append("last"), ["slow", "quick"])
    steps.run()
    assert order == ["quick", "slow", "last"]


def test_a_failure_is_told_and_calls_the_others_off():
    steps, reached = Steps(), []

    def fail():
        raise Failure("no luck")

    def wait():
        if steps.cancelled.wait(30):
            raise Cancelled

    steps.add("waiting", wait)
    steps.add("failing", fail)
    steps.add("never", lambda: reached.append(True), ["failing"])
    begun = time.monotonic()
    with pytest.raises(Failure, match="no luck"):
        steps.run()
    assert time.monotonic() - begun < 5
    assert not reached


def test_each_step_is_shown_with_the_time_it_took(capsys):
    steps = Steps()
    steps.add("postgres", lambda: None)
    steps.add("build", lambda: "up to date")
    steps.run()
    lines = sorted(capsys.readouterr().out.splitlines())
    assert lines == ["  build          up to date 0.0 s", "  postgres       ready 0.0 s"]


def test_work_goes_on_when_nobody_reads_the_screen_any_more():
    work = """from local.steps import Steps
steps = Steps()
steps.add("one", lambda: None)
steps.add("two", lambda: open("/dev/stderr", "w").write("done"), ["one"])
steps.run()
"""
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run([sys.executable, "-u", "-c", work], cwd=REPOSITORY, stdout=writing, stderr=subprocess.PIPE,
                          text=True, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, "done")


def test_the_expected_time_is_that_of_the_longest_way():
    steps = Steps({"long": 60, "short": 5, "last": 10})
    steps.add("long", lambda: None)
    steps.add("short", lambda: None)
    steps.add("unknown", lambda: None, ["short"])
    steps.add("last", lambda: None, ["long", "unknown"])
    assert steps.expected_seconds() == 70
