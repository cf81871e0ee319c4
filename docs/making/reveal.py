"""reveal.js, beside the slides, so that they need no network to be shown."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from zipfile import ZipFile

from local.places import REPOSITORY

PINNED = REPOSITORY / "docs" / "slides" / "requirements.txt"
CARRIED = "sphinx_revealjs/_static/revealjs/"
WANTED = ("LICENSE", "dist/", "plugin/notes/", "plugin/zoom/")


def lay(into: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps",
                        "--require-hashes", "--only-binary", ":all:", "--dest", folder, "--requirement", str(PINNED)], check=True)
        with ZipFile(next(Path(folder).glob("*.whl"))) as wheel:
            for name in wheel.namelist():
                inside = name.removeprefix(CARRIED)
                if inside != name and inside.startswith(WANTED) and not name.endswith((".map", "/")):
                    (into / inside).parent.mkdir(parents=True, exist_ok=True)
                    (into / inside).write_bytes(wheel.read(name))
