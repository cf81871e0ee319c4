"""A repository to push to, and clones of it, as the pipeline's scripts meet them."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from local.places import REPOSITORY

SCRIPTS = REPOSITORY / "tekton" / "scripts"
WHO = {f"GIT_{role}_{key}": f"a@{key}" for role in ("AUTHOR", "COMMITTER") for key in ("NAME", "EMAIL")}
NOTHING = "0" * 40


def start(script: str, *arguments: str, **environment: str | Path) -> subprocess.Popen:
    given = {name: str(value) for name, value in environment.items()}
    return subprocess.Popen(
        [SCRIPTS / script, *arguments],
        env={**os.environ, **WHO, "HOME": "/nowhere", **given},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def run(script: str, *arguments: str, **environment: str | Path) -> str:
    """What a script prints, if it succeeds."""
    process = start(script, *arguments, **environment)
    output, _ = process.communicate(timeout=120)
    assert process.returncode == 0, output
    return output


class Repository:
    def __init__(self, folder: Path) -> None:
        self.address = folder / "origin.git"
        self.work = folder / "work"
        subprocess.run(["git", "init", "--quiet", "--bare", "--initial-branch=main", self.address], check=True)
        subprocess.run(["git", "clone", "--quiet", self.address, self.work], check=True, capture_output=True)

    def git(self, *words: str) -> str:
        given = {**os.environ, **WHO}
        done = subprocess.run(["git", *words], cwd=self.work, env=given, check=True, capture_output=True, text=True)
        return done.stdout.strip()

    def push(self, files: dict[str, str | None]) -> str:
        for path, content in files.items():
            file = self.work / path
            if content is None:
                file.unlink()
            else:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(content)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "A change")
        self.git("push", "--quiet", "origin", "HEAD:main")
        return self.git("rev-parse", "HEAD")

    def on_main(self, path: str) -> str:
        self.git("fetch", "--quiet")
        return self.git("show", f"origin/main:{path}")
