"""API servers by themselves, with nothing behind them that would run what they take."""

from __future__ import annotations

import secrets
import socket
import subprocess
import time
from pathlib import Path

import yaml

START_SECONDS = 180
ATTEMPTS = 5
USERS = {"admin": "system:masters", "system:kube-scheduler": "system:authenticated", "system:node:one": "system:nodes"}
"""Whom it knows, each with the group that counts; `kubectl --user` speaks as any of them."""


class Etcd:
    """Where API servers keep what they have: by itself, or several of them, each below a prefix of its own."""

    def __init__(self, programs: Path, folder: Path) -> None:
        client, peer = free_ports(2)
        self.url = f"http://127.0.0.1:{client}"
        self.process = started(folder, programs / "etcd", f"--data-dir={folder / 'etcd'}", f"--listen-client-urls={self.url}",
                               f"--advertise-client-urls={self.url}", f"--listen-peer-urls=http://127.0.0.1:{peer}",
                               "--unsafe-no-fsync", "--log-level=error")

    def stop(self) -> None:
        end(self.process)


class ApiServer:
    """kube-apiserver on a free port, with what it writes in a folder that goes away with the test."""

    def __init__(self, etcd: Etcd, kubernetes: Path, folder: Path, *more: str) -> None:
        self._folder = folder
        self._etcd = etcd
        self.kubectl_path = kubernetes / "kubectl"
        self.kubeconfig = folder / "kubeconfig"
        (port,) = free_ports(1)
        self.url = f"https://127.0.0.1:{port}"
        self.tokens = {user: secrets.token_hex(16) for user in USERS}
        (folder / "tokens.csv").write_text(
            "".join(f"{self.tokens[user]},{user},{user},{group}\n" for user, group in USERS.items()))
        subprocess.run(["openssl", "genrsa", "-out", folder / "service-accounts.key", "2048"], check=True, capture_output=True)
        self.process = started(
            folder, kubernetes / "kube-apiserver", f"--etcd-servers={etcd.url}", f"--secure-port={port}",
            "--bind-address=127.0.0.1", f"--cert-dir={folder / 'certificates'}", f"--token-auth-file={folder / 'tokens.csv'}",
            "--authorization-mode=RBAC", "--service-account-issuer=https://localhost",
            f"--service-account-key-file={folder / 'service-accounts.key'}",
            f"--service-account-signing-key-file={folder / 'service-accounts.key'}",
            "--service-cluster-ip-range=10.0.0.0/24",
            # There is nobody who would make service accounts, nor anything that would be out of quota.
            "--disable-admission-plugins=ServiceAccount,ResourceQuota",
            # As in the lab: what stands in for OpenShift's security context constraints.
            "--feature-gates=MutatingAdmissionPolicy=true",
            "--runtime-config=admissionregistration.k8s.io/v1beta1=true", "--v=0", *more)
        self.kubeconfig.write_text(yaml.safe_dump({
            "apiVersion": "v1", "kind": "Config", "current-context": "it",
            "clusters": [{"name": "it", "cluster": {"server": self.url, "insecure-skip-tls-verify": True}}],
            "contexts": [{"name": "it", "context": {"cluster": "it", "user": "admin"}}],
            "users": [{"name": user, "user": {"token": token}} for user, token in self.tokens.items()],
        }))
        self._wait()

    def stop(self) -> None:
        """At once: nobody needs what it has, and asked to end it would wait for its watchers."""
        end(self.process)
        self._etcd.stop()

    def kubectl(self, *arguments: str, given: str | None = None) -> subprocess.CompletedProcess:
        return subprocess.run([self.kubectl_path, "--kubeconfig", self.kubeconfig, *arguments], input=given, text=True,
                              capture_output=True, check=False)

    def said(self) -> list[str]:
        """What it wrote, line by line."""
        return (self._folder / "kube-apiserver.log").read_text().splitlines()

    def has(self, objects: list[dict]) -> None:
        """Keeps them, as something that was there before. On a busy machine it may take more than one request."""
        for _ in range(ATTEMPTS):
            done = self.kubectl("apply", "--server-side", "--force-conflicts", "-f", "-", given=yaml.safe_dump_all(objects))
            if done.returncode == 0:
                return
            if "Timeout" not in done.stderr:
                break
        raise AssertionError(done.stderr)

    def refuses(self, objects: list[dict]) -> list[str]:
        """What it says against them, every field that it does not know among it; nothing is kept."""
        done = self.kubectl("apply", "--server-side", "--force-conflicts", "--dry-run=server", "--validate=strict", "-f", "-",
                            given=yaml.safe_dump_all(objects))
        said = [line for line in done.stderr.splitlines() if line and not line.startswith("Warning:")]
        return said or ([f"kubectl ended with {done.returncode}"] if done.returncode else [])

    def _wait(self) -> None:
        until = time.monotonic() + START_SECONDS
        while self.kubectl("get", "--raw=/readyz").returncode:
            for process in (self._etcd.process, self.process):
                assert process.poll() is None, f"{process.args[0]} ended; its log is in {self._folder}"
            assert time.monotonic() < until, f"not ready in {START_SECONDS} s; logs are in {self._folder}"
            time.sleep(0.5)


def started(folder: Path, *command: str | Path) -> subprocess.Popen:
    log = (folder / f"{Path(command[0]).name}.log").open("w")
    return subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, cwd=folder)


def end(process: subprocess.Popen) -> None:
    process.kill()
    process.wait()


def free_ports(count: int) -> list[int]:
    """Held all at once, so that none comes twice."""
    held = [socket.socket() for _ in range(count)]
    for one in held:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in held]
    for one in held:
        one.close()
    return ports
