"""What every command line of this repository has in common: how its commands end."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from local import interrupts
from local.failure import Cancelled, Failure

INTERRUPTED = 130


def run(command: Callable[[], int], interrupted: str = "interrupted") -> int:
    """The exit status; what went wrong, or that the user gave up, is said in one place."""
    interrupts.accept()
    try:
        status = command()
        sys.stdout.flush()
        return status
    except BrokenPipeError:
        # The reader has gone; without this Python would complain once more while it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (Failure, OSError) as failure:
        # Of a full disk or a folder of somebody else the system's own words say it best.
        print(f"twinharbor: {failure}", file=sys.stderr)
        return 1
    except (KeyboardInterrupt, Cancelled):
        print(f"\ntwinharbor: {interrupted}", file=sys.stderr)
        return INTERRUPTED
