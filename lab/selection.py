"""Which services the lab has: every one, or on a machine of few cores the one that the others are about (ADR 41)."""

from __future__ import annotations

import json
import os

from lab.places import Places
from local.failure import Failure
from local.places import REPOSITORY

ALL = "all"
FIRST = "accounts"
CORES = 4
"""With fewer, all of them at rest leave nothing for what is measured."""


def services() -> list[str]:
    return sorted(folder.name for folder in (REPOSITORY / "kustomize" / "services").iterdir() if folder.is_dir())


def have(places: Places, wanted: str | None) -> None:
    """Names with commas, or `all`; what was said once holds until something else is."""
    if wanted is None:
        if places.services.exists() or any(places.machines.glob("*")):
            # Machines that were there before anything could be said have every service, with its data.
            return
        wanted = ALL if (os.cpu_count() or 1) >= CORES else FIRST
    names = ["*"] if wanted == ALL else [name.strip() for name in wanted.split(",")]
    if names == [""]:
        raise Failure(f"SERVICES names none; there are {', '.join(services())}, and {ALL} for every one.")
    if unknown := sorted(set(names) - {"*", *services()}):
        raise Failure(f"there is no service {', '.join(unknown)}; there are {', '.join(services())}, and {ALL} for every one.")
    # JSON is YAML.
    places.services.write_text(json.dumps({"all": {"vars": {"argo_cd_services": names}}}, indent=2) + "\n")


def missing(places: Places) -> list[str]:
    """Those that the clusters are not to have."""
    if not places.services.exists():
        return []
    chosen = json.loads(places.services.read_text())["all"]["vars"]["argo_cd_services"]
    return [] if "*" in chosen else [name for name in services() if name not in chosen]
