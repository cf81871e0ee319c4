"""What a user needs to know of a running stack. Every command in it can be pasted into a shell."""

from __future__ import annotations

import os
from pathlib import Path
from shlex import quote

from local.places import HOME, REPOSITORY, Places
from local.screen import say
from local.settings import Settings

TEXT = """
  The console          {console}/
  The directory        {url}/
  Its API              {url}/api/v1/users
  described            {url}/openapi/ui/
  Keycloak's console   {url}/auth/admin/
  Traefik's dashboard  {dashboard}/dashboard/

Users and passwords, in files that only you can read:
  of API and console   reader, editor, admin: cat {secrets}/user-editor
  of the console       developer, release-manager, operations: cat {secrets}/user-developer
  of Keycloak          admin: cat {secrets}/keycloak-admin
  of the dashboard     admin: cat {secrets}/dashboard

A browser trusts these addresses once it has the authority {authority}. Logs are in {logs}/.

Try it:
  curl --cacert {authority} {url}/
  curl --cacert {authority} -H "Authorization: Bearer $({token} editor)" {url}/api/v1/users
  curl --cacert {authority} -H "Authorization: Bearer $({token} editor)" \\
       -H 'Content-Type: application/json' -d '{{"email":"ada@example.org"}}' {url}/api/v1/users

Status: {status}
Stop:   {stop}
"""


def show(places: Places, settings: Settings) -> None:
    say(TEXT.format(
        url=settings.url, console=settings.console_url, dashboard=f"https://{settings['HOSTNAME']}:{settings.port('DASHBOARD')}",
        secrets=quote(places.shown(places.secrets)), authority=quote(places.shown(places.authority)),
        logs=quote(places.shown(places.logs)), token=command("token"), stop=command("stop"),
        status=command("status")), end="")


def command(name: str) -> str:
    """How to run this package from where the user is, for this very stack."""
    prefix = f"{HOME}={quote(os.environ[HOME])} " if os.environ.get(HOME) else ""
    if Path.cwd() == REPOSITORY:
        return f"{prefix}python3 -m local {name}"
    return f"{prefix}PYTHONPATH={quote(str(REPOSITORY))} python3 -m local {name}"
