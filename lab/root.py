"""Debian's files: what every machine starts from, and what images are built on; made once by mmdebstrap, then copied."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event

from lab import programs
from lab.places import MACHINE, Places

SUITE = "bookworm"


def ensure(places: Places, cancelled: Event) -> Path:
    """The archive of the root that machines start from."""
    made_of = [(file.name, file.read_bytes()) for file in sorted(MACHINE.iterdir())]
    hook = f'--customize-hook={MACHINE / "customize"} "$1"'
    return debian(places, "machine", "minbase", packages(), [hook], cancelled, made_of)


def debian(
    places: Places,
    name: str,
    variant: str,
    included: Sequence[str],
    options: Sequence[str],
    cancelled: Event,
    made_of: object = None,
) -> Path:
    """An archive of these packages made by mmdebstrap, from the cache if it was made before from the same."""
    fingerprint = hashlib.sha256(repr((SUITE, variant, included, options, made_of)).encode()).hexdigest()[:16]
    archive = places.cache / "roots" / f"{name}-{fingerprint}.tar"
    if not archive.exists():
        archive.parent.mkdir(parents=True, exist_ok=True)
        partial = archive.with_suffix(".partial")
        line = ["mmdebstrap", f"--variant={variant}", f"--include={','.join(included)}", "--format=tar", *options, SUITE, partial]
        programs.run(places, f"root-{name}", line, cancelled=cancelled)
        partial.replace(archive)
    return archive


def unpack(archive: Path, disk: Path, furnish: Callable[[Path], None]) -> None:
    """Gives a machine its own copy, furnished; whole or not at all."""
    partial = disk.with_name(disk.name + ".partial")
    if partial.exists():
        shutil.rmtree(partial)
    partial.mkdir(parents=True)
    tar = ["tar", "--extract", "--numeric-owner", "--xattrs", "--xattrs-include=*", f"--file={archive}", f"--directory={partial}"]
    subprocess.run(tar, check=True)
    furnish(partial)
    os.replace(partial, disk)


def packages() -> list[str]:
    lines = (MACHINE / "packages").read_text().splitlines()
    return [line for line in lines if line and not line.startswith("#")]
