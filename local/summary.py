"""What a user needs to know of a running stack. Every command in it can be pasted into a shell."""

from __future__ import annotations

import os
from pathlib import Path
from shlex import quote

from local.places import HOME, REPOSITORY, Places
from local.screen import say
from local.settings import Settings

TEXT = """
{console}  The directory        {url}/
  Its API              {url}/api/v1/users
  described            {url}/openapi/ui/
  Keycloak's console   {url}/auth/admin/
  Traefik's dashboard  {dashboard}/dashboard/

Users and passwords, in files that only you can read:
  of the directory     reader, editor, admin: cat {secrets}/user-editor
{users}  of Keycloak          admin: cat {secrets}/keycloak-admin
  of the dashboard     admin: cat {secrets}/dashboard

{beside}A browser trusts these addresses once it has the authority {authority}. Logs are in {logs}/.

Try it:
  curl --cacert {authority} {url}/
  curl --cacert {authority} -H "Authorization: Bearer $({token} editor)" {url}/api/v1/users
  curl --cacert {authority} -H "Authorization: Bearer $({token} editor)" \\
       -H 'Content-Type: application/json' -d '{{"email":"ada@example.org"}}' {url}/api/v1/users

Status: {status}
Stop:   {stop}
"""

CONSOLE = """  The console          {url}/
"""
USERS_OF_CONSOLE = """  of the console       these, auditor, developer, release-manager, operations: cat {secrets}/user-developer
"""
BESIDE = """Beside the directory, for this machine alone:
{addresses}

"""
# Whose token each wants; pages of incidents want none here.
CALLED_BY = {"audit": ("/api/v1/audit/events", "auditor"), "delivery": ("/api/v1/deployments", "reader"),
             "responder": ("/incidents", None)}


def show(places: Places, settings: Settings) -> None:
    secrets, has_console = quote(places.shown(places.secrets)), "console" in settings.services
    say(TEXT.format(
        url=settings.url, dashboard=f"https://{settings['HOSTNAME']}:{settings.port('DASHBOARD')}",
        console=CONSOLE.format(url=settings.console_url) if has_console else "",
        users=USERS_OF_CONSOLE.format(secrets=secrets) if has_console else "",
        secrets=secrets, authority=quote(places.shown(places.authority)),
        logs=quote(places.shown(places.logs)), token=command("token"), stop=command("stop"),
        status=command("status"), beside=_beside(settings)), end="")


def _beside(settings: Settings) -> str:
    def address(service: str) -> str:
        path, user = CALLED_BY[service]
        return f"  {service:<20} http://127.0.0.1:{settings.port(service.upper())}{path}" + (f", as {user}" if user else "")

    others = [service for service in settings.services if service in CALLED_BY]
    return BESIDE.format(addresses="\n".join(map(address, others))) if others else ""


def command(name: str) -> str:
    """How to run this package from where the user is, for this very stack."""
    prefix = f"{HOME}={quote(os.environ[HOME])} " if os.environ.get(HOME) else ""
    if Path.cwd() == REPOSITORY:
        return f"{prefix}python3 -m local {name}"
    return f"{prefix}PYTHONPATH={quote(str(REPOSITORY))} python3 -m local {name}"
