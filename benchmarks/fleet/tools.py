"""Programs that the lab compiles."""

import subprocess
import sys
from functools import cache
from pathlib import Path

from benchmarks import places
from lab.builder import Builder
from lab.places import Places

NEEDED = ("kubernetes", "etcd", "argo-cd", "kustomize", "kwok")


def make() -> None:
    """Those that are missing, which takes a quarter of an hour if there are none."""
    subprocess.run([sys.executable, "-m", "lab", "tools", *NEEDED], cwd=places.REPOSITORY, check=True)


@cache
def tool(name: str) -> Path:
    return Builder(Places.of()).outcome(name)


def program(name: str, called: str) -> Path:
    return tool(name) / "bin" / called


def versions() -> dict[str, str]:
    return {name: Builder(Places.of()).tools[name].version for name in NEEDED}
