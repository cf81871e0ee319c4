"""The one way in which a command of this package ends early."""

from __future__ import annotations

from pathlib import Path


class Failure(Exception):
    """Says what is wrong, where, and how to mend it: its text is shown to the user as it is."""


class Cancelled(Exception):
    """Another step failed or the user pressed Ctrl-C, so this one gave up."""


def last_lines(log: Path, count: int = 15) -> str:
    """The end of a log, indented, for the message of a failure."""
    try:
        lines = log.read_text(errors="replace").splitlines()[-count:]
    except FileNotFoundError:
        lines = ["(it wrote nothing)"]
    return "\n".join(f"    {line[:300]}" for line in lines)
