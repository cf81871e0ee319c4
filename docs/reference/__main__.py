"""Writes every page of the reference from what it is about. A test holds what is in Git against what it writes."""

from __future__ import annotations

from importlib import import_module

from docs.reference.markdown import HERE

NAMES = ("settings", "metrics", "alerts", "api", "commands", "ports", "scenarios")


def written(name: str) -> str:
    return import_module(f"docs.reference.{name}").page()


if __name__ == "__main__":
    for name in NAMES:
        (HERE / f"{name}.md").write_text(written(name))
