"""From nothing to two clusters that are Ready, each step as soon as those it needs are done."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterable, Mapping
from functools import partial

from lab import background, expectations, inventory, needs, network, nodes, playbooks, root, summary
from lab.builder import BEFORE, Builder
from lab.inventory import Inventory
from lab.machines import Machines
from lab.packing import Image, Packer
from lab.places import Places
from local.screen import say
from local.steps import Steps

PUSH_PASSWORD = "TWINHARBOR_REGISTRY_PUSH_PASSWORD"
PULLED_BEFORE_A_CLUSTER = ("kubernetes", "etcd", "")
"""Tools whose images kubeadm waits for; those without a tool are Debian's."""


def up(places: Places, nodes_wanted: int | None) -> int:
    begun = time.monotonic()
    needs.check_alone(places)
    builder = Builder(places)
    if nodes_wanted is not None:
        nodes.have(places, nodes_wanted)
    described = inventory.read(places)
    needs.check_network(described)
    _make_keys(places)
    packer = Packer(places, builder, f"registry.{described.zone}")
    needed = list(dict.fromkeys(["kubernetes", "etcd", "crane", *packer.tools(), "gitea"]))

    if not all(map(builder.is_made, needed)):
        # What this start waits for comes first; Go remembers what the other had compiled.
        background.stop(places)
    kind = "again" if all(Machines(places).disk(host.name).exists() for host in described.hosts) else "first"
    steps = Steps(expectations.of(places, kind))
    _add_tools(steps, builder, needed)
    _add_machines(steps, places, described)
    _add_services(steps, places, builder, packer, described)
    say(f"{len(described.hosts)} machines, about {max(1, round(steps.expected_seconds() / 60))} min")
    steps.run()

    expectations.learn(places, kind, steps.took)
    _compile_the_rest(places, builder)
    say(summary.where(places, described, time.monotonic() - begun))
    return 0


def _add_tools(steps: Steps, builder: Builder, needed: list[str]) -> None:
    """One after the other: each uses all cores. Steps that need a tool come after `_tool` of it."""
    made = [name for name in needed if builder.is_made(name)]
    steps.add("tools", lambda: f"{sum(builder.make(name, steps.cancelled) == BEFORE for name in made)} compiled before")
    before = ["tools"]
    for name in needed:
        if name not in made:
            steps.add(_tool(name), partial(builder.make, name, steps.cancelled), before)
            before = [_tool(name)]


def _tool(name: str) -> str:
    return f"compile {name}"


def _add_machines(steps: Steps, places: Places, described: Inventory) -> None:
    machines = Machines(places)
    steps.add("root", lambda: root.ensure(places, steps.cancelled).name)
    steps.add("network", lambda: _wire(places, described))
    names = []
    for host in described.hosts:
        names.append(f"machine {host.name}")
        steps.add(names[-1], partial(_machine, machines, host, described, places, steps), ["root", "network"])
    steps.add("servers", lambda: _servers(places, machines, described, steps), names)


def _add_services(steps: Steps, places: Places, builder: Builder, packer: Packer, described: Inventory) -> None:
    def play(name: str, *options: str, tools: Iterable[str] = ()) -> str:
        builder.offer(tools)
        return playbooks.run(places, name, *options, cancelled=steps.cancelled)

    def push(images: list[Image]) -> str:
        builder.offer(["crane", *(image.tool for image in images if image.tool)])
        packer.log_in(described.users["registry-push"], push_password(places))
        return packer.push(images, steps.cancelled)

    def after(*names: str) -> list[str]:
        """Those that were compiled before have no step of their own."""
        return ["tools", *(_tool(name) for name in names if steps.has(_tool(name)))]

    first = [image for image in packer.images if image.tool in PULLED_BEFORE_A_CLUSTER]
    rest = [image for image in packer.images if image.tool not in PULLED_BEFORE_A_CLUSTER]
    steps.add("hub", lambda: play("shared_services", "--skip-tags=git_server"), ["servers"])
    steps.add("images", lambda: push(first), ["hub", *after("kubernetes", "etcd", "crane")])
    steps.add("clusters", lambda: play("clusters", "--tags=nodes"), ["images"])
    steps.add("more images", lambda: push(rest), ["images", *after(*packer.tools())])
    steps.add("pod network", lambda: play("clusters", "--tags=cluster"), ["clusters", "more images"])
    steps.add("git", lambda: play("shared_services", "--tags=git_server", tools=["gitea"]), ["hub", *after("gitea")])


def push_password(places: Places, environment: Mapping[str, str] = os.environ) -> str:
    """As Ansible has it: from the environment, or else from the file that Ansible has made."""
    return environment.get(PUSH_PASSWORD) or (places.secrets / "registry-push").read_text().strip()


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
