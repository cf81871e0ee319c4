"""Maven's repository for builds that reach no other: all that a build of the services asks for."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tempfile
from pathlib import Path
from threading import Event

from lab import programs
from lab.places import Places
from local.places import REPOSITORY

TARGET = "opt/maven-repository"
"""Where it is in the image; tekton/scripts/build reads it there."""


def poms() -> list[Path]:
    """Of what pipelines build."""
    shared = [REPOSITORY / "conduct" / "pom.xml", *sorted(REPOSITORY.glob("schema/**/pom.xml"))]
    return [REPOSITORY / "pom.xml", *shared, *sorted(REPOSITORY.glob("services/**/pom.xml"))]


def key() -> str:
    """Changes when anything does that the repository depends on."""
    content = hashlib.sha256()
    for pom in poms():
        content.update(pom.read_bytes())
    return content.hexdigest()[:16]


def repository(places: Places, cancelled: Event) -> Path:
    """Filled from nothing by a build of what is committed, with the poms as they are; kept by what it was filled for."""
    kept = places.cache / "maven" / key()
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=kept.parent) as temporary:
            source, filled = Path(temporary) / "source", Path(temporary) / "repository"
            source.mkdir()
            archive = subprocess.run(["git", "archive", "HEAD"], cwd=REPOSITORY, check=True, capture_output=True).stdout
            subprocess.run(["tar", "--extract", f"--directory={source}"], input=archive, check=True)
            for pom in poms():
                shutil.copyfile(pom, source / pom.relative_to(REPOSITORY))
            services = ",".join(str(pom.parent.relative_to(source)) for pom in sorted(source.glob("services/**/pom.xml")))
            # Tests are found, which asks for what runs them, but are not run.
            line = ["mvn", "--batch-mode", "--quiet", f"-Dmaven.repo.local={filled}", "-Pimage", "-DskipITs",
                    "-DskipAcceptance", "-Djunit.platform.execution.dryRun.enabled=true", "verify"]
            which = ["--also-make", f"--projects={services}"]
            programs.run(places, "maven-repository", ["nice", "-n", "5", *line, *which], cancelled=cancelled, folder=source)
            for marker in filled.rglob("*.lastUpdated"):
                marker.unlink()
            filled.rename(kept)
    return kept
