"""How long steps take: what they took here last time, or else on two cores of an ordinary server."""

from __future__ import annotations

import json
from collections.abc import Mapping

from lab.places import Places

USUAL = {
    "root": 70,
    "servers": 60,
    "hub": 60,
    "images": 60,
    "clusters": 120,
    "more images": 40,
    "pod network": 60,
    "git": 60,
    "tool kubernetes": 400,
    "tool etcd": 60,
    "tool kube-router": 90,
    "tool coredns": 120,
    "tool local-path-provisioner": 60,
    "tool gitea": 220,
}


def of(places: Places) -> dict[str, float]:
    """Seconds by the name of the step."""
    file = places.cache / "took.json"
    return {**USUAL, **(json.loads(file.read_text()) if file.exists() else {})}


def learn(places: Places, took: Mapping[str, float]) -> None:
    """Remembers what was really done: a step that found its work done says nothing about how long the work is."""
    worth = {name: round(seconds) for name, seconds in took.items() if seconds >= 5}
    file = places.cache / "took.json"
    known = json.loads(file.read_text()) if file.exists() else {}
    file.write_text(json.dumps({**known, **worth}, indent=2) + "\n")
