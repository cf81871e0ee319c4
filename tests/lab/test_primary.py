"""What the one file says that names the primary of production's database, and who cannot have it."""

from __future__ import annotations

import subprocess
from ipaddress import IPv4Address, ip_interface
from pathlib import Path

import pytest

from lab import primary
from lab.inventory import HUB, Host, Inventory
from lab.machines import Machines
from lab.places import Places
from local.failure import Failure

FILE = Path(__file__).resolve().parents[2] / primary.SAID_IN
HOSTS = (Host("east", IPv4Address("10.87.0.11"), frozenset({"cluster_east"})),
         Host("west", IPv4Address("10.87.0.21"), frozenset({"cluster_west"})))
LAB = Inventory(HOSTS, ip_interface("10.87.0.1/24"), "twinharbor.test", (), "east", {})


def settings(text: str) -> dict[str, str]:
    return dict(line.split("=") for line in text.splitlines() if not line.startswith("#"))


def test_nothing_but_the_two_names_is_changed() -> None:
    text = primary.changed(FILE.read_text(), "west", "east")
    assert settings(text) == {"PRIMARY": "west", "LOST": "east"}
    assert primary.changed(text, *settings(FILE.read_text()).values()) == FILE.read_text()


@pytest.mark.parametrize(("cluster", "lost"), [("north", None), ("west", "north"), ("west", "west")])
def test_only_a_cluster_that_is_there_and_not_lost_can_have_it(cluster: str, lost: str | None) -> None:
    with pytest.raises(Failure):
        primary.check(LAB, cluster, lost)


@pytest.mark.parametrize(("gone", "refused"), [(["east"], True), (["west"], False), (["east", "west"], False), ([], False)])
def test_a_cluster_whose_disk_is_gone_is_not_made_anew_while_it_has_it(
    tmp_path: Path, gone: list[str], refused: bool
) -> None:
    places = Places.of({"TWINHARBOR_HOME": str(tmp_path)})
    for name in {"hub", "east", "west"} - {*gone}:
        Machines(places).disk(name).mkdir(parents=True)
    hosts = (Host("hub", IPv4Address("10.87.0.10"), frozenset({HUB})), *HOSTS)
    described = Inventory(hosts, LAB.gateway, LAB.zone, (), "east", {})
    primary.check_made_anew(places, described)
    repository = Machines(places).disk("hub") / primary.REPOSITORIES / f"{primary.REPOSITORY}.git"
    work = tmp_path / "work"
    (work / primary.SAID_IN).parent.mkdir(parents=True)
    (work / primary.SAID_IN).write_text(FILE.read_text())
    making = (["init", "--initial-branch=main"], ["add", "."], ["commit", "--message=So"], ["clone", "--bare", ".", repository])
    for words in making:
        subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@b", *words], cwd=work, check=True, capture_output=True)
    if refused:
        with pytest.raises(Failure, match="python3 -m lab primary west --lost east"):
            primary.check_made_anew(places, described)
    else:
        primary.check_made_anew(places, described)


def test_one_cluster_can_have_it_without_the_other() -> None:
    primary.check(LAB, "west", "east")
