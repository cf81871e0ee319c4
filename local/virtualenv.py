"""A package's own Python environment, made with the standard library alone, since it is what brings the rest."""

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
from local.screen import shown


def is_current(folder: Path) -> bool:
    """Whether this process already runs in the environment there."""
    return Path(sys.prefix).resolve() == _venv(folder).resolve()


def enter(package: str, requirements: Path, folder: Path) -> None:
    """Goes on in the environment in `folder`/venv, in place of this process; makes it first if it is missing or out of date."""
    python = _venv(folder) / "bin" / "python"
    if is_current(folder) and _is_ready(folder, requirements):
        return
    if not _is_ready(folder, requirements):
        with exclusive(folder / "venv.lock", wait=True):
            if not _is_ready(folder, requirements):
                _make(folder, requirements, python)
    os.execv(python, [str(python), "-m", package, *sys.argv[1:]])


def _venv(folder: Path) -> Path:
    return folder / "venv"


def _fingerprint(requirements: Path) -> str:
    return hashlib.sha256(requirements.read_bytes()).hexdigest()


def _stamp(folder: Path) -> Path:
    return _venv(folder) / "requirements.sha256"


def _is_ready(folder: Path, requirements: Path) -> bool:
    """The interpreter is a link to the system's, which an upgrade may have taken away."""
    stamp = _stamp(folder)
    return (_venv(folder) / "bin" / "python").exists() and stamp.exists() and stamp.read_text() == _fingerprint(requirements)


def _make(folder: Path, requirements: Path, python: Path) -> None:
    if importlib.util.find_spec("ensurepip") is None:
        raise Failure("Python's venv module is not complete here (ensurepip is missing).\n"
                      "On Debian and Ubuntu: sudo apt install python3-venv")
    print(f"setting up Python in {shown(_venv(folder))} …", file=sys.stderr, flush=True)
    venv.create(_venv(folder), clear=True, with_pip=True)
    done = subprocess.run([str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
                           "--require-hashes", "--only-binary", ":all:",
                           "--requirement", str(requirements)], check=False)
    if done.returncode:
        raise Failure(f"pip could not install {shown(requirements)}: its message is above.\n"
                      "It needs PyPI or a mirror of it (PIP_INDEX_URL), and the proxy if there is one (HTTPS_PROXY).")
    _stamp(folder).write_text(_fingerprint(requirements))
