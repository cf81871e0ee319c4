"""An API server that knows what OpenShift's would: kinds of its own and of operators, namespaces, and as whom pods run there."""

from __future__ import annotations

from pathlib import Path

import pytest

from api_server import ApiServer, Etcd
from lab import upstream
from lab.builder import Builder
from lab.places import Places
from rendering import documents, of_setting, overlays

OURS = Path(__file__).parent / "definitions"
CONSTRAINTS = "kustomize/platform/security-context-constraints/overlays/lab"
OPENSHIFTS = ("openshift-config", "openshift-monitoring", "openshift-operators", "openshift-user-workload-monitoring")


def definitions() -> list[dict]:
    """Bare: upstream has some filled in by Helm, and those who would convert their objects are not there."""
    places = Places.of()
    kept = [upstream.fetch(places, found) / path for found in upstream.definitions() for path in found.paths]
    files = [file for path in [*kept, OURS] for file in ([path] if path.is_file() else sorted(path.glob("**/*.yaml")))]
    found = [one for file in files for one in documents(file) if one["kind"] == "CustomResourceDefinition"]
    # What an overlay brings by itself, no operator brings.
    found += [one for objects in of_setting("okd").values() for one in objects if one["kind"] == "CustomResourceDefinition"]
    for one in found:
        one["metadata"] = {"name": one["metadata"]["name"]}
        one["spec"].pop("conversion", None)
    return found


def namespaces() -> list[dict]:
    brought = [one for objects in of_setting("okd").values() for one in objects if one["kind"] == "Namespace"]
    return brought + [{"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name}} for name in OPENSHIFTS]


@pytest.fixture(scope="session")
def openshift(tmp_path_factory):
    builder, folder = Builder(Places.of()), tmp_path_factory.mktemp("api-server")
    for tool in ("etcd", "kubernetes"):
        builder.make(tool)
    etcd = Etcd(builder.outcome("etcd") / "bin", folder)
    server = ApiServer(etcd, builder.outcome("kubernetes") / "bin", folder)
    try:
        server.has(definitions())
        # Namespaces get their users as they are made.
        server.has([one for one in overlays()[CONSTRAINTS] if one["kind"] != "CustomResourceDefinition"])
        server.kubectl("wait", "--for=condition=Established", "--all", "customresourcedefinitions", "--timeout=60s")
        server.has(namespaces())
        yield server
    finally:
        server.stop()
