"""One playbook from two fresh clusters to the platform, on an API server that holds what operators and Argo CD would say."""

from __future__ import annotations

import json
import os
import re
import subprocess

import pytest

from lab.places import ANSIBLE, Places
from rendering import of_setting

SUBSCRIPTIONS = {one["spec"]["name"]: one for objects in of_setting("okd").values()
                 for one in objects if one["kind"] == "Subscription"}
PINNED = [one for one in SUBSCRIPTIONS.values() if "startingCSV" in one["spec"]]


@pytest.fixture(scope="module")
def clusters(openshift, tmp_path_factory):
    """Both of them one and the same, which has all that the first step looks for."""
    openshift.has([
        made("v1", "Namespace", "openshift-marketplace"),
        made("config.openshift.io/v1", "ClusterVersion", "version", spec={"clusterID": "00000000-0000-0000-0000-000000000000"}),
        made("config.openshift.io/v1", "ClusterOperator", "ingress", spec={}),
        {**made("storage.k8s.io/v1", "StorageClass", "any", provisioner="example.com/any"),
         "metadata": {"name": "any", "annotations": {"storageclass.kubernetes.io/is-default-class": "true"}}},
        *(made("packages.operators.coreos.com/v1", "PackageManifest", name, "openshift-marketplace",
               status={"channels": [{"name": one["spec"]["channel"]}]}) for name, one in SUBSCRIPTIONS.items()),
    ])
    says(openshift, "clusterversion/version", {"desired": {"version": "4.21.3", "image": "any"}, "observedGeneration": 1,
                                               "versionHash": "any", "availableUpdates": []})
    says(openshift, "clusteroperator/ingress", {"conditions": [condition("Available", "True"), condition("Degraded", "False")]})
    state = tmp_path_factory.mktemp("state")
    (state / "kubeconfigs").mkdir()
    for cluster in ("east", "west"):
        (state / "kubeconfigs" / f"{cluster}.yaml").write_text(openshift.kubeconfig.read_text())
    return state


def made(api_version: str, kind: str, name: str, namespace: str | None = None, **rest: object) -> dict:
    metadata = {"name": name, **({"namespace": namespace} if namespace else {})}
    return {"apiVersion": api_version, "kind": kind, "metadata": metadata, **rest}


def says(server, one: str, status: dict, namespace: str = "default") -> None:
    done = server.kubectl("patch", one, "--namespace", namespace, "--subresource=status", "--type=merge", "-p",
                          json.dumps({"status": status}))
    assert done.returncode == 0, done.stderr


def condition(kind: str, status: str) -> dict:
    return {"type": kind, "status": status, "reason": "Any", "message": "", "lastTransitionTime": "2026-01-01T00:00:00Z"}


def play(server, state, *options: str, names: tuple[str, ...] = ("localhost",)) -> subprocess.CompletedProcess:
    environment = {**os.environ, "TWINHARBOR_STATE": str(state), "KUBECTL": str(server.kubectl_path), "ANSIBLE_NOCOLOR": "1",
                   "TWINHARBOR_REPOSITORY_USER": "reader", "TWINHARBOR_REPOSITORY_PASSWORD": "any"}
    return subprocess.run([Places.of().venv / "bin" / "ansible-playbook", "-i", "inventories/okd", "playbooks/okd.yaml",
                           "-e", json.dumps({"openshift_preflight_names": names, "openshift_gitops_timeout": 20,
                                             "openshift_operators_timeout": 30, "openshift_applications_timeout": 30}), *options],
                          cwd=ANSIBLE, env=environment, capture_output=True, text=True, check=False)


def changed(done: subprocess.CompletedProcess) -> list[int]:
    assert done.returncode == 0, done.stdout + done.stderr
    return [int(count) for count in re.findall(r"changed=(\d+)", done.stdout)]


def test_what_a_cluster_lacks_is_told_all_at_once(openshift, clusters):
    done = play(openshift, clusters, "--tags", "preflight", "-e", "openshift_preflight_version=99.0", names=("nowhere.invalid",))
    assert done.returncode
    assert "99.0 is the oldest that will do" in " ".join(done.stdout.split())
    assert "nowhere.invalid resolves to nothing" in done.stdout


def test_a_check_of_fresh_clusters_changes_nothing(openshift, clusters):
    assert len(changed(play(openshift, clusters, "--check"))) == 2
    assert openshift.kubectl("get", "subscriptions.operators.coreos.com", "-A", "-o", "name").stdout == ""
    assert openshift.kubectl("get", "argocds", "-A", "-o", "name").stdout == ""


def test_a_second_run_changes_nothing(openshift, clusters):
    """And lets in those operators alone that Git names."""
    manager = made("v1", "Secret", "argocd-manager", "kube-system", type="kubernetes.io/service-account-token",
                   stringData={"token": "any", "ca.crt": "any"})
    manager["metadata"]["annotations"] = {"kubernetes.io/service-account.name": "argocd-manager"}
    openshift.has([
        made("argoproj.io/v1beta1", "ArgoCD", "argocd", "argocd", spec={}),
        made("argoproj.io/v1alpha1", "Application", "any", "argocd", spec={"project": "platform", "destination": {}},
             status={"sync": {"status": "Synced"}, "health": {"status": "Healthy"}}),
        made("v1", "ServiceAccount", "argocd-manager", "kube-system"), manager,
    ])
    says(openshift, "argocd/argocd", {"phase": "Available"}, "argocd")
    for one in PINNED:
        namespace, version = one["metadata"]["namespace"], one["spec"]["startingCSV"]
        openshift.has([plan("install-it", namespace, version), plan("install-next", namespace, "another.v9.9.9"),
                       made("operators.coreos.com/v1alpha1", "ClusterServiceVersion", version, namespace, spec={
                           "displayName": "any", "install": {"strategy": "deployment", "spec": {"deployments": []}}})])
        says(openshift, f"csv/{version}", {"phase": "Succeeded"}, namespace)
    assert sum(changed(play(openshift, clusters))) > 0
    assert changed(play(openshift, clusters)) == [0, 0]
    plans = json.loads(openshift.kubectl("get", "installplans", "-A", "-o", "json").stdout)["items"]
    assert {one["metadata"]["name"]: one["spec"]["approved"] for one in plans} == {"install-it": True, "install-next": False}


def plan(name: str, namespace: str, version: str) -> dict:
    return made("operators.coreos.com/v1alpha1", "InstallPlan", name, namespace, spec={
        "approval": "Manual", "approved": False, "clusterServiceVersionNames": [version]})
