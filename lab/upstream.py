"""Upstream's manifests, which kustomizations name by repository and tag, from the modules that Go's proxy serves."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import tomllib

from lab.places import LAB, TOOLS, Places
from lab.tool import pinned
from local.failure import Failure


@dataclass(frozen=True)
class Repository:
    """One of upstream's, at the tag that is used."""

    name: str
    tag: str
    module: str
    folder: Path
    """Where go.mod is."""
    paths: tuple[str, ...]


def repositories() -> list[Repository]:
    """Those whose manifests kustomizations name."""
    return _read("upstream.toml")


def definitions() -> list[Repository]:
    """Those that define the kinds of OpenShift and of the operators on it."""
    return _read("definitions.toml")


def _read(file: str) -> list[Repository]:
    given = tomllib.loads((LAB / "upstream" / file).read_text())
    found = []
    for name, entry in given.items():
        folder = LAB / entry["module"]
        module, version = pinned(folder, entry.get("go", f"github.com/{name}"))
        found.append(Repository(name, version, module, folder, tuple(entry["paths"])))
    return found


def kubernetes_api() -> Repository:
    """What the clusters' Kubernetes understands, as its own module describes it (OpenAPI 2)."""
    folder = TOOLS / "kubernetes"
    module, version = pinned(folder, "k8s.io/kubernetes")
    return Repository("kubernetes/kubernetes", version, module, folder, ("api/openapi-spec/swagger.json",))


def fetch(places: Places, repository: Repository) -> Path:
    """The files that are kept of it, fetched once and held against go.sum by Go itself."""
    kept = places.cache / "upstream" / f"{repository.name}@{repository.tag}"
    if not all((kept / path).exists() for path in repository.paths):
        kept.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=kept.parent) as folder:
            source, partial = _download(places, repository, Path(folder) / "go"), Path(folder) / "kept"
            for path in repository.paths:
                (partial / path).parent.mkdir(parents=True, exist_ok=True)
                copy = shutil.copytree if (source / path).is_dir() else shutil.copyfile
                copy(source / path, partial / path)
            shutil.rmtree(kept, ignore_errors=True)
            partial.rename(kept)
    return kept


def _download(places: Places, repository: Repository, cache: Path) -> Path:
    """Into a cache that goes away with the call."""
    done = subprocess.run(
        [str(places.venv / "bin" / "go"), "mod", "download", "-json", repository.module],
        cwd=repository.folder,
        env={**os.environ, "GOTOOLCHAIN": "local", "GOFLAGS": "-modcacherw", "GOWORK": "off", "GOMODCACHE": str(cache)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = json.loads(done.stdout)["Error"] if done.stdout else done.stderr.strip()
        raise Failure(f"{repository.module} {repository.tag}, which has {repository.name}'s manifests, cannot be had: {said}")
    return Path(json.loads(done.stdout)["Dir"])
