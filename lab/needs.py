"""What this machine must have, looked at before anything is made."""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path

from lab import network
from lab.builder import Builder
from lab.inventory import Inventory
from lab.machines import Machines
from lab.places import Places
from local.failure import Failure

PACKAGES = {
    "systemd-nspawn": "systemd-container",
    "mmdebstrap": "mmdebstrap",
    "ip": "iproute2",
    "nft": "nftables",
    "ssh": "openssh-client",
    "ssh-keygen": "openssh-client",
    "tar": "tar",
    "sha256sum": "coreutils",
    "git": "git",
    "gcc": "gcc",
    "mvn": "maven",
    "javac": "openjdk-17-jdk-headless",
    "buildah": "buildah",
}
"""Programs, and Debian's packages that have them. Gitea is compiled with C's SQLite; images of services are built here."""
GIBIBYTE = 1024**3
MEMORY_GIBIBYTES = 8
DISK_GIBIBYTES = 30
"""For compiling everything; what stays is a third of it."""
DISK_GIBIBYTES_WITH_TOOLS = 12
LOCK_OF_ALL = Path("/run/lock/twinharbor-lab")
"""Held by whoever makes, starts or stops a lab, whichever checkout it is of: for minutes no machine tells of a start."""
DISK_GIBIBYTES_TO_RUN = 3
"""Below this, kubelets soon begin to evict."""


def check(places: Places) -> None:
    """Raises one failure that names all that is missing, each with its remedy."""
    if os.geteuid() != 0:
        raise Failure(
            "the lab makes network namespaces, control groups and machines, which only root may: run it with sudo or as root."
        )
    # What runs already has its memory.
    memory = [] if Machines(places).running() else _memory()
    wanting = [*_programs(), *memory, *_disk(places, not Builder(places).missing()), *_kernel()]
    if wanting:
        raise Failure("this machine is not ready for the lab:\n" + "\n".join(f"  - {line}" for line in wanting))


def check_alone(places: Places) -> None:
    """Two labs would take each other's names and addresses, and the second would end the machines of the first."""
    if others := Machines(places).elsewhere():
        raise Failure(
            f"another checkout's lab runs on this machine, with {others[0]}; there can be only one: `make down` there ends it."
        )


def check_network(inventory: Inventory) -> None:
    """The names and addresses that the lab takes must be free."""
    bridge = Path("/sys/class/net") / network.BRIDGE
    if bridge.exists() and not (bridge / "bridge").exists():
        raise Failure(
            f"there is a network link called {network.BRIDGE} that is not a bridge, so it is not the lab's: rename or delete it "
            f"(ip link delete {network.BRIDGE})."
        )
    if not network.resolvers():
        raise Failure(
            "/etc/resolv.conf names no name server that the lab's machines could ask, too (an IPv4 address beyond this machine)."
        )
    if link := network.taken(inventory.gateway.network):
        raise Failure(
            f"{inventory.gateway.network}, the lab's network, is used here already, by {link}: choose another for lab_gateway, "
            "lab_network and ansible_host in ansible/inventories/lab."
        )


def _programs() -> list[str]:
    missing = [program for program in PACKAGES if not shutil.which(program)]
    packages = sorted({PACKAGES[program] for program in missing})
    return [f"missing: {', '.join(missing)}. On Debian: apt install {' '.join(packages)}"] if missing else []


def _memory() -> list[str]:
    fields = dict(line.split(":") for line in Path("/proc/meminfo").read_text().splitlines())
    available = int(fields["MemAvailable"].split()[0]) * 1024
    if available < MEMORY_GIBIBYTES * GIBIBYTE:
        return [
            f"{available / GIBIBYTE:.1f} GiB of memory are available, {MEMORY_GIBIBYTES} GiB are needed: end something, "
            "or take a larger machine"
        ]
    return []


def _disk(places: Places, tools_are_made: bool) -> list[str]:
    needed = DISK_GIBIBYTES_WITH_TOOLS if tools_are_made else DISK_GIBIBYTES
    short = []
    for name, folder in (("the cache (TWINHARBOR_CACHE)", places.cache), ("the machines (TWINHARBOR_HOME)", places.home)):
        existing = next(path for path in (folder, *folder.parents) if path.exists())
        free = shutil.disk_usage(existing).free / GIBIBYTE
        # What an earlier start has put there need not be found once more.
        if free < needed and free < max(DISK_GIBIBYTES_TO_RUN, needed - _gibibytes(places.cache, places.home)):
            short.append(f"{free:.1f} GiB are free in {existing}, where {name} would be, {needed} GiB are needed")
    return short


def _gibibytes(*folders: Path) -> float:
    there = [str(folder) for folder in folders if folder.exists()]
    if not there or not shutil.which("du"):
        return 0
    sized = subprocess.run(["du", "--summarize", "--block-size=1", *there], capture_output=True, text=True, check=False)
    return sum(int(line.split()[0]) for line in sized.stdout.splitlines()) / GIBIBYTE


def _kernel() -> list[str]:
    for module in ("overlay", "br_netfilter", "bridge", "veth"):
        # Built in, loaded, or not to be had: what counts is seen below.
        with suppress(OSError):
            subprocess.run(["modprobe", "--quiet", module], check=False, capture_output=True)
    missing = []
    if "\toverlay\n" not in Path("/proc/filesystems").read_text():
        missing.append("overlay file systems (CONFIG_OVERLAY_FS), which containers' images are made of")
    if not Path("/proc/sys/net/bridge/bridge-nf-call-iptables").exists():
        missing.append("filtering on bridges (CONFIG_BRIDGE_NETFILTER, modprobe br_netfilter), which services of Kubernetes need")
    if not Path("/dev/fuse").exists():
        missing.append("FUSE (CONFIG_FUSE_FS, /dev/fuse)")
    for name in ("net", "pid", "mnt", "cgroup"):
        if not Path(f"/proc/self/ns/{name}").exists():
            missing.append(f"{name} namespaces")
    return [f"the kernel lacks {feature}" for feature in missing]
