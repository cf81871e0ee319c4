"""The Debian that every machine starts from: made once by mmdebstrap, then copied."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from pathlib import Path
from threading import Event

from lab import programs
from lab.places import MACHINE, Places

SUITE = "bookworm"


def ensure(places: Places, cancelled: Event) -> Path:
    """The archive of the root, from the cache if it was made before from the same files."""
    archive = places.cache / "roots" / f"{SUITE}-{_fingerprint()}.tar"
    if not archive.exists():
        archive.parent.mkdir(parents=True, exist_ok=True)
        partial = archive.with_suffix(".partial")
        programs.run(
            places,
            "root",
            [
                "mmdebstrap",
                "--variant=minbase",
                f"--include={','.join(packages())}",
                f'--customize-hook={MACHINE / "customize"} "$1"',
                "--format=tar",
                SUITE,
                str(partial),
            ],
            cancelled=cancelled,
        )
        partial.replace(archive)
    return archive


def unpack(archive: Path, disk: Path) -> None:
    """Gives a machine its own copy, whole or not at all."""
    partial = disk.with_name(disk.name + ".partial")
    if partial.exists():
        shutil.rmtree(partial)
    partial.mkdir(parents=True)
    subprocess.run(
        [
            "tar",
            "--extract",
            "--numeric-owner",
            "--xattrs",
            "--xattrs-include=*",
            "--file",
            str(archive),
            "--directory",
            str(partial),
        ],
        check=True,
    )
    os.replace(partial, disk)


def packages() -> list[str]:
    lines = (MACHINE / "packages").read_text().splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _fingerprint() -> str:
    content = hashlib.sha256(SUITE.encode())
    for file in sorted(MACHINE.iterdir()):
        content.update(file.name.encode() + b"\0" + file.read_bytes())
    return content.hexdigest()[:16]
