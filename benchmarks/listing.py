"""`GET /` under load: readers alone, and readers beside a writer."""

import threading
import time
from statistics import median

from benchmarks import wrk
from benchmarks.options import Options
from benchmarks.processes import Process
from benchmarks.rig import Rig, settle
from benchmarks.services import SERVICES

WRITES_A_SECOND = 50
MIXED_ROWS = 100


def measure(options: Options) -> dict:
    """Rounds of all services in turn, for each number of rows; then the mixed load."""
    result: dict = {"entry_point": "http" if options.plain else "https", "heap_mb": options.heap,
                    "seconds": options.seconds, "readers": {}}
    with Rig(options.services) as rig:
        rig.fill(options.rows[0])
        with rig.all_running(options.heap, options.java_options) as processes:
            warm_up = options.warm_up
            for rows in options.rows:
                _prepare(rig, processes, rows, warm_up)
                warm_up = max(5, options.warm_up // 3)
                result["readers"][str(rows)] = _rounds(
                    options, f"{rows} rows", lambda name: wrk.run(
                        rig, name, processes[name], options.seconds, plain=options.plain))
                if rows == MIXED_ROWS:
                    result["mixed"] = _rounds(options, f"{rows} rows, mixed",
                                              lambda name: _mixed(rig, name, processes[name], options))
    return result


def _prepare(rig: Rig, processes: dict[str, Process], rows: int, warm_up: int) -> None:
    rig.fill(rows)
    rig.check_same_answers(rows)
    print(f"{rows} rows: all give the same answer", flush=True)
    for name, process in processes.items():
        wrk.warm_up(rig, name, process, warm_up)


def _rounds(options: Options, label: str, one_round) -> dict:
    """Medians and single rounds by service. Each round begins with another service."""
    rounds: dict[str, list[wrk.Round]] = {name: [] for name in options.services}
    for number in range(options.rounds):
        shift = number % len(options.services)
        for name in options.services[shift:] + options.services[:shift]:
            settle()
            done = one_round(name)
            rounds[name].append(done)
            print(f"  {label}, round {number + 1} of {options.rounds}: {SERVICES[name].title:17}"
                  f"{done['requests_per_second']:8,.0f} requests/s, p99 {done['p99_ms']:7.1f} ms, "
                  f"{done['errors']:.0f} errors", flush=True)
    return {name: {"median": wrk.medians(done), "rounds": done} for name, done in rounds.items()}


def _mixed(rig: Rig, name: str, service: Process, options: Options) -> wrk.Round:
    """31 readers and a writer; what was committed must be in the next answer."""
    with _Writer(rig, name) as writer, _Witness(rig, name) as witness:
        result = wrk.run(rig, name, service, options.seconds, connections=31, plain=options.plain)
    return result | {"writes_per_second": writer.done / writer.seconds, "commit_ms": median(writer.commits) * 1000,
                     "fresh_reads": witness.fresh, "stale_reads": witness.stale}


class _Background(threading.Thread):
    """Works while its `with` block runs; what goes wrong in it goes wrong in the block."""

    def __init__(self, rig: Rig, name: str) -> None:
        super().__init__(daemon=True)
        self.rig, self.name_of_service = rig, name
        self.toggle = SERVICES[name].toggle
        self.over = threading.Event()
        self.failure: Exception | None = None

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.join()
        if self.failure:
            raise self.failure

    def run(self) -> None:
        try:
            with self.rig.postgres.connect(self.name_of_service) as connection:
                self.work(connection)
        except Exception as failure:
            self.failure = failure


class _Writer(_Background):
    """Commits an update of one user after the other, at a steady rate."""

    done, seconds = 0, 1.0

    def work(self, connection) -> None:
        self.commits: list[float] = []
        begun = time.monotonic()
        while not self.over.wait(max(0.0, begun + self.done / WRITES_A_SECOND - time.monotonic())):
            before = time.monotonic()
            # The first user belongs to the witness.
            connection.execute(self.toggle, (2 + self.done % (MIXED_ROWS - 1),))
            self.commits.append(time.monotonic() - before)
            self.done += 1
        self.seconds = time.monotonic() - begun


class _Witness(_Background):
    """Twice a second: changes a user of its own and looks whether the next answer has it."""

    fresh = stale = 0

    def work(self, connection) -> None:
        while not self.over.wait(0.5):
            connection.execute(self.toggle, (1,))
            expected = connection.execute("SELECT active FROM users WHERE id = 1").fetchone()[0]
            seen = next(user["active"] for user in self.rig.users(self.name_of_service) if user["id"] == 1)
            if seen == expected:
                self.fresh += 1
            else:
                self.stale += 1
