"""Under which licences dependencies come: listed in .twinharbor/licences, and held against licences.toml."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, distributions
from pathlib import Path

import tomllib

from lab.places import Places
from tests.results import Counts

PLUGIN = "org.codehaus.mojo:license-maven-plugin:2.7.0:aggregate-add-third-party"
JAVA = re.compile(r"^ *((?:\([^()]*(?:\([^()]*\))?[^()]*\) )+)(.+) \((\S+:\S+:\S+) - ")


def run(repository: Path) -> Counts:
    into = repository / ".twinharbor" / "licences"
    into.mkdir(parents=True, exist_ok=True)
    rules = tomllib.loads((repository / "licences.toml").read_text())
    counts = Counts()
    for kind, found in (("java", java(repository, into)), ("python", python(repository))):
        listed = {name: spdx(licences, rules["names"]) for name, licences in sorted(found)}
        (into / f"{kind}.txt").write_text("".join(f"{name}: {', '.join(sorted(known))}\n" for name, known in listed.items()))
        refused = [f"{name}: {', '.join(sorted(known)) or 'nothing'}" for name, known in listed.items()
                   if not known & {*rules["allowed"], rules["tools"].get(name)}]
        print(f"{kind:14}{len(listed)} dependencies, {f'{len(refused)} REFUSED' if refused else 'all allowed'}", flush=True)
        print("".join(f"  {one}\n" for one in refused), end="", flush=True)
        counts += Counts(passed=len(listed) - len(refused), failed=len(refused) + (not listed))
    return counts


def java(repository: Path, into: Path) -> Iterator[tuple[str, list[str]]]:
    """Of every module, whatever it is needed for."""
    (into / "THIRD-PARTY.txt").unlink(missing_ok=True)
    subprocess.run(["mvn", "--batch-mode", "--quiet", "--no-transfer-progress", PLUGIN, f"-Dlicense.outputDirectory={into}"],
                   cwd=repository, check=False)
    file = into / "THIRD-PARTY.txt"
    for line in file.read_text().splitlines() if file.exists() else []:
        if match := JAVA.match(line):
            yield match[3], re.findall(r"\(((?:[^()]|\([^()]*\))*)\) ", match[1])


def python(repository: Path) -> Iterator[tuple[str, list[str]]]:
    """Of the environments that are made here: that of tests, which this is, and that of the lab."""
    homes = [Path(sys.prefix), Places.of().venv]
    folders = [str(folder) for home in homes for folder in home.glob("lib/python3*/site-packages")]
    for one in distributions(path=folders):
        yield one.metadata["Name"].lower(), list(said(one))


def said(one: Distribution) -> Iterator[str]:
    """Packages say it in three ways; a classifier without more precision is of use only where the others are silent."""
    precise = [one.metadata.get("License-Expression"), (one.metadata.get("License") or "").split("\n")[0]]
    classifiers = [line.split(" :: ")[-1] for line in one.metadata.get_all("Classifier") or [] if line.startswith("License :: ")]
    for text in [*filter(None, precise), *classifiers]:
        yield from re.split(r" (?:OR|AND|/) ", text)


def spdx(licences: Iterable[str], names: dict[str, str]) -> set[str]:
    return {names.get(licence.strip().lower(), licence.strip()) for licence in licences}
