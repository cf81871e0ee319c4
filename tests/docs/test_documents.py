"""Specification, project file and slides: whole, made of what is there, and of nothing that was typed in."""

from __future__ import annotations

import re

import pytest
import yaml
from pages import DOCS

from docs.making import excerpts, figures, proofs, requirements
from docs.making.__main__ import shown, written
from docs.making.asciidoc import fragment, section
from docs.reference.scenarios import all_of_them
from local.places import REPOSITORY

SOURCES = sorted(file for room in ("specification", "project", "slides") for file in (DOCS / room).glob("*.adoc"))
REQUIREMENTS = requirements.all_of_them_in_order()
# What the brief wants in each, by words of its headings.
PLANS = {
    "specification": ["Needs", "Requirements", "Constraints", "Traceability", "Data", "Why this storage", "Context",
                      "Application", "Infrastructure", "Network", "Delivery", "Repository", "Method", "Risks",
                      "Objectives and deliverables", "Glossary"],
    "project": ["Specifications", "Technical specification", "Approach and tools", "With whom", "Achievements",
                "A situation that needed research", "Results", "Summary"],
    "slides": ["The service behind it", "The task", "Constraints", "What is delivered", "Infrastructure", "Application",
               "Example", "Research", "Looking back"],
}


def named(file):
    return file.relative_to(DOCS).as_posix()


def text_of(room):
    return "\n".join(file.read_text() for file in SOURCES if file.parent.name == room)


@pytest.fixture(scope="module")
def generated():
    return dict(written())


@pytest.mark.parametrize("requirement", REQUIREMENTS, ids=lambda one: one.id)
def test_each_requirement_is_proven(requirement):
    assert requirement.proofs
    assert [why for proof in requirement.proofs if (why := proofs.amiss(proof))] == []


def test_requirements_are_numbered_in_a_row():
    for kind in "FN":
        numbers = [int(one.id.partition("-")[2]) for one in REQUIREMENTS if one.id.startswith(kind)]
        assert numbers == list(range(1, len(numbers) + 1))


def test_each_scenario_proves_a_requirement_or_an_objective():
    """But those of the lab's own parts, which the others stand on."""
    proven = set(re.findall(r"\[`([a-z0-9-]+)`\]", (DOCS / "objectives.md").read_text()))
    proven |= {proof for one in REQUIREMENTS for proof in one.proofs}
    assert {one.name for one in all_of_them()} - proven == {"dns", "pull", "service", "volume"}


@pytest.mark.parametrize("file", SOURCES, ids=named)
def test_what_a_document_includes_is_there(file, generated):
    for path in re.findall(r"^include::([^\[]+)\[", file.read_text(), re.M):
        place, _, name = path.partition("}/")
        assert name in generated if place == "{generated" else (file.parent / path).is_file(), path
    for drawing in re.findall(r"^plantuml::\{diagrams\}/([^\[]+)\[", file.read_text(), re.M):
        assert (DOCS / "diagrams" / drawing).is_file(), drawing


def test_everything_that_is_generated_is_included(generated):
    included = {name for file in SOURCES for name in re.findall(r"^include::\{generated\}/([^\[]+)\[", file.read_text(), re.M)}
    assert set(generated) == included


def test_every_drawing_is_shown():
    drawn = {name for file in SOURCES for name in re.findall(r"/([a-z]+\.puml)\[", file.read_text())}
    assert {file.name for file in (DOCS / "diagrams").glob("*.puml")} - {"style.puml"} == drawn


def test_parts_of_sources_are_found():
    assert list(excerpts.amiss()) == []


def test_a_part_that_is_gone_is_told():
    with pytest.raises(ValueError, match="has 0 lines like nobody wrote this"):
        excerpts.source("README.md", "nobody wrote this", "")


@pytest.mark.parametrize("file", SOURCES, ids=named)
def test_a_requirement_that_a_document_names_exists(file):
    assert set(re.findall(r"<<([FN]-\d+)", file.read_text())) <= {one.id for one in REQUIREMENTS}


@pytest.mark.parametrize("file", SOURCES, ids=named)
def test_a_scenario_that_a_document_names_exists(file):
    words = set(re.findall(r"`([a-z]+(?:-[a-z]+)+)`", file.read_text()))
    assert words <= {one.name for one in all_of_them()} | {"sealed-secrets"}


@pytest.mark.parametrize(("room", "headings"), PLANS.items())
def test_each_document_follows_its_plan(room, headings):
    found = re.findall(r"^={2,4} (.+)$", text_of(room), re.M)
    assert [one for one in headings if not any(line.startswith(one) for line in found)] == []


def test_slides_can_be_shown_in_ten_minutes_and_each_has_its_words():
    slides = re.split(r"^== ", text_of("slides"), flags=re.M)[1:]
    assert len(slides) + len(list(shown("", 1))[:1]) < 30
    assert [one.splitlines()[0] for one in slides[:-1] if "[.notes]" not in one] == []


def test_a_figure_that_is_looked_for_is_one_that_a_scenario_measures():
    for one in yaml.safe_load(figures.HEADLINES.read_text()):
        scenario = next(found for found in all_of_them() if found.name == one["scenario"])
        words = (REPOSITORY / scenario.file).read_text()
        ending = one["metric"].removeprefix("to_west_").removeprefix("users_")
        assert one["metric"] in words or ending in words or ending.endswith(("_window_seconds", "lost")), one["metric"]


def test_markdown_becomes_asciidoc():
    words = "# A\n\n## B `c`\n\nWords *of* {d}, [here](x.md) and [there](https://e.example).\n\n"
    assert fragment(words + "| f | g |\n| --- | ---: |\n| `h\\|i` | 1<br>2 |\n") == (
        "[discrete]\n=== B `c`\n\nWords __of__ &#123;d&#125;, here and https://e.example[there].\n\n"
        '[%header,cols="<8,>8"]\n|===\n|f\n|g\n\n|`h&#124;i`\n|1 +\n2\n|===\n')


def test_a_section_ends_where_the_next_begins():
    assert section("# A\n\n## B\n\nb\n\n### C\n\nc\n\n## D\n", "B") == "\nb\n\n### C\n\nc\n\n"
