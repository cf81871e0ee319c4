"""The linters, each over every file of its kind that Git knows."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.results import Counts

TOOLS = Path(sys.executable).parent


def run(repository: Path) -> Counts:
    """Checkstyle is not among them: Maven runs it before it compiles."""
    scripts = [file for file in known(repository) if is_shell(repository / file)]
    migrations = known(repository, "services/*/schema/src/main/resources/db/migration/*.sql")
    checks = {
        "yamllint": [TOOLS / "yamllint", "--strict", *known(repository, "*.yaml", "*.yml")],
        # A file that is as it was may be sorted otherwise once another has moved, which a cache does not know.
        "ruff": [TOOLS / "ruff", "check", "--no-cache", "--quiet", *known(repository, "*.py")],
        "shellcheck": [TOOLS / "shellcheck", *scripts],
        "ansible-lint": [TOOLS / "ansible-lint", "-q", "--nocolor", "-c", "ansible/.ansible-lint", "ansible"],
        "hadolint": [TOOLS / "hadolint", *known(repository, "*Containerfile*")],
        "squawk": [TOOLS / "squawk", *migrations],
        # A highlighter's name, and the beginning of a word that is looked for.
        "codespell": [TOOLS / "codespell", "--ignore-words-list=rouge,archiv",
                      *known(repository, "*.md", "*.adoc", "docs/*.puml", "docs/*.yaml")],
        "reasons": [sys.executable, "-m", "tests.reasons", *migrations],
    }
    checks = {name: command for name, command in checks.items() if Path(command[-1]).parent != TOOLS}
    counts = Counts()
    for name, command in checks.items():
        done = subprocess.run(command, cwd=repository, capture_output=True, text=True, check=False)
        print(f"{name:14}{'passed' if done.returncode == 0 else 'FAILED'}", flush=True)
        if done.returncode:
            print(done.stdout + done.stderr, flush=True)
        counts += Counts(failed=1) if done.returncode else Counts(passed=1)
    return counts


def known(repository: Path, *patterns: str) -> list[str]:
    """Tracked files and new ones that are not ignored."""
    listed = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns],
                            cwd=repository, capture_output=True, text=True, check=True).stdout.split("\n")
    return sorted({file for file in listed if file and (repository / file).is_file()})


def is_shell(file: Path) -> bool:
    with file.open("rb") as content:
        first = content.readline(64)
    return first.startswith(b"#!") and (b"bash" in first or first.rstrip().endswith(b"/sh"))
