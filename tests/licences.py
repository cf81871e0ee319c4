"""Under which licences dependencies come: listed in .twinharbor/licences, and held against licences.toml.

Those of Go modules are kept in Git: to look them up takes minutes, and what a module has at a version stays as it is.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, distributions
from pathlib import Path

import tomllib

from lab.places import Places
from local.places import REPOSITORY
from tests.results import Counts

PLUGIN = "org.codehaus.mojo:license-maven-plugin:2.7.0:aggregate-add-third-party"
GO = "lab/tools/licences.txt"
REPLACED = re.compile(r"^(?:replace )?\s*(\S+)(?: \S+)? => (\S+) (v\S+)$", re.MULTILINE)
REQUIRED = re.compile(r"^(?:require )?\s*(\S+\.\S+) (v\S+)(?: // indirect)?$", re.MULTILINE)
JAVA = re.compile(r"^ *((?:\([^()]*(?:\([^()]*\))?[^()]*\) )+)(.+) \((\S+:\S+:\S+) - ")


def run(repository: Path) -> Counts:
    into = repository / ".twinharbor" / "licences"
    into.mkdir(parents=True, exist_ok=True)
    rules = tomllib.loads((repository / "licences.toml").read_text())
    counts = Counts()
    kinds = {"java": java(repository, into), "python": python(rules["modules"]), "go": go(repository, rules["modules"])}
    for kind, found in kinds.items():
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


def python(own: dict[str, str]) -> Iterator[tuple[str, list[str]]]:
    """Of the environments that are made here: that of tests, which this is, and that of the lab."""
    homes = [Path(sys.prefix), Places.of().venv]
    folders = [str(folder) for home in homes for folder in home.glob("lib/python3*/site-packages")]
    for one in distributions(path=folders):
        name = one.metadata["Name"].lower()
        yield name, [own[name]] if name in own else list(said(one))


def go(repository: Path, own: dict[str, str]) -> Iterator[tuple[str, list[str]]]:
    """Of every module that a tool of the lab is compiled of, as they are kept; one that is not has none."""
    known, needed = kept(repository), modules(repository)
    for module in sorted(needed):
        found = known.get(module, []) if module.split()[0] not in own else [own[module.split()[0]]]
        yield module, found
    for module in sorted(known.keys() - needed):
        yield f"{module}, which nothing needs any more (make licences)", []


def modules(repository: Path) -> set[str]:
    """With what takes the place of one."""
    found = set()
    for file in repository.glob("lab/tools/*/go.mod"):
        replaced = {path: f"{by} {version}" for path, by, version in REPLACED.findall(file.read_text())}
        found |= {replaced.get(path, f"{path} {version}") for path, version in REQUIRED.findall(file.read_text())}
    return found


def kept(repository: Path) -> dict[str, list[str]]:
    file = repository / GO
    lines = [line.split(": ") for line in file.read_text().splitlines()] if file.exists() else []
    return {module: licences.split(", ") for module, licences in lines}


def keep(repository: Path) -> None:
    """Looks up what is new, in the modules themselves, and forgets what nothing needs any more."""
    known, needed = kept(repository), modules(repository)
    known |= looked_up(sorted(needed - known.keys()))
    lines = [f"{module}: {', '.join(known[module])}\n" for module in sorted(needed) if known.get(module)]
    (repository / GO).write_text("".join(lines))
    print(f"{GO}: {len(lines)} of {len(needed)} modules")


def looked_up(wanted: Iterable[str]) -> dict[str, list[str]]:
    """By syft, which reads one version of a module from a go.mod."""
    files: dict[tuple[bool, int], list[str]] = defaultdict(list)
    times: dict[str, int] = defaultdict(int)
    for module in wanted:
        path = module.split()[0]
        files[path != path.lower(), times[path]].append(module)
        times[path] += 1
    found = {}
    for (capitals, _), listed in files.items():
        print(f"looking up {len(listed)} modules …", flush=True)
        with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as cache:
            (Path(folder) / "go.mod").write_text("module any\n" + "".join(f"require {module}\n" for module in listed))
            # It asks Go's proxy for a name as it is written, and what it is to ask for is an escaped one.
            where = fetched(listed, cache) if capitals else {"SYFT_GOLANG_SEARCH_REMOTE_LICENSES": "true"}
            done = subprocess.run(
                [Path(sys.prefix) / "bin" / "syft", "scan", "--quiet", f"dir:{folder}", "--override-default-catalogers",
                 "go-module-file-cataloger", "--output", "json"], check=True, capture_output=True, text=True,
                env=os.environ | {"SYFT_CHECK_FOR_APP_UPDATE": "false"} | where)
        for one in json.loads(done.stdout)["artifacts"]:
            licences = {licence["spdxExpression"] or licence["value"] for licence in one["licenses"]}
            found[f"{one['name']} {one['version']}"] = sorted(licences)
    return found


def fetched(wanted: Iterable[str], cache: str) -> dict[str, str]:
    """Where syft finds them. Of what cannot be had nothing is compiled; it is told with what has no licence."""
    names = [module.replace(" ", "@") for module in wanted]
    subprocess.run([Places.of().venv / "bin" / "go", "mod", "download", "-json", *names], cwd=cache, check=False,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                   env=os.environ | {"GOMODCACHE": cache, "GOFLAGS": "-modcacherw", "GOTOOLCHAIN": "local"})
    return {"SYFT_GOLANG_SEARCH_LOCAL_MOD_CACHE_LICENSES": "true", "SYFT_GOLANG_LOCAL_MOD_CACHE_DIR": cache}


def said(one: Distribution) -> Iterator[str]:
    """Packages say it in three ways; a classifier without more precision is of use only where the others are silent."""
    precise = [one.metadata.get("License-Expression"), (one.metadata.get("License") or "").split("\n")[0]]
    classifiers = [line.split(" :: ")[-1] for line in one.metadata.get_all("Classifier") or [] if line.startswith("License :: ")]
    for text in [*filter(None, precise), *classifiers]:
        yield from re.split(r" (?:OR|AND|/) ", text)


def spdx(licences: Iterable[str], names: dict[str, str]) -> set[str]:
    return {names.get(licence.strip().lower(), licence.strip()) for licence in licences}


if __name__ == "__main__":
    keep(REPOSITORY)
