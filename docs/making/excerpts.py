"""Parts of sources and of the history, as documents include them. A part is found by what it begins and ends with: one that has
moved is found again, and one that is gone is told."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import yaml

from docs.making.asciidoc import plain, table
from local.places import REPOSITORY

FILE = REPOSITORY / "docs" / "project" / "excerpts.yaml"
LANGUAGES = {"py": "python", "yml": "yaml", "env": "properties", "j2": "jinja"}


@cache
def listed() -> dict[str, dict[str, dict]]:
    return yaml.safe_load(FILE.read_text())


def written() -> Iterator[tuple[str, str]]:
    """Each by the name of the file that is included."""
    for name, one in listed()["sources"].items():
        yield f"excerpts/{name}.adoc", source(one["file"], one.get("from", ""), one.get("to", ""))
    for name, one in listed()["changes"].items():
        yield f"excerpts/{name}.adoc", change(one["commit"], one["file"])
    for name, one in listed()["histories"].items():
        yield f"excerpts/{name}.adoc", history(one)


def source(file: str, begins: str, ends: str) -> str:
    lines = (REPOSITORY / file).read_text().splitlines()
    first = _only(lines, begins, file) if begins else 0
    last = first + _first(lines[first:], ends, file) if ends else len(lines) - 1
    place = f", lines {first + 1} to {last + 1}" if begins or ends else ""
    return _block(f"`{plain(file)}`{place}", _language(file), _unindented(lines[first:last + 1]))


def change(commit: str, file: str) -> str:
    """What a commit did to a file."""
    shown = _git("show", "--format=", "--unified=2", commit, "--", file)
    lines = [line for line in shown.splitlines() if not line.startswith(("diff ", "index ", "--- ", "+++ "))]
    return _block(f"`{plain(file)}` in commit {commit}", "diff", lines or ["this copy of the repository is without its history"])


def history(commits: list[str]) -> str:
    rows = [line.split("\t") for commit in commits for line in _git("log", "-1", "--format=%h\t%as\t%s", commit).splitlines()]
    return table(("commit", "day", "what it said"), ((f"`{commit}`", day, plain(said)) for commit, day, said in rows), "12,14,74")


def amiss() -> Iterator[str]:
    """Whatever of the list is not there."""
    for name, one in listed()["sources"].items():
        try:
            source(one["file"], one.get("from", ""), one.get("to", ""))
        except (OSError, ValueError) as why:
            yield f"{name}: {why}"


def _git(*words: str) -> str:
    return subprocess.run(["git", *words], cwd=REPOSITORY, capture_output=True, text=True, check=False).stdout


def _block(title: str, language: str, lines: list[str]) -> str:
    return "\n".join([f".{title}", f"[source%unbreakable,{language}]", "----", *lines, "----", ""])


def _only(lines: list[str], text: str, file: str) -> int:
    found = [number for number, line in enumerate(lines) if re.search(text, line)]
    if len(found) != 1:
        raise ValueError(f"{file} has {len(found)} lines like {text}")
    return found[0]


def _first(lines: list[str], text: str, file: str) -> int:
    for number, line in enumerate(lines):
        if re.search(text, line):
            return number
    raise ValueError(f"{file} has no line like {text} there")


def _unindented(lines: list[str]) -> list[str]:
    margin = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    return [line[margin:] for line in lines]


def _language(file: str) -> str:
    suffix = Path(file).suffix.lstrip(".")
    return LANGUAGES.get(suffix, suffix) or "bash"
