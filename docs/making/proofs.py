"""What proves something: a scenario of tests/e2e by its name, or a file of tests by its path, with one of them behind `::`."""

from __future__ import annotations

import re
from pathlib import Path

from docs.reference.scenarios import all_of_them
from local.places import REPOSITORY

TESTS = re.compile(r"\bdef test_\w+|@(?:Parameterized)?Test(?:Factory)?\b")


def scenarios() -> dict[str, str]:
    """The file of each, by its name."""
    return {one.name: one.file.as_posix() for one in all_of_them()}


def amiss(proof: str) -> str:
    """Why it proves nothing; empty if it does."""
    if proof in scenarios():
        return ""
    place, _, name = proof.partition("::")
    file = REPOSITORY / place
    if not file.is_file():
        return f"{place} is neither a scenario nor a file"
    if not TESTS.search(text := file.read_text()):
        return f"{place} has no tests"
    return "" if not name or re.search(rf"\b{re.escape(name)}\(", text) else f"{place} has no {name}"


def called(proof: str) -> str:
    """As people read it: a scenario, a test, or the file of tests without where it is."""
    place, _, name = proof.partition("::")
    return name or Path(place).stem
