"""Which services the lab's clusters have."""

from __future__ import annotations

from pathlib import Path

import pytest

from lab import inventory, selection
from lab.places import Places
from local.failure import Failure


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path, tmp_path / "cache")


@pytest.mark.parametrize(("cores", "missing"), [(2, ["audit", "console", "delivery", "responder"]), (4, [])])
def test_a_machine_of_few_cores_has_accounts_alone(
    places: Places, monkeypatch: pytest.MonkeyPatch, cores: int, missing: list[str]
) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: cores)
    selection.have(places, None)
    assert selection.missing(places) == missing


def test_what_was_said_once_holds(places: Places) -> None:
    selection.have(places, "accounts, audit")
    selection.have(places, None)
    assert selection.missing(places) == ["console", "delivery", "responder"]
    selection.have(places, selection.ALL)
    assert selection.missing(places) == []


def test_machines_from_before_keep_every_service(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    (places.machines / "east").mkdir(parents=True)
    selection.have(places, None)
    assert selection.missing(places) == []


def test_ansible_is_told(places: Places) -> None:
    selection.have(places, "accounts")
    assert str(places.services) in inventory.arguments(places)


def test_no_service_at_all_is_refused(places: Places) -> None:
    with pytest.raises(Failure, match="names none; there are accounts, audit"):
        selection.have(places, "")
    assert not places.services.exists()


def test_a_service_that_does_not_exist_is_refused_and_changes_nothing(places: Places) -> None:
    with pytest.raises(Failure, match="there is no service accouts; there are accounts, audit"):
        selection.have(places, "accouts")
    assert not places.services.exists()
