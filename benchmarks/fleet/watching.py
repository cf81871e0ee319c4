"""What becomes of Applications, from the API server's own stream, and what Argo CD's programs use meanwhile."""

import http.client
import json
import ssl
import threading
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass

from prometheus_client.parser import text_string_to_metric_families

from benchmarks.fleet.argo_cd import ArgoCd
from benchmarks.fleet.clusters import Fleet
from benchmarks.processes import RunFailed, cpu_seconds, memory_mb
from tests.api_server import ApiServer

APPLICATIONS = "/apis/argoproj.io/v1alpha1/namespaces/argocd/applications"
PROGRESS_SECONDS = 20
QUIET_SECONDS = 6


class Deadline:
    """Of the whole run."""

    def __init__(self, minutes: float) -> None:
        self._minutes, self._end = minutes, time.monotonic() + minutes * 60

    def check(self) -> None:
        if time.monotonic() > self._end:
            raise RunFailed(f"not done within {self._minutes} minutes")


@dataclass(frozen=True)
class State:
    """Of an Application, since when it is in it, and when it came."""

    live: bool
    revision: str
    brought: str
    since: float
    came: float


class Applications:
    """Follows all of them in a thread of its own."""

    def __init__(self, home: ApiServer) -> None:
        self._home = home
        self._known: dict[str, State] = {}
        self._changed = threading.Condition()
        self._over = False
        threading.Thread(target=self._follow, daemon=True).start()

    def stop(self) -> None:
        self._over = True

    def states(self) -> dict[str, State]:
        with self._changed:
            return dict(self._known)

    def wait(self, deadline: Deadline, what: str, done: Callable[[dict[str, State]], int], wanted: int) -> None:
        """Until so many are done, telling how far it is."""
        told = time.monotonic()
        while True:
            with self._changed:
                if (there := done(self._known)) >= wanted:
                    return
                self._changed.wait(1)
            deadline.check()
            if time.monotonic() - told > PROGRESS_SECONDS:
                told = time.monotonic()
                print(f"    {there:,} of {wanted:,} {what}", flush=True)

    def _follow(self) -> None:
        version = ""
        while not self._over:
            try:
                version = self._stream(version or self._list())
            except (OSError, http.client.HTTPException, ValueError):
                version = ""
                time.sleep(1)

    def _list(self) -> str:
        listed = json.load(self._ask(APPLICATIONS))
        for one in listed["items"]:
            self._learn(one)
        return listed["metadata"]["resourceVersion"]

    def _stream(self, version: str) -> str:
        answer = self._ask(f"{APPLICATIONS}?watch=true&allowWatchBookmarks=true&resourceVersion={version}")
        for line in answer:
            event = json.loads(line)
            if event["type"] == "ERROR":
                return ""
            version = event["object"]["metadata"]["resourceVersion"]
            if event["type"] in ("ADDED", "MODIFIED"):
                self._learn(event["object"])
            if self._over:
                break
        return version

    def _ask(self, path: str) -> http.client.HTTPResponse:
        host, _, port = self._home.url.removeprefix("https://").partition(":")
        connection = http.client.HTTPSConnection(host, int(port), context=ssl._create_unverified_context())
        connection.request("GET", path, headers={"Authorization": f"Bearer {self._home.tokens['admin']}"})
        return connection.getresponse()

    def _learn(self, one: dict) -> None:
        now, status = time.monotonic(), one.get("status", {})
        operation, sync = status.get("operationState", {}), status.get("sync", {})
        live = sync.get("status") == "Synced" and status.get("health", {}).get("status") == "Healthy" \
            and operation.get("phase") == "Succeeded"
        revision, brought = sync.get("revision", ""), operation.get("syncResult", {}).get("revision", "")
        with self._changed:
            name, before = one["metadata"]["name"], self._known.get(one["metadata"]["name"])
            same = before and (before.live, before.revision, before.brought) == (live, revision, brought)
            self._known[name] = State(live, revision, brought, before.since if same else now, before.came if before else now)
            self._changed.notify_all()


class Usage:
    """Of Argo CD's programs and of what is simulated; memory is looked at now and then, for its peak."""

    def __init__(self, argo_cd: ArgoCd, fleet: Fleet, applications: int) -> None:
        self._argo_cd, self._fleet = argo_cd, fleet
        # Some are always looked at again, by the clock.
        self._few = max(1, applications // 100)
        self.peak: dict[str, float] = {}
        self._over = threading.Event()
        threading.Thread(target=self._watch, daemon=True).start()

    def stop(self) -> None:
        self._over.set()

    def cpu(self) -> dict[str, float]:
        """Seconds so far."""
        ours = {name: sum(one.cpu_seconds() for one in processes) for name, processes in self._argo_cd.components.items()}
        return ours | {name: sum(map(cpu_seconds, pids)) for name, pids in self._fleet.cpu().items()}

    def memory(self) -> dict[str, float]:
        return {name: sum(one.memory_mb() for one in processes) for name, processes in self._argo_cd.components.items()}

    def simulation_mb(self) -> float:
        return sum(memory_mb(pid) for pids in self._fleet.cpu().values() for pid in pids)

    def counters(self) -> dict[str, float]:
        """Of all controllers together."""
        found = {"reconciliations": 0.0, "reconciling_seconds": 0.0, "queued": 0.0, "under_way_seconds": 0.0}
        for address in self._argo_cd.metrics:
            with urllib.request.urlopen(address, timeout=60) as answer:
                text = answer.read().decode()
            wanted = [line for line in text.splitlines() if line.startswith(("argocd_app_reconcile", "workqueue_", "# TYPE"))]
            for family in text_string_to_metric_families("\n".join(wanted) + "\n"):
                for sample in family.samples:
                    if sample.name == "argocd_app_reconcile_count":
                        found["reconciliations"] += sample.value
                    elif sample.name == "argocd_app_reconcile_sum":
                        found["reconciling_seconds"] += sample.value
                    elif sample.name == "workqueue_depth" and sample.labels["name"].startswith("app_"):
                        found["queued"] += sample.value
                    elif sample.name == "workqueue_unfinished_work_seconds" and sample.labels["name"].startswith("app_"):
                        found["under_way_seconds"] += sample.value
        return found

    def wait_until_quiet(self, deadline: Deadline) -> float:
        """When hardly anything was left for the controllers to do; it takes some seconds more to be sure of it."""
        since = None
        while True:
            deadline.check()
            now, seen = time.monotonic(), self.counters()
            if seen["queued"] > self._few or seen["under_way_seconds"] > self._few:
                since = None
            elif since is None:
                since = now
            elif now - since > QUIET_SECONDS:
                return since
            time.sleep(1)

    def _watch(self) -> None:
        while not self._over.wait(4):
            for name, now in self.memory().items():
                self.peak[name] = max(self.peak.get(name, 0), now)
