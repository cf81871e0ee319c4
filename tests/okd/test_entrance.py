"""How clients come in, and whom what they reach trusts."""

from __future__ import annotations

from pathlib import Path

import pytest

from rendering import called, of_setting, overlays, running, template

TRAEFIK = "kustomize/platform/traefik/overlays"
WITHOUT = [overlay for overlay in of_setting("okd") if "okd-without-traefik" in Path(overlay).parts]
INJECTED = "config.openshift.io/inject-trusted-cabundle"


def of_kind(overlay: str, kind: str) -> list[dict]:
    return [one for one in overlays()[overlay] if one["kind"] == kind]


def test_traefik_has_an_address_or_stands_behind_the_router():
    (own,), (behind,) = (of_kind(f"{TRAEFIK}/{variant}", "Service") for variant in ("okd", "okd-route"))
    assert (own["spec"]["type"], behind["spec"]["type"]) == ("LoadBalancer", "ClusterIP")
    assert own["spec"]["externalTrafficPolicy"] == "Local", "or nobody sees whose request it is"
    assert of_kind(f"{TRAEFIK}/okd", "Route") == []
    (route,) = of_kind(f"{TRAEFIK}/okd-route", "Route")
    assert route["spec"]["tls"]["termination"] == "passthrough"
    assert route["spec"]["to"]["name"] == behind["metadata"]["name"]
    assert route["spec"]["port"]["targetPort"] in {port["name"] for port in behind["spec"]["ports"]}


@pytest.mark.parametrize("overlay", WITHOUT)
def test_without_traefik_the_router_alone_leads_to_a_service_and_by_tls(overlay):
    assert [called(one) for one in overlays()[overlay] if one["apiVersion"].startswith("traefik.io/")] == []
    (ingress,) = of_kind(overlay, "Ingress")
    annotations = ingress["metadata"]["annotations"]
    assert annotations["route.openshift.io/termination"] == "reencrypt"
    assert annotations["route.openshift.io/destination-ca-certificate-secret"]
    services = {one["metadata"]["name"]: {port["port"] for port in one["spec"]["ports"]} for one in of_kind(overlay, "Service")}
    for rule in ingress["spec"]["rules"]:
        for path in rule["http"]["paths"]:
            backend = path["backend"]["service"]
            assert backend["port"]["number"] in services[backend["name"]]


def trusting() -> list[tuple[str, str, str]]:
    """Pods that have a ConfigMap of authorities, by overlay and what makes them."""
    return [(name, one["metadata"]["namespace"], volume["configMap"]["name"]) for name, one in running("okd")
            for volume in template(one)["spec"].get("volumes", [])
            if "authorities" in volume.get("configMap", {}).get("name", "")]


@pytest.mark.parametrize(("name", "namespace", "read"), trusting(), ids=[name for name, _, _ in trusting()])
def test_whom_a_pod_trusts_is_filled_in_by_openshift(name, namespace, read):
    found = [one for one in overlays()[name.split(": ")[0]] if one["kind"] == "ConfigMap" and one["metadata"]["name"] == read]
    assert found, f"{read} in {namespace}"
    assert all(one["metadata"]["labels"][INJECTED] == "true" for one in found)


def test_some_trust_whom_their_company_trusts():
    assert trusting()
