"""What the Git server is told of a run, and which runs are deleted."""

from __future__ import annotations

import json
import os
from base64 import b64encode

import pytest
from git_server import GitServer
from repository import run


@pytest.fixture
def server(tmp_path):
    server = GitServer(tmp_path)
    yield server
    server.stop()


@pytest.mark.parametrize(("status", "state"), [
    ("Running", "pending"), ("Succeeded", "success"), ("Completed", "success"), ("Failed", "failure")])
def test_the_git_server_is_told(server, tmp_path, status, state):
    run("report-status", REPOSITORY=server.address, REVISION="abc", STATUS=status, CONTEXT="build", RUN="main-1",
        GIT_LOGIN=tmp_path, HOME=tmp_path)
    assert server.sent("POST", "statuses/abc") == [{"state": state, "context": "build", "description": f"main-1: {status}"}]
    assert server.authorizations == {"Basic " + b64encode(b"pipeline:secret").decode()}


def test_the_newest_runs_stay_and_so_does_what_still_runs(tmp_path):
    runs = [{"metadata": {"name": f"run-{day}", "creationTimestamp": f"2026-01-{day:02}T00:00:00Z"},
             "status": {} if day == 1 else {"completionTime": "2026-02-01T00:00:00Z"}} for day in (5, 1, 3, 2, 4)]
    (tmp_path / "runs.json").write_text(json.dumps({"items": runs}))
    kubectl = tmp_path / "kubectl"
    kubectl.write_text(f'#!/bin/sh\nif [ "$1" = get ]; then cat {tmp_path}/runs.json; else echo "$@"; fi\n')
    kubectl.chmod(0o755)
    output = run("prune-runs", KEEP="2", PATH=f"{tmp_path}:{os.environ['PATH']}")
    assert output == "delete pipelineruns.tekton.dev --wait=false run-3 run-2\n"
