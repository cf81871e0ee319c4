"""Finds the JDK that builds and runs everything."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from local.failure import Failure

OLDEST = 17
HINT = f"On Debian and Ubuntu: sudo apt install openjdk-{OLDEST}-jdk-headless"


def home(environment: Mapping[str, str] = os.environ) -> Path:
    """The JDK of JAVA_HOME, or else the one on the PATH."""
    given = environment.get("JAVA_HOME")
    if given:
        java, source = str(Path(given) / "bin" / "java"), f"JAVA_HOME ({given})"
        if not os.access(java, os.X_OK):
            raise Failure(f"JAVA_HOME is {given}, but there is no {java}.\n"
                          f"Point it to a JDK of version {OLDEST} or later, or unset it to use the one on the PATH.")
    else:
        java, source = shutil.which("java", path=environment.get("PATH")), "the PATH"
        if java is None:
            raise Failure(f"there is no Java here: JAVA_HOME is not set and no java is on the PATH.\n{HINT}")
    properties = _properties(java)
    version = properties.get("java.specification.version", "0")
    if int(version.rpartition(".")[2]) < OLDEST:
        raise Failure(f"Java {properties.get('java.version', 'of an unknown version')} from {source} is too old: "
                      f"version {OLDEST} or later is needed.\n{HINT}\n"
                      "If a newer one is installed, point JAVA_HOME to it.")
    found = Path(properties["java.home"])
    if not (found / "bin" / "javac").exists():
        raise Failure(f"{found} (from {source}) has no compiler: it is a runtime, and a JDK is needed.\n{HINT}")
    return found


def _properties(java: str) -> dict[str, str]:
    """What this Java says of itself; that works through links and version managers as well."""
    try:
        shown = subprocess.run([java, "-XshowSettings:properties", "-version"], capture_output=True, text=True,
                               timeout=30, check=False).stderr
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Failure(f"{java} does not run: {error}\n{HINT}") from error
    found = dict(re.findall(r"^\s+(java\.[a-z.]+) = (.*)$", shown, re.MULTILINE))
    if "java.home" not in found:
        raise Failure(f"{java} does not run as a Java would; it says:\n{shown.strip()[:500]}\n{HINT}")
    return found
