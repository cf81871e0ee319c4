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
from local.places import CONSOLE, DISTRIBUTIONS, LOCAL, REPOSITORY, SCHEMA, SERVICE, SOCKETS, Places
from local.versions import keycloak, postgresql

PARENTS = (REPOSITORY / "pom.xml", REPOSITORY / "services" / "accounts" / "pom.xml")
CONSOLE_PARENTS = (REPOSITORY / "pom.xml", REPOSITORY / "services" / "console" / "pom.xml")


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


def modules() -> list[Module]:
    servers = Path("target", "liberty", "wlp", "usr", "servers")
    server, console = SERVICE / servers / "accounts", CONSOLE / servers / "console"
    return [
        Module("services/accounts/schema", (*PARENTS, SCHEMA / "pom.xml", SCHEMA / "src" / "main"),
               (SCHEMA / "target" / "accounts-schema.jar", SCHEMA / "target" / "lib")),
        Module("services/accounts/service",
               (*PARENTS, SERVICE / "pom.xml", SERVICE / "src" / "main", SOCKETS / "pom.xml", SOCKETS / "src" / "main"),
               (server / "apps" / "accounts.war", server / "server.xml")),
        Module("services/console/service", (*CONSOLE_PARENTS, CONSOLE / "pom.xml", CONSOLE / "src" / "main"),
               (console / "apps" / "console.war", console / "server.xml")),
        Module("local", (PARENTS[0], LOCAL / "pom.xml"),
               (DISTRIBUTIONS / f"postgresql-{postgresql()}.jar", DISTRIBUTIONS / f"keycloak-{keycloak()}.zip")),
    ]


def outdated(places: Places) -> list[Module]:
    return [module for module in modules() if not module.is_current(_stamp(places, module))]


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
