"""The lab's Git server, as its administrator uses it."""

from __future__ import annotations

import base64
import json
import os
import ssl
import subprocess
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path

from lab.inventory import Inventory
from lab.places import Places
from local.failure import Failure

USER = "git-admin"
EXISTS_ALREADY = (409, 422)


class GitServer:
    """Its API, and Git with its password."""

    def __init__(self, places: Places, described: Inventory) -> None:
        self._authority = str(places.authority)
        self._address = f"https://git.{described.zone}"
        self._who = {"NAME": "Twinharbor", "EMAIL": f"{described.users[USER]}@{described.zone}"}
        password = (places.secrets / USER).read_text().strip()
        self._authorization = "Basic " + base64.b64encode(f"{described.users[USER]}:{password}".encode()).decode()

    def repository(self, name: str) -> str:
        return f"{self._address}/{name}.git"

    def create(self, path: str, what: dict) -> None:
        """Whatever is there already stays as it is."""
        request = urllib.request.Request(
            f"{self._address}/api/v1{path}",
            json.dumps(what).encode(),
            {"Authorization": self._authorization, "Content-Type": "application/json"},
        )
        try:
            trusted = ssl.create_default_context(cafile=self._authority)
            urllib.request.urlopen(request, timeout=30, context=trusted).close()
        except urllib.error.HTTPError as error:
            if error.code not in EXISTS_ALREADY:
                raise Failure(f"the Git server does not make {what}: it answers {error.code}, {error.read().decode()}") from None

    def git(self, folder: Path, *words: str, own: Mapping[str, str] | None = None) -> str:
        """The password goes by the environment, where no list of processes shows it."""
        given = {
            "GIT_SSL_CAINFO": self._authority,
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": f"http.{self._address}/.extraHeader",
            "GIT_CONFIG_VALUE_0": f"Authorization: {self._authorization}",
            **{f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in self._who.items()},
            **(own or {}),
        }
        done = subprocess.run(
            ["git", *words], cwd=folder, env={**os.environ, **given}, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise Failure(f"git {words[0]} failed: {done.stderr.strip()}")
        return done.stdout.strip()
