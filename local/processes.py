"""What runs on this machine, as /proc tells it."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from local.places import Places

MARK = "TWINHARBOR_STACK"
"""In the environment of every process of a stack, with its home. Users may set TWINHARBOR_HOME, never this."""

PROC = Path("/proc")
UNREADABLE = (FileNotFoundError, ProcessLookupError, PermissionError)


def pids() -> Iterator[int]:
    return (int(entry.name) for entry in PROC.iterdir() if entry.name.isdigit())


def name(pid: int) -> str:
    """As `ps` shows it; empty for one that has ended."""
    with suppress(*UNREADABLE):
        return (PROC / str(pid) / "comm").read_text().strip()
    return ""


def command_line(pid: int) -> str:
    with suppress(*UNREADABLE):
        return (PROC / str(pid) / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
    return ""


def working_folder(pid: int) -> str:
    with suppress(*UNREADABLE):
        return os.readlink(PROC / str(pid) / "cwd")
    return ""


def parent_name(pid: int) -> str:
    with suppress(*UNREADABLE):
        return name(int((PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()[1]))
    return ""


def has_ended(pid: int) -> bool:
    with suppress(*UNREADABLE):
        return (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()[0] in "ZX"
    return True


def of_stack(places: Places) -> list[int]:
    """Every living process of this stack, whoever its parent is; never one of another stack.

    PostgreSQL's workers write their titles over their environment, so they are known by where they work.
    """
    mark = f"{MARK}={places.home}".encode()
    found = []
    for pid in pids():
        if pid == os.getpid() or has_ended(pid):
            continue
        with suppress(*UNREADABLE):
            marked = mark in (PROC / str(pid) / "environ").read_bytes().split(b"\0")
            if marked or name(pid) == "postgres" and working_folder(pid) == str(places.database):
                found.append(pid)
    return found


def signal_all(targets: Iterable[int], number: signal.Signals) -> None:
    for pid in targets:
        with suppress(ProcessLookupError):
            os.kill(pid, number)


def wait_until_ended(targets: Iterable[int], seconds: float) -> bool:
    end = time.monotonic() + seconds
    targets = list(targets)
    while not all(has_ended(pid) for pid in targets):
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def end(targets: Iterable[int], number: signal.Signals, seconds: float) -> None:
    """Asks, waits, and ends by force what did not listen."""
    targets = list(targets)
    signal_all(targets, number)
    if not wait_until_ended(targets, seconds):
        signal_all(targets, signal.SIGKILL)
        wait_until_ended(targets, 10)


def listener(port: int) -> int | None:
    """The process that listens on this TCP port, if this user may know."""
    sockets = set()
    for table in ("tcp", "tcp6"):
        with suppress(*UNREADABLE):
            for line in (PROC / "net" / table).read_text().splitlines()[1:]:
                fields = line.split()
                if fields[3] == "0A" and int(fields[1].rpartition(":")[2], 16) == port:
                    sockets.add(f"socket:[{fields[9]}]")
    for pid in pids() if sockets else ():
        with suppress(*UNREADABLE):
            for descriptor in (PROC / str(pid) / "fd").iterdir():
                with suppress(*UNREADABLE):
                    if os.readlink(descriptor) in sockets:
                        return pid
    return None
