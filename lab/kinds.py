"""Kinds that components bring, before Argo CD begins.

It reads all of a cluster's API anew for each definition that comes, and renders every Application again, for the API is part of
what it remembers renderings by: so they come before it watches, as it would have brought them.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

import yaml

from lab import applications, kubectl, rendering
from lab.inventory import Inventory
from lab.places import Places
from local.failure import Failure

MANAGER = "argocd-controller"
"""Argo CD's name for itself where it applies: no field has two owners."""
KIND = "CustomResourceDefinition"


def lay(places: Places, described: Inventory, kustomize: Path) -> str:
    """Afterwards they are Argo CD's: where it is already, nothing is done."""
    if applications.applications(places, described.argo_cd):
        return "Argo CD has them"
    counts = []
    with rendering.tree(places) as tree:
        for cluster in described.clusters:
            found = list(brought(partial(_read, kustomize, tree), tree, tree / "gitops/clusters/lab" / cluster))
            _apply(places, cluster, found)
            counts.append(f"{len(found)} in {cluster}")
    return ", ".join(counts)


def brought(read: Callable[[Path], Iterable[dict]], tree: Path, cluster: Path) -> Iterator[dict]:
    """Definitions of all Applications of a cluster. Argo CD puts its mark on all that is an Application's, but not on kinds."""
    for application in read(cluster):
        path = application["spec"].get("source", {}).get("path", "")
        # Secrets lie in the lab's repository alone, and are of no kind of their own.
        if (tree / path / "kustomization.yaml").exists():
            yield from (manifest for manifest in read(tree / path) if manifest["kind"] == KIND)


def _read(kustomize: Path, tree: Path, overlay: Path) -> list[dict]:
    return [found for found in yaml.load_all(rendering.build(kustomize, overlay, tree), rendering.Loader) if found]


def _apply(places: Places, cluster: str, definitions: list[dict]) -> None:
    with tempfile.NamedTemporaryFile("w", suffix=".yaml") as file:
        yaml.dump_all(definitions, file, yaml.CSafeDumper)
        file.flush()
        done = kubectl.run(places, cluster, "apply", "--server-side", f"--field-manager={MANAGER}", f"--filename={file.name}")
    if done.returncode:
        raise Failure(f"{cluster} does not take the kinds of its components: {done.stderr.strip()}")
