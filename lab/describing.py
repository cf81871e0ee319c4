"""Where everything is, for programs: tests read it instead of knowing."""

from __future__ import annotations

import json
from dataclasses import asdict

from lab import cgroups, inventory, selection
from lab.machines import Machines
from lab.places import Places
from local.screen import say


def describe(places: Places) -> int:
    described = inventory.read(places)
    missing = selection.missing(places)
    say(
        json.dumps(
            {
                "zone": described.zone,
                "gateway": str(described.gateway.ip),
                "authority": str(places.authority),
                "secrets": str(places.secrets),
                "programs": str(places.programs / "bin"),
                "users": described.users,
                "argo_cd": described.argo_cd,
                "platform": not places.without_platform.exists(),
                "services": {name: name not in missing for name in selection.services()},
                "machines": {host.name: str(host.address) for host in described.hosts},
                "clusters": {
                    name: {"nodes": [node.name for node in nodes], "kubeconfig": str(places.kubeconfigs / f"{name}.yaml")}
                    for name, nodes in described.clusters.items()
                },
            },
            indent=2,
        )
    )
    return 0


def usage(places: Places) -> int:
    running = {name: cgroups.usage(name) for name in Machines(places).running()}
    say(json.dumps({name: asdict(used) for name, used in running.items() if used}, indent=2))
    return 0
