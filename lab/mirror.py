"""The lab's Git server has upstream's manifests under upstream's names, as an air-gapped data centre would."""

from __future__ import annotations

import tempfile
from pathlib import Path
from threading import Event

from lab import upstream
from lab.git_server import GitServer
from lab.places import Places
from lab.upstream import Repository
from local.failure import Cancelled

LONG_AGO = "2020-01-01T00:00:00Z"
"""The same files are the same commit, whenever it is made."""


def fill(places: Places, server: GitServer, cancelled: Event) -> str:
    """What is there already is left alone."""
    repositories = upstream.repositories()
    pushed = 0
    for repository in repositories:
        if cancelled.is_set():
            raise Cancelled
        pushed += _ensure(places, server, repository)
    return f"{pushed} pushed, {len(repositories)} there"


def _ensure(places: Places, server: GitServer, repository: Repository) -> bool:
    owner, name = repository.name.split("/")
    server.create("/orgs", {"username": owner, "visibility": "public"})
    server.create(f"/orgs/{owner}/repos", {"name": name, "private": False, "default_branch": "main"})
    address = server.repository(repository.name)
    with tempfile.TemporaryDirectory(dir=places.home) as temporary:
        own = {"GIT_DIR": temporary, "GIT_AUTHOR_DATE": LONG_AGO, "GIT_COMMITTER_DATE": LONG_AGO}

        def git(*words: str) -> str:
            return server.git(Path(temporary), *words, own=own)

        git("init", "--quiet", "--bare", "--initial-branch=main")
        git(f"--work-tree={upstream.fetch(places, repository)}", "add", "--all", "--force", ":/")
        tree = git("write-tree")
        commit = git("commit-tree", tree, "-m", f"{repository.name} {repository.tag}: manifests")
        tag = f"refs/tags/{repository.tag}"
        if git("ls-remote", address, tag).startswith(commit):
            return False
        git("push", "--quiet", "--force", address, f"{commit}:refs/heads/main", f"{commit}:{tag}")
    return True
