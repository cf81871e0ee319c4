"""The lab's image registry, as those who push into it use it."""

from __future__ import annotations

import base64
import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from lab.places import Places
from local.failure import Failure
from local.passwords import write_private


class Registry:
    """By crane, which needs no engine, and what else speaks to registries."""

    def __init__(self, places: Places, address: str) -> None:
        self._places = places
        self.address = address

    @property
    def folder(self) -> Path:
        folder = self._places.home / "registry"
        folder.mkdir(mode=0o700, exist_ok=True)
        return folder

    def log_in(self, user: str, password: str) -> None:
        """Where crane finds the password; it is not told on a command line."""
        token = base64.b64encode(f"{user}:{password}".encode()).decode()
        write_private(self.folder / "config.json", json.dumps({"auths": {self.address: {"auth": token}}}))

    def digest(self, reference: str) -> str:
        """Of an image by its whole name; empty if there is none."""
        return self.crane("digest", reference, check=False)

    def push(self, layout: Path, name: str) -> str:
        """Pushes an image from a folder in OCI's layout, and says its digest."""
        return self.crane("push", layout, f"{name}:built").rpartition("@")[2]

    def crane(self, *words: str | Path, check: bool = True) -> str:
        return self.run("crane", *words, check=check).stdout.strip()

    def run(
        self, program: str, *words: str | Path, check: bool = True, own: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """A program that finds there what it needs to be let in; `own` is what more it has in its environment."""
        done = subprocess.run(
            [str(self._places.programs / "bin" / program), *map(str, words)],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "DOCKER_CONFIG": str(self.folder), "SSL_CERT_FILE": str(self._places.authority), **(own or {})},
        )
        if done.returncode and check:
            raise Failure(f"{program} {' '.join(map(str, words[:2]))} failed: {done.stderr.strip()}")
        return done
