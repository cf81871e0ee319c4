"""Whoever is alerted is told what happened, why it matters, who cares for it and what to do."""

from __future__ import annotations

import re
import subprocess

import pytest
import yaml
from declared import OBSERVABILITY, alerts, rules

from local.places import REPOSITORY

RUNBOOKS = REPOSITORY / "docs" / "runbooks"
SEVERITIES = {"critical", "warning", "none"}
ACTIONS = {"back-up", "expand-volume", "gather-evidence", "leave-edge", "none", "restart-pod", "scale", "undo-release"}
TESTS = sorted(OBSERVABILITY.glob("tests/*/*.yaml"))


def run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr if done.returncode else ""


@pytest.mark.parametrize("file", rules())
def test_rules_are_valid(file, plain, promtool):
    assert run(promtool, "check", "rules", "--lint=duplicate-rules", "--lint-fatal", plain / file) == ""


@pytest.mark.parametrize("test", TESTS, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_rules_do_what_they_are_for(test, plain, promtool):
    assert run(promtool, "test", "rules", plain / test.relative_to(REPOSITORY)) == ""


def test_every_alert_is_seen_to_fire():
    fired = {check["alertname"] for file in TESTS for test in yaml.safe_load(file.read_text())["tests"]
             for check in test.get("alert_rule_test", []) if check["exp_alerts"]}
    assert {alert["alert"] for alert in alerts()} - fired == set()


@pytest.mark.parametrize("alert", alerts(), ids=lambda alert: alert["alert"])
def test_an_alert_says_what_to_do(alert):
    assert alert["labels"]["severity"] in SEVERITIES
    assert alert["labels"]["action"] in ACTIONS
    assert alert["labels"]["owner"]
    assert set(alert["annotations"]) == {"summary", "description", "reason", "runbook_url"}
    assert alert["annotations"]["runbook_url"].endswith(f"/docs/runbooks/{alert['alert']}.md")


def test_names_of_alerts_are_told_apart():
    names = [alert["alert"] for alert in alerts()]
    assert sorted(names) == sorted(set(names))


def test_every_alert_has_a_runbook_and_every_runbook_an_alert():
    # Those for whoever was told by nobody have names in small letters.
    assert {file.stem for file in RUNBOOKS.glob("[A-Z]*.md")} - {"README"} == {alert["alert"] for alert in alerts()}


@pytest.mark.parametrize("file", sorted(RUNBOOKS.glob("[A-Z]*.md")), ids=lambda file: file.stem)
def test_a_runbook_says_what_it_means_how_to_look_and_how_to_mend(file):
    if file.stem != "README":
        assert re.findall(r"^## (.+)$", file.read_text(), re.M) == ["What it means", "Look", "Mend"]
