"""What the platform's kustomizations ask upstream for is what the lab's Git server has."""

from __future__ import annotations

from pathlib import Path

import pytest

from lab import upstream
from lab.rendering import FILE, FOLDER

REPOSITORY = Path(__file__).resolve().parents[2]
KEPT = {repository.name: repository for repository in upstream.repositories()}


def asked() -> list[tuple[str, str, str]]:
    text = "\n".join(file.read_text() for file in (REPOSITORY / "kustomize").glob("**/kustomization.yaml"))
    return sorted({*FOLDER.findall(text), *((name, path, tag) for name, tag, path in FILE.findall(text))})


@pytest.mark.parametrize(("name", "path", "tag"), asked())
def test_what_a_kustomization_asks_upstream_for_is_kept_at_that_version(name: str, path: str, tag: str) -> None:
    assert tag == KEPT[name].tag
    assert any(path == kept or path.startswith(f"{kept}/") for kept in KEPT[name].paths)


def test_nothing_is_kept_that_no_kustomization_asks_for() -> None:
    assert set(KEPT) == {name for name, _, _ in asked()}
