"""Runs Ansible as anybody would, with the lab's inventory."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from threading import Event

from lab import inventory, programs
from lab.places import ANSIBLE, Places
from local.failure import Failure
from local.lock import exclusive

RECAP = re.compile(r"^\S+ +: ok=\d+ +changed=(\d+)", re.MULTILINE)
CONFIGURE_NOTHING = ("backup", "restore", "documents")
"""Playbooks that leave no configuration behind whose service would have to be restarted."""


def play(places: Places, name: str, options: list[str]) -> int:
    """On the user's own screen, while no other command changes the lab."""
    if not (ANSIBLE / "playbooks" / f"{name}.yaml").exists():
        known = ", ".join(sorted(file.stem for file in (ANSIBLE / "playbooks").glob("*.yaml")))
        raise Failure(f"there is no playbook {name}; there are {known}.")
    command = [str(places.venv / "bin" / "ansible-playbook"), *inventory.arguments(places), f"playbooks/{name}.yaml", *options]
    with exclusive(places.lock):
        mark = None if name in CONFIGURE_NOTHING or "--check" in options else _unfinished(places, f"play-{name}")
        status = _show(places, command)
        if mark and not status:
            mark.unlink()
        return status


def _unfinished(places: Places, name: str) -> Path:
    """A mark for as long as a run has not come to its end.

    One that is broken off has written configurations whose services it has not restarted yet, and no later run would know:
    where a mark was left, machines are restarted before the next one.
    """
    mark = places.unfinished / name
    mark.parent.mkdir(exist_ok=True)
    mark.touch()
    return mark


def _show(places: Places, command: list[str]) -> int:
    process = subprocess.Popen(command, cwd=ANSIBLE, env={**os.environ, **inventory.environment(places)})
    try:
        return process.wait()
    except KeyboardInterrupt:
        # Of Ctrl-C it has heard itself.
        with suppress(subprocess.TimeoutExpired):
            process.wait(2)
        process.send_signal(signal.SIGINT)
        process.wait()
        raise


def run(places: Places, name: str, *options: str, variables: Mapping | None = None, cancelled: Event | None = None) -> str:
    """Says how much it changed; what it did is in the log. Variables go before the inventory's."""
    log = f"ansible-{name}" + "".join(f"-{word.lstrip('-')}" for word in options).replace("=", "-").replace("/", "-")
    extra = ["--extra-vars", json.dumps(variables)] if variables else []
    mark = _unfinished(places, log)
    programs.run(
        places,
        log,
        [places.venv / "bin" / "ansible-playbook", *inventory.arguments(places), f"playbooks/{name}.yaml", *options, *extra],
        inventory.environment(places),
        cancelled,
        folder=ANSIBLE,
    )
    mark.unlink()
    changed = sum(int(number) for number in RECAP.findall(places.log(log).read_text()))
    return f"{changed} changed" if changed else "nothing to change"
