"""A Git server's API, as far as the pipeline's scripts use it; it keeps what it is sent."""

from __future__ import annotations

import json
import os
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

from repository import Repository


class GitServer:
    def __init__(self, login: Path) -> None:
        self.asked: list[tuple[str, str, dict | None]] = []
        self.authorizations: set[str] = set()
        self.answers: dict[tuple[str, str], list[tuple[int, object]]] = {}
        """By method and path, in turn; the last one stays."""
        (login / "username").write_text("pipeline")
        (login / "password").write_text("secret")
        self._server = HTTPServer(("127.0.0.1", 0), self._handler())
        self.address = f"http://127.0.0.1:{self._server.server_port}/twinharbor/twinharbor.git"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()

    def sent(self, method: str, path: str) -> list[dict | None]:
        return [body for asked, at, body in self.asked if (asked, at) == (method, path)]

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def _answer(self) -> None:
                length = int(self.headers["Content-Length"] or 0)
                path = self.path.removeprefix("/api/v1/repos/twinharbor/twinharbor/")
                outer.authorizations.add(self.headers["Authorization"])
                outer.asked.append((self.command, path, json.loads(self.rfile.read(length)) if length else None))
                answers = outer.answers.get((self.command, path), [(201, {})])
                status, body = answers.pop(0) if len(answers) > 1 else answers[0]
                self.send_response(status)
                self.end_headers()
                self.wfile.write(json.dumps(body).encode())

            do_GET = do_POST = do_PATCH = _answer

            def log_message(self, *_: object) -> None:
                pass

        return Handler


class Hosted:
    """A repository, and the server that it is on."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.server = GitServer(folder)
        self.repository = Repository(folder)

    def close(self) -> None:
        self.server.stop()

    def environment(self, **more: str | Path) -> dict[str, str | Path]:
        """For scripts that clone from the one and ask the other; both are at one address."""
        return {"REPOSITORY": self.server.address, "GIT_LOGIN": self.folder, "HOME": self.folder, "GIT_CONFIG_COUNT": "1",
                "PATH": f"{self.folder}:{os.environ['PATH']}",
                "GIT_CONFIG_KEY_0": f"url.file://{self.repository.address}.insteadOf", "GIT_CONFIG_VALUE_0": self.server.address,
                **more}
