"""Pages of this repository: their links, code, and the commands in it."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

from local.places import REPOSITORY

DOCS = REPOSITORY / "docs"
RUNBOOKS = DOCS / "runbooks"
LINK = re.compile(r"\]\((?!https?:|mailto:)([^)\s]*)\)")
BLOCK = re.compile(r"^( *)```(\w*)\n(.*?)^\1```$", re.M | re.S)
WORDS = re.compile(r"`([^`\n]+)`")
PROGRAMS = ("argocd", "kubectl", "make", "python3", "velero")
HERE_DOCUMENT = re.compile(r"<<'?(\w+)'?.*?^ *\1$", re.M | re.S)
GRAMMAR = {"{", "}", "do", "done", "for", "if", "then", "fi", "while"}
ENDS = {";", "|", "||", "&&", "&", "(", ")"}


def links(page: Path) -> list[str]:
    return LINK.findall(WORDS.sub("", BLOCK.sub("", page.read_text())))


def blocks(page: Path, language: str) -> list[str]:
    """Their text, without what they are indented by."""
    return ["".join(line.removeprefix(indent) for line in text.splitlines(keepends=True))
            for indent, tongue, text in BLOCK.findall(page.read_text()) if tongue == language]


def commands(page: Path) -> Iterator[list[str]]:
    """Each by its words: those of shell blocks, and those in a line that begin with a program of ours."""
    lines = [line for text in blocks(page, "sh") for line in HERE_DOCUMENT.sub("", text).replace("\\\n", " ").splitlines()]
    inline = WORDS.findall(BLOCK.sub("", page.read_text()))
    lines += [words.replace("\\|", "|") for words in inline if words.split()[0] in PROGRAMS]
    for line in lines:
        yield from _simple(line)


def _simple(line: str) -> Iterator[list[str]]:
    lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    words: list[str] = []
    for word in [*lexer, ";"]:
        if word not in ENDS:
            words.append(word)
            continue
        # What is before it is only for its environment, or what a shell goes by.
        loops = words[:1] == ["for"]
        while words and (words[0] in GRAMMAR or re.fullmatch(r"\w+=.*", words[0])):
            words.pop(0)
        if words and not loops:
            yield words
        words = []
