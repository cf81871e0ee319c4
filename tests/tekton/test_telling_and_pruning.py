"""What the Git server is told of a run, and which runs are deleted."""

from __future__ import annotations

import json
import os
import threading
from base64 import b64encode
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from repository import run


@pytest.fixture
def server():
    """Keeps what it is sent."""
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            length = int(self.headers["Content-Length"])
            self.server.asked.append((self.path, self.headers["Authorization"], json.loads(self.rfile.read(length))))
            self.send_response(201)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    server.asked = []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()


@pytest.mark.parametrize(("status", "state"), [
    ("Running", "pending"), ("Succeeded", "success"), ("Completed", "success"), ("Failed", "failure")])
def test_the_git_server_is_told(server, tmp_path, status, state):
    (tmp_path / "username").write_text("pipeline")
    (tmp_path / "password").write_text("secret")
    address = f"http://127.0.0.1:{server.server_port}/twinharbor/twinharbor.git"
    run("report-status", REPOSITORY=address, REVISION="abc", STATUS=status, CONTEXT="build", RUN="main-1", GIT_LOGIN=tmp_path,
        HOME=tmp_path)
    (path, authorization, told), = server.asked
    assert path == "/api/v1/repos/twinharbor/twinharbor/statuses/abc"
    assert authorization == "Basic " + b64encode(b"pipeline:secret").decode()
    assert told == {"state": state, "context": "build", "description": f"main-1: {status}"}


def test_the_newest_runs_stay_and_so_does_what_still_runs(tmp_path):
    runs = [{"metadata": {"name": f"run-{day}", "creationTimestamp": f"2026-01-{day:02}T00:00:00Z"},
             "status": {} if day == 1 else {"completionTime": "2026-02-01T00:00:00Z"}} for day in (5, 1, 3, 2, 4)]
    (tmp_path / "runs.json").write_text(json.dumps({"items": runs}))
    kubectl = tmp_path / "kubectl"
    kubectl.write_text(f'#!/bin/sh\nif [ "$1" = get ]; then cat {tmp_path}/runs.json; else echo "$@"; fi\n')
    kubectl.chmod(0o755)
    output = run("prune-runs", KEEP="2", PATH=f"{tmp_path}:{os.environ['PATH']}")
    assert output == "delete pipelineruns.tekton.dev --wait=false run-3 run-2\n"
