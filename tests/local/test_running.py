"""What a running stack shows, and what it does not."""

from __future__ import annotations

import re
import stat
import subprocess

import pytest

from local.places import REPOSITORY

pytestmark = pytest.mark.stack


def test_every_program_is_shown_ready(stack):
    status, output = stack.run("status")
    assert status == 0
    for program in ("postgres", "keycloak", "accounts", "console", "traefik"):
        assert re.search(rf"{program} .*127\.0\.0\.1:\d+.* ready +process \d+, for \d+ (s|min)", output)


def test_a_second_start_only_says_where_everything_is(stack):
    before = stack.processes()
    status, output = stack.run("up")
    assert status == 0
    assert "running already" in output
    assert stack.settings.url in output
    assert stack.processes() == before


def test_the_printed_commands_work_when_pasted(stack):
    _, output = stack.run("up")
    commands = re.findall(r"^  (curl (?:.*\\\n)*.*)$", output, re.MULTILINE)
    assert len(commands) == 3
    for command in commands:
        done = subprocess.run(["bash", "-c", command + " --fail-with-body --silent --show-error"], cwd=REPOSITORY,
                              capture_output=True, text=True, check=False)
        assert done.returncode == 0 or "already" in done.stdout + done.stderr or "email-taken" in done.stdout, command
        assert '"email"' in done.stdout or "email-taken" in done.stdout


def test_no_password_is_printed_and_each_is_private(stack):
    _, output = stack.run("up")
    for file in stack.places.secrets.iterdir():
        assert file.read_text().strip() not in output
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(stack.places.secrets.stat().st_mode) == 0o700


def test_no_password_is_in_any_command_line(stack):
    lines = "\n".join(stack.processes())
    for file in stack.places.secrets.iterdir():
        assert file.read_text().strip() not in lines


def test_everything_listens_on_this_machine_alone(stack):
    pids = "|".join(line.split()[0] for line in stack.processes())
    listening = subprocess.run(["ss", "-Hltnp"], capture_output=True, text=True, check=True).stdout.splitlines()
    ours = [line.split()[3] for line in listening if re.search(rf"pid=({pids}),", line)]
    assert len(ours) >= 8
    assert all(address.startswith(("127.0.0.1:", "[::ffff:127.0.0.1]:")) for address in ours)
