"""The lab's Git server has upstream's manifests under upstream's names, as an air-gapped data centre would."""

from __future__ import annotations

import base64
import json
import os
import ssl
import subprocess
import tempfile
import urllib.error
import urllib.request
from pathlib import Path
from threading import Event

from lab import upstream
from lab.inventory import Inventory
from lab.places import Places
from lab.upstream import Repository
from local.failure import Cancelled, Failure

USER = "git-admin"
IDENTITY = {"NAME": "Twinharbor", "EMAIL": "lab@twinharbor.test", "DATE": "2020-01-01T00:00:00Z"}
"""The same files are the same commit, whoever makes it and whenever."""
EXISTS_ALREADY = (409, 422)


class Mirror:
    """Fills the Git server."""

    def __init__(self, places: Places, described: Inventory) -> None:
        self._places = places
        self._address = f"https://git.{described.zone}"
        password = (places.secrets / USER).read_text().strip()
        self._authorization = "Basic " + base64.b64encode(f"{described.users[USER]}:{password}".encode()).decode()

    def fill(self, cancelled: Event) -> str:
        """What is there already is left alone."""
        repositories = upstream.repositories()
        pushed = 0
        for repository in repositories:
            if cancelled.is_set():
                raise Cancelled
            pushed += self._ensure(repository, upstream.fetch(self._places, repository))
        return f"{pushed} pushed, {len(repositories)} there"

    def _ensure(self, repository: Repository, files: Path) -> bool:
        owner, name = repository.name.split("/")
        self._create("/orgs", {"username": owner, "visibility": "public"})
        self._create(f"/orgs/{owner}/repos", {"name": name, "private": False, "default_branch": "main"})
        address = f"{self._address}/{repository.name}.git"
        with tempfile.TemporaryDirectory(dir=self._places.home) as folder:
            self._git(folder, "init", "--quiet", "--initial-branch=main", folder)
            self._git(folder, f"--work-tree={files}", "add", "--all", "--force", ".")
            self._git(folder, "commit", "--quiet", "--message", f"{repository.name} {repository.tag}: manifests")
            commit = self._git(folder, "rev-parse", "HEAD")
            if self._git(folder, "ls-remote", address, f"refs/tags/{repository.tag}").startswith(commit):
                return False
            refs = ["HEAD:refs/heads/main", f"HEAD:refs/tags/{repository.tag}"]
            self._git(folder, "push", "--quiet", "--force", address, *refs)
        return True

    def _create(self, path: str, what: dict) -> None:
        request = urllib.request.Request(
            f"{self._address}/api/v1{path}",
            json.dumps(what).encode(),
            {"Authorization": self._authorization, "Content-Type": "application/json"},
        )
        try:
            trusted = ssl.create_default_context(cafile=str(self._places.authority))
            urllib.request.urlopen(request, timeout=30, context=trusted).close()
        except urllib.error.HTTPError as error:
            if error.code not in EXISTS_ALREADY:
                raise Failure(f"the Git server does not make {what}: it answers {error.code}, {error.read().decode()}") from None

    def _git(self, folder: str, *words: str) -> str:
        """The password goes by the environment, where no list of processes shows it."""
        own = {
            "GIT_DIR": f"{folder}/.git",
            "GIT_SSL_CAINFO": str(self._places.authority),
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": f"http.{self._address}/.extraHeader",
            "GIT_CONFIG_VALUE_0": f"Authorization: {self._authorization}",
            **{f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER") for what, value in IDENTITY.items()},
        }
        done = subprocess.run(["git", *words], env={**os.environ, **own}, capture_output=True, text=True, check=False)
        if done.returncode:
            raise Failure(f"git {words[0]} failed: {done.stderr.strip()}")
        return done.stdout.strip()
