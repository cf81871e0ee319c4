"""The image of accounts, as `make images` builds it, run as a cluster runs it."""

from __future__ import annotations

import json
import os
import subprocess

import httpx
import pytest
from made import GONE, IMAGES, NEEDS, settings

from local.readiness import answers
from twin import eventually, free_port

pytestmark = NEEDS


@pytest.fixture
def image(packed):
    return packed("accounts")


def test_it_serves_as_any_user_on_a_read_only_root_and_stops_when_told(stack, image, user_id):
    port = free_port()
    running = image("serving", settings(stack, port))
    try:
        eventually(lambda: running.poll() is not None or answers(f"http://127.0.0.1:{port}/health/ready"), 90)
        assert running.poll() is None, running.stdout.read()
        with stack.client() as client:
            assert httpx.get(f"http://127.0.0.1:{port}/", trust_env=False).json() == client.get("/").json()
        created = httpx.post(f"http://127.0.0.1:{port}/api/v1/users", json={"email": f"{user_id}@example.org"}, trust_env=False,
                             headers={"Authorization": f"Bearer {stack.token('editor')}"})
        assert created.status_code == 201, created.text
        owned = [entry for entry in os.scandir("/proc") if entry.name.isdigit() and entry.stat().st_uid == user_id]
        assert owned, "nothing runs as the user that the container was given"
    finally:
        running.terminate()
        output, _ = running.communicate(timeout=60)
    assert running.returncode in (0, 143), output
    lines = [line for line in output.splitlines() if line.startswith("{")]
    assert lines and all(json.loads(line) for line in lines)
    assert not any('"loglevel":"SEVERE"' in line for line in lines), output


def test_it_accepts_tokens_when_it_starts_again_where_it_was_killed(stack, image):
    """A container that is restarted finds the folders of the one before."""
    port = free_port()
    killed = (f"HTTP_PORT={free_port()} accounts & "
              "until [ -e /var/wlp/accounts/resources/security/ltpa.keys ]; do sleep 1; done; kill -9 -1; exec accounts")
    running = image("restarted", settings(stack, port), "sh", "-c", killed)
    try:
        eventually(lambda: running.poll() is not None or answers(f"http://127.0.0.1:{port}/health/ready"), 150)
        assert running.poll() is None, running.stdout.read()
        created = httpx.post(f"http://127.0.0.1:{port}/api/v1/users", json={"email": "restarted@example.org"}, trust_env=False,
                             timeout=30, headers={"Authorization": f"Bearer {stack.token('editor')}"})
        assert created.status_code == 201, created.text
    finally:
        running.terminate()
        running.communicate(timeout=60)


def test_it_brings_the_database_up_to_date(stack, image):
    schema = image("schema", {"DB_HOST": "127.0.0.1", "DB_PORT": str(stack.settings.port("POSTGRES")),
                              "DB_OWNER_PASSWORD": stack.password("accounts-owner")}, "accounts-schema", "migrate")
    output, _ = schema.communicate(timeout=60)
    assert schema.returncode == 0, output
    assert "tables are at version" in output


def test_it_says_what_is_missing(image):
    service = image("unconfigured", {}, "accounts-schema", "migrate")
    output, _ = service.communicate(timeout=60)
    assert service.returncode == 1
    assert "DB_OWNER_PASSWORD" in output


def test_it_runs_as_nobody_special_by_default(built):
    inspected = json.loads(subprocess.run(["buildah", "inspect", "--type", "image", built("accounts")],
                                          check=True, capture_output=True, text=True).stdout)
    assert inspected["OCIv1"]["config"]["User"] == "1001:0"


def test_its_bill_of_materials_names_what_is_in_it():
    packages = {package["name"]: package.get("versionInfo")
                for package in json.loads((IMAGES / "accounts.spdx.json").read_text())["packages"]}
    assert {"libc6", "openssl", "postgresql", "fastcsv", "flyway-core", "openjdk"} <= packages.keys()
    assert any(name.startswith("io.openliberty.") for name in packages)


def test_it_has_no_secret_in_it(image):
    search = image("secrets", {}, "sh", "-c", "find /opt -name server.env -o -name '*.p12' -o -name ltpa.keys")
    output, _ = search.communicate(timeout=60)
    assert search.returncode == 0
    assert output == ""


def test_it_has_nothing_left_over_from_earlier_sources(image):
    search = image("leftovers", {}, "sh", "-c", f"find /opt -name {GONE.name}")
    output, _ = search.communicate(timeout=60)
    assert search.returncode == 0
    assert output == ""
