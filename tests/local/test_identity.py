"""Who may do what, with tokens of the stack's own Keycloak."""

from __future__ import annotations

import base64
import json
import uuid

import pytest

from twin import eventually

pytestmark = pytest.mark.stack

TOKEN_PATH = "/auth/realms/twinharbor/protocol/openid-connect/token"


def part_of(token, number):
    part = token.split(".")[number]
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


def new_user():
    return {"email": f"{uuid.uuid4().hex}@example.org"}


@pytest.mark.parametrize(("user", "groups"), [
    ("reader", {"reader"}), ("editor", {"reader", "editor"}),
    ("admin", {"reader", "editor", "admin", "incident-reader", "incident-operator"}), ("auditor", {"reader", "auditor"})])
def test_a_token_says_for_whom_it_is_and_which_roles_its_owner_has(stack, user, groups):
    claims = part_of(stack.token(user), 1)
    assert claims["iss"] == f"{stack.settings.url}/auth/realms/twinharbor"
    assert set(claims["aud"]) == {"accounts", "audit", "delivery"}
    assert claims["upn"] == user
    assert set(claims["groups"]) == groups
    assert claims["exp"] - claims["iat"] == 300


def test_an_editor_creates_a_user(stack):
    with stack.client("editor") as client:
        answer = client.post("/api/v1/users", json=new_user())
        assert answer.status_code == 201
        assert client.get(answer.headers["location"]).json()["id"] == answer.json()["id"]


def test_a_reader_creates_none(stack):
    with stack.client("reader") as client:
        answer = client.post("/api/v1/users", json=new_user())
    assert answer.status_code == 403
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("token", [None, "nonsense"])
def test_nobody_creates_none(stack, token):
    with stack.client() as client:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        assert client.post("/api/v1/users", json=new_user(), headers=headers).status_code == 401


def test_only_an_admin_deletes(stack):
    with stack.client("editor") as editor, stack.client("admin") as admin:
        place = editor.post("/api/v1/users", json=new_user()).headers["location"]
        assert editor.delete(place).status_code == 403
        assert admin.delete(place).status_code == 204


def test_a_batch_job_gets_a_token_of_its_own_and_may_edit(stack):
    with stack.client() as client:
        answer = client.post(TOKEN_PATH, data={"grant_type": "client_credentials"},
                             auth=("accounts-batch", stack.password("client-accounts-batch")))
        bearer = {"Authorization": f"Bearer {answer.json()['access_token']}"}
        assert client.post("/api/v1/users", json=new_user(), headers=bearer).status_code == 201


@pytest.mark.parametrize(("role", "groups"), [
    ("reader", {"reader"}), ("editor", {"reader", "editor"}), ("admin", {"reader", "editor", "admin"})])
def test_tokens_of_acceptance_tests_are_good_in_staging_alone(stack, role, groups):
    name = f"accounts-acceptance-{role}"
    with stack.client() as client:
        answer = client.post(TOKEN_PATH, data={"grant_type": "client_credentials"}, auth=(name, stack.password(f"client-{name}")))
        token = answer.json()["access_token"]
        assert client.get("/api/v1/users", headers={"Authorization": f"Bearer {token}"}).status_code == 401
    claims = part_of(token, 1)
    assert claims["aud"] == "accounts-staging"
    assert set(claims["groups"]) == groups


def test_a_wrong_password_gets_no_token(stack):
    form = {"grant_type": "password", "client_id": "twinharbor-cli", "username": "reader", "password": "reader"}
    with stack.client() as client:
        answer = client.post(TOKEN_PATH, data=form)
    assert answer.status_code in (400, 401)
    assert answer.json()["error"] == "invalid_grant"


def test_a_new_signing_key_is_taken_without_a_restart(stack):
    before = stack.token("editor")
    realm = stack.administrator()
    identifier = realm.get("").json()["id"]
    provider = {"name": "rotated", "providerId": "rsa-generated", "providerType": "org.keycloak.keys.KeyProvider",
                "parentId": identifier, "config": {"priority": ["200"], "algorithm": ["RS256"]}}
    created = realm.post("/components", json=provider)
    assert created.status_code == 201
    after = stack.token("editor")
    assert part_of(after, 0)["kid"] != part_of(before, 0)["kid"]

    def status(token):
        with stack.client() as client:
            return client.post("/api/v1/users", json=new_user(),
                               headers={"Authorization": f"Bearer {token}"}).status_code

    assert eventually(lambda: status(after) == 201, 30)
    assert status(before) == 201, "tokens that are out already stay good"
    realm.delete(created.headers["location"].removeprefix(str(realm.base_url).rstrip("/")))


def test_what_is_secret_is_not_in_the_repository():
    from local.keycloak import REALM_FILE

    realm = json.loads(REALM_FILE.read_text())
    secrets = [client["secret"] for client in realm["clients"] if "secret" in client] + [
        credential["value"] for user in realm["users"] for credential in user.get("credentials", [])]
    secrets += [key for provider in realm["components"]["org.keycloak.keys.KeyProvider"]
                for key in provider["config"].get("privateKey", [])]
    assert len(secrets) == 16
    assert all(secret.startswith("${") for secret in secrets)
