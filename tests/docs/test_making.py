"""What documents are written in can be made into them."""

from __future__ import annotations

import re

from docs.making.__main__ import maven, prepare


def test_documents_and_slides_are_made_without_a_warning(tmp_path):
    """As pages: laying them out on paper takes minutes, and finds no more."""
    prepare(tmp_path / "generated", tmp_path)
    made = [f"asciidoctor:process-asciidoc@{name}" for name in ("specification-page", "project-page", "slides")]
    assert maven(*made, f"-Dgenerated={tmp_path}/generated", f"-Dsite={tmp_path}/site", "-Dcommit=tried", "-Ddate=today") == 0
    for page in ("generated/pages/specification.html", "generated/pages/project.html", "site/slides/slides.html"):
        assert "<svg" in (text := (tmp_path / page).read_text()) or ".svg" in text
    assert "commit tried" in text
    assert re.findall(r'(?:src|href)="(https?://[^"]+\.(?:css|js))"', text) == [], "slides are shown without a network, too"
