"""Compiles every tool, one after the other."""

from __future__ import annotations

import time
from threading import Event

from lab.builder import Builder
from lab.places import Places
from local.screen import say, say_of


def all_tools(places: Places) -> int:
    """Waits for one that is being compiled elsewhere; nothing is compiled twice."""
    builder = Builder(places)
    begun = time.monotonic()
    for name in builder.tools:
        if builder.is_made(name):
            continue
        say_of(name, f"{builder.tools[name].version} is being compiled …")
        say_of(name, builder.make(name, Event()))
    builder.trim()
    say(f"all {len(builder.tools)} tools are compiled, after {time.monotonic() - begun:.0f} s")
    return 0
