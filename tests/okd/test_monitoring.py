"""What user workload monitoring asks of those whom it watches."""

from __future__ import annotations

import re

import pytest
import yaml

from rendering import called, of_setting, overlays

MONITORS = [(overlay, one) for overlay, objects in of_setting("okd").items() for one in objects
            if one["kind"] in ("PodMonitor", "ServiceMonitor")]
OPENSHIFTS = {"apiserver", "coredns", "etcd", "kube-controller-manager", "kube-scheduler", "kube-state-metrics", "kubelet",
              "log-agent", "node-exporter", "prometheus", "tekton-pipelines", "tekton-triggers"}
"""What it has by itself, and watches."""
RECEIVER = "https://thanos-receive.monitoring.svc:19291/api/v1/receive"
OF_THE_PLATFORM = re.compile(r"\b(?:apiserver|container|etcd|kube|kubelet|machine|node)_\w+")
"""What only the platform's Prometheus has."""


def configured(overlay: str, name: str) -> dict:
    found = next(one for one in of_setting("okd")[overlay] if one["metadata"]["name"] == name)
    return yaml.safe_load(found["data"]["config.yaml"])


@pytest.mark.parametrize("one", [one for _, one in MONITORS], ids=[f"{overlay}: {called(one)}" for overlay, one in MONITORS])
def test_a_monitor_watches_its_own_namespace(one):
    asked = one["spec"].get("namespaceSelector", {})
    assert "any" not in asked
    assert asked.get("matchNames", [one["metadata"]["namespace"]]) == [one["metadata"]["namespace"]]


def test_what_the_lab_watches_is_watched():
    in_the_lab = {one["metadata"]["name"] for overlay, objects in overlays().items() if overlay not in of_setting("okd")
                  for one in objects if one["kind"] in ("PodMonitor", "ServiceMonitor")}
    assert in_the_lab - {one["metadata"]["name"] for _, one in MONITORS} == OPENSHIFTS


@pytest.mark.parametrize("cluster", ["east", "west"])
def test_both_write_to_the_receiver(cluster):
    overlay = f"kustomize/platform/prometheus/overlays/okd/{cluster}"
    for name, part in (("cluster-monitoring-config", "prometheusK8s"), ("user-workload-monitoring-config", "prometheus")):
        told = configured(overlay, name)[part]
        assert told["externalLabels"] == {"cluster": cluster}
        assert [one["url"] for one in told["remoteWrite"]] == [RECEIVER]


def relabelled(series: dict[str, str], steps: list[dict]) -> dict[str, str] | None:
    """As Prometheus does it before it writes; nothing, if it does not."""
    for step in steps:
        matches = re.fullmatch(step["regex"], ";".join(series.get(name, "") for name in step["sourceLabels"]))
        if step.get("action", "replace") == "keep":
            if not matches:
                return None
        elif matches:
            series = series | {step["targetLabel"]: step["replacement"]}
    return series


@pytest.mark.parametrize("cluster", ["east", "west"])
def test_when_a_restore_was_proven_goes_on_by_the_name_that_the_lab_records(cluster):
    told = configured(f"kustomize/platform/prometheus/overlays/okd/{cluster}", "cluster-monitoring-config")
    steps = told["prometheusK8s"]["remoteWrite"][0]["writeRelabelConfigs"]
    drill = {"__name__": "kube_cronjob_status_last_successful_time", "job": "kube-state-metrics", "namespace": "velero",
             "cronjob": "restore-drill"}
    recorded = {rule["record"]: rule["labels"] for objects in overlays().values() for one in objects
                if one["kind"] == "PrometheusRule" and one["metadata"]["name"] == "backups"
                for group in one["spec"]["groups"] for rule in group["rules"] if "record" in rule}
    (name, labels), = recorded.items()
    assert relabelled(drill, steps) == drill | {"__name__": name} | labels
    assert relabelled(drill | {"cronjob": "another"}, steps) is None
    assert relabelled({"__name__": "kube_node_status_condition", "job": "kube-state-metrics"}, steps)


def rules_of_openshift() -> list[dict]:
    return [one for objects in of_setting("okd").values() for one in objects if one["kind"] == "PrometheusRule"]


def evaluated_by_prometheus_itself(one: dict) -> bool:
    return one["metadata"].get("labels", {}).get("openshift.io/prometheus-rule-evaluation-scope") == "leaf-prometheus"


def test_rules_that_record_are_evaluated_where_what_they_record_is_passed_on():
    recording = [one for one in rules_of_openshift()
                 if any("record" in rule for group in one["spec"]["groups"] for rule in group["rules"])]
    assert recording
    for one in recording:
        assert "twinharbor.io/evaluated-by" in one["metadata"].get("labels", {}) or evaluated_by_prometheus_itself(one)


def test_rules_that_prometheus_itself_evaluates_ask_for_nothing_that_the_platforms_has():
    """User workload monitoring's ruler asks both, and its Prometheus only what it scrapes."""
    found = {one["metadata"]["name"]: OF_THE_PLATFORM.findall(str(one["spec"]))
             for one in rules_of_openshift() if evaluated_by_prometheus_itself(one)}
    assert found
    assert {name: names for name, names in found.items() if names} == {}
    assert any(OF_THE_PLATFORM.search(str(one["spec"])) for one in rules_of_openshift()), "or nothing is looked for"


def test_rules_over_both_clusters_are_left_alone():
    by = "twinharbor.io/evaluated-by"
    rules = [one for one in rules_of_openshift() if one["metadata"].get("labels", {}).get(by) == "thanos"]
    namespaces = {one["metadata"]["name"]: one["metadata"].get("labels", {}) for objects in of_setting("okd").values()
                  for one in objects if one["kind"] == "Namespace"}
    assert rules
    assert {namespaces[one["metadata"]["namespace"]].get("openshift.io/user-monitoring") for one in rules} == {"false"}


def test_releases_are_measured_by_the_same_queries_as_in_the_lab():
    def measured(objects: list[dict]) -> dict[str, list]:
        templates = [one for one in objects if one["kind"] == "AnalysisTemplate"]
        return {one["metadata"]["name"]: [metric["provider"]["prometheus"] for metric in one["spec"]["metrics"]
                                          if "prometheus" in metric["provider"]] for one in templates}

    okd = {overlay: measured(objects) for overlay, objects in of_setting("okd").items() if "services" in overlay}
    lab = [measured(objects) for overlay, objects in overlays().items() if overlay not in okd and "services" in overlay]
    assert any(any(one.values()) for one in okd.values())
    for overlay, found in okd.items():
        for name, queries in found.items():
            assert any(one.get(name) == queries for one in lab), f"{overlay}: {name}"
            assert all(query["address"] == "http://thanos-query.monitoring.svc:10902" for query in queries)
