"""What pages are made of."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

from local.places import REPOSITORY

HERE = Path(__file__).resolve().parent
LINK = re.compile(r"\]\((?!https?:)([^)#]*)(#[^)]*)?\)")


def page(title: str, introduction: str, *parts: str) -> str:
    return "\n\n".join([f"# {title}", " ".join(introduction.split()), *(part for part in parts if part)]) + "\n"


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [list(heads), ["---"] * len(list(heads)), *map(list, rows)]
    return "\n".join("| " + " | ".join(cell.replace("\n", " ").strip() for cell in line) + " |" for line in lines)


def code(text: str) -> str:
    """As a word in a line or a cell."""
    return f"`{text}`".replace("|", "\\|") if text else ""


def block(text: str, language: str = "") -> str:
    return f"```{language}\n{text.strip()}\n```"


def link(text: str, file: Path | str) -> str:
    """To a file of the repository."""
    return f"[{text}]({os.path.relpath(REPOSITORY / file, HERE)})"


def moved(text: str, source: Path) -> str:
    """Words of another page, with links that still lead to where they led from there."""
    def led(found: re.Match) -> str:
        file = (source.parent / found[1]).resolve() if found[1] else source
        return f"]({os.path.relpath(file, HERE)}{found[2] or ''})"

    return LINK.sub(led, text)


def sentence(words: str) -> str:
    """Words as a sentence: a capital, and an end."""
    words = " ".join(words.split())
    return words[:1].upper() + words[1:] + ("" if words.endswith((".", "?", "!")) else ".")
