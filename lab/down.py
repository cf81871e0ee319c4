"""Stops the lab, whatever state it is in, and leaves no process, mount, namespace, control group or link."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path

from lab import background, cgroups, needs, network
from lab.machines import Machines
from lab.places import Places
from local.failure import Failure
from local.lock import Held, exclusive
from local.screen import say
from local.steps import Steps


def down(places: Places) -> int:
    """Data stay. Not running is no error."""
    try:
        with exclusive(needs.LOCK_OF_ALL):
            return _down(places)
    except Held:
        say("a lab of another checkout is being started or stopped; it is left alone")
        return 0


def _down(places: Places) -> int:
    background.stop(places)
    machines = Machines(places)
    if others := machines.elsewhere():
        say(f"a lab of another checkout runs, with {others[0]}; it is left alone")
        return 0
    names = sorted({*machines.known(), *cgroups.machines(), *network.machines()})
    if names:
        steps = Steps()
        for name in names:
            steps.add(f"machine {name}", partial(machines.stop, name))
        steps.run()
    network.remove_bridge(places)
    network.forget_hosts()
    _make_sure(places)
    say("the lab is down; its data stay" if machines.known() else "the lab is down")
    return 0


def clean(places: Places, with_cache: bool) -> int:
    """Deletes the lab's state, and what was compiled only if asked to."""
    down(places)
    for folder in (places.home, *([places.cache] if with_cache else [])):
        if folder.exists():
            shutil.rmtree(folder)
        say(f"deleted {places.shown(folder)}")
    return 0


def _make_sure(places: Places) -> None:
    mounts = [
        line.split()[1]
        for line in Path("/proc/self/mounts").read_text().splitlines()
        if line.split()[1].startswith(f"{places.machines}/")
    ]
    left = [
        *(f"process {process}" for process in sorted(cgroups.processes())),
        *network.left(),
        *(f"mount {mount}" for mount in mounts),
        *(f"control group of {name}" for name in cgroups.machines()),
    ]
    if left:
        raise Failure("the lab did not go away whole; left are:\n" + "\n".join(f"  - {line}" for line in left))
