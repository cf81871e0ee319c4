"""`token`: a fresh access token of a development user. The standard library does it, so that it is there at once."""

from __future__ import annotations

import json
import ssl
import urllib.error
import urllib.parse
import urllib.request

from local import passwords
from local.failure import Failure
from local.places import Places
from local.settings import Settings

CLIENT = "twinharbor-cli"


def fresh(places: Places, user: str) -> str:
    settings = Settings.running(places)
    if not passwords.file_of(places, f"user-{user}").exists() or not places.authority.exists():
        raise Failure("this stack was never started, so nobody can log in: make run")
    form = {"grant_type": "password", "client_id": CLIENT, "username": user,
            "password": passwords.read(places, f"user-{user}")}
    trust = ssl.create_default_context(cafile=str(places.authority))
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=trust))
    url = f"{settings.issuer}/protocol/openid-connect/token"
    try:
        with opener.open(url, urllib.parse.urlencode(form).encode(), timeout=30) as answer:
            return json.load(answer)["access_token"]
    except urllib.error.HTTPError as error:
        raise Failure(f"{url} answered {error.code}: {error.read(500).decode(errors='replace')}") from error
    except OSError as error:
        raise Failure(f"{url} cannot be reached: {getattr(error, 'reason', error)}\n"
                      "Does the stack run? make status") from error
