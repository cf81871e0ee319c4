"""What every overlay comes to, without a cluster and without the Internet: for tests, and for who wants to read it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import yaml

from lab import upstream
from lab.builder import Builder
from lab.places import Places
from local.failure import Failure
from local.places import REPOSITORY
from local.screen import say

SOURCES = ("kustomize", "gitops", "observability", "tekton", "velero")
FOLDER = re.compile(r"https://github\.com/([^/\s]+/[^/\s]+)//(\S+)\?ref=(\S+)")
FILE = re.compile(r"https://raw\.githubusercontent\.com/([^/\s]+/[^/\s]+)/([^/\s]+)/(\S+)")


class Loader(yaml.CSafeLoader):
    """Takes an equals sign for text, as Kubernetes does."""


Loader.add_constructor("tag:yaml.org,2002:value", lambda _, node: node.value)


def render(places: Places, into: Path) -> int:
    """One file for each overlay, called by its path, and the API of Kubernetes that they are for."""
    builder = Builder(places)
    builder.make("kustomize")
    shutil.rmtree(into, ignore_errors=True)
    with tree(places) as copy:
        for overlay in overlays(copy):
            file = (into / overlay.relative_to(copy)).with_suffix(".yaml")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(build(program(builder), overlay, copy))
    api = upstream.kubernetes_api()
    shutil.copyfile(upstream.fetch(places, api) / api.paths[0], into / "kubernetes-api.json")
    say(f"rendered into {into}")
    return 0


@contextmanager
def tree(places: Places) -> Iterator[Path]:
    """A copy of all that is rendered, with upstream's manifests beside it."""
    with tempfile.TemporaryDirectory() as temporary:
        copy = Path(temporary)
        for source in SOURCES:
            shutil.copytree(REPOSITORY / source, copy / source)
        _bring_upstream(places, copy)
        yield copy


def program(builder: Builder) -> Path:
    """kustomize, at the version that Argo CD renders with."""
    return builder.outcome("kustomize") / "bin" / "kustomize"


def overlays(tree: Path) -> list[Path]:
    """Folders that Argo CD, or Ansible at its beginning, applies as they are."""
    found = [folder.parent for source in SOURCES for folder in tree.glob(f"{source}/**/overlays/**/kustomization.yaml")]
    found += [folder.parent for folder in tree.glob("gitops/clusters/*/*/kustomization.yaml")]
    found += [folder.parent for folder in tree.glob("gitops/services/*/kustomization.yaml")]
    return sorted(found)


def _bring_upstream(places: Places, tree: Path) -> None:
    """Puts what is asked of GitHub beside the copy, and has the kustomizations look there."""
    kept = {(repository.name, repository.tag): repository for repository in upstream.repositories()}

    def local(kustomization: Path, name: str, tag: str, path: str) -> str:
        if (name, tag) not in kept:
            raise Failure(
                f"{kustomization.relative_to(tree)} asks for {name} {tag}, which lab/upstream/upstream.toml does not have"
            )
        target = tree / "upstream" / name
        if not target.exists():
            shutil.copytree(upstream.fetch(places, kept[name, tag]), target)
        return os.path.relpath(target / path, kustomization.parent)

    for file in tree.glob("kustomize/**/kustomization.yaml"):
        text = FOLDER.sub(lambda found, file=file: local(file, found[1], found[3], found[2]), file.read_text())
        file.write_text(FILE.sub(lambda found, file=file: local(file, found[1], found[2], found[3]), text))


def build(kustomize: Path, overlay: Path, tree: Path) -> str:
    command = [str(kustomize), "build", "--load-restrictor=LoadRestrictionsNone", str(overlay)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Failure(f"{overlay.relative_to(tree)} does not render: {done.stderr.strip()}")
    return done.stdout
