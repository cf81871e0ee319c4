"""The project's own images: built and signed here while the registry lacks what Git says; later ones are the pipeline's."""

from __future__ import annotations

import re
import tarfile
import tempfile
from collections.abc import Callable, Container, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from lab import programs, signing
from lab.git_server import GitServer
from lab.places import Places
from lab.registry import Registry
from lab.sealing import REPOSITORY as LAB_REPOSITORY
from local.places import REPOSITORY

IMAGE = re.compile(r"- name: twinharbor/(?P<image>\S+)\n\s+newName: (?P<name>\S+)\n\s+digest: (?P<digest>\S+)")
BUILT = REPOSITORY / ".twinharbor" / "images"
# Its overlays, and variants of them.
OPENSHIFT = re.compile(r"okd(-.+)?")


@dataclass(frozen=True)
class Release:
    """An image that a kustomization names by its digest."""

    file: Path
    image: str
    name: str
    digest: str


def read(tree: Path) -> list[Release]:
    """Those of the lab: OpenShift's registry is somebody else's."""
    return [
        Release(file, **found.groupdict())
        for file in sorted(tree.glob("kustomize/**/kustomization.yaml"))
        if not any(OPENSHIFT.fullmatch(part) for part in file.relative_to(tree).parts)
        for found in IMAGE.finditer(file.read_text())
    ]


def named(tree: Path, without: Container[str] = ()) -> list[str]:
    """Each image of ours once, by name and digest."""
    return sorted({f"{release.name}@{release.digest}" for release in read(tree) if release.image not in without})


def bring(places: Places, server: GitServer, registry: Registry, packed: Mapping[str, str], cancelled: Event) -> str:
    """Builds and pushes what is missing, signs what nobody has signed, and commits the digest where Git says another.

    `packed` are images that the lab makes of programs, by what Git calls them: they come later.
    """
    with _cloned(places, server) as clone:
        releases = [release for release in read(clone) if release.image not in packed]
        missing = [release for release in releases if registry.digest(f"{release.name}@{release.digest}") != release.digest]
        bills = {}
        if missing:
            programs.run(places, "images", ["make", "images"], cancelled=cancelled, folder=REPOSITORY)
            pushed = _once(lambda image, name: _push(places, registry, image, name))
            for release in missing:
                digest = pushed(release.image, release.name)
                _record(release, digest)
                bills[f"{release.name}@{digest}"] = BUILT / f"{release.image}.spdx.json"
        signed = signing.sign(places, registry, named(clone, packed), bills)
        _commit(server, clone)
    built, there = ({release.image for release in listed} for listed in (missing, releases))
    return f"{len(built)} built, {signed} signed, {len(there)} there"


def adopt(places: Places, server: GitServer, registry: Registry, packed: Mapping[str, str]) -> str:
    """Commits the digests of what the lab has packed and pushed, each given by its tag, and signs it as bring does."""
    with _cloned(places, server) as clone:
        releases = [release for release in read(clone) if release.image in packed]
        for release in releases:
            _record(release, registry.digest(packed[release.image]))
        signed = signing.sign(places, registry, named(clone))
        _commit(server, clone)
    return f"{signed} signed, {len({release.image for release in releases})} there"


def sign(places: Places, server: GitServer, registry: Registry, before: str) -> int:
    """Signs what Git says with the key as it is now, after one with that public half; says how many images had to be."""
    with _cloned(places, server) as clone:
        return signing.sign(places, registry, named(clone), before=before)


def _commit(server: GitServer, clone: Path) -> None:
    # The same build elsewhere may have had the same digest.
    if server.git(clone, "status", "--porcelain"):
        server.git(clone, "commit", "--quiet", "--all", "--message", "Images that this lab was built with")
        server.git(clone, "push", "--quiet", "origin", "HEAD:main")


@contextmanager
def _cloned(places: Places, server: GitServer) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=places.home) as temporary:
        clone = Path(temporary) / "clone"
        server.git(Path(temporary), "clone", "--quiet", "--depth=1", server.repository(LAB_REPOSITORY), str(clone))
        yield clone


def _once(push: Callable[[str, str], str]) -> Callable[[str, str], str]:
    pushed: dict[str, str] = {}

    def once(image: str, name: str) -> str:
        if name not in pushed:
            pushed[name] = push(image, name)
        return pushed[name]

    return once


def _push(places: Places, registry: Registry, image: str, name: str) -> str:
    with tempfile.TemporaryDirectory(dir=places.home) as folder:
        with tarfile.open(BUILT / f"{image}.tar") as archive:
            archive.extractall(folder, filter="data")
        return registry.push(Path(folder), name)


def _record(release: Release, digest: str) -> None:
    """In its own entry: images that nobody has built yet have all the same digest."""
    entry = re.compile(rf"(newName: {re.escape(release.name)}\n\s+digest: ){release.digest}")
    release.file.write_text(entry.sub(rf"\g<1>{digest}", release.file.read_text()))
