"""Keeps what neither Git nor a bucket would bring back, and brings it back: Ansible does it, and this says where to."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

from lab import playbooks
from lab.machines import Machines
from lab.places import Places
from local.failure import Failure
from local.screen import say

CHECKSUMS = "SHA256SUMS"
"""Written last: a folder without them is of a backup that was broken off."""


def backup(places: Places, into: Path | None) -> int:
    """Each into a folder of its own."""
    _check_age()
    folder = into or places.home.parent / "backups" / time.strftime("%Y-%m-%dT%H.%M.%SZ", time.gmtime())
    if (folder / CHECKSUMS).exists():
        raise Failure(f"{folder} has a backup already; name another folder.")
    say(f"into {folder}")
    return playbooks.play(places, "backup", [f"--extra-vars=backup_dir={folder}"])


def restore(places: Places, folder: Path, parts: list[str]) -> int:
    """Before there are machines, keys and passwords alone: machines are then made with those."""
    _check_age()
    if not (folder / CHECKSUMS).exists():
        raise Failure(f"{folder} is no backup, or one that was broken off: it has no {CHECKSUMS}.")
    options = [f"--extra-vars=backup_dir={folder}"]
    if not Machines(places).known():
        say("There is no lab here, so keys and passwords come back alone. Then: make lab, and this once more.")
        return playbooks.play(places, "restore", [*options, "--tags=keys"])
    return playbooks.play(places, "restore", [*options, *([f"--tags={','.join(parts)}"] if parts else [])])


def _check_age() -> None:
    if not shutil.which("age"):
        raise Failure("backups are encrypted by age, which is missing. On Debian: apt install age")
