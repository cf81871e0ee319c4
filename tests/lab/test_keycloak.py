"""Keycloak in the clusters is built by the lab, and knows all that the realm's file leaves open."""

from __future__ import annotations

import re

from lab import releases, sealing
from local.keycloak import REALM_FILE
from local.places import REPOSITORY

COMPONENT = REALM_FILE.parents[1]
PLACEHOLDER = re.compile(r"\$\{([A-Z_]+)(?::[^}]*)?\}")


def variables(*settings: str) -> set[str]:
    lines = [line for file in settings for line in (COMPONENT / file).read_text().splitlines()]
    return {line.partition("=")[0] for line in lines if line and not line.startswith("#")}


def test_the_lab_builds_its_image() -> None:
    assert "keycloak" in {release.image for release in releases.read(REPOSITORY)}


def test_whatever_the_realm_leaves_open_has_a_value_in_the_clusters() -> None:
    [secret] = [kept for kept in sealing.wanted(["east", "west"]) if (kept.namespace, kept.name) == ("keycloak", "realm")]
    asked = set(PLACEHOLDER.findall(REALM_FILE.read_text()))
    assert asked <= {*secret.data, *variables("base/settings.env")}
    assert set(secret.data) <= asked, "a secret is kept that the realm does not ask for"
    assert set(secret.clusters) == {"east", "west"}, "both clusters sign with the same key"


def test_the_lab_changes_settings_and_adds_none() -> None:
    assert variables("overlays/lab/settings.env") <= variables("base/settings.env")
