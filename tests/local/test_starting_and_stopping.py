"""The stack survives what happens to it, and leaves nothing behind."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time

import pytest

from local import processes
from twin import eventually

pytestmark = pytest.mark.stack


def users(stack):
    with stack.client() as client:
        return client.get("/").json()


def add_user(stack, email):
    with stack.client("editor") as client:
        assert client.post("/api/v1/users", json={"email": email}).status_code in (201, 409)


def test_data_survive_and_nothing_is_left_running(stack):
    add_user(stack, "survivor@example.org")
    before = users(stack)
    status, output = stack.run("stop")
    assert status == 0
    assert re.findall(r"^  (\w+) +stopped", output, re.MULTILINE)[0] == "traefik"
    assert re.findall(r"^  (\w+) +stopped", output, re.MULTILINE)[-1] == "postgres"
    assert stack.processes() == []
    assert stack.run("status")[0] == 3
    stack.up()
    assert users(stack) == before


def test_stopping_what_is_stopped_is_no_error(stopped):
    status, output = stopped.run("stop")
    assert status == 0
    assert "not running" in output


def test_a_killed_supervisor_leaves_orphans_that_stop_finds(stack):
    stack.kill("supervisord")
    assert stack.processes()
    status, output = stack.run("stop")
    assert status == 0, output
    assert "nobody supervises" in output
    assert stack.processes() == []


def test_after_a_power_cut_it_starts_again_with_its_data(stack):
    add_user(stack, "committed@example.org")
    stack.kill()
    lock = stack.places.database / "postmaster.pid"
    # As after a reboot, the id now belongs to another living process.
    lock.write_text("\n".join([str(os.getpid()), *lock.read_text().splitlines()[1:]]) + "\n")
    stack.up()
    assert "committed@example.org" in [user["email"] for user in users(stack)]


def test_a_crashed_program_is_started_again(stack):
    stack.kill("traefik")
    assert eventually(lambda: stack.run("status")[0] == 0, 30)


def test_half_a_stack_is_made_whole_by_a_start(stack):
    stack.supervisorctl("stop", "accounts")
    status, output = stack.run("status")
    assert status == 3
    assert re.search(r"accounts .*stopped", output)
    assert "earlier start" in stack.up()
    assert stack.run("status")[0] == 0


def test_a_start_that_was_killed_is_taken_over_by_the_next(stopped):
    start = stopped.launch("up")
    eventually(lambda: any("java" in line for line in stopped.processes()))
    start.kill()
    start.communicate()
    assert "earlier start" in stopped.up()
    assert users(stopped)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_in_the_middle_of_a_start_stops_everything(stopped, number):
    start = stopped.launch("up")
    eventually(lambda: any("java" in line for line in stopped.processes()))
    start.send_signal(number)
    output, _ = start.communicate(timeout=60)
    assert start.returncode == 130, output
    assert "Traceback" not in output
    assert stopped.processes() == []


def test_stop_calls_off_a_start_that_is_under_way(stopped):
    start = stopped.launch("up")
    eventually(lambda: any("java" in line for line in stopped.processes()))
    status, output = stopped.run("stop")
    assert status == 0, output
    assert start.wait(60) == 130
    start.stdout.close()
    assert stopped.processes() == []


def test_a_program_that_cannot_start_is_shown_with_its_log_and_stops_the_rest(stopped):
    status, output = stopped.run("up", TWINHARBOR_ACCOUNTS_HEAP="1k")
    assert status == 1
    assert "accounts ended while it started" in output
    assert "Too small maximum heap" in output
    assert f"{stopped.places.logs}/accounts.log" in output
    assert "Traceback" not in output
    assert stopped.processes() == []


def test_a_taken_port_is_told_before_anything_starts(stopped):
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", stopped.settings.port("POSTGRES")))
        other.listen()
        status, output = stopped.run("up")
    assert status == 1
    assert f"port {stopped.settings.port('POSTGRES')} for PostgreSQL is taken by" in output
    assert "TWINHARBOR_POSTGRES_PORT=" in output
    assert stopped.processes() == []


def test_stop_never_touches_another_stack(stack):
    other = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(300)"],
                             env={**os.environ, processes.MARK: f"{stack.places.home}-other"})
    mine = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(300)"],
                            env={**os.environ, "TWINHARBOR_HOME": str(stack.places.home)})
    try:
        assert stack.run("stop")[0] == 0
        time.sleep(0.2)
        assert other.poll() is None
        assert mine.poll() is None, "a user's own shell has TWINHARBOR_HOME, too"
    finally:
        for process in (other, mine):
            process.kill()
            process.wait()
