"""Compiles what no registry ships, from pinned Go modules, and keeps the outcome by what it was made from."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from threading import Event, Lock

import tomllib

from lab import programs, sources
from lab.places import TOOLS, Places
from lab.tool import Tool, read_tool
from local.failure import Cancelled
from local.lock import Held, exclusive

CHECKSUMS = "SHA256SUMS"
BEFORE = "compiled before"
SHIPPED = ("syft", "traefik", "weed")
"""Programs that PyPI has compiled."""
GIB = 1 << 30
MOST_KEPT = 12 * GIB
"""Bytes of sources and objects that Go may keep between two tools: what they share saves minutes, all of it takes 36 GiB."""


class Builder:
    """All tools, in the order in which they are needed."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._go = places.venv / "bin" / "go"
        self._offering = Lock()
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
        """Compiles one, unless that was done; one at a time on this machine, whoever asks for it."""
        if self._is_whole(name):
            return BEFORE
        while True:
            try:
                with exclusive(self._lock):
                    if not self._is_whole(name):
                        shutil.rmtree(self.outcome(name), ignore_errors=True)
                        self._compile(self.tools[name], cancelled)
                        self._bound()
                    return "compiled"
            except Held:
                if (cancelled or Event()).wait(1):
                    raise Cancelled from None

    def offer(self, names: Iterable[str]) -> None:
        """Lays links to the programs into one folder, as Ansible's `programs_dir`, with the versions of all tools."""
        with self._offering:
            self._lay(self._places.programs, names)

    def trim(self) -> None:
        """Deletes sources and intermediate objects: many gigabytes that only compiling needs."""
        with suppress(Held), exclusive(self._lock):
            shutil.rmtree(self._kept, ignore_errors=True)

    def bound(self) -> None:
        """Deletes them once they are too many, for not everybody compiles all tools."""
        with suppress(Held), exclusive(self._lock):
            self._bound()

    def _bound(self) -> None:
        files = (Path(folder) / file for folder, _, names in os.walk(self._kept) for file in names)
        if sum(file.lstat().st_size for file in files) > MOST_KEPT:
            shutil.rmtree(self._kept, ignore_errors=True)

    @property
    def _kept(self) -> Path:
        return self._places.cache / "go"

    def _lay(self, folder: Path, names: Iterable[str]) -> None:
        (folder / "bin").mkdir(parents=True, exist_ok=True)
        (folder / "files").mkdir(exist_ok=True)
        for name in names:
            for program in (self.outcome(name) / "bin").iterdir():
                _link(folder / "bin" / program.name, program)
            if (self.outcome(name) / "files").exists():
                _link(folder / "files" / name, self.outcome(name) / "files")
        for shipped in SHIPPED:
            _link(folder / "bin" / shipped, self._places.venv / "bin" / shipped)
        # Whole at every moment: playbooks of other steps read it meanwhile.
        partial = folder / "versions.json.partial"
        partial.write_text(json.dumps({name: tool.version for name, tool in self.tools.items()}, indent=2) + "\n")
        partial.replace(folder / "versions.json")

    @property
    def _lock(self) -> Path:
        return self._places.cache / "tools.lock"

    def _is_whole(self, name: str) -> bool:
        """Holds cached programs against the checksums that were written when they were made."""
        if not self.is_made(name):
            return False
        check = ["sha256sum", "--check", "--quiet", "--strict", CHECKSUMS]
        return not subprocess.run(check, cwd=self.outcome(name), capture_output=True, check=False).returncode

    def _compile(self, tool: Tool, cancelled: Event | None) -> None:
        outcome = self.outcome(tool.name)
        partial = outcome.with_name(outcome.name + ".partial")
        shutil.rmtree(partial, ignore_errors=True)
        (partial / "bin").mkdir(parents=True)
        ldflags = " ".join(["-s -w", *(f"-X {name}={tool.filled(value)}" for name, value in tool.define)])
        build = ["build", "-ldflags", ldflags, "-tags", ",".join(tool.tags), "-o", f"{partial / 'bin'}{os.sep}", "tool"]
        line = ["nice", "-n", "5", self._go, *build]
        programs.run(self._places, f"tool-{tool.name}", line, self._environment(tool), cancelled, folder=tool.folder)
        for old, new in tool.renamed:
            (partial / "bin" / old).rename(partial / "bin" / new)
        if tool.files or tool.archive:
            sources.take(self._places, tool, self._environment(tool), partial / "files", cancelled)
        _write_checksums(partial)
        partial.replace(outcome)

    def _environment(self, tool: Tool) -> dict[str, str]:
        """A cache of our own, so that trimming it takes nothing from anybody."""
        return {
            **os.environ,
            "GOTOOLCHAIN": "local",
            "GOFLAGS": "-trimpath -mod=readonly -modcacherw -buildvcs=false",
            "GOWORK": "off",
            "CGO_ENABLED": str(int(tool.cgo)),
            "GOMODCACHE": str(self._kept / "mod"),
            "GOCACHE": str(self._kept / "build"),
        }


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
