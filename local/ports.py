"""Looks before the start whether every port is free, so that no program fails half-way for it."""

from __future__ import annotations

import errno
import socket

from local import processes
from local.failure import Failure
from local.settings import PORTS, PUBLIC_PORTS, Settings


def check(settings: Settings) -> None:
    """Fails with every port that cannot be had, so that one look is enough."""
    complaints = [complaint for name in PORTS if settings.uses(name) and (complaint := _complaint(settings, name))]
    if complaints:
        raise Failure("\n".join(complaints))


def _complaint(settings: Settings, name: str) -> str | None:
    port, address = int(settings.values[name]), settings.address(name)
    try:
        with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((address, port))
            probe.listen()
    except OSError as error:
        return _explained(error, settings, name, address, port)
    return None


def _explained(error: OSError, settings: Settings, name: str, address: str, port: int) -> str:
    title = f"port {port} for {PORTS[name]} "
    if error.errno == errno.EADDRINUSE:
        owner = processes.listener(port)
        by = f" by {processes.name(owner)} (process {owner}: {processes.command_line(owner)[:120]})" if owner else ""
        return f"{title}is taken{by}.\nEnd that program, or choose another port: {name}={_suggested(port)} make run"
    if error.errno == errno.EACCES:
        return f"{title}needs privileges.\nChoose one above 1023: {name}={_suggested(port)} make run"
    if name in PUBLIC_PORTS:
        return f"{title}cannot be opened on {address}: {error.strerror}. Look at TWINHARBOR_ENTRY_ADDRESS."
    return f"{title}cannot be opened on {address}: {error.strerror}."


def _suggested(port: int) -> int:
    return port + 10000 if 1023 < port + 10000 < 65536 else 20000 + port % 10000
