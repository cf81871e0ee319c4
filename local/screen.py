"""What the user sees while a command works."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path


def say(text: str, end: str = "\n") -> None:
    """Nobody may be left to read it (`make run | head`): that is no reason to leave work half done."""
    with suppress(BrokenPipeError):
        print(text, end=end, flush=True)


def say_of(name: str, text: str, width: int = 14) -> None:
    """One line about a step or a program."""
    say(f"  {name:<{width}} {text}")


def shown(path: Path) -> str:
    """As short as it can be typed from where the user is."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)
