"""Hosts made with systemd-nspawn: each boots its own Debian with its own init, network, control groups and disk."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import uuid
from contextlib import suppress
from pathlib import Path
from threading import Event

from lab import cgroups, network, root
from lab.inventory import Host, Inventory
from lab.places import Places
from local.failure import Cancelled, Failure, last_lines

USER = "admin"
DIRECTORY = "--directory="
BOOT_SECONDS = 120
STOP_SECONDS = 90


class Machines:
    """All machines of this lab."""

    def __init__(self, places: Places) -> None:
        self._places = places

    def disk(self, name: str) -> Path:
        return self._places.machines / name

    def running(self) -> list[str]:
        """Those whose init lives, in the inventory or no longer in it."""
        return sorted(name for name in self.known() if self.init_of(name))

    def init_of(self, name: str) -> int | None:
        """The process that is the machine's process 1."""
        for process in cgroups.processes(name):
            with suppress(OSError):
                status = (Path("/proc") / str(process) / "status").read_text()
                inner = next((line.split() for line in status.splitlines() if line.startswith("NSpid:")), [])
                if len(inner) == 3 and inner[-1] == "1" and _is_in(process, self.disk(name)):
                    return process
        return None

    def ensure(self, host: Host, inventory: Inventory, archive: Path, cancelled: Event) -> str:
        """Makes the machine if there is none, starts it if it does not run, and waits until SSH answers."""
        if any(self._places.unfinished.glob("*")):
            self.stop(host.name)
        if self.init_of(host.name):
            did = "runs already"
            # Whoever had cut it off may have been killed.
            network.ensure_wire(host, inventory.gateway)
        else:
            did = "started" if self.disk(host.name).exists() else "made and started"
            cgroups.remove(host.name)
            network.remove_wire(host.name)
            network.ensure_wire(host, inventory.gateway)
            self._furnish(host, archive)
            self._start(host)
        self._wait_for_ssh(host, cancelled)
        return did

    def stop(self, name: str) -> str:
        """Shuts the machine down as its power button would; what does not end by itself is killed."""
        did = "was not running"
        if leader := self._leader(name):
            did = "shut down"
            os.kill(leader, signal.SIGTERM)
            if not _ended(leader, STOP_SECONDS):
                did = "killed, for it did not shut down"
        cgroups.remove(name)
        network.remove_wire(name)
        return did

    def kill(self, name: str) -> int:
        """Ends its init without a word, and so all of it."""
        init = self.init_of(name)
        if not init:
            raise Failure(f"machine {name} does not run; of those that are known, {', '.join(self.running()) or 'none'} do.")
        os.kill(init, signal.SIGKILL)
        return 0

    def delete(self, name: str) -> None:
        if self.disk(name).exists():
            shutil.rmtree(self.disk(name))

    def introduce(self, inventory: Inventory) -> None:
        """Writes down the machines' host keys, so that SSH need not take them on trust."""
        keys = [
            (host, (self.disk(host.name) / "etc/ssh/ssh_host_ed25519_key.pub").read_text().split()[:2])
            for host in inventory.hosts
        ]
        (self._places.ssh / "known_hosts").write_text("".join(f"{host.address} {kind} {key}\n" for host, (kind, key) in keys))

    def known(self) -> list[str]:
        """Those that have a disk."""
        disks = self._places.machines.glob("*/")
        return sorted(disk.name for disk in disks if disk.is_dir() and disk.suffix != ".partial")

    def elsewhere(self) -> list[Path]:
        """Disks of running machines that belong to another checkout's lab: names and addresses are the same there."""
        disks = []
        for process in cgroups.processes():
            with suppress(OSError):
                program, *words = (Path("/proc") / str(process) / "cmdline").read_text().split("\0")
                if program == "systemd-nspawn":
                    disks += [Path(word.removeprefix(DIRECTORY)) for word in words if word.startswith(DIRECTORY)]
        return sorted(disk for disk in disks if disk.parent != self._places.machines and disk.exists())

    def _leader(self, name: str) -> int | None:
        """nspawn itself, which is the parent of the machine's init."""
        init = self.init_of(name)
        if not init:
            return None
        status = Path(f"/proc/{init}/status").read_text()
        return int(next(line.split()[1] for line in status.splitlines() if line.startswith("PPid:")))

    def _furnish(self, host: Host, archive: Path) -> None:
        disk = self.disk(host.name)
        if not disk.exists():
            root.unpack(archive, disk, _give_identity)
        (disk / "etc/hostname").write_text(host.name + "\n")
        (disk / "etc/hosts").write_text(f"127.0.0.1 localhost\n{host.address} {host.name}\n")
        keys = disk / "home" / USER / ".ssh"
        keys.mkdir(mode=0o700, exist_ok=True)
        (keys / "authorized_keys").write_text((self._places.ssh / "id_ed25519.pub").read_text())
        owner = (disk / "home" / USER).stat()
        for path in (keys, keys / "authorized_keys"):
            os.chown(path, owner.st_uid, owner.st_gid)

    def _start(self, host: Host) -> None:
        with self._places.log(f"console-{host.name}").open("w") as console:
            subprocess.Popen(
                [
                    # It moves itself first, and then becomes nspawn.
                    sys.executable,
                    cgroups.__file__,
                    host.name,
                    "systemd-nspawn",
                    f"{DIRECTORY}{self.disk(host.name)}",
                    f"--machine={host.name}",
                    f"--hostname={host.name}",
                    f"--network-namespace-path={network.namespace_path(host.name)}",
                    "--boot",
                    "--register=no",
                    "--keep-unit",
                    "--private-users=no",
                    # Containers inside need nearly all; the clock is this machine's own.
                    "--capability=all",
                    "--drop-capability=CAP_SYS_TIME",
                    "--resolv-conf=off",
                    "--timezone=off",
                    "--bind=/dev/kmsg",
                    "--bind=/dev/fuse",
                    "--console=pipe",
                ],
                stdin=subprocess.DEVNULL,
                stdout=console,
                stderr=console,
                start_new_session=True,
                env={
                    "PATH": os.environ["PATH"],
                    "SYSTEMD_NSPAWN_API_VFS_WRITABLE": "1",
                    "SYSTEMD_SECCOMP": "0",
                    "SYSTEMD_NSPAWN_UNIFIED_HIERARCHY": "1" if cgroups.unified() else "0",
                },
            )

    def _wait_for_ssh(self, host: Host, cancelled: Event) -> None:
        deadline = time.monotonic() + BOOT_SECONDS
        while time.monotonic() < deadline:
            if cancelled.is_set():
                raise Cancelled
            with suppress(OSError), socket.create_connection((str(host.address), 22), 1) as connection:
                if connection.recv(4) == b"SSH-":
                    return
            time.sleep(0.3)
        log = self._places.log(f"console-{host.name}")
        raise Failure(
            f"{host.name} did not answer SSH within {BOOT_SECONDS} s. Its console said\n{last_lines(log)}\n"
            f"All of it: {self._places.shown(log)}"
        )


def _give_identity(disk: Path) -> None:
    """What a machine has of its own from its first start on."""
    (disk / "etc/machine-id").write_text(uuid.uuid4().hex + "\n")
    subprocess.run(["ssh-keygen", "-A", "-f", str(disk)], check=True, capture_output=True)
    (disk / "etc/resolv.conf").write_text("".join(f"nameserver {server}\n" for server in network.resolvers()))


def _is_in(process: int, disk: Path) -> bool:
    with suppress(OSError):
        return os.path.samefile(f"/proc/{process}/root", disk)
    return False


def _ended(process: int, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with suppress(ChildProcessError):
            os.waitpid(process, os.WNOHANG)
        if not Path(f"/proc/{process}").exists():
            return True
        time.sleep(0.2)
    return False
