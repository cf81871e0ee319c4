"""What is tried on a running lab: each class of tests/e2e is a scenario, called by its first tag."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from docs.reference import markdown
from docs.reference.markdown import code, link, sentence, table
from local.places import REPOSITORY

NAMED = re.compile(r"SCENARIO='?([a-z0-9-]+(?: \| [a-z0-9-]+)*)")
FOLDER = "tests/e2e/src/test/java/io/twinharbor/e2e"
INTRODUCTION = """
`make e2e` runs all of them against the running lab, one after the other, in this order; `make e2e SCENARIO=network-policy` one,
`make e2e-quick` those that are not *long*. Each prints `RESULT` lines with what it measured, which `make figures` keeps
([figures](../../benchmarks/lab.md), [faults](../faults.md)). Those of the *platform* need what Argo CD brings, the others bare
clusters alone.
"""


@dataclass(frozen=True)
class Scenario:
    """A class: its tags, its place, what it says of itself and what each of its tests shows."""

    file: Path
    tags: tuple[str, ...]
    order: int
    says: str
    shows: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.tags[0]


@cache
def all_of_them() -> list[Scenario]:
    found = []
    for file in sorted((REPOSITORY / FOLDER).glob("*IT.java")):
        text = file.read_text()
        head = text[:text.index("\nclass ")]
        shows = re.findall(r"@(?:Parameterized)?Test\b.*?\n    void (\w+)\(", text, re.S)
        found.append(Scenario(file.relative_to(REPOSITORY), tuple(re.findall(r'@Tag\("([^"]+)"\)', head)),
                              int(re.search(r"@Order\((\d+)\)", head)[1]),
                              " ".join(re.search(r"/\*\*(.*?)\*/", head, re.S)[1].replace("\n *", " ").split()), tuple(shows)))
    return sorted(found, key=lambda one: (one.order, one.name))


def page() -> str:
    rows = [(link(one.name, one.file), " ".join(tag for tag in ("long", "platform") if tag in one.tags), sentence(one.says),
             " ".join(sentence(_words(name)) for name in one.shows)) for one in all_of_them()]
    return markdown.page("Scenarios", INTRODUCTION, table(("scenario", "", "what it is about", "what it shows"), rows),
                         "Runbooks name the scenario that does what they say: " + ", ".join(map(code, named())) + ".")


@cache
def named() -> list[str]:
    """Scenarios that a runbook names."""
    text = "\n".join(file.read_text() for file in sorted((REPOSITORY / "docs/runbooks").glob("*.md"))).replace("\\|", "|")
    return sorted({word for found in NAMED.findall(text) for word in found.split(" | ")})


def _words(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[a-z])(?=\d)", " ", name).lower()
