"""The rules as promtool wants them: plain files, beside each other as they are in the repository."""

from __future__ import annotations

import pytest
import yaml
from declared import OBSERVABILITY, rules

from lab.builder import Builder
from lab.places import Places
from local.places import REPOSITORY

TOLD_OF = ("summary", "description")


@pytest.fixture(scope="session")
def promtool():
    builder = Builder(Places.of())
    builder.make("prometheus")
    return builder.outcome("prometheus") / "bin" / "promtool"


@pytest.fixture(scope="session")
def plain(tmp_path_factory):
    """Without what promtool does not know, and, for its tests, without what is the same whenever an alert fires."""
    root = tmp_path_factory.mktemp("rules")
    for file, groups in rules().items():
        for group in groups:
            group.pop("partial_response_strategy", None)
            for rule in group["rules"]:
                if "alert" in rule:
                    rule["annotations"] = {key: rule["annotations"][key] for key in TOLD_OF}
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_text(yaml.safe_dump({"groups": groups}))
    for file in OBSERVABILITY.glob("tests/*/*.yaml"):
        copy = root / file.relative_to(REPOSITORY)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(file.read_text())
    return root
