"""The machines that Ansible's inventory of the lab names: the one list of them."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Interface, ip_interface
from pathlib import Path

from lab.places import ANSIBLE, Places
from local.failure import Failure

CLUSTER = "cluster_"
"""Groups that are clusters are called so, and their cluster after it."""
HUB = "shared_services"
USERS = {
    "git-admin": "git_server_admin",
    "registry-push": "registry_push_user",
    "registry-pull": "registry_pull_user",
    "s3-secret-key": "object_store_admin_access_key",
}
"""The file that a password is in, and the variable that has the user's name."""
LONGEST_NAME = 12
"""A network link's name has at most 15 characters, three of which are ours."""


@dataclass(frozen=True)
class Host:
    """One machine to be made."""

    name: str
    address: IPv4Address
    groups: frozenset[str]

    @property
    def cluster(self) -> str | None:
        """The one whose node it is."""
        return next((group.removeprefix(CLUSTER) for group in sorted(self.groups) if group.startswith(CLUSTER)), None)


@dataclass(frozen=True)
class Inventory:
    """What the lab needs to know of it."""

    hosts: tuple[Host, ...]
    gateway: IPv4Interface
    """This machine's address on the lab's network."""
    zone: str
    """The DNS zone of the lab's names."""
    services: tuple[str, ...]
    """Names within the zone that the hub answers to."""
    argo_cd: str
    """The cluster that Argo CD runs in."""
    users: Mapping[str, str]
    """Who the hub's services know, by the file of their password."""

    @property
    def clusters(self) -> dict[str, list[Host]]:
        """The nodes of each."""
        found: dict[str, list[Host]] = {}
        for host in self.hosts:
            if host.cluster:
                found.setdefault(host.cluster, []).append(host)
        return dict(sorted(found.items()))

    @property
    def hub(self) -> Host:
        return next(host for host in self.hosts if HUB in host.groups)


def read(places: Places, *, with_additions: bool = True) -> Inventory:
    """As Ansible itself understands it: groups, variables and all."""
    command = [str(places.venv / "bin" / "ansible-inventory"), "--list", *arguments(places, with_additions=with_additions)]
    done = subprocess.run(
        command, cwd=ANSIBLE, env={**os.environ, **environment(places)}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise Failure(f"the inventory cannot be read; Ansible says:\n{done.stderr.strip()}")
    return parse(json.loads(done.stdout))


def parse(listed: dict) -> Inventory:
    variables: dict[str, dict] = listed["_meta"]["hostvars"]
    groups: dict[str, set[str]] = {}
    for group, content in listed.items():
        for host in content.get("hosts", ()):
            groups.setdefault(host, set()).add(group)
    if not variables:
        raise Failure("the inventory names no host")
    some = next(iter(variables.values()))
    gateway = _value(some, "lab_gateway", ip_interface, "an address with its prefix length, such as 10.87.0.1/24")
    hosts = tuple(_host(name, of, groups.get(name, set()), gateway) for name, of in sorted(variables.items()))
    addresses: dict[IPv4Address, str] = {gateway.ip: "lab_gateway"}
    for host in hosts:
        if host.address in addresses:
            raise Failure(
                f"the inventory gives {host.address} to {addresses[host.address]} and to {host.name}: each needs its own"
            )
        addresses[host.address] = host.name
    zone = _value(some, "dns_zone", str, "a DNS zone, such as twinharbor.test")
    services = _value(some, "dns_services", tuple, "a list of the names that the hub answers to")
    users = {file: _value(some, variable, str, "a user's name") for file, variable in USERS.items()}
    argo_cd = _value(some, "argo_cd_home", str, "the name of a cluster")
    return Inventory(hosts, gateway, zone, services, argo_cd, users)


def arguments(places: Places, *, with_additions: bool = True) -> list[str]:
    """The lab's inventory, and what this checkout has said beyond it."""
    said = [*([additions(places)] if with_additions else []), places.services]
    more = [file for file in said if file.exists()]
    return ["-i", "inventories/lab", *(word for file in more for word in ("-i", str(file)))]


def additions(places: Places) -> Path:
    """Machines beyond those that Git knows: `make lab NODES=2` writes them here."""
    return places.home / "more-nodes.yaml"


def environment(places: Places) -> dict[str, str]:
    """What the inventory's variables read: everything else is in it."""
    return {"TWINHARBOR_STATE": str(places.home), "ANSIBLE_CONFIG": str(ANSIBLE / "ansible.cfg")}


def _host(name: str, variables: dict, groups: set[str], gateway: IPv4Interface) -> Host:
    if len(name) > LONGEST_NAME:
        raise Failure(f"the inventory's host {name} has too long a name: at most {LONGEST_NAME} characters, for its network link")
    address = _value(variables, "ansible_host", IPv4Address, f"an address in {gateway.network}", of=name)
    if address not in gateway.network:
        raise Failure(
            f"the inventory's host {name} has the address {address}, which is not in the lab's network {gateway.network}"
        )
    return Host(name, address, frozenset(groups))


def _value(variables: dict, name: str, kind, expected: str, of: str = "the hosts"):
    try:
        return kind(variables[name])
    except (KeyError, ValueError):
        raise Failure(f"the inventory's {name} of {of} is {variables.get(name, 'missing')}: it must be {expected}") from None
