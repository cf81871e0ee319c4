"""Machines beyond those that Git knows, and what it takes for one to leave."""

from __future__ import annotations

import json
from collections.abc import Mapping

from lab import inventory, kubectl
from lab.inventory import CLUSTER, Host
from lab.machines import Machines
from lab.places import Places
from local.failure import Failure
from local.screen import say_of


def have(places: Places, nodes: int) -> None:
    """So many in each cluster: writes what one would write by hand, a line for each further machine. Those too many leave.

    What is written names a machine for as long as anything of it is left, so that a leave that is broken off can be repeated.
    """
    own = inventory.read(places, with_additions=False)
    more = _more(own.clusters, nodes)
    stay = {host.name for host in own.hosts} | {name for group in more.values() for name in group["hosts"]}
    _leave(places, [host for host in inventory.read(places).hosts if host.name not in stay])
    file = inventory.additions(places)
    if any(group["hosts"] for group in more.values()):
        # JSON is YAML.
        file.write_text(json.dumps(more, indent=2) + "\n")
    else:
        file.unlink(missing_ok=True)


def _more(clusters: Mapping[str, list[Host]], nodes: int) -> dict:
    return {
        CLUSTER + cluster: {
            "hosts": {
                f"{cluster}-{number}": {"ansible_host": str(max(host.address for host in hosts) + number - len(hosts))}
                for number in range(len(hosts) + 1, nodes + 1)
            }
        }
        for cluster, hosts in clusters.items()
    }


def _leave(places: Places, leaving: list[Host]) -> None:
    machines = Machines(places)
    for host in leaving:
        if machines.init_of(host.name):
            _kubectl(
                places, host, "drain", host.name, "--ignore-daemonsets", "--delete-emptydir-data", "--force", "--timeout=120s"
            )
            machines.stop(host.name)
        _kubectl(places, host, "delete", "node", host.name, "--ignore-not-found")
        machines.delete(host.name)
        say_of(host.name, f"has left cluster {host.cluster}")


def _kubectl(places: Places, host: Host, *words: str) -> None:
    done = kubectl.run(places, host.cluster, *words)
    if done.returncode:
        raise Failure(
            f"{host.name} cannot leave cluster {host.cluster}; `kubectl {' '.join(words)}` says:\n{done.stderr.strip()}\n"
            "It is still part of the lab: mend this and try again."
        )
