"""What Ansible installs from is laid out by several steps at once, and read by others."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from lab.builder import Builder
from lab.places import Places


def test_versions_are_whole_whenever_they_are_read(tmp_path: Path) -> None:
    places = Places(tmp_path / "lab", tmp_path / "cache")
    builder = Builder(places)
    builder.offer([])
    with ThreadPoolExecutor(4) as threads:
        offers = [threads.submit(builder.offer, []) for _ in range(200)]
        while not all(offer.done() for offer in offers):
            assert json.loads((places.programs / "versions.json").read_text())
    assert [offer.exception() for offer in offers] == [None] * len(offers)
    assert not list(places.programs.glob("*.partial"))
