"""What the okd overlays run, OpenShift would let run: under the restricted SCC, as whoever the namespace says."""

from __future__ import annotations

import pytest

from rendering import of_setting, running, template

RESTRICTED = {one["metadata"]["name"] for objects in of_setting("okd").values() for one in objects if one["kind"] == "Namespace"
              and one["metadata"].get("labels", {}).get("pod-security.kubernetes.io/enforce") == "restricted"}


def pod(one: dict) -> dict:
    given = template(one)
    spec = {**given["spec"], "restartPolicy": given["spec"].get("restartPolicy", "Always")}
    volumes = [{"name": claim["metadata"]["name"], "emptyDir": {}} for claim in one["spec"].get("volumeClaimTemplates", [])]
    return {"apiVersion": "v1", "kind": "Pod",
            "metadata": {"name": "any", "namespace": one["metadata"]["namespace"], "labels": given["metadata"].get("labels", {})},
            "spec": {**spec, "volumes": spec.get("volumes", []) + volumes}}


@pytest.mark.parametrize("one", [one for _, one in running("okd")], ids=[name for name, _ in running("okd")])
def test_a_pod_runs_as_whoever_its_namespace_says(openshift, one):
    assert one["metadata"]["namespace"] in RESTRICTED | {"velero"}
    assert openshift.refuses([pod(one)]) == []


def test_a_pod_that_names_its_user_is_refused(openshift):
    one = pod(running("okd")[0][1])
    one["metadata"]["namespace"] = "accounts"
    one["spec"]["containers"][0].setdefault("securityContext", {})["runAsUser"] = 1000
    assert any("runAsUser" in said for said in openshift.refuses([one]))
