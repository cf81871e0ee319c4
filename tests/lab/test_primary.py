"""What the one file says that names the primary of production's database, and who cannot have it."""

from __future__ import annotations

from ipaddress import IPv4Address, ip_interface
from pathlib import Path

import pytest

from lab import primary
from lab.inventory import Host, Inventory
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


def test_one_cluster_can_have_it_without_the_other() -> None:
    primary.check(LAB, "west", "east")
