"""Kinds come before Argo CD, as it would have brought them."""

from __future__ import annotations

from pathlib import Path

from lab import kinds

DEFINITION = {
    "apiVersion": "apiextensions.k8s.io/v1",
    "kind": "CustomResourceDefinition",
    "metadata": {"name": "issuers.example.org", "annotations": {"owner": "somebody"}},
}
SETTINGS = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "settings"}}


def application(name: str, path: str) -> dict:
    return {"metadata": {"name": name}, "spec": {"source": {"path": path}, "destination": {"namespace": "certificates"}}}


def brought(tree: Path, rendered: dict[Path, list[dict]]) -> list[dict]:
    (tree / "certificates").mkdir()
    (tree / "certificates" / "kustomization.yaml").touch()
    return list(kinds.brought(rendered.__getitem__, tree, tree / "east"))


def test_of_what_a_component_brings_only_kinds_come_before(tmp_path: Path) -> None:
    applications = [application("certificates-east", "certificates")]
    found = brought(tmp_path, {tmp_path / "east": applications, tmp_path / "certificates": [DEFINITION, SETTINGS]})
    assert [kind["metadata"]["name"] for kind in found] == ["issuers.example.org"]


def test_a_kind_comes_as_its_component_says_for_argo_cd_marks_none(tmp_path: Path) -> None:
    applications = [application("certificates-east", "certificates")]
    assert brought(tmp_path, {tmp_path / "east": applications, tmp_path / "certificates": [DEFINITION]}) == [DEFINITION]


def test_what_lies_in_another_repository_is_left_to_argo_cd(tmp_path: Path) -> None:
    assert brought(tmp_path, {tmp_path / "east": [application("secrets-east", "secrets/east")]}) == []
