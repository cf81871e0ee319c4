"""What is required, each with what proves it: docs/specification/requirements.yaml as the tables of the specification."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from docs.making import proofs
from docs.making.asciidoc import code, plain, table
from docs.reference.markdown import sentence
from docs.reference.scenarios import all_of_them
from local.places import REPOSITORY

FILE = REPOSITORY / "docs" / "specification" / "requirements.yaml"


@dataclass(frozen=True)
class Requirement:
    """Who needs what, and what would fail if it were not so."""

    id: str
    group: str
    whose: str
    says: str
    proofs: tuple[str, ...]


@cache
def all_of_them_in_order() -> list[Requirement]:
    return [Requirement(one["id"], group["title"], one["for"], one["says"], tuple(one["proofs"]))
            for group in yaml.safe_load(FILE.read_text()) for one in group["requirements"]]


def kind(kind_of: str) -> str:
    """The tables of one kind, F or N, by group."""
    parts = []
    groups = defaultdict(list)
    for one in all_of_them_in_order():
        if one.id.startswith(kind_of):
            groups[one.group].append(one)
    for title, found in groups.items():
        rows = [(f"[[{one.id}]]{one.id}", plain(one.says), plain(one.whose), _named(one.proofs)) for one in found]
        parts.append(f"[discrete]\n==== {plain(title)}\n\n" + table(("id", "required", "for", "proven by"), rows, "7,48,14,31"))
    return "\n\n".join(parts) + "\n"


def traced() -> str:
    """The other way round: each proof, where it is, and what it proves."""
    found = defaultdict(list)
    for one in all_of_them_in_order():
        for proof in one.proofs:
            found[proof].append(f"<<{one.id},{one.id}>>")
    shown = {one.name: sentence(one.says) for one in all_of_them()}
    scenarios = [(code(name), plain(shown[name]), ", ".join(found[name])) for name in shown if name in found]
    files = [(code(proofs.called(name)), code(name.partition("::")[0]), ", ".join(found[name]))
             for name in sorted(set(found) - set(shown), key=lambda name: (Path(name).parts[0] != "tests", name))]
    return ("[discrete]\n==== Scenarios, on the running lab\n\n"
            + table(("scenario", "what it is about", "proves"), scenarios, "20,55,25")
            + "\n\n[discrete]\n==== Tests, of `make test`\n\n" + table(("test", "where", "proves"), files, "30,52,18") + "\n")


def counted() -> str:
    """As attributes, so that no number of them is typed in."""
    every = all_of_them_in_order()
    scenarios = {proof for one in every for proof in one.proofs} & set(proofs.scenarios())
    return f":requirements: {len(every)}\n:requirements-scenarios: {len(scenarios)}\n"


def _named(names: tuple[str, ...]) -> str:
    return " +\n".join(code(proofs.called(name)) for name in names)
