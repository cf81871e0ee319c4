"""Clusters come to Argo CD one after the other, staging last."""

from __future__ import annotations

from threading import Event

import pytest

from lab import applications
from lab.applications import Application
from lab.arrivals import Arrivals
from lab.inventory import Inventory
from local.failure import Failure
from local.steps import Steps


class Clusters:
    """What Argo CD would make of what it is told."""

    def __init__(self, *known: str) -> None:
        self.names = list(known)
        self.told: list[dict] = []
        self.silent = 0
        """How often it does not answer."""

    def introduce(self, variables: dict) -> str:
        self.told.append(variables)
        self.names = [f"cluster-{name}" for name in variables["argo_cd_clusters"]]
        if "argo_cd_staging" not in variables:
            self.names.append("accounts-staging")
        return "told"

    def applications(self, *_: object) -> list[Application] | None:
        if self.silent:
            self.silent -= 1
            return None
        return [Application(name, "Synced", "Healthy", "") for name in self.names]


def start(clusters: Clusters, monkeypatch: pytest.MonkeyPatch) -> list[dict]:
    monkeypatch.setattr(applications, "_asked", clusters.applications)
    monkeypatch.setattr(applications, "PAUSE_SECONDS", 0)
    described = Inventory((), None, "", (), "west", {})  # type: ignore[arg-type]
    monkeypatch.setattr(Inventory, "clusters", {"east": [], "west": []})
    steps = Steps()
    Arrivals(None, described, clusters.introduce, steps.cancelled).add(steps, [])  # type: ignore[arg-type]
    steps.run()
    return clusters.told


def test_the_cluster_with_argo_cd_comes_first_and_staging_last(monkeypatch: pytest.MonkeyPatch) -> None:
    assert start(Clusters(), monkeypatch) == [
        {"argo_cd_clusters": ["west"], "argo_cd_staging": ""},
        {"argo_cd_clusters": ["west", "east"], "argo_cd_staging": ""},
        {"argo_cd_clusters": ["west", "east"]},
    ]


def test_a_start_that_was_broken_off_forgets_nothing_and_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    assert start(Clusters("cluster-west", "cluster-east"), monkeypatch) == [
        {"argo_cd_clusters": ["west", "east"], "argo_cd_staging": ""},
        {"argo_cd_clusters": ["west", "east"]},
    ]


def test_a_lab_that_has_all_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    told = start(Clusters("cluster-west", "cluster-east", "accounts-staging"), monkeypatch)
    assert told == [{"argo_cd_clusters": ["west", "east"]}]


def test_a_cluster_that_does_not_answer_at_once_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    clusters = Clusters("cluster-west", "cluster-east", "accounts-staging")
    clusters.silent = 3
    assert start(clusters, monkeypatch) == [{"argo_cd_clusters": ["west", "east"]}]


def test_who_does_not_get_well_is_named_when_nothing_gets_better(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [Application("traefik-east", "OutOfSync", "Degraded", "no image")]
    monkeypatch.setattr(applications, "_asked", lambda *_: found)
    monkeypatch.setattr(applications, "PATIENCE_SECONDS", -1)
    with pytest.raises(Failure, match=r"traefik-east: OutOfSync, Degraded \(no image\)"):
        applications.wait(None, "east", "cluster-east", Event())  # type: ignore[arg-type]
