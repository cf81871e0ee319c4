"""The image of accounts' acceptance tests, run as the Job that tries a version before it is switched to."""

from __future__ import annotations

import json
import re
import subprocess

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509 import load_pem_x509_certificates
from made import IMAGES, NEEDS, settings

from local import passwords
from twin import eventually, free_port

pytestmark = NEEDS

AUTHORITY = "/etc/ssl/platform/ca.crt"
KEYSTORE = "/etc/ssl/accounts/keystore.p12"


@pytest.fixture
def tests(packed, stack, tmp_path):
    """Starts them with the stack's authority, in a file that any user may read, as a mounted secret is."""
    authority = tmp_path / "ca.crt"
    authority.write_bytes(stack.places.authority.read_bytes())
    authority.chmod(0o644)
    return lambda name, given: packed("accounts-acceptance")(name, given, files={AUTHORITY: authority})


@pytest.fixture
def staging(stack, packed, tmp_path):
    """Where a service answers by HTTPS, with a certificate of the stack's authority, that takes staging's tokens, too."""
    port = free_port()
    certificate = load_pem_x509_certificates((stack.places.tls / "server.pem").read_bytes())[0]
    key = serialization.load_pem_private_key((stack.places.tls / "server-key.pem").read_bytes(), None)
    how = serialization.BestAvailableEncryption(b"secret")
    (tmp_path / "keystore.p12").write_bytes(pkcs12.serialize_key_and_certificates(b"accounts", key, certificate, None, how))
    (tmp_path / "keystore.p12").chmod(0o644)
    given = {**settings(stack, -1), "HTTPS_PORT": str(port), "TLS_KEYSTORE": KEYSTORE, "TLS_KEYSTORE_PASSWORD": "secret",
             "MP_JWT_VERIFY_AUDIENCES": "accounts,accounts-staging", "DIRECTORY_READ_OPEN": "false"}
    running = packed("accounts")("staging", given, files={KEYSTORE: tmp_path / "keystore.p12"})
    try:
        address = f"https://localhost:{port}"
        eventually(lambda: running.poll() is not None or is_ready(stack, address), 90)
        assert running.poll() is None, running.stdout.read()
        yield address
    finally:
        running.terminate()
        running.communicate(timeout=60)


def is_ready(stack, address: str) -> bool:
    asked = ["curl", "--silent", "--fail", "--cacert", str(stack.places.authority), f"{address}/health/ready"]
    return subprocess.run(asked, capture_output=True, check=False).returncode == 0


def tried(stack, tests, address: str) -> tuple[int, str]:
    """Exit status and output of one run."""
    secrets = {f"ACCEPTANCE_{role.upper()}_SECRET": stack.password(f"client-accounts-acceptance-{role}")
               for role in passwords.USERS}
    given = {**secrets, "SERVICE_URL": address, "TRUSTED_CA": AUTHORITY,
             "TOKEN_URL": f"{stack.settings.issuer}/protocol/openid-connect/token"}
    running = tests("tests", given)
    output, _ = running.communicate(timeout=120)
    return running.returncode, output


def test_it_tries_a_service_again_and_again_and_leaves_nobody_behind(stack, tests, staging):
    with stack.client() as client:
        before = client.get("/").json()
        for _ in range(2):
            status, output = tried(stack, tests, staging)
            assert status == 0, output
            assert int(re.search(r"\[ +(\d+) tests successful +]", output)[1]) > 30
        assert client.get("/").json() == before


def test_a_service_that_takes_none_of_its_tokens_does_not_pass(stack, tests):
    status, output = tried(stack, tests, stack.settings.url)
    assert status == 1
    assert re.search(r"\[ +[1-9]\d* tests failed", output), output


def test_it_says_what_it_lacks(tests):
    running = tests("unconfigured", {"SERVICE_URL": "https://localhost"})
    output, _ = running.communicate(timeout=60)
    assert running.returncode == 2
    assert "TOKEN_URL: must say where its issuer gives tokens" in output


def test_it_has_no_database_in_it_and_runs_as_nobody_special(built):
    packages = {package["name"] for package in json.loads((IMAGES / "accounts-acceptance.spdx.json").read_text())["packages"]}
    assert {"junit-platform-console", "openjdk"} <= packages
    assert not [name for name in packages if "postgres" in name or name == "flyway-core"]
    inspected = json.loads(subprocess.run(["buildah", "inspect", "--type", "image", built("accounts-acceptance")],
                                          check=True, capture_output=True, text=True).stdout)
    assert inspected["OCIv1"]["config"]["User"] == "1001:0"
