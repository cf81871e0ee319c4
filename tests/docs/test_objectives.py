"""Whatever was asked for is met somewhere, and something proves it."""

from __future__ import annotations

import re

import pytest
from pages import DOCS

from docs.making import proofs
from local.places import REPOSITORY

PAGE = DOCS / "objectives.md"
HEADS = ["asked for", "met by", "proven by"]
LINK = re.compile(r"\[(`?)([^]`]+)`?\]\(([^)#]+)[^)]*\)")


def sections() -> dict[str, list[list[str]]]:
    """Rows by heading, each by its cells."""
    found = {}
    for section in PAGE.read_text().split("\n## ")[1:]:
        heading, _, text = section.partition("\n")
        found[heading] = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("|")]
    return found


ROWS = [row for rows in sections().values() for row in rows[2:]]


@pytest.mark.parametrize("heading", sections())
def test_each_part_of_the_brief_has_its_objectives_and_what_is_delivered(heading):
    heads, _, *rows = sections()[heading]
    assert heads == HEADS
    assert [row for row in rows if not row[0].startswith("**")]
    assert [row for row in rows if row[0].startswith("**")], "without a deliverable"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0].strip("*"))
def test_each_objective_is_met_somewhere_and_proven(row):
    asked, met, proven = row
    assert LINK.findall(met), "met nowhere"
    found = LINK.findall(proven)
    assert found, "proven by nothing"
    known = proofs.scenarios()
    for _, name, link in found:
        place = (PAGE.parent / link).resolve().relative_to(REPOSITORY).as_posix()
        if name in known:
            assert known[name] == place
        else:
            assert (proofs.amiss(place), proofs.called(place)) == ("", name)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0].strip("*"))
def test_what_meets_an_objective_is_there(row):
    for _, _, link in LINK.findall(row[1]):
        assert (PAGE.parent / link).exists(), link


@pytest.mark.parametrize("proof", ["lost-request", "tests/docs/test_nothing.py", "tests/docs/pages.py", "docs/README.md",
                                   "tests/docs/test_objectives.py::test_that_nobody_wrote"])
def test_what_proves_nothing_is_found(proof):
    assert proofs.amiss(proof)
