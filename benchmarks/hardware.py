"""The machine itself."""

import os
import platform
from pathlib import Path


def short() -> str:
    """In a line."""
    return f"{os.cpu_count()} cores of {processor()}, {memory_gib():.1f} GiB"


def processor() -> str:
    return next((line.partition(":")[2].strip() for line in Path("/proc/cpuinfo").read_text().splitlines()
                 if line.startswith("model name")), platform.machine())


def memory_gib() -> float:
    return int(Path("/proc/meminfo").read_text().split()[1]) / 1024 ** 2
