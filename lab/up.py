"""From nothing to two clusters that are Ready, each step as soon as those it needs are done."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Iterator
from functools import partial

from lab import background, expectations, inventory, needs, network, nodes, packing, playbooks, primary, root, selection, summary
from lab.builder import BEFORE, Builder
from lab.inventory import Inventory
from lab.machines import Machines
from lab.packing import Packer
from lab.places import Places
from lab.registry import Registry
from lab.services import Services, tool_step
from local.lock import exclusive
from local.screen import say
from local.steps import Steps

BETWEEN = {packing.CONTROL_PLANE: ("crane",), packing.CLUSTER: ("gitea",)}
"""Tools that are not packed, by the stage after which they are needed."""


def up(places: Places, nodes_wanted: int | None, platform_wanted: str | None, services_wanted: str | None) -> int:
    with exclusive(needs.LOCK_OF_ALL):
        return _up(places, nodes_wanted, platform_wanted, services_wanted)


def _up(places: Places, nodes_wanted: int | None, platform_wanted: str | None, services_wanted: str | None) -> int:
    begun = time.monotonic()
    needs.check_alone(places)
    builder = Builder(places)
    selection.have(places, services_wanted)
    if nodes_wanted is not None:
        nodes.have(places, nodes_wanted)
    described = inventory.read(places)
    needs.check_network(described)
    primary.check_made_anew(places, described)
    _make_keys(places)
    platform = _has_platform(places, platform_wanted)
    packer = Packer(places, builder, Registry(places, f"registry.{described.zone}"))
    stages = [packing.CONTROL_PLANE, packing.CLUSTER, *([packing.PLATFORM] if platform else [])]
    needed = list(dict.fromkeys(_needed(packer, stages)))

    if not all(map(builder.is_made, needed)):
        # What this start waits for comes first; Go remembers what the other had compiled.
        background.stop(places)
    kind = "again" if all(Machines(places).disk(host.name).exists() for host in described.hosts) else "first"
    steps = Steps(expectations.of(places, kind))
    _add_tools(steps, builder, needed)
    _add_machines(steps, places, described)
    services = Services(steps, places, builder, packer, described)
    services.add_clusters()
    if platform:
        services.add_platform()
    say(f"{len(described.hosts)} machines, about {max(1, round(steps.expected_seconds() / 60))} min")
    steps.run()

    expectations.learn(places, kind, steps.took)
    if platform:
        _compile_the_rest(places, builder)
    else:
        builder.bound()
    say(summary.where(places, described, time.monotonic() - begun))
    return 0


def _has_platform(places: Places, wanted: str | None) -> bool:
    """What was said once holds until the contrary is said."""
    if wanted == "no":
        places.without_platform.touch()
    elif wanted == "yes":
        places.without_platform.unlink(missing_ok=True)
    return not places.without_platform.exists()


def _add_tools(steps: Steps, builder: Builder, needed: list[str]) -> None:
    """One after the other: each uses all cores. Steps that need a tool come after `tool_step` of it."""
    made = [name for name in needed if builder.is_made(name)]
    steps.add("tools", lambda: f"{sum(builder.make(name, steps.cancelled) == BEFORE for name in made)} compiled before")
    before = ["tools"]
    for name in needed:
        if name not in made:
            steps.add(tool_step(name), partial(builder.make, name, steps.cancelled), before)
            before = [tool_step(name)]


def _add_machines(steps: Steps, places: Places, described: Inventory) -> None:
    machines = Machines(places)
    steps.add("root", lambda: root.ensure(places, steps.cancelled).name)
    steps.add("network", lambda: _wire(places, described))
    names = []
    for host in described.hosts:
        names.append(f"machine {host.name}")
        steps.add(names[-1], partial(_machine, machines, host, described, places, steps), ["root", "network"])
    steps.add("servers", lambda: _servers(places, machines, described, steps), names)


def _needed(packer: Packer, stages: list[str]) -> Iterator[str]:
    """In the order in which the steps wait for them."""
    for stage in stages:
        yield from packer.tools(stage)
        yield from BETWEEN.get(stage, ())


def _machine(machines: Machines, host, described: Inventory, places: Places, steps: Steps) -> str:
    return machines.ensure(host, described, root.ensure(places, steps.cancelled), steps.cancelled)


def _servers(places: Places, machines: Machines, described: Inventory, steps: Steps) -> str:
    shutil.rmtree(places.unfinished, ignore_errors=True)
    machines.introduce(described)
    return playbooks.run(places, "servers", cancelled=steps.cancelled)


def _wire(places: Places, described: Inventory) -> str:
    network.ensure_bridge(places, described.gateway)
    services = " ".join(f"{name}.{described.zone}" for name in described.services)
    machines = [f"{host.address} {host.name}.{described.zone}" for host in described.hosts]
    network.name_hosts([*machines, f"{described.hub.address} {services}"])
    return f"bridge {network.BRIDGE}, {described.gateway.network}"


def _make_keys(places: Places) -> None:
    key = places.ssh / "id_ed25519"
    if not key.exists():
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "twinharbor-lab", "-f", str(key)], check=True)


def _compile_the_rest(places: Places, builder: Builder) -> None:
    """`make lab-status` tells how far it is."""
    if missing := builder.missing():
        background.start(places)
        say(f"\n{len(missing)} more tools are being compiled in the background; make lab-tools waits for them.")
    else:
        builder.trim()
