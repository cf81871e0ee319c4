"""`up`: from nothing, or from a stopped stack, to one that answers."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from functools import partial

from local import (
    build,
    certificates,
    configuration,
    databases,
    interrupts,
    java,
    keycloak,
    passwords,
    ports,
    postgres,
    processes,
    readiness,
    summary,
)
from local.failure import Cancelled
from local.places import Places
from local.screen import say
from local.settings import KEEPING, Settings
from local.steps import Steps
from local.stopping import stop_everything
from local.supervision import Supervisor


def up(places: Places, settings: Settings) -> int:
    """Whatever ends a start early, nothing of it is left running."""
    supervisor = Supervisor(places)
    states = supervisor.states()
    if states and all(state.state == "RUNNING" for state in states) and readiness.all_of(Settings.running(places)):
        say("Twinharbor is running already.")
        summary.show(places, Settings.running(places))
        return 0
    if states or processes.of_stack(places):
        say("stopping what is left of an earlier start …")
        stop_everything(places, quiet=True)
    begun = time.monotonic()
    start = _Start(places, settings, supervisor)
    try:
        start.steps.run()
    except BaseException as reason:
        interrupts.ignore()
        if not isinstance(reason, (KeyboardInterrupt, Cancelled)):
            say("the start failed; stopping everything again …")
        stop_everything(places, quiet=True)
        raise
    say(f"Twinharbor is up after {time.monotonic() - begun:.0f} s.")
    summary.show(places, settings)
    return 0


class _Start:
    """One start: everything that can be checked is checked before anything is begun."""

    def __init__(self, places: Places, settings: Settings, supervisor: Supervisor) -> None:
        self.places, self.settings, self.supervisor = places, settings, supervisor
        postgres.check_machine()
        ports.check(settings)
        self.java_home = java.home()
        self.stale = build.outdated(places, settings)
        if self.stale:
            build.maven()
        self.passwords = passwords.make(places)
        self.steps = self._steps()

    def _steps(self) -> Steps:
        steps = Steps()
        steps.add("supervisor", self._supervisor)
        steps.add("build", self._build)
        steps.add("certificate", self._certificate)
        steps.add("traefik", lambda: self._run("traefik", lambda: readiness.traefik(self.settings), 60),
                  ["supervisor", "certificate"])
        steps.add("postgres", self._postgres, ["supervisor", "build"])
        steps.add("keycloak build", lambda: keycloak.prepare(self.places, steps.cancelled, self.java_home), ["build"])
        keeping = [service for service in self.settings.services if service in KEEPING]
        for service in keeping:
            steps.add(f"{service} schema", partial(databases.migrate, self.places, self.settings, self.passwords,
                                                   self.java_home, service, steps.cancelled), ["postgres"])
        steps.add("accounts", partial(self._service, "accounts"), ["accounts schema"])
        steps.add("keycloak", self._keycloak, ["postgres", "keycloak build"])
        # What clients come for is there sooner so, and the others wait for Keycloak's keys anyway.
        for service in self.settings.services[1:]:
            own = [f"{service} schema"] if service in keeping else []
            steps.add(service, partial(self._service, service), [*own, "accounts", "keycloak"])
        steps.add("entry point", self._entry, ["traefik", "keycloak", *self.settings.services])
        return steps

    def _run(self, program: str, is_ready: Callable[[], bool], seconds: float) -> None:
        self.supervisor.start(program)
        self.supervisor.wait_for(program, is_ready, seconds, self.steps.cancelled)

    def _service(self, name: str) -> None:
        self._run(name, lambda: readiness.service(self.settings, name), 360)

    def _supervisor(self) -> None:
        configuration.render(self.places, self.settings, self.passwords, self.java_home)
        configuration.set_access_log_aside(self.places)
        self.settings.keep(self.places)
        self.supervisor.launch()

    def _build(self) -> str:
        if not self.stale:
            return "up to date"
        build.build(self.places, self.steps.cancelled, self.java_home, self.stale)
        return f"built {', '.join(module.path.removeprefix('services/') for module in self.stale)}"

    def _certificate(self) -> str:
        names = {"localhost", self.settings["HOSTNAME"], socket.gethostname()}
        return certificates.ensure(self.places, sorted(name for name in names if name.isascii()))

    def _postgres(self) -> None:
        postgres.unpack(self.places)
        postgres.initialise(self.places, self.passwords["postgres"])
        self._run("postgres", lambda: postgres.is_ready(self.settings, self.passwords["postgres"]), 60)

    def _keycloak(self) -> str | None:
        is_as_imported = keycloak.provide_realm(self.places)
        postgres.ensure_database(self.settings, self.passwords["postgres"], "keycloak",
                                 self.passwords["keycloak-database"])
        self._run("keycloak", lambda: readiness.keycloak(self.settings), 300)
        return None if is_as_imported else \
            "ready, with an older realm than the one in kustomize/platform/keycloak (reset imports it anew)"

    def _entry(self) -> None:
        self.supervisor.wait_for("traefik", lambda: readiness.entry(self.settings, self.places), 30,
                                 self.steps.cancelled)
