"""What is checked before anything is begun, and what the user is told."""

from __future__ import annotations

import os
import socket
import stat
import subprocess
import sys

import pytest

from local import passwords, ports, templates
from local.failure import Failure
from local.lock import Held, exclusive
from local.places import REPOSITORY, Places
from local.settings import Settings


@pytest.fixture
def places(tmp_path):
    found = Places.of({"TWINHARBOR_HOME": str(tmp_path)})
    found.make()
    return found


@pytest.fixture
def taken_port():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


def test_a_taken_port_is_named_with_its_holder_and_the_setting_that_moves_it(taken_port):
    with pytest.raises(Failure) as failure:
        ports.check(Settings.wanted({"TWINHARBOR_KEYCLOAK_PORT": str(taken_port)}))
    assert f"port {taken_port} for Keycloak is taken" in str(failure.value)
    assert f"process {os.getpid()}" in str(failure.value)
    assert "TWINHARBOR_KEYCLOAK_PORT=" in str(failure.value)


def test_an_address_of_another_machine_is_explained():
    with pytest.raises(Failure, match="TWINHARBOR_ENTRY_ADDRESS"):
        ports.check(Settings.wanted({"TWINHARBOR_ENTRY_ADDRESS": "203.0.113.7"}))


def test_passwords_are_private_random_and_made_once(places):
    made = passwords.make(places)
    assert len(set(made.values())) == len(made)
    assert all(len(password) >= 32 for password in made.values())
    assert all(stat.S_IMODE(file.stat().st_mode) == 0o600 for file in places.secrets.iterdir())
    assert passwords.make(places) == made


def test_lost_passwords_of_kept_data_are_named(places):
    passwords.make(places)
    places.database.mkdir()
    (places.database / "PG_VERSION").write_text("15")
    (places.secrets / "postgres").unlink()
    with pytest.raises(Failure, match=r"no longer their passwords \(postgres in"):
        passwords.make(places)


def test_a_lock_is_held_by_one_and_free_when_its_holder_died(places):
    lock = places.home / "lock"
    hold = """import pathlib, sys, time
from local.lock import exclusive
with exclusive(pathlib.Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""
    holder = subprocess.Popen([sys.executable, "-c", hold, lock], cwd=REPOSITORY, stdout=subprocess.PIPE, text=True)
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(Held, match=f"process {holder.pid}"), exclusive(lock):
        pass
    holder.kill()
    holder.communicate()
    with exclusive(lock):
        assert lock.read_text() == str(os.getpid())


def test_a_path_that_would_break_a_configuration_is_refused(tmp_path):
    (tmp_path / "template").write_text('path="${home}"')
    with pytest.raises(Failure, match="quotes"):
        templates.render(tmp_path / "template", tmp_path / "result", {"home": 'a"b'})


def test_a_deep_home_still_gets_a_socket_that_the_kernel_takes(tmp_path):
    deep = Places.of({"TWINHARBOR_HOME": str(tmp_path / ("x" * 120))})
    assert len(str(deep.socket)) <= 107


def test_each_command_explains_itself():
    for command in ((), ("up",), ("stop",), ("status",), ("token",), ("reset",)):
        shown = subprocess.run([sys.executable, "-m", "local", *command, "--help"], cwd=REPOSITORY,
                               capture_output=True, text=True, check=True).stdout
        assert shown.startswith("usage: python3 -m local")
