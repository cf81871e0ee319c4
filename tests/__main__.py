"""Runs the stages one after the other, all of them even if one fails, and counts what ran."""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from functools import cache
from pathlib import Path

from tests import licences, lint
from tests.results import Counts, reported

REPOSITORY = Path(__file__).resolve().parent.parent
REPORTS = REPOSITORY / ".twinharbor" / "test-reports"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests", description=__doc__)
    parser.add_argument("stages", nargs="*", metavar="STAGE", help=f"of {', '.join(STAGES)}; none named: all")
    stages = parser.parse_args().stages or list(STAGES)
    if unknown := set(stages) - set(STAGES):
        parser.error(f"there is no stage {', '.join(sorted(unknown))}; there are {', '.join(STAGES)}")
    total = Counts()
    lines = []
    begun = time.monotonic()
    for stage in stages:
        print(f"\n── {stage}", flush=True)
        started, at = time.monotonic(), time.time()
        counts = STAGES[stage](at)
        total += counts
        lines.append(f"{stage:8}{time.monotonic() - started:6.0f} s   {counts}")
    print("\n" + "\n".join(lines + [f"failed: {one}" for one in total.failures]))
    print(f"{total} in {time.monotonic() - begun:.0f} s")
    return 1 if total.failed else 0


def java(started: float) -> Counts:
    """Unit tests, tests inside the container, black-box tests against two running instances."""
    status = run("mvn", "--batch-mode", "--no-transfer-progress", "-Dstyle.color=never", "--fail-at-end", "verify")
    found = sum((reported(file) for room in ("conduct", "schema", "services")
                 for file in (REPOSITORY / room).glob("**/target/*-reports/TEST-*.xml")
                 if file.stat().st_mtime >= started), Counts())
    return told(status, found, "the build of conduct, schema, services and tests")


def manifests(started: float) -> Counts:
    """Every overlay rendered, held against the schemas of what it is for and against the rules."""
    status = rendered()
    if not status:
        status = run("mvn", "--batch-mode", "--quiet", "--no-transfer-progress", "-Dstyle.color=never",
                     "--projects", "tests/manifests", "-DskipTests=false", "verify")
    found = sum((reported(file) for file in REPOSITORY.glob("tests/manifests/target/surefire-reports/TEST-*.xml")
                 if file.stat().st_mtime >= started), Counts())
    return told(status, found, "the build of tests/manifests")


def okd(_: float) -> Counts:
    """Every okd overlay, tried on an API server that has OpenShift's kinds, and what differs from the lab."""
    return broken("rendering") if rendered() else pytest("okd", "tests/okd")


def docs(_: float) -> Counts:
    """What is written for people, against what it is about: code, what overlays render to, and itself."""
    return broken("rendering") if rendered() else pytest("docs", "tests/docs")


def stack(_: float) -> Counts:
    """The launcher, what clients meet behind Traefik, and the images, on a stack of its own beside any that runs."""
    return pytest("stack", "tests/lab", "tests/observability", "tests/migrations", "tests/tekton", "tests/local",
                  "tests/contract", "tests/images")


@cache
def rendered() -> int:
    """Once for all stages that look at it."""
    return run(sys.executable, "-m", "lab", "render", str(REPOSITORY / ".twinharbor" / "rendered"))


def pytest(name: str, *folders: str) -> Counts:
    REPORTS.mkdir(parents=True, exist_ok=True)
    report = REPORTS / f"{name}.xml"
    report.unlink(missing_ok=True)
    status = run(sys.executable, "-m", "pytest", "-c", "tests/pytest.ini", "--rootdir", "tests", "--junit-xml", str(report),
                 *folders)
    found = reported(report) if report.exists() else Counts()
    return told(status, found, f"pytest of {name}")


def told(status: int, found: Counts, what: str) -> Counts:
    """What breaks before its tests has failed, though no test says so."""
    return found + broken(what) if status and not found.failed else found


def broken(what: str) -> Counts:
    return Counts(failed=1, failures=(f"{what}: it broke off, see above",))


def run(*command: str) -> int:
    print("$", " ".join(command), flush=True)
    return subprocess.run(command, cwd=REPOSITORY, check=False).returncode


STAGES = {
    "lint": lambda _: lint.run(REPOSITORY),
    "licences": lambda _: licences.run(REPOSITORY),
    "java": java,
    "manifests": manifests,
    "okd": okd,
    "docs": docs,
    "stack": stack,
}

if __name__ == "__main__":
    sys.exit(main())
