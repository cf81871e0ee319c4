"""Talks to supervisord, which watches the programs of a stack."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPException
from threading import Event
from xmlrpc.client import Fault, ServerProxy

from supervisor.xmlrpc import SupervisorTransport

from local import commands
from local.failure import Cancelled, Failure, last_lines
from local.places import Places

PROGRAMS = ("postgres", "keycloak", "accounts", "console", "traefik")
UP = ("STARTING", "RUNNING")
NOT_RUNNING_FAULT = 70
ALREADY_STARTED_FAULT = 60


@dataclass(frozen=True)
class State:
    """What supervisord knows of a program."""

    name: str
    state: str
    pid: int
    seconds: int

    @property
    def is_up(self) -> bool:
        return self.state in UP


class Supervisor:
    def __init__(self, places: Places) -> None:
        self.places = places
        self.configuration = places.run / "supervisord.conf"

    def _rpc(self) -> ServerProxy:
        """A connection of its own for each call, since calls come from several threads."""
        transport = SupervisorTransport(None, None, f"unix://{self.places.socket}")
        return ServerProxy("http://127.0.0.1", transport=transport).supervisor

    def pid(self) -> int | None:
        """supervisord's process, None if there is none that answers."""
        try:
            return self._rpc().getPID()
        except (OSError, HTTPException):
            return None

    def launch(self) -> None:
        """Starts supervisord, which then goes on by itself, away from this terminal."""
        bin_folder = os.path.dirname(sys.executable)
        done = subprocess.run([os.path.join(bin_folder, "supervisord"), "--configuration", str(self.configuration)],
                              env=commands.environment(self.places, {}), capture_output=True, text=True, check=False)
        for _ in range(100):
            if done.returncode or self.pid():
                break
            time.sleep(0.1)
        else:
            done.stderr += "it does not answer on its socket"
        if done.returncode or not self.pid():
            raise Failure(f"supervisord did not start:\n{done.stdout}{done.stderr}\n"
                          f"Log: {self.places.shown(self.places.log('supervisord'))}")

    def states(self) -> list[State]:
        """All programs in the order of their start, none if supervisord is not there."""
        try:
            found = {info["name"]: info for info in self._rpc().getAllProcessInfo()}
        except (OSError, HTTPException):
            return []
        return [State(name, found[name]["statename"], found[name]["pid"],
                      max(0, found[name]["now"] - found[name]["start"])) for name in PROGRAMS if name in found]

    def start(self, program: str) -> None:
        try:
            self._rpc().startProcess(program, False)
        except Fault as fault:
            if fault.faultCode != ALREADY_STARTED_FAULT:
                raise Failure(f"{program} cannot be started: {fault.faultString}") from fault

    def stop(self, program: str) -> None:
        """Returns when it has ended, by force if it takes longer than its stopwaitsecs."""
        try:
            self._rpc().stopProcess(program, True)
        except Fault as fault:
            if fault.faultCode != NOT_RUNNING_FAULT:
                raise

    def shut_down(self) -> None:
        self._rpc().shutdown()

    def wait_for(self, program: str, is_ready: Callable[[], bool], seconds: float, cancelled: Event) -> None:
        """Until it is ready; fails as soon as it has ended or when it takes too long."""
        end = time.monotonic() + seconds
        log = self.places.log(program)
        while not is_ready():
            if cancelled.wait(0.2):
                raise Cancelled
            state = next(state for state in self.states() if state.name == program)
            if not state.is_up:
                raise Failure(f"{program} ended while it started. The last it said:\n{last_lines(log)}\n"
                              f"All of it: {self.places.shown(log)}")
            if time.monotonic() > end:
                raise Failure(f"{program} was not ready after {seconds:.0f} s. The last it said:\n{last_lines(log)}\n"
                              f"All of it: {self.places.shown(log)}")
