"""The lab's wire: a bridge with the machines on it, and this machine as their way out."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from ipaddress import IPv4Interface, IPv4Network
from pathlib import Path

from lab.inventory import Host
from lab.places import Places
from local.failure import Failure

BRIDGE = "twinharbor"
TABLE = "twinharbor"
WIRE, SPACE = "th-", f"{BRIDGE}-"
"""What the links and the namespaces of machines are called, before the machine's own name."""
NAMESPACES = Path("/run/netns")
FORWARDING = Path("/proc/sys/net/ipv4/ip_forward")
HOSTS = Path("/etc/hosts")
PRIVATE = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")
"""RFC 1918."""
RESOLVERS = (Path("/run/systemd/resolve/resolv.conf"), Path("/etc/resolv.conf"))
BEGIN, END = "# Twinharbor lab: begin", "# Twinharbor lab: end"


def resolvers() -> list[str]:
    """The name servers that this machine asks; systemd-resolved's own address would be the machine's own in there."""
    for file in RESOLVERS:
        if file.exists():
            lines = (line.split() for line in file.read_text().splitlines())
            return [
                words[1]
                for words in lines
                if words[:1] == ["nameserver"] and ":" not in words[1] and not words[1].startswith("127.")
            ]
    return []


def namespace_path(machine: str) -> Path:
    return NAMESPACES / (SPACE + machine)


def ensure_bridge(places: Places, gateway: IPv4Interface) -> None:
    if not _forwarding_before(places).exists():
        _forwarding_before(places).write_text(FORWARDING.read_text())
    if BRIDGE not in _links():
        _ip("link", "add", BRIDGE, "type", "bridge")
    _ip("addr", "replace", str(gateway), "dev", BRIDGE)
    _ip("link", "set", BRIDGE, "up")
    FORWARDING.write_text("1")
    # What is not in the lab, such as a service that has no rules yet, must not be looked for in networks around this machine.
    _nft(f"""
        table ip {TABLE} {{}}
        delete table ip {TABLE}
        table ip {TABLE} {{
            chain forward {{
                type filter hook forward priority filter
                iifname "{BRIDGE}" oifname != "{BRIDGE}" ip daddr {{ {", ".join(resolvers())} }} accept
                iifname "{BRIDGE}" oifname != "{BRIDGE}" ip daddr {{ {", ".join(PRIVATE)} }} reject
            }}
            chain postrouting {{
                type nat hook postrouting priority srcnat
                ip saddr {gateway.network} oifname != "{BRIDGE}" masquerade
            }}
        }}""")


def ensure_wire(host: Host, gateway: IPv4Interface) -> None:
    """The machine's own network namespace, with one interface on the bridge."""
    name, outer = SPACE + host.name, WIRE + host.name
    if not namespace_path(host.name).exists():
        _ip("netns", "add", name)
    if outer not in _links():
        _ip("link", "add", outer, "type", "veth", "peer", "name", "eth0", "netns", name)
    _ip("link", "set", outer, "master", BRIDGE, "up")
    _ip("-n", name, "addr", "replace", f"{host.address}/{gateway.network.prefixlen}", "dev", "eth0")
    for link in ("lo", "eth0"):
        _ip("-n", name, "link", "set", link, "up")
    _ip("-n", name, "route", "replace", "default", "via", str(gateway.ip))


@contextmanager
def cut(name: str) -> Iterator[None]:
    """Off the wire, in both directions, without the machine's seeing its link go."""
    if WIRE + name not in _links():
        raise Failure(f"machine {name} is on no wire; those that are: {', '.join(machines()) or 'none'}.")
    _ip("link", "set", WIRE + name, "nomaster")
    try:
        yield
    finally:
        _ip("link", "set", WIRE + name, "master", BRIDGE)


def remove_wire(name: str) -> None:
    """By the machine's name, for it may be gone from the inventory."""
    with suppress(Failure):
        _ip("link", "delete", WIRE + name)
    with suppress(Failure):
        _ip("netns", "delete", SPACE + name)


def remove_bridge(places: Places) -> None:
    """And has this machine forward as it did before."""
    before = _forwarding_before(places)
    if before.exists():
        FORWARDING.write_text(before.read_text())
        before.unlink()
    with suppress(Failure):
        _nft(f"delete table ip {TABLE}")
    with suppress(Failure):
        _ip("link", "delete", BRIDGE)


def machines() -> list[str]:
    """Those that have a wire, or what is left of one."""
    ends = ((WIRE, _links()), (SPACE, {path.name for path in NAMESPACES.glob("*")}))
    return sorted({name.removeprefix(prefix) for prefix, names in ends for name in names if name.startswith(prefix)})


def left() -> list[str]:
    """What of the lab is still there."""
    return [*(f"network of {name}" for name in machines()), *([f"link {BRIDGE}"] if BRIDGE in _links() else [])]


def taken(network: IPv4Network) -> str | None:
    """The link, not ours, that already has an address in this network."""
    for line in _ip("-o", "-4", "addr").splitlines():
        _, link, _, address, *_ = line.split()
        if link != BRIDGE and IPv4Interface(address).network.overlaps(network):
            return f"{link} ({address})"
    return None


def name_hosts(lines: Iterable[str]) -> None:
    """Tells this machine the lab's names: a marked block in /etc/hosts, replaced as a whole."""
    kept = _without_block(HOSTS.read_text())
    HOSTS.write_text("\n".join([kept.rstrip("\n"), BEGIN, *lines, END, ""]))


def forget_hosts() -> None:
    content = HOSTS.read_text()
    if BEGIN in content:
        HOSTS.write_text(_without_block(content))


def _forwarding_before(places: Places) -> Path:
    return places.home / "ip_forward"


def _without_block(content: str) -> str:
    before, found, rest = content.partition(BEGIN + "\n")
    return before + rest.partition(END + "\n")[2] if found else content


def _links() -> set[str]:
    return {path.name for path in Path("/sys/class/net").iterdir()}


def _ip(*arguments: str) -> str:
    return _run(["ip", *arguments])


def _nft(rules: str) -> None:
    _run(["nft", "--file", "-"], rules)


def _run(command: list[str], given: str | None = None) -> str:
    done = subprocess.run(command, input=given, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Failure(f"`{' '.join(command)}` failed: {done.stderr.strip()}")
    return done.stdout
