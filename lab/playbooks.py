"""Runs Ansible as anybody would, with the lab's inventory."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from threading import Event

from lab import inventory, programs
from lab.places import ANSIBLE, Places
from local.failure import Failure

RECAP = re.compile(r"^\S+ +: ok=\d+ +changed=(\d+)", re.MULTILINE)


def play(places: Places, name: str, options: list[str]) -> int:
    """In place of this process, on the user's own screen."""
    if not (ANSIBLE / "playbooks" / f"{name}.yaml").exists():
        known = ", ".join(sorted(file.stem for file in (ANSIBLE / "playbooks").glob("*.yaml")))
        raise Failure(f"there is no playbook {name}; there are {known}.")
    os.chdir(ANSIBLE)
    program = str(places.venv / "bin" / "ansible-playbook")
    os.execve(
        program,
        [program, *inventory.arguments(places), f"playbooks/{name}.yaml", *options],
        {**os.environ, **inventory.environment(places)},
    )


def run(places: Places, name: str, *options: str, variables: Mapping | None = None, cancelled: Event | None = None) -> str:
    """Says how much it changed; what it did is in the log. Variables go before the inventory's.

    A run that is broken off has written configurations whose services it has not restarted yet, and no later run would
    know: so it leaves a mark, and machines are restarted before the next one.
    """
    log = f"ansible-{name}" + "".join(f"-{word.lstrip('-')}" for word in options).replace("=", "-").replace("/", "-")
    extra = ["--extra-vars", json.dumps(variables)] if variables else []
    unfinished = places.unfinished / log
    unfinished.parent.mkdir(exist_ok=True)
    unfinished.touch()
    programs.run(
        places,
        log,
        [places.venv / "bin" / "ansible-playbook", *inventory.arguments(places), f"playbooks/{name}.yaml", *options, *extra],
        inventory.environment(places),
        cancelled,
        folder=ANSIBLE,
    )
    unfinished.unlink()
    changed = sum(int(number) for number in RECAP.findall(places.log(log).read_text()))
    return f"{changed} changed" if changed else "nothing to change"
