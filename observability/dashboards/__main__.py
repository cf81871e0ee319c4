"""Writes every dashboard as Grafana reads it. What is in Git is what it wrote last: a test holds one against the other."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from grafana_foundation_sdk.cog.encoder import JSONEncoder

HERE = Path(__file__).resolve().parent
NAMES = ("overview", "service", "database", "edge", "delivery", "recovery", "capacity")


def written(name: str) -> str:
    board = import_module(f"observability.dashboards.{name}").BOARD
    return JSONEncoder(sort_keys=True, indent=1).encode(board) + "\n"


if __name__ == "__main__":
    (HERE / "json").mkdir(exist_ok=True)
    for name in NAMES:
        (HERE / "json" / f"{name}.json").write_text(written(name))
