"""Where the lab's things are: its state in this checkout's ignored folder, what is compiled in a cache that checkouts share."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from local.places import HOME, REPOSITORY, Home

LAB = Path(__file__).resolve().parent
ANSIBLE = REPOSITORY / "ansible"
TOOLS = LAB / "tools"
IMAGES = LAB / "images"
MACHINE = LAB / "machine"

CACHE = "TWINHARBOR_CACHE"


@dataclass(frozen=True)
class Places(Home):
    """The folders of the lab: in its home are machines' disks, keys, secrets, logs, which `make clean-lab` deletes."""

    cache: Path
    """What was compiled or fetched, each under a hash of what it was made from, so it may be kept, shared and thrown away."""

    @classmethod
    def of(cls, environment: Mapping[str, str] = os.environ) -> Places:
        home = Path(environment.get(HOME) or REPOSITORY / ".twinharbor").resolve() / "lab"
        user = Path(environment.get("XDG_CACHE_HOME") or Path.home() / ".cache")
        return cls(home, Path(environment.get(CACHE) or user / "twinharbor").resolve())

    @property
    def venv(self) -> Path:
        """Ansible, and the programs that PyPI ships."""
        return self.python / "venv"

    @property
    def python(self) -> Path:
        """One for each set of requirements, for checkouts that share a cache need not agree on them."""
        return self.cache / "python" / hashlib.sha256((LAB / "requirements.txt").read_bytes()).hexdigest()[:16]

    @property
    def machines(self) -> Path:
        return self.home / "machines"

    @property
    def ssh(self) -> Path:
        return self.home / "ssh"

    @property
    def programs(self) -> Path:
        """What Ansible installs from: links into the cache."""
        return self.home / "programs"

    @property
    def authority(self) -> Path:
        """The certificate that clients of the lab must trust; Ansible makes it."""
        return self.home / "authority" / "ca.pem"

    @property
    def without_platform(self) -> Path:
        """There if neither Argo CD nor what it brings was asked for."""
        return self.home / "without-platform"

    @property
    def services(self) -> Path:
        """Inventory that says which services the clusters are to have; every one if it is not there."""
        return self.home / "services.yaml"

    @property
    def left_out(self) -> Path:
        """Names the clusters that the edge sends nothing to, a line each."""
        return self.home / "left-out"

    @property
    def unfinished(self) -> Path:
        """Names the runs of Ansible that did not come to their end."""
        return self.home / "unfinished"

    @property
    def kubeconfigs(self) -> Path:
        return self.home / "kubeconfigs"

    def make(self) -> None:
        """Folders that only their owner may enter, since keys and data lie in them."""
        for folder in (self.home, self.machines, self.ssh, self.secrets, self.kubeconfigs, self.logs):
            folder.mkdir(parents=True, exist_ok=True)
            folder.chmod(0o700)
        self.cache.mkdir(parents=True, exist_ok=True)
