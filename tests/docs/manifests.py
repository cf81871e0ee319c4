"""What is in the lab's clusters, as its overlays render: by kind, namespace and name, with what operators make of it."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

import tomllib

from local.places import REPOSITORY
from rendering import RENDERED, of_setting, overlays

# Made by Kubernetes itself, and by kubeadm.
NAMESPACES = {"default", "kube-system"}
# Of what Kubernetes brings, kubectl's own short names.
SHORT = {"hpa": "horizontalpodautoscalers", "pvc": "persistentvolumeclaims", "svc": "services", "deploy": "deployments"}
# What operators call the pods that they make of an object, and the containers in these.
MADE = {"Prometheus": (r"prometheus-{}-\d+", {"prometheus", "thanos-sidecar"}),
        "Alertmanager": (r"alertmanager-{}-\d+", {"alertmanager"}), "ThanosRuler": (r"thanos-ruler-{}-\d+", {"thanos-ruler"}),
        "Cluster": (r"{}-\d+", {"postgres"}), "StatefulSet": (r"{}-\d+", set())}
LABELLED = {"Prometheus": "prometheus", "Alertmanager": "alertmanager", "ThanosRuler": "thanos-ruler"}
# By a runbook, and by the responder.
BY_HAND = {("ingressroutes", "traefik", "left-edge"), ("pods", "accounts", "accounts-db-restored-1"),
           ("secrets", "sealed-secrets", "sealing-key")}


@cache
def objects() -> list[dict]:
    okd = of_setting("okd")
    return [one for overlay, found in overlays().items() if overlay.startswith("kustomize/") and overlay not in okd
            for one in found]


@cache
def resources() -> dict[str, str]:
    """What kubectl takes for a type, by whatever name, and its plural."""
    found = dict(SHORT)
    for path, item in json.loads((RENDERED / "kubernetes-api.json").read_text())["paths"].items():
        kind = item.get("get", {}).get("x-kubernetes-group-version-kind", {}).get("kind", "")
        if re.fullmatch(r"/apis?/.*/[a-z]+", path) and not {"watch", "{name}"} & set(path.split("/")) and kind:
            plural = path.rsplit("/", 1)[1]
            found |= {plural: plural, kind.lower(): plural}
    for one in objects():
        if one["kind"] == "CustomResourceDefinition":
            names, group = one["spec"]["names"], one["spec"]["group"]
            plural = names["plural"]
            for name in (plural, names.get("singular", ""), names["kind"].lower(), *names.get("shortNames", ())):
                # Two have a cluster, or a backup: then it is said whose.
                found.setdefault(name, plural)
                found[f"{name}.{group}"] = plural
    return found


@cache
def named() -> set[tuple[str, str, str]]:
    """Type, namespace and name; pods of operators have their pattern for a name."""
    found = set(BY_HAND)
    for one in objects():
        kind, name, namespace = one["kind"], one["metadata"]["name"], one["metadata"].get("namespace", "")
        found.add((resources().get(kind.lower(), kind.lower()), namespace, name))
        if kind in MADE:
            found.add(("pods", namespace, MADE[kind][0].format(re.escape(name))))
        if kind in LABELLED:
            found.add(("services", namespace, f"{LABELLED[kind]}-operated"))
        if kind == "Certificate":
            found.add(("secrets", namespace, one["spec"]["secretName"]))
    for secret in tomllib.loads((REPOSITORY / "lab/secrets.toml").read_text()):
        found |= {(plural, *secret.split("/")) for plural in ("secrets", "sealedsecrets")}
    return found


@cache
def namespaces() -> set[str]:
    return NAMESPACES | {one["metadata"]["name"] for one in objects() if one["kind"] == "Namespace"}


@cache
def labels() -> dict[str, set[str]]:
    """Of whatever is in a namespace, as selectors name them."""
    found = defaultdict(set)
    for one in objects():
        namespace = one["metadata"].get("namespace", "")
        for key, inside in entries(one):
            if key in ("labels", "matchLabels") and isinstance(inside, dict):
                found[namespace] |= {f"{label}={text}" for label, text in inside.items()}
        if one["kind"] in LABELLED:
            found[namespace].add(f"app.kubernetes.io/name={LABELLED[one['kind']]}")
        if one["kind"] == "Cluster":
            found[namespace] |= {"cnpg.io/instanceRole=primary", "cnpg.io/instanceRole=replica"}
    return found


@cache
def containers() -> dict[str, set[str]]:
    found = defaultdict(set)
    for one in objects():
        namespace = one["metadata"].get("namespace", "")
        for key, inside in entries(one):
            if key in ("containers", "initContainers") and isinstance(inside, list):
                found[namespace] |= {made["name"] for made in inside if isinstance(made, dict) and "name" in made}
        found[namespace] |= MADE.get(one["kind"], ("", set()))[1]
    return found


def entries(value: object) -> Iterator[tuple[str, object]]:
    """Keys and what they have, however deep."""
    if isinstance(value, dict):
        for key, inside in value.items():
            yield key, inside
            yield from entries(inside)
    elif isinstance(value, list):
        for inside in value:
            yield from entries(inside)
