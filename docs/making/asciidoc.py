"""Pages that are written in Markdown, as AsciiDoc that documents include: what is in the one is not written again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

MARKDOWN = MarkdownIt("commonmark").enable("table")
# What AsciiDoc would read as its own.
MARKS = re.compile(r"[\\{}*_`#+^~\[\]|<>]|\(C\)|\.\.\.|--|->|=>|'")


def fragment(markdown: str, level: int = 2) -> str:
    """With its first heading left out, and the others from this level on."""
    return "\n\n".join(_blocks(MARKDOWN.parse(re.sub(r"<!--.*?-->", "", markdown, flags=re.S)), level)) + "\n"


def section(markdown: str, heading: str) -> str:
    """What is below a heading of a page, until the next one that is as high."""
    found = re.search(rf"^(#+) {re.escape(heading)}\n", markdown, re.M)
    if not found:
        raise ValueError(f"no heading {heading}")
    rest = markdown[found.end():]
    end = re.search(rf"^#{{1,{len(found[1])}}} ", rest, re.M)
    return rest[:end.start()] if end else rest


def table(heads: Iterable[str], rows: Iterable[Iterable[str]], columns: str = "", header: bool = True) -> str:
    """Cells are AsciiDoc already."""
    heads, rows = list(heads), [list(row) for row in rows]
    options = f'[%{"header" if header else "noheader"},cols="{columns or ",".join(["1"] * len(heads))}"]'
    lines = ["|===", *([_row(heads), ""] if header else []), *map(_row, rows), "|==="]
    return "\n".join([options, *lines])


def plain(text: str) -> str:
    """Whatever it says, and no markup."""
    return MARKS.sub(lambda found: "".join(f"&#{ord(sign)};" for sign in found[0]), text)


def code(text: str) -> str:
    return f"`{plain(text)}`" if text else ""


def _row(cells: Iterable[str]) -> str:
    return "\n".join(f"|{cell}" for cell in cells)


def _blocks(tokens: list[Token], level: int) -> Iterator[str]:
    left, lowest = iter(tokens), None
    for token in left:
        if token.type == "heading_open":
            depth, text = int(token.tag[1]), _inline(next(left))
            lowest = lowest or depth
            if depth > 1:
                yield f"[discrete]\n{'=' * (level + depth - max(lowest, 2) + 1)} {text}"
        elif token.type == "paragraph_open":
            yield _inline(next(left))
        elif token.type == "bullet_list_open":
            yield "\n".join(f"* {_inline(item)}" for item in _until(left, "bullet_list_close") if item.type == "inline")
        elif token.type == "fence":
            yield f"----\n{token.content.rstrip()}\n----"
        elif token.type == "table_open":
            yield _table(list(_until(left, "table_close")))


def _until(left: Iterator[Token], end: str) -> Iterator[Token]:
    for token in left:
        if token.type == end:
            return
        yield token


def _table(tokens: list[Token]) -> str:
    rows, aligned = [[]], []
    for before, token in zip(tokens, tokens[1:]):
        if token.type == "inline":
            rows[-1].append(_inline(token))
            if before.type == "th_open":
                aligned.append(">" if "right" in str(before.attrGet("style")) else "<")
        elif token.type == "tr_close":
            rows.append([])
    heads, *rows = [row for row in rows if row]
    longest = [max(len(re.sub(r"&#\d+;", "x", row[column])) for row in [heads, *rows]) for column in range(len(heads))]
    columns = ",".join(f"{side}{min(max(length, 8), 45)}" for side, length in zip(aligned, longest))
    return table(heads, rows, columns, header=any(heads))


def _inline(token: Token) -> str:
    """Links of the repository lead nowhere from a document: their words stay."""
    said, address = "", ""
    for child in token.children or ():
        if child.type == "text":
            said += plain(child.content)
        elif child.type == "code_inline":
            said += code(child.content)
        elif child.type in ("strong_open", "strong_close"):
            said += "**"
        elif child.type in ("em_open", "em_close"):
            said += "__"
        elif child.type == "softbreak":
            said += " "
        elif child.type == "html_inline" and child.content.startswith("<br"):
            said += " +\n"
        elif child.type == "link_open" and re.match("https?:", str(child.attrGet("href"))):
            address = str(child.attrGet("href"))
            said += f"{address}["
        elif child.type == "link_close" and address:
            said, address = f"{said}]", ""
    return said
