"""Runs programs that end by themselves, such as Maven, as part of a start that may be called off."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Event

from local import processes
from local.failure import Cancelled, Failure, last_lines
from local.places import REPOSITORY, Places

# The rest of the user's environment is nobody's business here, and some of it would change what programs do.
KEPT = ("PATH", "HOME", "USER", "LANG", "LC_ALL", "TMPDIR", "TZ")
KEPT_BY_BUILDS = ("HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy",
                  "MAVEN_OPTS", "MAVEN_ARGS", "MVNW_REPOURL")


def environment(places: Places, own: Mapping[str, str], kept: Sequence[str] = KEPT) -> dict[str, str]:
    """The little that programs of a stack see, with the mark by which they are found again."""
    return {**{name: os.environ[name] for name in kept if name in os.environ}, processes.MARK: str(places.home), **own}


def run(places: Places, cancelled: Event, name: str, command: Sequence[str | Path],
        own: Mapping[str, str], kept: Sequence[str] = KEPT) -> None:
    """Writes what the program says into its log; a failure shows the end of it."""
    log = places.log(name)
    with log.open("w") as output:
        process = subprocess.Popen([str(part) for part in command], cwd=REPOSITORY, stdin=subprocess.DEVNULL,
                                   stdout=output, stderr=output, start_new_session=True,
                                   env=environment(places, own, kept))
    while True:
        try:
            status = process.wait(0.1)
            break
        except subprocess.TimeoutExpired:
            if cancelled.is_set():
                _end_group(process)
                raise Cancelled from None
    if status:
        raise Failure(f"{name} failed with status {status}: {Path(command[0]).name} said\n{last_lines(log)}\n"
                      f"All of it: {places.shown(log)}")


def _end_group(process: subprocess.Popen) -> None:
    os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
