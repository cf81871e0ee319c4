"""One control group for each machine, so that what one kubelet counts and kills is its own."""

from __future__ import annotations

import os
import signal
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

MOUNT = Path("/sys/fs/cgroup")
PARENT = "twinharbor"
GIVE_UP_SECONDS = 20
SHARES = 10240
"""Of processor time by version 1, where each process outside has 1024: the machines shall not starve beside a client."""


def unified() -> bool:
    """Whether this machine has version 2 alone."""
    return (MOUNT / "cgroup.controllers").exists()


def enter(machine: str) -> None:
    """Moves this process into the machine's group in every hierarchy."""
    for hierarchy in _hierarchies():
        group = hierarchy / PARENT / machine
        for made in (group.parent, group):
            made.mkdir(exist_ok=True)
            if unified():
                controllers = (made.parent / "cgroup.controllers").read_text().split()
                (made.parent / "cgroup.subtree_control").write_text(" ".join(f"+{name}" for name in controllers))
            elif (made / "cpuset.cpus").exists():
                # A new cpuset is empty, and nothing can run in it.
                for name in ("cpuset.cpus", "cpuset.mems"):
                    (made / name).write_text((made.parent / name).read_text())
                (made / "cgroup.clone_children").write_text("1")
            elif made == group.parent and (made / "cpu.shares").exists():
                (made / "cpu.shares").write_text(str(SHARES))
        (group / "cgroup.procs").write_text(str(os.getpid()))


def processes(machine: str | None = None) -> set[int]:
    """Those of one machine, or of all."""
    found = set()
    for hierarchy in _hierarchies():
        group = hierarchy / PARENT / (machine or "")
        # Groups end while they are walked through, which os.walk passes over and glob does not.
        for folder, _, _ in os.walk(group):
            with suppress(OSError):
                found.update(int(line) for line in (Path(folder) / "cgroup.procs").read_text().split())
    return found


@dataclass(frozen=True)
class Usage:
    """What a machine has used of this one."""

    cpu_seconds: float
    """Since it was started, over all cores."""
    memory_bytes: int
    """Now, without what the kernel would give back: caches of files."""


def usage(machine: str) -> Usage | None:
    """None if it does not run."""
    with suppress(FileNotFoundError):
        if unified():
            group = MOUNT / PARENT / machine
            return Usage(_field(group / "cpu.stat", "usage_usec") / 1e6, _field(group / "memory.stat", "anon"))
        nanoseconds = int((MOUNT / "cpuacct" / PARENT / machine / "cpuacct.usage").read_text())
        return Usage(nanoseconds / 1e9, _field(MOUNT / "memory" / PARENT / machine / "memory.stat", "total_rss"))
    return None


def machines() -> list[str]:
    """Those that have groups."""
    return sorted({group.name for hierarchy in _hierarchies() for group in (hierarchy / PARENT).glob("*/")})


def remove(machine: str) -> None:
    """Kills what is left in the machine's groups and deletes them.

    A kubelet that finds the groups of an earlier life stalls on each of them for minutes.
    """
    deadline = time.monotonic() + GIVE_UP_SECONDS
    while left := processes(machine):
        for process in left:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        if time.monotonic() > deadline:
            raise OSError(f"processes {sorted(left)} of machine {machine} do not end")
        time.sleep(0.1)
    for hierarchy in _hierarchies():
        _remove_tree(hierarchy / PARENT / machine)
        with suppress(OSError):
            (hierarchy / PARENT).rmdir()


def _hierarchies() -> list[Path]:
    if unified():
        return [MOUNT]
    mounted = (line.split() for line in Path("/proc/self/mounts").read_text().splitlines())
    # One hierarchy can be mounted under several names (cpu, cpuacct): links are not followed.
    return sorted({Path(point) for _, point, kind, *_ in mounted if kind in ("cgroup", "cgroup2")})


def _field(file: Path, name: str) -> int:
    return next(int(line.split()[1]) for line in file.read_text().splitlines() if line.split()[0] == name)


def _remove_tree(group: Path) -> None:
    if not group.exists():
        return
    for folder, _, _ in os.walk(group, topdown=False):
        for attempt in range(50):
            try:
                os.rmdir(folder)
                break
            except OSError:
                if attempt == 49:
                    raise
                time.sleep(0.1)


if __name__ == "__main__":
    machine, *program = sys.argv[1:]
    enter(machine)
    os.execvp(program[0], program)
