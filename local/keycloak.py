"""Keycloak: unpacked and built once, so that a start only starts it."""

from __future__ import annotations

import hashlib
import shutil
import zipfile
from pathlib import Path
from threading import Event

from local import commands, versions
from local.lock import exclusive
from local.places import DISTRIBUTIONS, REPOSITORY, Places

# The clusters' own. Where no signing key is given, as here, Keycloak makes one.
REALM_FILE = REPOSITORY / "kustomize" / "platform" / "keycloak" / "base" / "twinharbor-realm.json"
# What is fixed when Keycloak is built. One that is started as --optimized cannot change it any more.
BUILD_OPTIONS = ("--db=postgres", "--health-enabled=true", "--http-relative-path=/auth", "--features-disabled=kerberos")


def folder(places: Places) -> Path:
    return places.programs / f"keycloak-{versions.keycloak()}"


def prepare(places: Places, cancelled: Event, java_home: Path) -> str:
    """Unpacks and builds it, unless that was done before."""
    with exclusive(places.programs / "keycloak.lock", wait=True):
        return _prepare(places, cancelled, java_home)


def _prepare(places: Places, cancelled: Event, java_home: Path) -> str:
    """Where a build was broken off there is no stamp, and it is done again from the archive."""
    stamp = folder(places) / "build-options"
    wanted = "\n".join(BUILD_OPTIONS)
    if stamp.exists() and stamp.read_text() == wanted:
        return "built before"
    shutil.rmtree(folder(places), ignore_errors=True)
    with zipfile.ZipFile(DISTRIBUTIONS / f"keycloak-{versions.keycloak()}.zip") as archive:
        archive.extractall(places.programs)
    # A zip archive read by Python loses which files are programs.
    for script in (folder(places) / "bin").glob("*.sh"):
        script.chmod(0o755)
    commands.run(places, cancelled, "keycloak-build", [folder(places) / "bin" / "kc.sh", "build", *BUILD_OPTIONS],
                 {"JAVA_HOME": str(java_home)})
    stamp.write_text(wanted)
    return "built"


def provide_realm(places: Places) -> bool:
    """Keycloak imports what lies here, once: a realm that it has already stays as it is.

    False means that the file has changed since, so that the realm is no longer what it says.
    """
    target = folder(places) / "data" / "import"
    target.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(REALM_FILE, target / REALM_FILE.name)
    imported, current = places.imported_realm, hashlib.sha256(REALM_FILE.read_bytes()).hexdigest()
    if not imported.exists():
        imported.write_text(current)
    return imported.read_text() == current
