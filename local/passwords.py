"""Every password of a stack: made once, each in a file that only its owner may read."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from local.failure import Failure
from local.places import Places
from local.settings import KEEPING

USERS = ("reader", "editor", "admin")
ROLES = ("owner", "app", "reader", "backup")
# Set once in the database: without the file nobody could log in any more.
LASTING = ("postgres", "keycloak-admin", "client-accounts-batch", *(f"user-{user}" for user in USERS))
# Brought up to date by each start.
RENEWABLE = ("keycloak-database", "dashboard", *(f"{service}-{role}" for service in KEEPING for role in ROLES),
             # What Argo CD and Alertmanager would come with.
             "delivery-notifications", "responder-alerts")
# Nothing hangs on them: a realm that is older than they are does not know them.
OF_CONSOLE = ("client-console", "user-developer", "user-release-manager", "user-operations")
OF_TESTS = ("client-release-traffic", *(f"client-accounts-acceptance-{user}" for user in USERS))
AUDITOR = "auditor"
OF_AUDIT = ("client-audit", "client-audit-staging", f"user-{AUDITOR}")


def file_of(places: Places, name: str) -> Path:
    return places.secrets / name


def read(places: Places, name: str) -> str:
    return file_of(places, name).read_text().strip()


def make(places: Places) -> dict[str, str]:
    """All passwords by name; those that are missing are made."""
    missing = [name for name in LASTING if not file_of(places, name).exists()]
    if missing and (places.database / "PG_VERSION").exists():
        raise Failure(f"there are data in {places.shown(places.database)}, but no longer their passwords "
                      f"({', '.join(missing)} in {places.shown(places.secrets)}).\n"
                      "Put the files back, or begin anew without the data: python3 -m local reset")
    names = (*LASTING, *RENEWABLE, *OF_CONSOLE, *OF_TESTS, *OF_AUDIT)
    for name in names:
        if not file_of(places, name).exists():
            write_private(file_of(places, name), secrets.token_urlsafe(24) + "\n")
    return {name: read(places, name) for name in names}


def write_private(file: Path, content: str | bytes) -> None:
    """Mode 0600 from its first moment on, and whole or not there at all."""
    partial = file.with_name(file.name + ".partial")
    partial.unlink(missing_ok=True)
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        out.write(content.encode() if isinstance(content, str) else content)
    partial.replace(file)
