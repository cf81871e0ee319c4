"""What OpenShift has otherwise than the lab: docs/openshift.md has a reason for each object, and no reason for nothing."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from local.places import REPOSITORY
from rendering import called, of_setting, overlays

DESCRIBED = REPOSITORY / "docs" / "openshift.md"
OF_THE_LAB = ("twinharbor.test", "lab-authority", "10.87.0.")
HASHED = re.compile(r"(ConfigMap .+)-[0-9a-z]{10}$")


def table(heading: str) -> list[list[str]]:
    """Rows of the table under a heading, without what is only for the eye."""
    section = DESCRIBED.read_text().split(f"## {heading}\n")[1].split("\n## ")[0]
    rows = [line.strip().strip("|").split(" | ") for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip().replace("`", "") for cell in row] for row in rows[2:]]


def component(overlay: str) -> str:
    """What an overlay is of, whichever setting, environment or cluster."""
    return "/".join(part for part in Path(overlay).parts if part not in ("kustomize", "overlays", "lab", "okd"))


def by_component(given: dict[str, list[dict]]) -> dict[str, dict[str, dict]]:
    return {component(overlay): {HASHED.sub(r"\1", called(one)): one for one in objects} for overlay, objects in given.items()}


def differences() -> list[tuple[str, str]]:
    """Components, and in those that both have the objects that one has not, or has otherwise."""
    okd = of_setting("okd")
    theirs = by_component({overlay: objects for overlay, objects in okd.items() if "okd" in Path(overlay).parts})
    labs = by_component({overlay: objects for overlay, objects in overlays().items() if overlay not in okd})
    found = []
    for name in sorted({*theirs, *labs}):
        if name not in theirs or name not in labs:
            found.append((name, "all"))
            continue
        found += [(name, one) for one in sorted({*theirs[name], *labs[name]}) if theirs[name].get(one) != labs[name].get(one)]
    return found


REASONS = table("What is rendered otherwise")


def explains(row: list[str], difference: tuple[str, str]) -> bool:
    return fnmatchcase(difference[0], row[0]) and any(fnmatchcase(difference[1], one.strip()) for one in row[1].split(","))


def test_each_difference_has_a_reason():
    assert differences()
    assert [one for one in differences() if not any(explains(row, one) for row in REASONS)] == []


def test_each_reason_is_of_a_difference():
    assert [row for row in REASONS if not any(explains(row, one) for one in differences())] == []


@pytest.mark.parametrize("overlay", of_setting("okd"))
def test_nothing_of_the_lab_is_left(overlay):
    text = str(of_setting("okd")[overlay])
    assert [one for one in OF_THE_LAB if one in text] == []


@pytest.mark.parametrize("row", table("What OpenShift has otherwise"), ids=lambda row: row[0])
def test_each_row_names_tests_that_are_there(row):
    tests = [one.strip() for one in row[2].split(",")]
    assert tests
    for test in tests:
        file, _, name = test.partition("::")
        assert (REPOSITORY / file).exists(), file
        assert not name or re.search(rf"\b{re.escape(name)}\(", (REPOSITORY / file).read_text()), test
