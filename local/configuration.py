"""Renders the configurations of supervisord and Traefik from their templates."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

import bcrypt

from local import keycloak, postgres, templates
from local.passwords import write_private
from local.places import LOCAL, REPOSITORY, Places
from local.settings import Settings

PLACES = ("venv", "run", "logs", "tls", "secrets", "database", "socket")
ACCESS_LOG_LIMIT = 20 * 1024 * 1024


def render(places: Places, settings: Settings, passwords: Mapping[str, str], java_home: Path) -> None:
    """At each start, even if nothing changed: what is edited in run/ does not last."""
    values = _values(places, settings, passwords, java_home)
    templates.render(LOCAL / "supervisord.conf", places.run / "supervisord.conf", values, in_supervisord)
    beside = places.run / "services"
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir()
    for service in settings.services[1:]:
        templates.render(LOCAL / "services" / f"{service}.conf", beside / f"{service}.conf", values, in_supervisord)
    dynamic = places.run / "traefik" / "dynamic"
    dynamic.mkdir(parents=True, exist_ok=True)
    templates.render(LOCAL / "traefik" / "traefik.yaml", dynamic.parent / "traefik.yaml", values)
    for template in (LOCAL / "traefik" / "dynamic").glob("*.yaml"):
        templates.render(template, dynamic / template.name, values)
    hashed = bcrypt.hashpw(passwords["dashboard"].encode(), bcrypt.gensalt(10)).decode()
    write_private(places.secrets / "dashboard.htpasswd", f"admin:{hashed}\n")


def in_supervisord(value: str) -> str:
    return value.replace("%", "%%")


def set_access_log_aside(places: Places) -> None:
    """Traefik appends to it and never begins a new one."""
    log = places.log("access")
    if log.exists() and log.stat().st_size > ACCESS_LOG_LIMIT:
        log.replace(log.with_name("access.log.1"))


def _values(places: Places, settings: Settings, passwords: Mapping[str, str], java_home: Path) -> dict[str, object]:
    return {
        **settings.values, "url": settings.url, "issuer": settings.issuer, "console_url": settings.console_url,
        **settings.asked_by_console,
        **{name: getattr(places, name) for name in PLACES}, "local": LOCAL, "repository": REPOSITORY,
        "java_home": java_home, "keycloak_home": keycloak.folder(places),
        "postgres_home": postgres.folder(places), "postgres_prefix": " ".join(postgres.prefix()),
        # supervisord warns when it runs as root unless it is told to.
        "as_user": "user=root" if os.geteuid() == 0 else "",
        **{f"{name.replace('-', '_')}_password": value for name, value in passwords.items()},
    }
