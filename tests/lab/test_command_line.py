"""What one is told who calls the lab in a way or at a time that it cannot be called."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from lab import backups, cgroups, down, needs, network, playbooks
from lab.places import Places
from local.failure import Failure
from local.lock import exclusive

REPOSITORY = Path(__file__).resolve().parents[2]


def lab(home: Path, *words: str) -> subprocess.CompletedProcess:
    return subprocess.run([sys.executable, "-m", "lab", *words], cwd=REPOSITORY, capture_output=True, text=True, check=False,
                          stdin=subprocess.DEVNULL, env={**os.environ, "TWINHARBOR_HOME": str(home)})


def test_help_names_every_command(tmp_path: Path) -> None:
    said = lab(tmp_path, "--help").stdout
    commands = ("up", "status", "shell", "play", "kill", "cut", "tools", "backup", "restore", "down", "clean")
    assert all(word in said for word in (*commands, "TWINHARBOR_CACHE"))


@pytest.mark.parametrize("seconds", ["-1", "0", "nan", "inf", "soon"])
def test_a_time_off_the_network_that_cannot_be_is_refused(tmp_path: Path, seconds: str) -> None:
    done = lab(tmp_path, "cut", "west", f"--seconds={seconds}")
    assert done.returncode == 2
    assert "--seconds" in done.stderr


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


def test_a_folder_without_checksums_is_no_backup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda program: program)
    with pytest.raises(Failure, match="broken off"):
        backups.restore(Places.of({"TWINHARBOR_HOME": str(tmp_path)}), tmp_path, [])


def test_a_playbook_is_not_run_while_another_command_changes_the_lab(tmp_path: Path) -> None:
    places = Places.of({"TWINHARBOR_HOME": str(tmp_path)})
    places.make()
    with exclusive(places.lock), pytest.raises(Failure, match="another command works on this right now"):
        playbooks.play(places, "restore", [])


def test_without_age_one_is_told_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda program: None)
    with pytest.raises(Failure, match="apt install age"):
        backups.backup(Places.of({"TWINHARBOR_HOME": str(tmp_path)}), None)


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


def test_what_an_earlier_start_has_put_on_the_disk_is_not_asked_for_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    places = Places.of({"TWINHARBOR_HOME": str(tmp_path), "TWINHARBOR_CACHE": str(tmp_path / "cache")})
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=needs.DISK_GIBIBYTES * needs.GIBIBYTE - 1))
    assert len(needs._disk(places, tools_are_made=False)) == 2
    places.cache.mkdir()
    (places.cache / "compiled").write_bytes(bytes(64 * 1024**2))
    assert needs._disk(places, tools_are_made=False) == []


def test_the_readme_names_what_a_machine_must_have() -> None:
    readme = (REPOSITORY / "README.md").read_text()
    assert f"{needs.MEMORY_GIBIBYTES} GiB of memory and {needs.DISK_GIBIBYTES} GiB of disk" in readme
    packages = next(line for line in readme.splitlines() if line.endswith("# make lab")).split("#")[0].split()
    assert set(needs.PACKAGES.values()) - {"coreutils", "tar"} <= set(packages)


@pytest.fixture
def a_lab_of_another_checkout(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "elsewhere" / "machines" / "east"
    disk.mkdir(parents=True)
    sleeps = [sys.executable, "-c", "import time; time.sleep(60)"]
    with subprocess.Popen(["systemd-nspawn", *sleeps[1:], f"--directory={disk}"], executable=sleeps[0]) as machine:
        while not Path(f"/proc/{machine.pid}/cmdline").read_text().startswith("systemd-nspawn"):
            time.sleep(0.01)
        monkeypatch.setattr(cgroups, "processes", lambda name=None: {machine.pid})
        # Whatever goes wrong, a lab that really runs here is not touched.
        monkeypatch.setattr(cgroups, "machines", list)
        monkeypatch.setattr(network, "machines", list)
        yield disk
        machine.kill()


def test_there_is_one_lab_on_a_machine_and_the_second_is_refused(a_lab_of_another_checkout: Path, tmp_path: Path) -> None:
    with pytest.raises(Failure, match=f"another checkout's lab runs on this machine, with {a_lab_of_another_checkout}"):
        needs.check_alone(Places.of({"TWINHARBOR_HOME": str(tmp_path)}))


def test_down_leaves_the_lab_of_another_checkout_alone(
    a_lab_of_another_checkout: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(network, "remove_bridge", lambda places: pytest.fail("its bridge was taken away"))
    monkeypatch.setattr(needs, "LOCK_OF_ALL", tmp_path / "lock")
    assert down.down(Places.of({"TWINHARBOR_HOME": str(tmp_path)})) == 0
    assert f"{a_lab_of_another_checkout}; it is left alone" in capsys.readouterr().out


def test_down_leaves_a_lab_alone_that_another_checkout_starts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(network, "remove_bridge", lambda places: pytest.fail("its bridge was taken away"))
    monkeypatch.setattr(needs, "LOCK_OF_ALL", tmp_path / "lock")
    with exclusive(needs.LOCK_OF_ALL):
        assert down.down(Places.of({"TWINHARBOR_HOME": str(tmp_path)})) == 0
    assert "it is left alone" in capsys.readouterr().out


def test_a_link_of_somebody_elses_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "BRIDGE", "lo")
    with pytest.raises(Failure, match="a network link called lo that is not a bridge"):
        needs.check_network(None)
