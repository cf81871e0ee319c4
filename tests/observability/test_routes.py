"""Alertmanager speaks of alerts that there are."""

from __future__ import annotations

import re

import pytest
import yaml
from declared import alerts

from local.places import REPOSITORY

ROUTES = yaml.safe_load((REPOSITORY / "kustomize/platform/alertmanager/base/routes.yaml").read_text())["spec"]
NAMED = sorted({name for rule in ROUTES["inhibitRules"] for match in rule["sourceMatch"] + rule["targetMatch"]
                if match["name"] == "alertname" for name in match["value"].split("|")})


@pytest.mark.parametrize("name", NAMED)
def test_an_alert_that_silences_or_is_silenced_exists(name):
    assert name in {alert["alert"] for alert in alerts()}


def test_what_both_clusters_know_is_marked_so_wherever_it_comes_from():
    """Or both would tell of it."""
    marked = {alert["alert"] for alert in alerts() if alert["labels"].get("scope") == "both-clusters"}
    assert marked == {"AlertsOfClusterNotSent",
                      "ClusterOutOfEdge", "ClusterSilent", "ErrorBudgetSpent", "ObjectStoreDown", "ServiceLevelBurnsSlowly"}


def test_every_action_is_a_word_that_a_catalogue_can_have():
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", alert["labels"]["action"]) for alert in alerts())
