"""What Argo CD says of its Applications."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from threading import Event

from lab import kubectl
from lab.places import Places
from local.failure import Cancelled, Failure

PATIENCE_SECONDS = 15 * 60
"""Without one more that is well."""
PAUSE_SECONDS = 10
"""Each look reads megabytes, from a cluster that has no time for it."""


@dataclass(frozen=True)
class Application:
    """One, and how it is."""

    name: str
    sync: str
    health: str
    says: str

    @property
    def well(self) -> bool:
        return (self.sync, self.health) == ("Synced", "Healthy")

    def __str__(self) -> str:
        return f"{self.name}: {self.sync}, {self.health}{f' ({self.says})' if self.says else ''}"


def applications(places: Places, cluster: str) -> list[Application]:
    """All that there are; none while Argo CD's cluster does not answer."""
    return _asked(places, cluster) or []


def known(places: Places, cluster: str, cancelled: Event) -> list[Application]:
    """All that there are, as soon as the cluster answers: for whoever would take silence for there being none."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while (found := _asked(places, cluster)) is None:
        if time.monotonic() > deadline:
            raise Failure(f"cluster {cluster} has not said for {PATIENCE_SECONDS // 60} min which Applications it has")
        if cancelled.wait(PAUSE_SECONDS):
            raise Cancelled
    return found


def wait(places: Places, cluster: str, ending: str, cancelled: Event) -> str:
    """Until one with a name that ends so is there, and all are Synced and Healthy."""
    best, deadline = -1, 0.0
    while True:
        found = applications(places, cluster)
        unwell = [application for application in found if not application.well]
        if not unwell and any(application.name.endswith(ending) for application in found):
            return f"{len(found)} Synced and Healthy"
        if (well := len(found) - len(unwell)) > best:
            best, deadline = well, time.monotonic() + PATIENCE_SECONDS
        if time.monotonic() > deadline:
            listed = "\n".join(f"  - {application}" for application in unwell) or f"  there is none called …{ending}"
            raise Failure(
                f"for {PATIENCE_SECONDS // 60} min no more Applications were Synced and Healthy than {best}; these are not:\n"
                f"{listed}"
            )
        if cancelled.wait(PAUSE_SECONDS):
            raise Cancelled


def _asked(places: Places, cluster: str) -> list[Application] | None:
    asked = ("--request-timeout=10s", "--namespace=argocd", "get", "applications.argoproj.io", "--output=json")
    done = kubectl.run(places, cluster, *asked)
    return [_read(item) for item in json.loads(done.stdout)["items"]] if done.returncode == 0 else None


def _read(item: dict) -> Application:
    status = item.get("status", {})
    conditions = [condition["message"] for condition in status.get("conditions", ()) if condition["type"].endswith("Error")]
    operation = status.get("operationState", {})
    failed = [operation["message"]] if operation.get("phase") in ("Failed", "Error") else []
    health = status.get("health", {})
    says = next(iter([*conditions, *failed, *([health["message"]] if health.get("message") else [])]), "")
    sync = status.get("sync", {}).get("status", "Unknown")
    return Application(item["metadata"]["name"], sync, health.get("status", "Unknown"), says.splitlines()[0] if says else "")
