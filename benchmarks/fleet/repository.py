"""The Git repository that the fleet is brought from, laid out as this one, and who serves it."""

import hashlib
import os
import shutil
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import yaml

SERVICE = Path(__file__).parent / "service"
AUTHOR = {f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER")
          for what, value in (("NAME", "Fleet"), ("EMAIL", "fleet@example.org"))}
PORT = 3000


class Repository:
    """A folder for each service, and in it an overlay for each cluster: kustomize/services/*/overlays/production/*."""

    url = f"http://127.0.0.1:{PORT}/fleet.git"
    page = f"http://127.0.0.1:{PORT}/fleet"

    def __init__(self, folder: Path, services: list[str], clusters: list[str]) -> None:
        self._tree, bare = folder / "tree", folder / "served" / "fleet.git"
        self._git("init", "--quiet", "--initial-branch=main", self._tree, where=folder)
        for service in services:
            self._add(service, clusters)
        self._commit("All services")
        self._git("clone", "--quiet", "--bare", self._tree, bare, where=folder)
        self._git("remote", "add", "origin", bare)
        self._server = ThreadingHTTPServer(("127.0.0.1", PORT), _handler(bare.parent))
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def release(self, service: str, clusters: list[str], number: int) -> tuple[str, str, list[str]]:
        """Gives a service another image in these clusters: the commit before, the new one, and the files that it changes."""
        for cluster in clusters:
            self._lay_overlay(service, cluster, f"{service} {number}")
        before = self._head()
        self._commit(f"{service} to {len(clusters)} clusters")
        self._git("push", "--quiet", "origin", "main")
        changed = self._git("diff", "--name-only", before, "HEAD").split()
        return before, self._head(), changed

    def _add(self, service: str, clusters: list[str]) -> None:
        base = self._tree / "kustomize" / "services" / service / "base"
        shutil.copytree(SERVICE, base)
        file = base / "kustomization.yaml"
        labels = {"pairs": {"app.kubernetes.io/name": service}, "includeSelectors": True, "includeTemplates": True}
        _write(file, yaml.safe_load(file.read_text()) | {"namePrefix": f"{service}-", "labels": [labels]})
        for cluster in clusters:
            self._lay_overlay(service, cluster, service)

    def _lay_overlay(self, service: str, cluster: str, release: str) -> None:
        folder = self._tree / "kustomize" / "services" / service / "overlays" / "production" / cluster
        folder.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256(release.encode()).hexdigest()
        node = yaml.safe_dump([{"op": "replace", "path": "/spec/template/spec/nodeName", "value": cluster}])
        _write(folder / "kustomization.yaml", {
            "apiVersion": "kustomize.config.k8s.io/v1beta1", "kind": "Kustomization",
            # Clusters that share an API server are told apart by it.
            "namespace": cluster, "resources": ["../../../base"],
            "images": [{"name": "fleet/service", "newName": f"registry.example.org/fleet/{service}",
                        "digest": f"sha256:{digest}"}],
            "patches": [{"target": {"kind": "Deployment"}, "patch": node}]})

    def _commit(self, message: str) -> None:
        self._git("add", "--all")
        self._git("commit", "--quiet", "--message", message)

    def _head(self) -> str:
        return self._git("rev-parse", "HEAD").strip()

    def _git(self, *words: str | Path, where: Path | None = None) -> str:
        return subprocess.run(["git", *words], cwd=where or self._tree, env=os.environ | AUTHOR, check=True,
                              capture_output=True, text=True).stdout


def _write(file: Path, content: dict) -> None:
    file.write_text(yaml.safe_dump(content, sort_keys=False))


def _handler(served: Path) -> type[BaseHTTPRequestHandler]:
    """Git's own server, which wants to be run as a CGI program."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path, _, query = self.path.partition("?")
            length = self.headers.get("Content-Length", "0")
            asked = self.rfile.read(int(length))
            done = subprocess.run(["git", "http-backend"], input=asked, capture_output=True, check=False, env={
                "PATH": os.environ["PATH"], "GIT_PROJECT_ROOT": str(served), "GIT_HTTP_EXPORT_ALL": "1",
                "REQUEST_METHOD": self.command, "PATH_INFO": path, "QUERY_STRING": query, "CONTENT_LENGTH": length,
                "CONTENT_TYPE": self.headers.get("Content-Type", ""), "REMOTE_ADDR": "127.0.0.1",
                "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""),
                "GIT_PROTOCOL": self.headers.get("Git-Protocol", "")})
            head, _, body = done.stdout.partition(b"\r\n\r\n")
            fields = dict(line.split(": ", 1) for line in head.decode().split("\r\n") if line)
            self.send_response(int(fields.pop("Status", "200").split()[0]))
            for name, value in fields.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET

        def log_message(self, *_: object) -> None:
            pass

    return Handler
