"""Operators are told what the lab tells the programs themselves."""

from __future__ import annotations

import json

import pytest

from rendering import overlays


def the(overlay: str, kind: str, name: str) -> dict:
    return next(one for one in overlays()[overlay] if (one["kind"], one["metadata"]["name"]) == (kind, name))


def test_argo_cd_is_told_the_same():
    lab, okd = "kustomize/platform/argo-cd/overlays/lab", "kustomize/platform/argo-cd/overlays/okd"
    told = the(okd, "ArgoCD", "argocd")["spec"]
    own = {"accounts.developer", "accounts.release-manager", "accounts.operations", "url"}
    lab_settings = the(lab, "ConfigMap", "argocd-cm")["data"]
    assert {key: value for key, value in lab_settings.items() if key not in own}.items() >= told["extraConfig"].items()
    assert told["rbac"]["policy"] == the(lab, "ConfigMap", "argocd-rbac-cm")["data"]["policy.csv"]
    assert told["cmdParams"].items() <= the(lab, "ConfigMap", "argocd-cmd-params-cm")["data"].items()
    notifications = the(okd, "NotificationsConfiguration", "default-notifications-configuration")["spec"]
    assert {key: value for part in notifications.values() for key, value in part.items()} == {
        key: value for key, value in the(lab, "ConfigMap", "argocd-notifications-cm")["data"].items() if key != "context"}


@pytest.mark.parametrize(("config", "own"), [
    ("feature-flags", {"set-security-context", "set-security-context-read-only-root-filesystem", "coschedule",
                       "disable-creds-init", "running-in-environment-with-injected-sidecars"}),
    ("config-defaults", {"default-timeout-minutes", "default-service-account"}),
    ("config-observability", {"metrics.taskrun.level", "metrics.pipelinerun.level"}),
])
def test_tekton_is_told_the_same(config, own):
    lab = the("kustomize/platform/tekton-pipelines/overlays/lab", "ConfigMap", config)["data"]
    okd = the("kustomize/platform/tekton-pipelines/overlays/okd", "TektonConfig", "config")["spec"]["pipeline"]
    assert {key: lab[key] for key in own} == {key: okd[key] if isinstance(okd[key], str) else json.dumps(okd[key]) for key in own}


def test_no_pipeline_runs_as_the_operators_account():
    text = str(overlays()["kustomize/platform/builds/overlays/okd"])
    assert "'serviceAccountName': 'pipeline'" not in text


def test_what_the_operator_makes_options_of_is_what_parameters_say():
    """Options come first, so a parameter beside them would say nothing."""
    for overlay in ("okd", "okd-large-fleet"):
        told = the(f"kustomize/platform/argo-cd/overlays/{overlay}", "ArgoCD", "argocd")["spec"]
        controller, parameters = told["controller"], told["cmdParams"]
        options = {"status.processors": controller["processors"]["status"],
                   "operation.processors": controller["processors"]["operation"],
                   "kubectl.parallelism.limit": controller.get("parallelismLimit")}
        asked = {name: parameters[f"controller.{name}"] for name in options if f"controller.{name}" in parameters}
        assert asked == {name: str(options[name]) for name in asked}, overlay
        assert bool(asked) == (overlay == "okd-large-fleet")
