"""Ctrl-C, and signals that mean the same."""

from __future__ import annotations

import signal

NUMBERS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def accept() -> None:
    """Being asked to end is like Ctrl-C: what was started is stopped again. What `nohup` ignores stays ignored."""
    for number in NUMBERS:
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, signal.default_int_handler)


def ignore() -> None:
    """From now on, since what follows cleans up and must not be broken off."""
    for number in NUMBERS:
        signal.signal(number, signal.SIG_IGN)
