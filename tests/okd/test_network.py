"""What closed namespaces let through on OpenShift."""

from __future__ import annotations

import pytest

from rendering import of_setting

CLOSED = {one["metadata"]["namespace"] for objects in of_setting("okd").values() for one in objects
          if one["kind"] == "NetworkPolicy" and one["metadata"]["name"] == "nothing"}

SCRAPED = {one["metadata"]["namespace"] for objects in of_setting("okd").values() for one in objects
           if one["kind"] in ("PodMonitor", "ServiceMonitor")}


def policies(namespace: str) -> dict[str, dict]:
    return {one["metadata"]["name"]: one["spec"] for objects in of_setting("okd").values() for one in objects
            if one["kind"] == "NetworkPolicy" and one["metadata"]["namespace"] == namespace}


@pytest.mark.parametrize("namespace", sorted(CLOSED))
def test_a_closed_namespace_may_ask_openshifts_dns(namespace):
    asked = policies(namespace)["names"]["egress"][0]
    assert asked["to"][0]["namespaceSelector"]["matchLabels"] == {"kubernetes.io/metadata.name": "openshift-dns"}
    assert {port["port"] for port in asked["ports"]} == {5353}


@pytest.mark.parametrize("namespace", sorted(SCRAPED & CLOSED))
def test_a_namespace_is_scraped_by_openshifts_prometheus(namespace):
    let_in = policies(namespace)["scraped"]["ingress"][0]["from"][0]
    assert let_in["namespaceSelector"]["matchLabels"] == {"kubernetes.io/metadata.name": "openshift-user-workload-monitoring"}


def test_a_restored_database_reaches_the_store_that_it_comes_from():
    found = policies("accounts")
    assert found["accounts-db-archive"]["egress"][0] in found["accounts-db-restored"]["egress"]
