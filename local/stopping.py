"""`stop`: everything ends in the reverse order of its start, and nothing is left, in whatever state the stack is."""

from __future__ import annotations

import signal
from concurrent.futures import ThreadPoolExecutor

from local import processes
from local.failure import Failure
from local.places import Places
from local.screen import say, say_of
from local.settings import KEEPING
from local.supervision import Supervisor

# Those in one group do not need each other.
GROUPS = (("traefik",), ("console",), (*KEEPING, "keycloak"), ("postgres",))


def stop(places: Places) -> int:
    if not processes.of_stack(places):
        say("Twinharbor is not running.")
        return 0
    stop_everything(places)
    say("Twinharbor is stopped; its data stay.")
    return 0


def stop_everything(places: Places, quiet: bool = False) -> None:
    """Through supervisord if it answers, and what is left after that by signals."""
    supervisor = Supervisor(places)
    if supervisor.pid():
        _stop_programs(supervisor, quiet)
    if left := processes.of_stack(places):
        if not quiet:
            say(f"  ending {len(left)} processes that nobody supervises")
        _end_orphans(places)
    places.socket.unlink(missing_ok=True)
    if left := processes.of_stack(places):
        shown = "\n".join(f"    {pid} {processes.command_line(pid)[:120]}" for pid in left)
        raise Failure(f"these processes could not be ended:\n{shown}")


def _stop_programs(supervisor: Supervisor, quiet: bool) -> None:
    states = supervisor.states()
    known, up = {state.name for state in states}, {state.name for state in states if state.pid}

    def stop_one(program: str) -> None:
        supervisor.stop(program)
        if program in up and not quiet:
            say_of(program, "stopped")

    with ThreadPoolExecutor() as threads:
        for group in GROUPS:
            list(threads.map(stop_one, (program for program in group if program in known)))
    pid = supervisor.pid()
    supervisor.shut_down()
    if pid:
        processes.wait_until_ended([pid], 15)


def _end_orphans(places: Places) -> None:
    """supervisord first, or it would start again what ends; the database last, since the others use it."""
    named = {pid: processes.name(pid) for pid in processes.of_stack(places)}
    processes.end((pid for pid, name in named.items() if name == "supervisord"), signal.SIGTERM, 150)
    processes.end((pid for pid in processes.of_stack(places) if processes.name(pid) != "postgres"), signal.SIGTERM, 30)
    postmasters = [pid for pid in processes.of_stack(places) if processes.parent_name(pid) != "postgres"]
    processes.end(postmasters, signal.SIGINT, 60)
    processes.end(processes.of_stack(places), signal.SIGKILL, 5)
