"""The services beside accounts, as `make run` starts them."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import httpx
import pytest

from local.settings import SERVICES
from twin import Twin, eventually

pytestmark = pytest.mark.stack


@pytest.fixture(scope="module")
def whole():
    twin = Twin(Path(tempfile.mkdtemp(prefix="twinharbor-test-")), TWINHARBOR_SERVICES=" ".join(SERVICES))
    try:
        twin.up()
        yield twin
    finally:
        status, output = twin.run("stop")
        assert status == 0, output
        assert twin.processes() == []
    shutil.rmtree(twin.places.home)


def client(stack: Twin, service: str, token: str) -> httpx.Client:
    return httpx.Client(base_url=f"http://127.0.0.1:{stack.settings.port(service.upper())}/api/v1", timeout=30, trust_env=False,
                        headers={"Authorization": f"Bearer {token}"})


def test_all_are_shown_ready(whole):
    status, output = whole.run("status")
    assert status == 0
    assert [line.split()[0] for line in output.splitlines()] == [
        "postgres", "keycloak", "accounts", "audit", "delivery", "responder", "console", "traefik"]


def test_what_was_changed_is_in_the_trail_of_who_did_it(whole):
    with whole.client("editor") as editor:
        made = editor.post("/api/v1/users", json={"email": "trailed@example.org"})
        assert made.status_code == 201
    with client(whole, "audit", whole.token("auditor")) as audit:
        found = eventually(lambda: audit.get("/audit/events", params={"user": made.json()["id"]}).json())
    assert "editor" in str(found)


def test_an_editor_reads_no_trail(whole):
    with client(whole, "audit", whole.token("editor")) as audit:
        assert audit.get("/audit/events").status_code == 403


def test_deployments_are_found_in_the_history_of_this_checkout(whole):
    with client(whole, "delivery", whole.token("reader")) as delivery:
        assert delivery.get("/deployments").status_code == 200


def test_an_alert_becomes_an_incident_and_nothing_is_done(whole):
    alert = {"status": "firing", "labels": {"alertname": "PodNotReady", "cluster": "local", "action": "restart-pod"},
             "annotations": {}, "startsAt": "2026-01-01T00:00:00Z", "endsAt": "0001-01-01T00:00:00Z",
             "fingerprint": "0123456789abcdef"}
    with client(whole, "responder", whole.password("responder-alerts")) as alertmanager:
        assert alertmanager.post("/alerts", json={"version": "4", "alerts": [alert]}).status_code == 202
    page = f"http://127.0.0.1:{whole.settings.port('RESPONDER')}/incidents/alert/{alert['fingerprint']}"
    found = eventually(lambda: "PodNotReady" in httpx.get(page, follow_redirects=True, trust_env=False).text)
    assert found
