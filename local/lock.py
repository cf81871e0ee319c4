"""One command at a time changes a stack."""

from __future__ import annotations

import fcntl
import os
import signal
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from local.failure import Failure
from local.screen import say


class Held(Failure):
    """Another process has the lock."""

    def __init__(self, file: Path, holder: int | None) -> None:
        super().__init__(f"another command works on this right now (process {holder}, lock {file}): "
                         "wait until it has ended.")
        self.holder = holder


@contextmanager
def exclusive(file: Path, wait: bool = False) -> Iterator[None]:
    """Holds the lock while the `with` block runs.

    The kernel gives the lock back when its holder ends, however it ends: there are no stale locks.
    The file's content only tells others whom they wait for.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            lock.seek(0)
            holder = lock.read().strip()
            raise Held(file, int(holder) if holder.isdigit() else None) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


@contextmanager
def calling_off(file: Path) -> Iterator[None]:
    """Holds the lock for what stops things: a start that has it is asked to end, and stops by itself what it has started."""
    with ExitStack() as held:
        try:
            held.enter_context(exclusive(file))
        except Held as other:
            say("a start is under way: calling it off …")
            with suppress(ProcessLookupError):
                if other.holder:
                    os.kill(other.holder, signal.SIGTERM)
            held.enter_context(exclusive(file, wait=True))
        yield
