"""Health of each part of the lab."""

from __future__ import annotations

import json
import shutil
import ssl
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from lab import applications, background, inventory, kubectl
from lab.builder import Builder
from lab.inventory import Inventory
from lab.machines import Machines
from lab.places import Places
from local.screen import say

NOT_WELL = 3
PATIENCE_SECONDS = 5


@dataclass(frozen=True)
class Health:
    """One line."""

    part: str
    well: bool
    says: str


def status(places: Places) -> int:
    described = inventory.read(places)
    with ThreadPoolExecutor() as threads:
        found = list(threads.map(lambda check: check(), _checks(places, described)))
    for health in found:
        say(f"  {health.part:<18} {'well' if health.well else 'NOT WELL':<9} {health.says}")
    say(f"  {'tools':<18} {'':<9} {_compiled(places)}")
    say(f"  {'disk':<18} {'':<9} {shutil.disk_usage(places.home).free / 1024**3:.0f} GiB free")
    return 0 if all(health.well for health in found) else NOT_WELL


def _compiled(places: Places) -> str:
    builder = Builder(places)
    missing = builder.missing()
    made = f"{len(builder.tools) - len(missing)} of {len(builder.tools)} compiled"
    if background.running(places):
        return f"{made}, more are being compiled"
    return f"{made}; make lab-tools compiles the rest" if missing else made


def _checks(places: Places, described: Inventory):
    machines = Machines(places)
    for host in described.hosts:
        yield lambda host=host: _machine(machines, host)
    # Answers that only the service itself gives: a registry and a store that know nobody say so in their own way.
    services = {"git": ("/api/healthz", 200), "registry": ("/v2/", 401), "s3": ("/", 403)}
    for name, (path, answer) in services.items():
        yield lambda name=name, path=path, answer=answer: _service(places, f"https://{name}.{described.zone}{path}", name, answer)
    for cluster, nodes in described.clusters.items():
        yield lambda cluster=cluster, nodes=nodes: _cluster(places, cluster, any(machines.init_of(node.name) for node in nodes))
    if not places.without_platform.exists():
        home = described.clusters[described.argo_cd]
        yield lambda: _applications(places, described.argo_cd, any(machines.init_of(node.name) for node in home))


def _machine(machines: Machines, host) -> Health:
    init = machines.init_of(host.name)
    return Health(
        f"machine {host.name}", bool(init), f"{host.address}" if init else f"{host.address}, does not run: make lab starts it"
    )


def _service(places: Places, address: str, name: str, expected: int) -> Health:
    try:
        context = ssl.create_default_context(cafile=str(places.authority))
        with urllib.request.urlopen(address, timeout=PATIENCE_SECONDS, context=context) as answer:
            got = answer.status
    except urllib.error.HTTPError as error:
        got = error.code
    except OSError as error:
        return Health(name, False, f"{address}: {getattr(error, 'reason', error)}")
    return Health(name, got == expected, address if got == expected else f"{address} answers {got} instead of {expected}")


def _cluster(places: Places, name: str, runs: bool) -> Health:
    part = f"cluster {name}"
    if not (places.kubeconfigs / f"{name}.yaml").exists():
        return Health(part, False, "not made yet: make lab makes it")
    if not runs:
        # Its address may be somebody else's now.
        return Health(part, False, "none of its machines runs")
    asked = (f"--request-timeout={PATIENCE_SECONDS}s", "get", "--output=json")
    nodes, pods = (kubectl.run(places, name, *asked, *what) for what in (["nodes"], ["pods", "--all-namespaces"]))
    if nodes.returncode or pods.returncode:
        said = (nodes.stderr or pods.stderr).strip().splitlines()
        return Health(part, False, said[-1] if said else "its API does not answer")
    ready, listed = [_is_ready(node) for node in json.loads(nodes.stdout)["items"]], json.loads(pods.stdout)["items"]
    waiting = [pod["metadata"]["name"] for pod in listed if pod["status"]["phase"] != "Succeeded" and not _is_ready(pod)]
    says = f"{sum(ready)} of {len(ready)} nodes Ready, {len(listed) - len(waiting)} of {len(listed)} pods well"
    return Health(part, all(ready) and not waiting, says + (f"; not: {', '.join(waiting[:3])}" if waiting else ""))


def _applications(places: Places, cluster: str, runs: bool) -> Health:
    if not runs:
        return Health("applications", False, f"cluster {cluster}, where Argo CD runs, does not run")
    found = applications.applications(places, cluster)
    unwell = [str(application) for application in found if not application.well]
    says = f"{len(found) - len(unwell)} of {len(found)} Synced and Healthy"
    return Health("applications", bool(found) and not unwell, "; ".join([says, *unwell]))


def _is_ready(thing: dict) -> bool:
    return any(
        condition["type"] == "Ready" and condition["status"] == "True" for condition in thing["status"].get("conditions", ())
    )
