"""The site: every page of the repository that is written in Markdown, the documents as pages and as PDF, and the slides."""

from __future__ import annotations

import os
import re
import shutil
from functools import cache
from html import escape
from pathlib import Path
from string import Template

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from local.places import REPOSITORY
from tests.lint import known

THEME = REPOSITORY / "docs" / "theme"
# Where the lab's Git server shows what is no page.
SOURCES = "https://git.twinharbor.test/twinharbor/twinharbor/src/branch/main"
MERMAID = ("mermaid.min.js", "mermaid-begin.js")
DOCUMENTS = {"specification": "Specification", "project": "Project file"}
# What a document is written in leads to the document.
WRITTEN = {file: f"{room}.html" for room in DOCUMENTS for file in known(REPOSITORY, f"docs/{room}/*.adoc")}
WRITTEN["docs/slides/slides.adoc"] = "slides/slides.html"


class Pages(RendererHTML):
    """Headings can be led to, as on a Git server; tables scroll, and drawings are drawn."""

    def heading_open(self, tokens: list[Token], index: int, options: object, env: object) -> str:
        return f'<{tokens[index].tag} id="{slug(tokens[index + 1].content)}">'

    def table_open(self, tokens: list[Token], index: int, options: object, env: object) -> str:
        return '<div class="wide"><table>'

    def table_close(self, tokens: list[Token], index: int, options: object, env: object) -> str:
        return "</table></div>\n"

    def fence(self, tokens: list[Token], index: int, options: object, env: object) -> str:
        if tokens[index].info.strip() == "mermaid":
            return f'<pre class="mermaid">{escape(tokens[index].content)}</pre>\n'
        return super().fence(tokens, index, options, env)


MARKDOWN = MarkdownIt("commonmark", {"html": True}, renderer_cls=Pages).enable("table")


def write(target: Path, commit: str, date: str) -> None:
    into = target / "site"
    for page in pages():
        _put(into / address(page), into, *rendered(page), commit, date)
    for name, title in DOCUMENTS.items():
        shutil.copy2(target / f"{name}.pdf", into)
        body = (target / "generated" / "pages" / f"{name}.html").read_text()
        pdf = f'<h1>{title}</h1><p><a href="{name}.pdf">As PDF</a></p>'
        _put(into / f"{name}.html", into, title, f'<div class="document">{pdf}{body}</div>', commit, date)
    (into / "mermaid").mkdir(exist_ok=True)
    drawing = target / "mermaid"
    for file in (*drawing.rglob("mermaid.min.js"), *drawing.rglob("LICENSE"), THEME / "mermaid-begin.js"):
        shutil.copy2(file, into / "mermaid")
    shutil.copy2(THEME / "site.css", into)
    shutil.copy2(THEME / "slides.css", into / "slides")


def rendered(page: str) -> tuple[str, str]:
    """Its title, and what the site has of it."""
    text = (REPOSITORY / page).read_text()
    return re.search(r"^# (.+)$", text, re.M)[1], MARKDOWN.render(led(text, page))


@cache
def pages() -> list[str]:
    return [file for file in known(REPOSITORY, "*.md") if not file.startswith("tests/")]


def address(page: str) -> str:
    """README is what a folder begins with."""
    return re.sub(r"(^|/)README$", r"\1index", page.removesuffix(".md")) + ".html"


def led(text: str, page: str) -> str:
    """With links to other pages as the site has them, and to anything else of the repository as the Git server has it."""
    def lead(found: re.Match) -> str:
        path, sharp, anchor = found[1].partition("#")
        if not path:
            return found[0]
        there = Path(os.path.normpath(Path(page).parent / path)).as_posix()
        for one in (there, f"{there}/README.md".removeprefix("./")):
            if one in pages() or one in WRITTEN:
                return f"]({os.path.relpath(WRITTEN.get(one) or address(one), Path(page).parent)}{sharp}{anchor})"
        return f"]({SOURCES}/{there})"

    return re.sub(r"\]\((?!https?:|mailto:)([^)\s]+)\)", lead, text)


def slug(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def _put(place: Path, site: Path, title: str, body: str, commit: str, date: str) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    top = os.path.relpath(site, place.parent)
    drawn = '<pre class="mermaid">' in body
    scripts = [f'<script src="{top}/mermaid/{name}"></script>' for name in MERMAID if drawn]
    place.write_text(Template((THEME / "page.html").read_text()).substitute(
        title=escape(title), body=body, top=top, commit=commit, date=date, scripts="\n".join(scripts)))
