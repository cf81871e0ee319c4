"""What operators are asked for is what the platform needs of them."""

from __future__ import annotations

import pytest

from rendering import of_setting

OBJECTS = [one for objects in of_setting("okd").values() for one in objects]


def those(kind: str) -> list[dict]:
    found = [one for one in OBJECTS if one["kind"] == kind]
    assert found, kind
    return found


def limited() -> set[str]:
    """Namespaces that have a quota: those of services, of what signs their users in, and of builds."""
    return {one["metadata"]["namespace"] for one in those("ResourceQuota")}


def test_people_sign_in_by_openshift_alone():
    for one in those("ArgoCD"):
        assert one["spec"]["sso"] == {"provider": "dex", "dex": one["spec"]["sso"]["dex"]}
        assert one["spec"]["sso"]["dex"]["openShiftOAuth"] is True
        assert one["spec"]["disableAdmin"] is True


def test_rollouts_of_every_namespace_are_rolled_out():
    (manager,) = those("RolloutManager")
    assert manager["spec"]["namespaceScoped"] is False
    operator = next(one for one in those("Subscription") if one["spec"]["name"] == "openshift-gitops-operator")
    allowed = {one["name"]: one["value"] for one in operator["spec"]["config"]["env"]}
    assert manager["metadata"]["namespace"] in allowed["CLUSTER_SCOPED_ARGO_ROLLOUTS_NAMESPACES"].split(",")
    assert {one["metadata"]["namespace"] for one in those("Rollout")} - {manager["metadata"]["namespace"]}


def test_schedules_name_the_namespaces_that_they_are_of():
    """All that have services, and the one by which a restore is proven."""
    for one in those("Schedule"):
        template = one["spec"]["template"]
        assert {*template["includedNamespaces"]} == {*limited(), "witness"}
        assert "excludedNamespaces" not in template
    for one in those("DataProtectionApplication"):
        assert one["metadata"]["namespace"] == "velero"
        assert one["spec"]["configuration"]["nodeAgent"]["enable"] is True


def test_logs_of_pods_nodes_and_the_api_go_to_the_labs_store():
    for one in those("ClusterLogForwarder"):
        (output,), (pipeline,) = one["spec"]["outputs"], one["spec"]["pipelines"]
        assert {*pipeline["inputRefs"]} == {"application", "infrastructure", "audit"}
        assert pipeline["outputRefs"] == [output["name"]]
        name, namespace, _ = output["http"]["url"].removeprefix("https://").split(".")[:3]
        assert any((two["metadata"]["name"], two["metadata"]["namespace"]) == (name, namespace) for two in those("Service"))
        bound = {two["roleRef"]["name"] for two in those("ClusterRoleBinding") for subject in two.get("subjects", [])
                 if subject["name"] == one["spec"]["serviceAccount"]["name"]}
        assert bound == {f"collect-{kind}-logs" for kind in pipeline["inputRefs"]}


@pytest.mark.parametrize("namespace", sorted(limited()))
def test_a_namespace_with_a_quota_says_what_containers_have_that_say_nothing(namespace):
    """Or else the quota would refuse them."""
    ranges = [one for one in those("LimitRange") if one["metadata"]["namespace"] == namespace]
    assert ranges and all({"default", "defaultRequest"} <= one.keys() for item in ranges for one in item["spec"]["limits"])


def test_every_namespace_of_services_has_a_quota():
    served = {one["metadata"]["namespace"] for one in OBJECTS if one["kind"] in ("Rollout", "Cluster")}
    assert served <= limited()
