"""Starting, watching and stopping the processes under test."""

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import randrange

TICK = os.sysconf("SC_CLK_TCK")
KEPT = ("PATH", "HOME", "LANG", "JAVA_HOME")


class RunFailed(Exception):
    """Something did not run, so there is nothing to measure."""


class Process:
    """A program with all its children, in a process group of its own, its output in a log file."""

    def __init__(self, name: str, command: list[str | Path], log: Path, environment: dict[str, str] | None = None):
        self.name = name
        self.log = log
        self.started = time.monotonic()
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("w") as output:
            self._popen = subprocess.Popen(
                [str(part) for part in command], stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                cwd=log.parent, start_new_session=True,
                env={key: os.environ[key] for key in KEPT if key in os.environ} | (environment or {}))
        self.pid = self._popen.pid

    def wait_for(self, url: str, seconds: float = 180) -> float:
        """Seconds from the start until `url` answers 200."""
        while time.monotonic() - self.started < seconds:
            if self._popen.poll() is not None:
                raise RunFailed(f"{self.name} ended with status {self._popen.returncode}:\n{self.last_words()}")
            try:
                with urllib.request.urlopen(url, timeout=5):
                    return time.monotonic() - self.started
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(0.02)
        raise RunFailed(f"{self.name} was not ready after {seconds:.0f} s:\n{self.last_words()}")

    def last_words(self) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-15:])

    def tree(self) -> list[int]:
        """This process and everything below it."""
        return tree(self.pid)

    def java(self) -> int:
        """The JVM of this tree, which a shell script may have started."""
        for pid in self.tree():
            if Path(f"/proc/{pid}/comm").read_text().strip() == "java":
                return pid
        raise RunFailed(f"{self.name} runs no JVM")

    def cpu_seconds(self) -> float:
        """User and system time of the tree so far, children that have ended included."""
        return cpu_seconds(self.pid)

    def memory_mb(self) -> float:
        """Proportional set size of the tree: shared pages are divided among those who share them."""
        return memory_mb(self.pid)

    def stop(self, signal_number: int = signal.SIGTERM, seconds: float = 60) -> None:
        if self._popen.poll() is not None:
            return
        os.killpg(self.pid, signal_number)
        try:
            self._popen.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(self.pid, signal.SIGKILL)
            self._popen.wait()


@contextmanager
def or_else(stop: Callable[[], None]) -> Iterator[None]:
    """While something is started that its owner cannot stop before it has it: if it does not come up, this is called."""
    try:
        yield
    except BaseException:
        stop()
        raise


def tree(root: int) -> list[int]:
    """A process and everything below it."""
    children: dict[int, list[int]] = {}
    for pid in (int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()):
        if (stat := _stat(pid)) is not None:
            children.setdefault(int(stat[1]), []).append(pid)
    found = [root]
    for pid in found:
        found += children.get(pid, [])
    return found


def cpu_seconds(root: int) -> float:
    return sum(sum(map(int, stat[11:15])) for pid in tree(root) if (stat := _stat(pid))) / TICK


def memory_mb(root: int) -> float:
    total = 0
    for pid in tree(root):
        try:
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
        except (FileNotFoundError, ProcessLookupError):
            continue
        total += next((int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")), 0)
    return total / 1024


def _stat(pid: int) -> list[str] | None:
    """The fields of /proc/PID/stat behind the name: state, parent, …"""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None


def busy_seconds() -> float:
    """CPU time that the machine has spent on anything at all."""
    user, nice, system, _, _, irq, softirq, *_ = map(int, Path("/proc/stat").read_text().split("\n")[0].split()[1:])
    return (user + nice + system + irq + softirq) / TICK


def free_port() -> int:
    """A port nobody listens on, below those the kernel gives to outgoing connections."""
    while True:
        port = randrange(20000, 30000)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
                return port
            except OSError:
                continue
