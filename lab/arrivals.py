"""Clusters come to Argo CD one after the other, staging last: all at once, they keep each other from starting (ADR 41)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from threading import Event

from lab import applications
from lab.inventory import Inventory
from lab.places import Places
from local.steps import Steps

Introduce = Callable[[dict], str]
"""Lets Argo CD know of clusters, which are variables of its role; says what that changed."""
STAGING = "-staging"
"""What Applications of staging are called at the end."""


class Arrivals:
    """What Argo CD knows already stays known, so that a start that was broken off goes on where it was."""

    def __init__(self, places: Places, described: Inventory, introduce: Introduce, cancelled: Event) -> None:
        self._places = places
        self._home = described.argo_cd
        self._clusters = [self._home, *(name for name in described.clusters if name != self._home)]
        self._introduce = introduce
        self._cancelled = cancelled

    def add(self, steps: Steps, after: list[str]) -> None:
        steps.add("argo cd", lambda: self._introduce(self._variables(self._known())), after)
        before = "argo cd"
        for number, cluster in enumerate(self._clusters, 1):
            name = f"platform of {cluster}"
            steps.add(name, partial(self._arrive, _of(cluster), self._clusters[:number]), [before])
            before = name
        steps.add("staging", lambda: self._arrive(STAGING, [*self._clusters, STAGING]), [before])

    def _arrive(self, name: str, introduced: list[str]) -> str:
        known = self._known()
        if introduced[-1] not in known:
            self._introduce(self._variables(introduced))
        return applications.wait(self._places, self._home, name, self._cancelled)

    def _known(self) -> list[str]:
        """Clusters, and staging; the first is known from the beginning."""
        names = [application.name for application in applications.known(self._places, self._home, self._cancelled)]
        clusters = [name for name in self._clusters if name == self._home or _of(name) in names]
        return [*clusters, *([STAGING] if any(name.endswith(STAGING) for name in names) else [])]

    def _variables(self, known: list[str]) -> dict:
        clusters = {"argo_cd_clusters": [name for name in known if name != STAGING]}
        return clusters if STAGING in known else {**clusters, "argo_cd_staging": ""}


def _of(cluster: str) -> str:
    """The Application that brings what a cluster is to have."""
    return f"cluster-{cluster}"
