"""Operators come in versions that somebody has chosen."""

from __future__ import annotations

import re

import pytest

from rendering import of_setting

SUBSCRIPTIONS = [one for objects in of_setting("okd").values() for one in objects if one["kind"] == "Subscription"]
KEEP_DATA = {"cloudnative-pg", "redhat-oadp-operator"}


@pytest.mark.parametrize("one", SUBSCRIPTIONS, ids=lambda one: one["metadata"]["name"])
def test_an_operator_comes_by_a_pinned_channel(one):
    spec = one["spec"]
    assert spec["source"] in ("redhat-operators", "community-operators") and spec["sourceNamespace"] == "openshift-marketplace"
    if spec["name"] in KEEP_DATA:
        assert spec["installPlanApproval"] == "Manual"
        assert re.search(r"\.v\d+\.\d+\.\d+$", spec["startingCSV"])
    else:
        assert re.search(r"-v?\d+\.\d+$", spec["channel"]), "a channel of every version"


def test_an_operator_comes_once_to_a_cluster():
    for other in ("/east", "/west"):
        found = [one for overlay, objects in of_setting("okd").items() if not overlay.endswith(other)
                 for one in objects if one["kind"] == "Subscription"]
        assert len(found) == len({one["spec"]["name"] for one in found})
