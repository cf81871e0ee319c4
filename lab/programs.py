"""Runs programs that end by themselves, such as Go and Ansible, with the user's own environment and more."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Event

from lab.places import Places
from local.commands import run_logged
from local.places import REPOSITORY


def run(
    places: Places,
    name: str,
    command: Sequence[str | Path],
    own: Mapping[str, str] | None = None,
    cancelled: Event | None = None,
    folder: Path = REPOSITORY,
) -> None:
    """A failure shows the end of what the program said."""
    run_logged(places, cancelled, name, command, {**os.environ, **(own or {})}, folder)
