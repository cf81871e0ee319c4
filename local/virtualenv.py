"""The launcher's own Python environment, made with the standard library alone, since it is what brings the rest."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import subprocess
import sys
import venv
from pathlib import Path

from local.failure import Failure
from local.lock import exclusive
from local.places import LOCAL, Places

REQUIREMENTS = LOCAL / "requirements.txt"


def is_current(places: Places) -> bool:
    """Whether this process already runs in it."""
    return Path(sys.prefix).resolve() == places.venv


def enter(places: Places) -> None:
    """Goes on in that environment, in place of this process; makes it first if it is missing or out of date."""
    python = places.venv / "bin" / "python"
    if not _is_ready(places):
        with exclusive(places.shared / "venv.lock", wait=True):
            if not _is_ready(places):
                _make(places, python)
    os.execv(python, [str(python), "-m", "local", *sys.argv[1:]])


def _fingerprint() -> str:
    return hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()


def _stamp(places: Places) -> Path:
    return places.venv / "requirements.sha256"


def _is_ready(places: Places) -> bool:
    """The interpreter is a link to the system's, which an upgrade may have taken away."""
    stamp = _stamp(places)
    return (places.venv / "bin" / "python").exists() and stamp.exists() and stamp.read_text() == _fingerprint()


def _make(places: Places, python: Path) -> None:
    if importlib.util.find_spec("ensurepip") is None:
        raise Failure("Python's venv module is not complete here (ensurepip is missing).\n"
                      "On Debian and Ubuntu: sudo apt install python3-venv")
    print(f"setting up Python in {places.shown(places.venv)} …", flush=True)
    venv.create(places.venv, clear=True, with_pip=True)
    done = subprocess.run([str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
                           "--require-hashes", "--only-binary", ":all:",
                           "--requirement", str(REQUIREMENTS)], check=False)
    if done.returncode:
        raise Failure(f"pip could not install {places.shown(REQUIREMENTS)}: its message is above.\n"
                      "It needs PyPI or a mirror of it (PIP_INDEX_URL), and the proxy if there is one (HTTPS_PROXY).")
    _stamp(places).write_text(_fingerprint())
