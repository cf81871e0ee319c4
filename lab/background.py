"""The one process that goes on after `make lab` has ended: it compiles what no step has needed yet."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from lab.places import Places
from local.places import REPOSITORY

PATIENCE_SECONDS = 20


def start(places: Places) -> None:
    """Out of the way of all else."""
    if running(places):
        return
    with places.log("tools").open("w") as log:
        process = subprocess.Popen(
            ["nice", "-n", "15", sys.executable, "-m", "lab", "tools"],
            cwd=REPOSITORY,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    _file(places).write_text(str(process.pid))


def running(places: Places) -> int | None:
    """Its process, which is the leader of its group."""
    with suppress(OSError, ValueError):
        process = int(_file(places).read_text())
        if b"lab\0tools" in Path(f"/proc/{process}/cmdline").read_bytes():
            return process
    return None


def stop(places: Places) -> None:
    if process := running(places):
        os.kill(process, signal.SIGTERM)
        deadline = time.monotonic() + PATIENCE_SECONDS
        while running(places):
            if time.monotonic() > deadline:
                os.killpg(process, signal.SIGKILL)
            time.sleep(0.2)
    _file(places).unlink(missing_ok=True)


def _file(places: Places) -> Path:
    return places.home / "tools.pid"
