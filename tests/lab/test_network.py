"""What the lab does to this machine's own files."""

from __future__ import annotations

from pathlib import Path

import pytest

from lab import network
from local.failure import Failure

OWN = "127.0.0.1 localhost\n# mine\n10.0.0.1 printer\n"


@pytest.fixture
def hosts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "hosts"
    file.write_text(OWN)
    monkeypatch.setattr(network, "HOSTS", file)
    return file


def test_the_labs_names_are_added_to_what_the_machine_knows(hosts: Path) -> None:
    network.name_hosts(["10.87.0.10 git.twinharbor.test"])
    assert hosts.read_text().startswith(OWN)
    assert "10.87.0.10 git.twinharbor.test" in hosts.read_text().splitlines()


def test_names_are_replaced_as_a_whole(hosts: Path) -> None:
    network.name_hosts(["10.87.0.10 old.twinharbor.test"])
    network.name_hosts(["10.87.0.10 new.twinharbor.test"])
    assert "old" not in hosts.read_text()
    assert hosts.read_text().count("10.87.0.10") == 1


def test_what_others_add_after_the_labs_names_is_kept(hosts: Path) -> None:
    network.name_hosts(["10.87.0.10 git.twinharbor.test"])
    with hosts.open("a") as file:
        file.write("10.0.0.2 scanner\n")
    network.forget_hosts()
    assert hosts.read_text() == OWN + "10.0.0.2 scanner\n"


def test_the_file_is_as_it_was_when_the_lab_is_gone(hosts: Path) -> None:
    network.name_hosts(["10.87.0.10 git.twinharbor.test"])
    network.forget_hosts()
    assert hosts.read_text() == OWN


def test_name_servers_on_this_machines_loopback_are_none_for_others(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "resolv.conf"
    file.write_text("search example\nnameserver 127.0.0.53\nnameserver fd00::1\nnameserver 10.9.9.9\n")
    monkeypatch.setattr(network, "RESOLVERS", (file,))
    assert network.resolvers() == ["10.9.9.9"]


def test_a_machine_that_is_not_there_cannot_be_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "_links", lambda: {"th-east"})
    with pytest.raises(Failure, match="weast is on no wire"), network.cut("weast"):
        pytest.fail("it is cut off")


def test_a_machine_is_on_the_wire_again_whatever_happens_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[tuple[str, ...]] = []
    monkeypatch.setattr(network, "_links", lambda: {"th-east"})
    monkeypatch.setattr(network, "_ip", lambda *words: done.append(words))
    with pytest.raises(KeyboardInterrupt), network.cut("east"):
        raise KeyboardInterrupt
    assert done == [("link", "set", "th-east", "nomaster"), ("link", "set", "th-east", "master", network.BRIDGE)]
