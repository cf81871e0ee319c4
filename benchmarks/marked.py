"""The part of a document that is written by a command: all between two comments, which stay."""

from pathlib import Path


def replace(document: Path, begin: str, end: str, content: str) -> None:
    """Refuses a document without the comments, for it would be written over."""
    text = document.read_text()
    before, found, rest = text.partition(begin)
    _, ended, after = rest.partition(end)
    if not (found and ended):
        raise ValueError(f"{document} has no part between {begin} and {end}")
    document.write_text(f"{before}{begin}\n\n{content.strip()}\n\n{end}{after}")
