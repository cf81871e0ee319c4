"""Fills the `${…}` of configuration templates."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from string import Template

from local.failure import Failure
from local.passwords import write_private


def render(template: Path, target: Path, values: Mapping[str, object], escape: Callable[[str], str] = str) -> None:
    """Every value stands between double quotes in a template, so it must not contain one."""
    escaped = {}
    for name, value in values.items():
        if any(character in str(value) for character in '"\\\n'):
            raise Failure(f"{name} is {str(value)!r}: quotes, backslashes and line ends cannot be used in it.")
        escaped[name] = escape(str(value))
    write_private(target, Template(template.read_text()).substitute(escaped))
