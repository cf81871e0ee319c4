"""OpenShift's API server would take what the okd overlays come to, field by field."""

from __future__ import annotations

import pytest

from rendering import of_setting


@pytest.mark.parametrize("overlay", of_setting("okd"))
def test_an_overlay_is_taken_field_by_field(openshift, overlay):
    objects = [one for one in of_setting("okd")[overlay] if one["kind"] != "CustomResourceDefinition"]
    assert openshift.refuses(objects) == []


def test_a_field_that_does_not_exist_is_found(openshift):
    route = {"apiVersion": "route.openshift.io/v1", "kind": "Route", "metadata": {"name": "any", "namespace": "argocd"},
             "spec": {"to": {"kind": "Service", "name": "any"}, "tsl": {"termination": "passthrough"}}}
    assert any("tsl" in said for said in openshift.refuses([route]))
