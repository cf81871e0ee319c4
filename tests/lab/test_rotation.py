"""What gets a new value, and who has to be restarted for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from lab import rotation
from lab.sealing import Secret
from local.failure import Failure

DATABASE = Secret("shop", "database", "Opaque", {"username": "shop", "password": "random:32"}, ("east",), {})
AUTHORITY = Secret("shop", "authority", "Opaque", {"ca.crt": "file:authority/ca.pem"}, ("east",), {})


def test_only_what_the_lab_made_up_is_renewed() -> None:
    assert list(rotation.renewed(DATABASE)) == ["password"]


def test_a_secret_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(Failure, match=r"no secret shop/data; there are shop/authority, shop/database"):
        rotation.find("shop/data", [DATABASE, AUTHORITY])


def test_what_comes_from_elsewhere_is_not_renewed() -> None:
    with pytest.raises(Failure, match="nothing to renew"):
        rotation.find("shop/authority", [DATABASE, AUTHORITY])


def test_a_value_that_git_was_not_told_of_is_taken_back(tmp_path: Path) -> None:
    kept = tmp_path / "shop.database.password"
    kept.write_text("old")
    with pytest.raises(Failure), rotation._renewing([kept, tmp_path / "never.made"]):
        assert not kept.exists()
        kept.write_text("new")
        raise Failure("the Git server does not answer")
    assert [file.read_text() for file in tmp_path.iterdir()] == ["old"]


@pytest.mark.parametrize("pod", [
    {"containers": [{"env": [{"name": "P", "valueFrom": {"secretKeyRef": {"name": "database", "key": "password"}}}]}]},
    {"containers": [{"envFrom": [{"secretRef": {"name": "database"}}]}]},
    {"containers": [{}], "volumes": [{"name": "d", "secret": {"secretName": "database"}}]},
    {"containers": [{}], "initContainers": [{"envFrom": [{"secretRef": {"name": "database"}}]}]},
])
def test_who_names_it_is_restarted(pod: dict) -> None:
    assert list(rotation.users(DATABASE, [{"spec": {"template": {"spec": pod}}}]))


def test_who_does_not_name_it_runs_on() -> None:
    pod = {"containers": [{"env": [{"name": "P", "value": "database"}]}], "volumes": [{"name": "t", "emptyDir": {}}]}
    assert not list(rotation.users(DATABASE, [{"spec": {"template": {"spec": pod}}}]))
