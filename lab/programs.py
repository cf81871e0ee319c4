"""Runs programs that end by themselves, as part of work that may be called off."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Event

from lab.places import REPOSITORY, Places
from local.failure import Cancelled, Failure, last_lines

PATIENCE_SECONDS = 20


def run(
    places: Places,
    name: str,
    command: Sequence[str | Path],
    own: Mapping[str, str] | None = None,
    cancelled: Event | None = None,
    folder: Path = REPOSITORY,
) -> None:
    """Writes what the program says into its log; a failure shows the end of it."""
    log = places.log(name)
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("w") as output:
        process = subprocess.Popen(
            [str(part) for part in command],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
            env={**os.environ, **(own or {})},
        )
    try:
        status = _wait(process, cancelled)
    except BaseException:
        _end_group(process)
        raise
    if status:
        raise Failure(
            f"{name} failed with status {status}: {Path(command[0]).name} said\n{last_lines(log)}\nAll of it: {places.shown(log)}"
        )


def _wait(process: subprocess.Popen, cancelled: Event | None) -> int:
    while True:
        with suppress(subprocess.TimeoutExpired):
            return process.wait(0.2)
        if cancelled and cancelled.is_set():
            raise Cancelled


def _end_group(process: subprocess.Popen) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
