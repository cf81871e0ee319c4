"""Makes the documents in docs/target: specification.pdf, project.pdf, and a site that has them, the slides and every page."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from docs.making import excerpts, figures, requirements, reveal, site
from local.places import REPOSITORY

HERE = REPOSITORY / "docs"
TARGET = HERE / "target"
# Where the console's stories leave what they saw in a browser, if they have run, and what of it is shown.
PICTURES = REPOSITORY / "services/console/acceptance/target/pictures"
SHOWN = {"overview": "where everybody begins", "directory": "the directory", "releases": "releases, held and let go",
         "delivery": "how changes come to users", "health": "what is wrong, and what was done",
         "recovery": "what can be brought back"}


def main() -> int:
    shutil.rmtree(TARGET, ignore_errors=True)
    prepare(TARGET / "generated", TARGET)
    commit, date = described()
    if code := maven("package", f"-Dcommit={commit}", f"-Ddate={date}"):
        return code
    reveal.lay(TARGET / "site" / "slides" / "reveal.js")
    site.write(TARGET, commit, date)
    print(f"{TARGET.relative_to(REPOSITORY)}: specification.pdf, project.pdf, site/index.html, site/slides/slides.html")
    return 0


def prepare(into: Path, target: Path) -> None:
    """What documents include and nobody has written, and pictures where each looks for them."""
    for name, text in written():
        (into / name).parent.mkdir(parents=True, exist_ok=True)
        (into / name).write_text(text)
    for folder in ("images", "site/images", "site/slides/images"):
        (target / folder).mkdir(parents=True, exist_ok=True)
        for name in pictures():
            shutil.copy2(PICTURES / f"{name}.png", target / folder / f"console-{name}.png")


def written() -> Iterator[tuple[str, str]]:
    yield "functional.adoc", requirements.kind("F")
    yield "non-functional.adoc", requirements.kind("N")
    yield "traced.adoc", requirements.traced()
    yield "counted.adoc", requirements.counted()
    yield "console.adoc", "\n\n".join(shown("=== The console")) + "\n"
    yield "console-slide.adoc", "\n\n".join(shown("\n[.pictures]\n== The console", 1)) + "\n"
    yield from figures.written()
    yield from excerpts.written()


def pictures() -> list[str]:
    return [name for name in SHOWN if (PICTURES / f"{name}.png").exists()]


def shown(heading: str, most: int = len(SHOWN)) -> Iterator[str]:
    """Nothing at all where there are none."""
    if found := pictures()[:most]:
        yield heading
        yield from (f".{SHOWN[name].capitalize()}\nimage::console-{name}.png[{SHOWN[name]}]" for name in found)


def described() -> tuple[str, str]:
    """The commit that they are made from, and its day; marked, if something here is not committed."""
    def git(*words: str) -> str:
        return subprocess.run(["git", *words], cwd=REPOSITORY, capture_output=True, text=True, check=False).stdout.strip()

    commit = git("describe", "--always", "--abbrev=10", "--dirty=-changed", "--exclude=*")
    return commit or "unknown", git("log", "-1", "--format=%cs") or "unknown"


def maven(*words: str) -> int:
    line = ["mvn", "--batch-mode", "--quiet", "--no-transfer-progress", "-Dstyle.color=never", f"--file={HERE / 'pom.xml'}"]
    # It ends before a second compiler would be of use; what is deprecated in gems is theirs to mend.
    options = "-XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=256m -Djruby.cli.warning.level=NIL"
    return subprocess.run([*line, *words], cwd=REPOSITORY, check=False, env=os.environ | {"MAVEN_OPTS": options}).returncode


if __name__ == "__main__":
    sys.exit(main())
