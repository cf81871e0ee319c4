"""A containerd of the tests' own, the engine that the clusters' nodes run."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

from twin import eventually

# Every place an image may write to, and nothing else.
WRITABLE = ("/tmp", "/var/wlp")
CONFIGURATION = """\
version = 2
root = "{home}/root"
state = "{home}/state"
disabled_plugins = ["io.containerd.grpc.v1.cri"]

[grpc]
  address = "{home}/containerd.sock"
"""


class Containerd:
    def __init__(self, home: Path) -> None:
        self.home = home
        self.socket = home / "containerd.sock"
        (home / "config.toml").write_text(CONFIGURATION.format(home=home))
        self._log = (home / "containerd.log").open("w")
        self._daemon = subprocess.Popen(["containerd", "--config", home / "config.toml"],
                                        stdout=self._log, stderr=subprocess.STDOUT)
        eventually(lambda: subprocess.run(self._ctr("version"), capture_output=True, check=False).returncode == 0, 20)

    def load(self, archive: Path) -> None:
        subprocess.run(self._ctr("image", "import", str(archive)), check=True, capture_output=True)

    def start(self, image: str, name: str, environment: dict[str, str], *command: str,
              files: Mapping[str, Path] | None = None) -> subprocess.Popen:
        """A container on the host's network, with a read-only root and these files in it.

        Its output is the process's, and signals reach it.
        """
        variables = self.home / f"{name}.env"
        variables.touch(mode=0o600)
        variables.write_text("".join(f"{key}={value}\n" for key, value in environment.items()))
        mounts = [word for path in WRITABLE
                  for word in ("--mount", f"type=tmpfs,src=tmpfs,dst={path},options=mode=0777:size=256m")]
        mounts += [word for path, file in (files or {}).items()
                   for word in ("--mount", f"type=bind,src={file},dst={path},options=rbind:ro")]
        return subprocess.Popen(
            self._ctr("run", "--rm", "--net-host", "--read-only", *mounts, "--env-file", str(variables), image, name, *command),
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def stop(self) -> None:
        for name in subprocess.run(self._ctr("task", "list", "--quiet"), capture_output=True, text=True,
                                   check=False).stdout.split():
            subprocess.run(self._ctr("task", "kill", "--signal", "KILL", name), capture_output=True, check=False)
        self._daemon.terminate()
        self._daemon.wait(20)
        self._log.close()

    def _ctr(self, *arguments: str) -> list[str]:
        return ["ctr", "--address", str(self.socket), *arguments]
