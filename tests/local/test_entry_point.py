"""What clients meet at Traefik."""

from __future__ import annotations

import json
import socket
import ssl
import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from twin import RATE_BURST, eventually

pytestmark = pytest.mark.stack


@pytest.fixture
def client(stack):
    with stack.client() as found:
        yield found


def assert_problem(answer, status):
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == status
    assert problem["title"]
    assert problem["detail"]
    assert problem["type"]
    return problem


def test_plain_http_is_redirected_for_good_and_keeps_path_and_query(stack):
    answer = httpx.get(f"http://localhost:{stack.settings.port('HTTP')}/api/v1/users?limit=1", trust_env=False)
    assert answer.status_code in (301, 308)
    assert answer.headers["location"] == f"{stack.settings.url}/api/v1/users?limit=1"


def test_the_directory_answers_as_the_original_application_did(client):
    answer = client.get("/")
    assert answer.status_code == 200
    assert answer.headers["content-type"].split(";")[0] == "application/json"
    assert {"id": 1, "email": "test@test.com", "active": True} in answer.json()
    assert all(set(user) == {"id", "email", "active"} for user in answer.json())


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
def test_the_certificate_is_trusted_with_our_authority(stack, host):
    answer = httpx.get(f"https://{host}:{stack.settings.port('HTTPS')}/", verify=stack.trust(), trust_env=False)
    assert answer.status_code == 200


def test_the_certificate_is_not_trusted_without_our_authority(stack):
    with pytest.raises(httpx.ConnectError, match="CERTIFICATE_VERIFY_FAILED"):
        httpx.get(stack.settings.url, verify=ssl.create_default_context(), trust_env=False)


def test_tls_before_1_2_is_refused(stack):
    trust = stack.trust()
    trust.set_ciphers("ALL:@SECLEVEL=0")
    trust.minimum_version = trust.maximum_version = ssl.TLSVersion.TLSv1_1
    with pytest.raises(httpx.ConnectError):
        httpx.get(stack.settings.url, verify=trust, trust_env=False)


def test_answers_carry_security_headers(client):
    headers = client.get("/").headers
    assert headers["strict-transport-security"].startswith("max-age=")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "server" not in headers
    assert "x-powered-by" not in headers


def test_keycloak_keeps_its_own_content_security_policy_and_may_frame_itself(client):
    headers = client.get("/auth/realms/twinharbor/protocol/openid-connect/login-status-iframe.html").headers
    assert headers["x-frame-options"] == "SAMEORIGIN"
    assert "default-src 'self'" not in headers.get("content-security-policy", "")
    assert headers["strict-transport-security"].startswith("max-age=")


@pytest.mark.parametrize("path", [
    "/metrics", "/metrics/", "/health", "/health/ready", "/health/live", "/health/started", "/ibm/api",
    "//metrics", "/%6detrics", "/metrics;x=1", "/x/../metrics", "/./health",
    "/auth/metrics", "/auth/health", "/auth/health/ready", "/auth/../metrics"])
def test_what_is_for_operators_is_not_found(stack, path):
    # Without a library that would tidy the path first.
    plain = socket.create_connection(("localhost", stack.settings.port("HTTPS")))
    with stack.trust().wrap_socket(plain, server_hostname="localhost") as connection:
        connection.sendall(f"GET {path} HTTP/1.0\r\nHost: localhost\r\n\r\n".encode())
        answer = b""
        while chunk := connection.recv(65536):
            answer += chunk
    head, _, body = answer.partition(b"\r\n\r\n")
    assert b" 404 " in head.splitlines()[0]
    assert b"application/problem+json" in head
    assert json.loads(body)["status"] == 404


def test_an_address_that_nobody_serves_is_a_problem(client):
    assert_problem(client.get("/api/v1/nothing"), 404)


@pytest.mark.parametrize("path", ["/%00", "/%0a", "/api/v1/users/1%7f"])
def test_an_address_with_control_characters_is_a_problem(client, path):
    assert_problem(client.get(path), 400)


@pytest.mark.parametrize("path", ["/", "/api/v1/users", "/auth/"])
def test_a_method_that_nobody_serves_is_a_problem(client, path):
    answer = client.request("TRACE", path)
    assert_problem(answer, 405)
    assert "GET" in answer.headers["allow"]


def test_too_many_requests_at_once_are_told_when_to_come_again(stack):
    with stack.client() as client, ThreadPoolExecutor(16) as threads:
        answers = list(threads.map(lambda _: client.get("/"), range(RATE_BURST * 4)))
    refused = [answer for answer in answers if answer.status_code != 200]
    assert refused
    problem = assert_problem(refused[0], 429)
    assert problem["instance"] == "/"
    assert int(refused[0].headers["retry-after"]) >= 1
    time.sleep(3)
    assert stack.client().get("/").status_code == 200


def test_the_dashboard_asks_for_a_password(stack):
    dashboard = f"https://localhost:{stack.settings.port('DASHBOARD')}/dashboard/"
    for login in (None, ("admin", "wrong")):
        assert httpx.get(dashboard, auth=login, verify=stack.trust(), trust_env=False).status_code == 401
    right = ("admin", stack.password("dashboard"))
    assert httpx.get(dashboard, auth=right, verify=stack.trust(), trust_env=False).status_code == 200


def test_the_access_log_holds_neither_tokens_nor_queries(stack):
    with stack.client("reader") as client:
        client.get("/api/v1/users", params={"emailPrefix": "private"}, headers={"User-Agent": "the one of this test"})
        token = client.headers["authorization"].split()[1]
    log = stack.places.logs / "access.log"
    eventually(lambda: "the one of this test" in log.read_text(), 10)
    lines = log.read_text()
    assert '"RequestPath":"/api/v1/users"' in lines
    assert "private" not in lines
    assert token not in lines
    assert all(json.loads(line)["RequestMethod"] for line in lines.splitlines())
