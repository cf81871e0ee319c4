"""Dashboards are what their sources say, in Grafana's own terms, and ask nothing that Thanos would not understand."""

from __future__ import annotations

import json
import re
import subprocess

import pytest
import yaml
from declared import OBSERVABILITY
from grafana_foundation_sdk.cog.encoder import JSONEncoder
from grafana_foundation_sdk.models.dashboard import Dashboard

from observability.dashboards.__main__ import NAMES, written

WRITTEN = OBSERVABILITY / "dashboards" / "json"


def panels(name: str) -> list[dict]:
    return [panel for panel in json.loads((WRITTEN / f"{name}.json").read_text())["panels"] if panel["type"] != "row"]


def expressions(name: str) -> list[str]:
    board = json.loads((WRITTEN / f"{name}.json").read_text())
    asked = [target["expr"] for panel in panels(name) for target in panel["targets"]]
    return asked + [annotation["expr"] for annotation in board["annotations"].get("list", [])]


@pytest.mark.parametrize("name", NAMES)
def test_what_is_in_git_is_what_its_source_says(name):
    assert (WRITTEN / f"{name}.json").read_text() == written(name), "python -m observability.dashboards writes them anew"


@pytest.mark.parametrize("name", NAMES)
def test_grafanas_schema_has_all_of_it(name):
    given = json.loads((WRITTEN / f"{name}.json").read_text())
    assert json.loads(JSONEncoder().encode(Dashboard.from_json(given))) == given


@pytest.mark.parametrize("name", NAMES)
def test_panels_are_told_apart_and_lie_beside_each_other(name):
    found = panels(name)
    assert len({panel["title"] + str(panel["id"]) for panel in found}) == len(found)
    taken = [(x, y) for panel in found for at in [panel["gridPos"]]
             for x in range(at["x"], at["x"] + at["w"]) for y in range(at["y"], at["y"] + at["h"])]
    assert len(taken) == len(set(taken))


@pytest.mark.parametrize("name", NAMES)
def test_every_expression_is_one(name, promtool, tmp_path):
    asked = expressions(name)
    assert asked
    for variable, value in {"$__rate_interval": "5m", "$cluster": ".+", "$service": "accounts", "$namespace": "accounts"}.items():
        asked = [expression.replace(variable, value) for expression in asked]
    assert not [expression for expression in asked if re.search(r"\$\w", expression)]
    file = tmp_path / "rules.yaml"
    rules = [{"record": f"panel:{number}", "expr": expression} for number, expression in enumerate(asked)]
    file.write_text(yaml.safe_dump({"groups": [{"name": name, "rules": rules}]}))
    done = subprocess.run([promtool, "check", "rules", file], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
