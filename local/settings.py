"""The settings of a stack: `settings.env`, and environment variables of the same names before it."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from local.failure import Failure
from local.places import LOCAL, Places

DEFAULTS = LOCAL / "settings.env"
REALM = "twinharbor"
PORTS = {
    "TWINHARBOR_HTTPS_PORT": "HTTPS",
    "TWINHARBOR_HTTP_PORT": "the redirect to HTTPS",
    "TWINHARBOR_DASHBOARD_PORT": "Traefik's dashboard",
    "TWINHARBOR_CONSOLE_HTTPS_PORT": "the console's pages",
    "TWINHARBOR_ACCOUNTS_PORT": "accounts",
    "TWINHARBOR_KEYCLOAK_PORT": "Keycloak",
    "TWINHARBOR_KEYCLOAK_MANAGEMENT_PORT": "Keycloak's health",
    "TWINHARBOR_PROBLEM_PORT": "Traefik's error pages",
    "TWINHARBOR_POSTGRES_PORT": "PostgreSQL",
    "TWINHARBOR_AUDIT_PORT": "audit",
    "TWINHARBOR_DELIVERY_PORT": "delivery",
    "TWINHARBOR_RESPONDER_PORT": "responder",
    "TWINHARBOR_CONSOLE_PORT": "the console",
}
# Those that keep data, each in a database of its own.
KEEPING = ("accounts", "audit", "delivery", "responder")
SERVICES = (*KEEPING, "console")
PUBLIC_PORTS = ("TWINHARBOR_HTTPS_PORT", "TWINHARBOR_HTTP_PORT", "TWINHARBOR_DASHBOARD_PORT", "TWINHARBOR_CONSOLE_HTTPS_PORT")
FORMS = {"HEAP": r"\d+[kmgKMG]", "TIMEOUT": r"(\d+(ms|s|m|h))+", "AVERAGE": r"\d+", "BURST": r"\d+",
         "HOSTNAME": r"[A-Za-z0-9.-]+", "ADDRESS": r"[0-9.]+|\[[0-9A-Fa-f:.]+\]",
         "SERVICES": rf"accounts( ({'|'.join(SERVICES[1:])}))*"}


class Settings:
    """Checked values by name."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self.values = dict(values)
        self._check()

    @classmethod
    def wanted(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """What the user asks for now."""
        defaults = parse(DEFAULTS)
        return cls({name: environment.get(name) or value for name, value in defaults.items()})

    @classmethod
    def running(cls, places: Places) -> Settings:
        """What the stack was last started with, which may differ from what would be asked for now."""
        kept = places.run / DEFAULTS.name
        return cls({**parse(DEFAULTS), **parse(kept)}) if kept.exists() else cls.wanted()

    def keep(self, places: Places) -> None:
        lines = (f"{name}={value}\n" for name, value in self.values.items())
        (places.run / DEFAULTS.name).write_text("".join(lines))

    def __getitem__(self, name: str) -> str:
        return self.values[f"TWINHARBOR_{name}"]

    @property
    def services(self) -> list[str]:
        return self["SERVICES"].split()

    def uses(self, port: str) -> bool:
        """Whether anything listens there, by the whole name of the setting."""
        service = port.removeprefix("TWINHARBOR_").removesuffix("_PORT").lower()
        return service not in SERVICES or service in self.services

    def port(self, name: str) -> int:
        return int(self[f"{name}_PORT"])

    def address(self, port: str) -> str:
        """Where the program with this port listens, by the whole name of the setting."""
        return self["ENTRY_ADDRESS"].strip("[]") if port in PUBLIC_PORTS else "127.0.0.1"

    @property
    def url(self) -> str:
        return f"https://{self['HOSTNAME']}:{self.port('HTTPS')}"

    @property
    def console_url(self) -> str:
        return f"https://{self['HOSTNAME']}:{self.port('CONSOLE_HTTPS')}"

    @property
    def asked_by_console(self) -> dict[str, str]:
        """Addresses that are given, or else those of what is started here, by the names of the console's settings."""
        here = {service: f"http://127.0.0.1:{self.port(service.upper())}" for service in self.services}
        responders = f"{self['CLUSTER']}={here['responder']}" if "responder" in here else ""
        return {"AUDIT_URL": self["AUDIT_URL"] or here.get("audit", ""),
                "DELIVERY_URL": self["DELIVERY_URL"] or here.get("delivery", ""),
                "RESPONDERS": self["RESPONDERS"] or responders}

    @property
    def issuer(self) -> str:
        return f"{self.url}/auth/realms/{REALM}"

    def _check(self) -> None:
        users = defaultdict(list)
        for name in PORTS:
            value = self.values[name]
            if not value.isdigit() or not 0 < int(value) < 65536:
                raise Failure(f"{name} is {value!r}: a port is a number from 1 to 65535. "
                              f"Set it in the environment or in {DEFAULTS.relative_to(LOCAL.parent)}.")
            users[int(value)].append(name)
        for port, names in users.items():
            if len(names) > 1:
                raise Failure(f"{' and '.join(names)} are both {port}: give each a port of its own.")
        for name, value in self.values.items():
            form = FORMS.get(name.rpartition("_")[2])
            if form and not re.fullmatch(form, value):
                raise Failure(f"{name} is {value!r}, which it cannot be: "
                              f"{DEFAULTS.relative_to(LOCAL.parent)} shows what it looks like.")


def parse(file: Path) -> dict[str, str]:
    """Lines of NAME=value; the rest is for people."""
    lines = (line.strip() for line in file.read_text().splitlines())
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
