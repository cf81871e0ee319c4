"""Compiles tools, one after the other."""

from __future__ import annotations

import time
from collections.abc import Sequence
from threading import Event

from lab.builder import Builder
from lab.places import Places
from local.failure import Failure
from local.screen import say, say_of


def tools(places: Places, names: Sequence[str] = ()) -> int:
    """All, if none is named. Waits for one that is being compiled elsewhere; nothing is compiled twice."""
    builder = Builder(places)
    if unknown := set(names) - set(builder.tools):
        raise Failure(f"there is no tool {', '.join(sorted(unknown))}; there are {', '.join(builder.tools)}.")
    begun = time.monotonic()
    wanted = [name for name in builder.tools if name in names or not names]
    for name in wanted:
        if builder.is_made(name):
            continue
        say_of(name, f"{builder.tools[name].version} is being compiled …")
        say_of(name, builder.make(name, Event()))
    if not builder.missing():
        builder.trim()
    say(f"all {len(wanted)} tools are compiled, after {time.monotonic() - begun:.0f} s")
    return 0
