"""What the okd overlays run, OpenShift would let run: under the restricted SCC, as whoever the namespace says."""

from __future__ import annotations

import pytest

from rendering import called, of_setting

RESTRICTED = {one["metadata"]["name"] for objects in of_setting("okd").values() for one in objects if one["kind"] == "Namespace"
              and one["metadata"].get("labels", {}).get("pod-security.kubernetes.io/enforce") == "restricted"}


def template(one: dict) -> dict | None:
    """Of the pods that an object makes, if it makes some."""
    spec = one.get("spec") or {}
    if one["kind"] in ("Deployment", "StatefulSet", "DaemonSet", "Rollout", "Job"):
        return spec["template"]
    if one["kind"] == "CronJob":
        return spec["jobTemplate"]["spec"]["template"]
    if one["kind"] == "AnalysisTemplate":
        jobs = [metric["provider"]["job"]["spec"]["template"] for metric in spec["metrics"] if "job" in metric["provider"]]
        return jobs[0] if jobs else None
    return None


def running() -> list[tuple[str, dict]]:
    return [(f"{overlay}: {called(one)}", one) for overlay, objects in of_setting("okd").items()
            for one in objects if template(one)]


def pod(one: dict) -> dict:
    given = template(one)
    spec = {**given["spec"], "restartPolicy": given["spec"].get("restartPolicy", "Always")}
    volumes = [{"name": claim["metadata"]["name"], "emptyDir": {}} for claim in one["spec"].get("volumeClaimTemplates", [])]
    return {"apiVersion": "v1", "kind": "Pod",
            "metadata": {"name": "any", "namespace": one["metadata"]["namespace"], "labels": given["metadata"].get("labels", {})},
            "spec": {**spec, "volumes": spec.get("volumes", []) + volumes}}


@pytest.mark.parametrize("one", [one for _, one in running()], ids=[name for name, _ in running()])
def test_a_pod_runs_as_whoever_its_namespace_says(openshift, one):
    assert one["metadata"]["namespace"] in RESTRICTED | {"velero"}
    assert openshift.refuses([pod(one)]) == []


def test_a_pod_that_names_its_user_is_refused(openshift):
    one = pod(running()[0][1])
    one["metadata"]["namespace"] = "accounts"
    one["spec"]["containers"][0].setdefault("securityContext", {})["runAsUser"] = 1000
    assert any("runAsUser" in said for said in openshift.refuses([one]))
