"""Does the steps of a start side by side, each as soon as those it needs are done."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from threading import Event

from local import interrupts
from local.failure import Cancelled
from local.screen import say_of

Action = Callable[[], "str | None"]
REMINDER_SECONDS = 20


class Steps:
    """Add steps in an order in which each comes after those it needs, then `run` them."""

    def __init__(self, expected: Mapping[str, float] | None = None) -> None:
        """Takes the seconds that steps are expected to take, where that is known."""
        self.cancelled = Event()
        """Set when a step failed or the user gave up: whoever waits for something must look at it."""
        self.took: dict[str, float] = {}
        """The seconds that each finished step took."""
        self._begun = time.monotonic()
        self._expected = expected or {}
        self._actions: dict[str, tuple[Action, tuple[str, ...]]] = {}
        self._under_way: dict[str, float] = {}

    def add(self, name: str, action: Action, after: Iterable[str] = ()) -> None:
        """The action says in a word or two what it did, `ready` if it says nothing."""
        self._actions[name] = (action, tuple(after))

    def expected_seconds(self) -> float:
        """Until the last is done, if all take what they are expected to take and none is in another's way."""
        ends: dict[str, float] = {}
        for name, (_, needed) in self._actions.items():
            ends[name] = max((ends[other] for other in needed), default=0) + self._expected.get(name, 0)
        return max(ends.values(), default=0)

    def has(self, name: str) -> bool:
        return name in self._actions

    def run(self) -> None:
        """Returns when all is done; raises what the first failing step raised, after the others have given up."""
        with ThreadPoolExecutor(len(self._actions)) as threads:
            futures: dict[str, Future] = {}
            for name, (action, needed) in self._actions.items():
                futures[name] = threads.submit(self._do, name, action, [futures[other] for other in needed])
            try:
                self._watch(list(futures.values()))
            except KeyboardInterrupt:
                interrupts.ignore()
                raise
            finally:
                self.cancelled.set()
        failures = [future.exception() for future in futures.values() if future.exception()]
        for failure in sorted(failures, key=lambda failure: isinstance(failure, Cancelled)):
            raise failure

    def _do(self, name: str, action: Action, needed: list[Future]) -> None:
        for other in needed:
            if other.exception():
                raise Cancelled
        if self.cancelled.is_set():
            raise Cancelled
        begun = self._under_way[name] = time.monotonic()
        try:
            result = action() or "ready"
        finally:
            del self._under_way[name]
        self.took[name] = time.monotonic() - begun
        self._say_of(name, f"{result} {self.took[name]:.1f} s")

    def _watch(self, futures: list[Future]) -> None:
        """Short waits, since a thread that waits without end does not notice Ctrl-C."""
        reminder = time.monotonic() + REMINDER_SECONDS
        while True:
            done, pending = wait(futures, timeout=0.2, return_when=FIRST_EXCEPTION)
            if not pending or any(future.exception() for future in done):
                return
            if time.monotonic() > reminder:
                reminder += REMINDER_SECONDS
                since = sorted((begun, name) for name, begun in list(self._under_way.items()))
                self._say_of("…", ", ".join(f"{name} {time.monotonic() - begun:.0f}{self._of(name)} s" for begun, name in since))

    def _say_of(self, name: str, text: str) -> None:
        say_of(name, text, max(14, *map(len, self._actions)))

    def _of(self, name: str) -> str:
        return f" of about {self._expected[name]:.0f}" if name in self._expected else ""
