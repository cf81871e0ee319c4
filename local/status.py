"""`status`: each program, where it listens, how it is and since when."""

from __future__ import annotations

from local import passwords, postgres, readiness
from local.places import Places
from local.settings import SERVICES, Settings
from local.supervision import State, Supervisor

NOT_RUNNING = 3
"""The exit status that init scripts give for a service that does not run."""


def status(places: Places) -> int:
    states = Supervisor(places).states()
    if not states:
        print(f"Twinharbor is not running ({places.shown(places.home)}).")
        return NOT_RUNNING
    settings = Settings.running(places)
    ready = True
    for state in states:
        is_ready = state.is_up and _is_ready(state.name, settings, places)
        ready &= is_ready
        print(f"  {state.name:<10} {_listens(state.name, settings):<32} {_shown(state, is_ready)}")
    return 0 if ready else NOT_RUNNING


def _shown(state: State, is_ready: bool) -> str:
    if not state.is_up:
        return state.state.lower()
    return f"{'ready' if is_ready else 'not ready':<10} process {state.pid}, for {_duration(state.seconds)}"


def _duration(seconds: int) -> str:
    if seconds < 60:
        return f"{seconds} s"
    if seconds < 3600:
        return f"{seconds // 60} min"
    return f"{seconds // 3600} h {seconds % 3600 // 60} min"


def _listens(program: str, settings: Settings) -> str:
    entry = settings["ENTRY_ADDRESS"]
    if program == "traefik":
        return ", ".join([f"{entry}:{settings.port('HTTPS')}", str(settings.port("HTTP")),
                          str(settings.port("DASHBOARD")), str(settings.port("CONSOLE_HTTPS"))])
    return f"127.0.0.1:{settings.port(program.upper())}"


def _is_ready(program: str, settings: Settings, places: Places) -> bool:
    if program in SERVICES:
        return readiness.service(settings, program)
    checks = {
        "postgres": lambda: postgres.is_ready(settings, passwords.read(places, "postgres")),
        "keycloak": lambda: readiness.keycloak(settings),
        "traefik": lambda: readiness.traefik(settings),
    }
    return checks[program]()
