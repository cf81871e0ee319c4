"""A shell on a machine, by SSH as on any server."""

from __future__ import annotations

import os
import shlex

from lab.machines import USER
from lab.places import Places
from local.failure import Failure


def command(places: Places, address: str, words: list[str]) -> list[str]:
    """The SSH command line; words are run as they are, by no shell of ours."""
    return [
        "ssh",
        "-i",
        str(places.ssh / "id_ed25519"),
        "-o",
        f"UserKnownHostsFile={places.ssh / 'known_hosts'}",
        "-o",
        "StrictHostKeyChecking=yes",
        "-o",
        "LogLevel=ERROR",
        f"{USER}@{address}",
        *([shlex.join(words)] if words else []),
    ]


def shell(places: Places, host: str, words: list[str]) -> int:
    known = addresses(places)
    if host not in known:
        raise Failure(f"there is no machine {host}; there are {', '.join(sorted(known)) or 'none yet: make lab makes them'}.")
    line = command(places, known[host], words)
    os.execvp(line[0], line)


def addresses(places: Places) -> dict[str, str]:
    """As each machine has it on its disk, so that one needs no inventory to look at a machine."""
    found = {}
    for disk in places.machines.iterdir():
        hosts = disk / "etc" / "hosts"
        if hosts.exists():
            lines = (line.split() for line in hosts.read_text().splitlines())
            found[disk.name] = next((words[0] for words in lines if words[1:] == [disk.name]), "")
    return found
