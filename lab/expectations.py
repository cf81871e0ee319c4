"""How long steps take: what they took here last time, or else on two cores of an ordinary server."""

from __future__ import annotations

import json
from collections.abc import Mapping

from lab.places import Places

COMPILING = {
    "compile kubernetes": 400,
    "compile etcd": 60,
    "compile crane": 10,
    "compile kube-router": 90,
    "compile coredns": 120,
    "compile local-path-provisioner": 60,
    "compile gitea": 220,
}
FIRST = {"root": 70, "servers": 45, "hub": 30, "images": 30, "more images": 20, "clusters": 75, "pod network": 20, "git": 40}
AGAIN = {"servers": 30, "hub": 25, "images": 2, "more images": 2, "clusters": 25, "pod network": 12, "git": 20}


def of(places: Places, kind: str) -> dict[str, float]:
    """Seconds by the name of the step; the kind is `first` if machines have to be made, `again` if not."""
    return {**COMPILING, **(FIRST if kind == "first" else AGAIN), **_known(places).get(kind, {})}


def learn(places: Places, kind: str, took: Mapping[str, float]) -> None:
    known = _known(places)
    known.setdefault(kind, {}).update({name: round(seconds, 1) for name, seconds in took.items()})
    _file(places).write_text(json.dumps(known, indent=2) + "\n")


def _file(places: Places):
    return places.cache / "took.json"


def _known(places: Places) -> dict[str, dict[str, float]]:
    try:
        return json.loads(_file(places).read_text())
    except (FileNotFoundError, ValueError):
        return {}
