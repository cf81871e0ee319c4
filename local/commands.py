"""Runs programs that end by themselves, such as Maven, as part of a start that may be called off."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Event

from local import processes
from local.failure import Cancelled, Failure, last_lines
from local.places import REPOSITORY, Home, Places

# The rest of the user's environment is nobody's business here, and some of it would change what programs do.
KEPT = ("PATH", "HOME", "USER", "LANG", "LC_ALL", "TMPDIR", "TZ")
KEPT_BY_BUILDS = ("HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy",
                  "MAVEN_OPTS", "MAVEN_ARGS", "MVNW_REPOURL")

PATIENCE_SECONDS = 20


def environment(places: Places, own: Mapping[str, str], kept: Sequence[str] = KEPT) -> dict[str, str]:
    """The little that programs of a stack see, with the mark by which they are found again."""
    return {**{name: os.environ[name] for name in kept if name in os.environ}, processes.MARK: str(places.home), **own}


def run(places: Places, cancelled: Event, name: str, command: Sequence[str | Path],
        own: Mapping[str, str], kept: Sequence[str] = KEPT) -> None:
    """A program of a stack, in the little environment that it sees."""
    run_logged(places, cancelled, name, command, environment(places, own, kept))


def run_logged(home: Home, cancelled: Event | None, name: str, command: Sequence[str | Path],
               environment: Mapping[str, str], folder: Path = REPOSITORY) -> None:
    """Writes what the program says into its log; a failure shows the end of it."""
    log = home.log(name)
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("w") as output:
        process = subprocess.Popen([str(part) for part in command], cwd=folder, stdin=subprocess.DEVNULL,
                                   stdout=output, stderr=output, start_new_session=True, env=environment)
    try:
        status = _wait(process, cancelled)
    except BaseException:
        _end_group(process)
        raise
    if status:
        raise Failure(f"{name} failed with status {status}: {Path(command[0]).name} said\n{last_lines(log)}\n"
                      f"All of it: {home.shown(log)}")


def _wait(process: subprocess.Popen, cancelled: Event | None) -> int:
    while True:
        with suppress(subprocess.TimeoutExpired):
            return process.wait(0.1)
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
