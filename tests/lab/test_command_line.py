"""What one is told who calls the lab in a way or at a time that it cannot be called."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from lab import needs, network
from lab.places import Places
from local.failure import Failure

REPOSITORY = Path(__file__).resolve().parents[2]


def lab(home: Path, *words: str) -> subprocess.CompletedProcess:
    return subprocess.run([sys.executable, "-m", "lab", *words], cwd=REPOSITORY, capture_output=True, text=True, check=False,
                          stdin=subprocess.DEVNULL, env={**os.environ, "TWINHARBOR_HOME": str(home)})


def test_help_names_every_command(tmp_path: Path) -> None:
    said = lab(tmp_path, "--help").stdout
    assert all(word in said for word in ("up", "status", "shell", "play", "kill", "tools", "down", "clean", "TWINHARBOR_CACHE"))


def test_down_without_a_lab_is_no_error(tmp_path: Path) -> None:
    done = lab(tmp_path, "down")
    assert (done.returncode, done.stderr) == (0, "")


def test_status_without_a_lab_says_how_to_make_one(tmp_path: Path) -> None:
    done = lab(tmp_path, "status")
    assert done.returncode == 3
    assert "make lab" in done.stdout


def test_nothing_is_deleted_unless_somebody_says_yes(tmp_path: Path) -> None:
    (tmp_path / "lab" / "machines" / "east").mkdir(parents=True)
    done = lab(tmp_path, "clean")
    assert done.returncode == 1
    assert "--yes" in done.stderr
    assert (tmp_path / "lab" / "machines" / "east").exists()


def test_a_shell_on_no_machine_names_those_that_there_are(tmp_path: Path) -> None:
    hosts = tmp_path / "lab" / "machines" / "east" / "etc" / "hosts"
    hosts.parent.mkdir(parents=True)
    hosts.write_text("127.0.0.1 localhost\n10.87.0.11 east\n")
    done = lab(tmp_path, "shell", "north")
    assert done.returncode == 1
    assert "there is no machine north; there are east" in done.stderr


@pytest.mark.parametrize("number", ["0", "6", "two"])
def test_a_number_of_nodes_that_cannot_be_is_refused(tmp_path: Path, number: str) -> None:
    done = lab(tmp_path, "up", "--nodes", number)
    assert done.returncode == 2
    assert "--nodes" in done.stderr


def test_who_is_not_root_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(Failure, match="run it with sudo or as root"):
        needs.check(Places.of())


def test_all_that_a_machine_lacks_is_said_at_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(needs, "MEMORY_GIBIBYTES", 10**6)
    monkeypatch.setattr(needs, "DISK_GIBIBYTES", 10**6)
    monkeypatch.setattr(needs, "DISK_GIBIBYTES_WITH_TOOLS", 10**6)
    with pytest.raises(Failure) as failure:
        needs.check(Places.of({"TWINHARBOR_HOME": str(tmp_path), "TWINHARBOR_CACHE": str(tmp_path)}))
    said = str(failure.value)
    assert "apt install" in said and "systemd-container" in said
    assert "1000000 GiB are needed: end something" in said
    assert "where the machines (TWINHARBOR_HOME) would be" in said


def test_a_link_of_somebody_elses_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "BRIDGE", "lo")
    with pytest.raises(Failure, match="a network link called lo that is not a bridge"):
        needs.check_network(None)
