"""Builds with Maven what is missing or older than its sources."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from local import commands
from local.failure import Failure
from local.places import DISTRIBUTIONS, LOCAL, REPOSITORY, Places, module_of
from local.settings import KEEPING, Settings
from local.versions import keycloak, postgresql

PARENT = REPOSITORY / "pom.xml"
CONDUCT = REPOSITORY / "conduct"
PROGRAM = REPOSITORY / "schema" / "program"


@dataclass(frozen=True)
class Module:
    """One Maven module: what it is made from and what it makes."""

    path: str
    sources: tuple[Path, ...]
    results: tuple[Path, ...]

    def is_current(self, stamp: Path) -> bool:
        """Maven leaves a result alone whose content would be the same, so the time of the last build counts as well."""
        if not all(result.exists() for result in self.results):
            return False
        built = min(result.stat().st_mtime for result in self.results)
        if stamp.exists():
            built = max(built, stamp.stat().st_mtime)
        return built >= max(_changes(self.sources))


def modules(services: Iterable[str]) -> list[Module]:
    return [
        *(module for service in services for module in _of_service(service)),
        Module("local", (PARENT, LOCAL / "pom.xml"),
               (DISTRIBUTIONS / f"postgresql-{postgresql()}.jar", DISTRIBUTIONS / f"keycloak-{keycloak()}.zip")),
    ]


def _of_service(name: str) -> Iterable[Module]:
    schema, service, sockets = (module_of(name, module) for module in ("schema", "service", "sockets"))
    parents = (PARENT, module_of(name, "pom.xml"))
    if name in KEEPING:
        yield Module(f"services/{name}/schema", (*parents, *_made_from(schema), PROGRAM.parent / "pom.xml", *_made_from(PROGRAM)),
                     (schema / "target" / f"{name}-schema.jar", schema / "target" / "lib"))
    server = service / "target" / "liberty" / "wlp" / "usr" / "servers" / name
    yield Module(f"services/{name}/service",
                 (*parents, *_made_from(service), *_made_from(CONDUCT), *(_made_from(sockets) if sockets.exists() else ())),
                 (server / "apps" / f"{name}.war", server / "server.xml"))


def _made_from(module: Path) -> tuple[Path, Path]:
    return module / "pom.xml", module / "src" / "main"


def outdated(places: Places, settings: Settings) -> list[Module]:
    return [module for module in modules(settings.services) if not module.is_current(_stamp(places, module))]


def build(places: Places, cancelled: Event, java_home: Path, stale: list[Module]) -> None:
    begun = places.run / "build-begun"
    begun.touch()
    commands.run(places, cancelled, "build",
                 [maven(), "--batch-mode", "--quiet", "-DskipTests", "--projects",
                  ",".join(module.path for module in stale), "--also-make", "package"],
                 {"JAVA_HOME": str(java_home)}, commands.KEPT + commands.KEPT_BY_BUILDS)
    for module in stale:
        stamp = _stamp(places, module)
        stamp.parent.mkdir(parents=True, exist_ok=True)
        shutil.copystat(begun, stamp.open("w").name)


def maven() -> str:
    wrapper = REPOSITORY / "mvnw"
    if os.access(wrapper, os.X_OK):
        return str(wrapper)
    found = shutil.which("mvn")
    if found is None:
        raise Failure("there is no Maven: neither ./mvnw nor an mvn on the PATH.\n"
                      "On Debian and Ubuntu: sudo apt install maven")
    return found


def _stamp(places: Places, module: Module) -> Path:
    return places.home / "built" / module.path.replace("/", "-")


def _changes(sources: Iterable[Path]) -> Iterable[float]:
    """When each file and folder last changed; a folder changes when something in it is removed."""
    for source in sources:
        yield source.stat().st_mtime
        if source.is_dir():
            yield from (entry.stat().st_mtime for entry in source.rglob("*"))
