"""Where what listens: on the machine of `make run`, on servers, and in clusters."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from docs.reference import markdown
from docs.reference.markdown import code, link, table
from local.places import REPOSITORY
from local.settings import DEFAULTS, PORTS, PUBLIC_PORTS, parse

INTRODUCTION = """
From where each is said. In clusters NetworkPolicies close whatever is not listed in them: who may reach what is in each
component's `network`, and `make e2e SCENARIO=platform-network` tries it.
"""


def page() -> str:
    return markdown.page("Ports", INTRODUCTION, _of_the_stack(), _of_servers(), _of_clusters())


def _of_the_stack() -> str:
    given = parse(DEFAULTS)
    entry = given["TWINHARBOR_ENTRY_ADDRESS"]
    rows = [(code(given[name]), what, code(entry if name in PUBLIC_PORTS else "127.0.0.1"), code(name))
            for name, what in PORTS.items()]
    return "## make run\n\n" + table(("port", "what", "address", "setting"), rows)


def _of_servers() -> str:
    rows = [(link(role, f"ansible/roles/{role}"), "<br>".join(map(code, rules))) for role, rules in opened()]
    return ("## Servers\n\nWhat the firewall of a server lets in, beside SSH and what belongs to connections from inside, by the "
            "role that opens it (rules of nftables; names in braces are Ansible's).\n\n" + table(("role", "lets in"), rows))


def opened() -> Iterator[tuple[str, list[str]]]:
    for file in sorted(REPOSITORY.glob("ansible/roles/*/tasks/main.yaml")):
        for task in yaml.safe_load(file.read_text()):
            rules = task.get("vars", {}).get("firewall_rules")
            if rules:
                role = file.parent.parent
                named = re.fullmatch(r"\{\{ (\w+) \}\}", rules) if isinstance(rules, str) else None
                yield role.name, yaml.safe_load((role / "vars/main.yaml").read_text())[named[1]] if named else rules


def _of_clusters() -> str:
    rows = [(link(place, file), service["metadata"]["name"], ", ".join(code(_shown(port)) for port in service["spec"]["ports"]))
            for place, file, service in services()]
    return ("## Clusters\n\nServices that are declared here; upstream's own manifests bring some more. Before each cluster is "
            "Traefik, whose ports on every node are in its "
            + link("overlay", "kustomize/platform/traefik/overlays/lab/kustomization.yaml") + ".\n\n"
            + table(("component", "Service", "port → in the pod"), rows))


def services() -> Iterator[tuple[str, str, dict]]:
    for file in sorted((REPOSITORY / "kustomize").rglob("*.yaml")):
        name = str(file.relative_to(REPOSITORY))
        if "kind: Service\n" not in (text := file.read_text()):
            continue
        for one in yaml.safe_load_all(text):
            if isinstance(one, dict) and one.get("kind") == "Service" and one.get("spec", {}).get("ports"):
                yield "/".join(name.split("/")[1:3]), name, one


def _shown(port: dict) -> str:
    inside = port.get("targetPort", port["port"])
    protocol = "" if port.get("protocol", "TCP") == "TCP" else f"/{port['protocol']}"
    return f"{port['port']}{protocol}" + (f" → {inside}" if inside != port["port"] else "")
