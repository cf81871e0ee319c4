"""A second stack for the tests: its own ports and state folder, the programs of the first."""

from __future__ import annotations

import os
import signal
import ssl
import subprocess
import sys
import time
from pathlib import Path
from random import randrange
from socket import socket

import httpx

from local import passwords, processes
from local.places import REPOSITORY, Places
from local.settings import PORTS, REALM, Settings

RATE_BURST = 100


class Twin:
    def __init__(self, home: Path, **more: str) -> None:
        ports = {name: str(free_port()) for name in PORTS}
        self.environment = {
            "TWINHARBOR_HOME": str(home),
            "TWINHARBOR_SHARED": os.environ.get("TWINHARBOR_SHARED", str(REPOSITORY / ".twinharbor")),
            # What needs the others says so.
            "TWINHARBOR_SERVICES": "accounts",
            "TWINHARBOR_RATE_AVERAGE": "50", "TWINHARBOR_RATE_BURST": str(RATE_BURST), **ports, **more}
        self.places = Places.of(self.environment)
        self.settings = Settings.wanted(self.environment)

    def launch(self, *arguments: str, **more: str) -> subprocess.Popen:
        return subprocess.Popen([sys.executable, "-m", "local", *arguments], cwd=REPOSITORY, text=True,
                                env={**os.environ, **self.environment, **more}, stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    def run(self, *arguments: str, **more: str) -> tuple[int, str]:
        """Exit status and everything it printed."""
        process = self.launch(*arguments, **more)
        output, _ = process.communicate(timeout=550)
        return process.returncode, output

    def up(self) -> str:
        status, output = self.run("up")
        assert status == 0, output
        return output

    def supervisorctl(self, *arguments: str) -> str:
        return subprocess.run([self.places.venv / "bin" / "supervisorctl", "-c",
                               self.places.run / "supervisord.conf", *arguments],
                              capture_output=True, text=True, check=False).stdout

    def trust(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(self.places.authority))

    def client(self, user: str | None = None) -> httpx.Client:
        headers = {"Authorization": f"Bearer {self.token(user)}"} if user else {}
        return httpx.Client(base_url=self.settings.url, verify=self.trust(), headers=headers, timeout=30,
                            trust_env=False)

    def token(self, user: str) -> str:
        status, output = self.run("token", user)
        assert status == 0, output
        return output.strip()

    def password(self, name: str) -> str:
        return passwords.read(self.places, name)

    def administrator(self) -> httpx.Client:
        """Of Keycloak, at the realm's address in its administration API."""
        form = {"grant_type": "password", "client_id": "admin-cli", "username": "admin",
                "password": self.password("keycloak-admin")}
        with self.client() as client:
            answer = client.post("/auth/realms/master/protocol/openid-connect/token", data=form)
        return httpx.Client(base_url=f"{self.settings.url}/auth/admin/realms/{REALM}", verify=self.trust(), timeout=30,
                            headers={"Authorization": f"Bearer {answer.json()['access_token']}"}, trust_env=False)

    def processes(self) -> list[str]:
        return [f"{pid} {processes.command_line(pid)}" for pid in processes.of_stack(self.places)]

    def kill(self, *names: str) -> None:
        """As a power cut would: every process of the stack with one of these names, or every single one."""
        found = [pid for pid in processes.of_stack(self.places) if not names or processes.name(pid) in names]
        assert found
        processes.signal_all(found, signal.SIGKILL)
        assert processes.wait_until_ended(found, 10)


def free_port() -> int:
    """Below those that the kernel gives to outgoing connections."""
    while True:
        port = randrange(20000, 30000)
        with socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
                return port
            except OSError:
                continue


def eventually(condition, seconds: float = 60):
    """The first truthy result of a condition that will come true soon."""
    end = time.monotonic() + seconds
    while not (result := condition()):
        assert time.monotonic() < end, "it did not come true in time"
        time.sleep(0.2)
    return result
