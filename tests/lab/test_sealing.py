"""What of the platform's secrets is kept where."""

from __future__ import annotations

import base64
import stat
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_der_private_key, load_pem_private_key, load_pem_public_key

from lab import sealing
from lab.places import Places
from lab.sealing import Secret

CLUSTERS = ["east", "west"]
KUBESEAL = """#!/usr/bin/env python3
import json, sys
sealed = dict.fromkeys(json.load(sys.stdin)["data"], "AgB")
print(json.dumps({"kind": "SealedSecret", "metadata": {"name": "database"}, "spec": {"encryptedData": sealed}}))
"""


@pytest.fixture
def places(tmp_path: Path) -> Places:
    places = Places.of({"TWINHARBOR_HOME": str(tmp_path)})
    places.make()
    return places


def secret(**data: str) -> Secret:
    return Secret("shop", "database", "Opaque", data, ("east", "west"), {})


def test_a_secret_is_for_every_cluster_unless_it_says_which() -> None:
    assert all(set(listed.clusters) <= set(CLUSTERS) for listed in sealing.wanted(CLUSTERS))


def test_a_random_value_is_made_once_and_is_the_same_in_every_cluster(places: Places) -> None:
    made = sealing.value(places, "east", secret(password="random:24"), "password")
    assert len(made) >= 24
    assert sealing.value(places, "west", secret(password="random:24"), "password") == made


def test_a_random_value_is_readable_by_its_owner_alone(places: Places) -> None:
    sealing.value(places, "east", secret(password="random:24"), "password")
    assert stat.S_IMODE((places.secrets / "shop.database.password").stat().st_mode) == 0o600


def test_an_rsa_key_is_made_once_and_is_one_line_in_every_cluster(places: Places) -> None:
    made = sealing.value(places, "east", secret(key="rsa:2048"), "key")
    assert sealing.value(places, "west", secret(key="rsa:2048"), "key") == made
    key = load_der_private_key(base64.b64decode(made, validate=True), None)
    assert isinstance(key, RSAPrivateKey)
    assert key.key_size == 2048


def test_an_rsa_key_is_kept_as_pem_for_its_owner_alone(places: Places) -> None:
    made = sealing.value(places, "east", secret(key="rsa:2048"), "key")
    kept = places.secrets / "shop.database.key"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    pem, sealed = load_pem_private_key(kept.read_bytes(), None), load_der_private_key(base64.b64decode(made), None)
    assert pem.private_numbers() == sealed.private_numbers()


def test_a_key_of_a_curve_is_made_once_and_sealed_as_pem(places: Places) -> None:
    made = sealing.value(places, "east", secret(key="ec:P-256"), "key")
    assert sealing.value(places, "west", secret(key="ec:P-256"), "key") == made
    key = load_pem_private_key(made.encode(), None)
    assert isinstance(key, EllipticCurvePrivateKey)
    assert key.curve.name == "secp256r1"


def test_the_public_half_of_a_key_is_that_of_the_key_which_another_secret_has(places: Places) -> None:
    public = sealing.value_of_all(places, "cosign-system/signing-key/cosign.pub")
    private = sealing.value_of_all(places, "builds/signing/key.pem")
    half = load_pem_public_key(public.encode())
    assert half.public_numbers() == load_pem_private_key(private.encode(), None).public_key().public_numbers()
    assert "PRIVATE" not in public


def test_whose_public_half_is_elsewhere_is_known() -> None:
    listed = sealing.wanted(CLUSTERS)
    signing = next(one for one in listed if (one.namespace, one.name) == ("builds", "signing"))
    assert [f"{one.namespace}/{one.name}" for one in sealing.derived(signing, listed)] == ["cosign-system/signing-key"]
    assert not sealing.derived(secret(key="ec:P-256"), listed)


def test_a_file_is_that_of_the_cluster(places: Places) -> None:
    (places.home / "east.pem").write_text("east's")
    assert sealing.value(places, "east", secret(key="file:${cluster}.pem"), "key") == "east's"


def test_text_stays_as_it_is_colons_and_all(places: Places) -> None:
    assert sealing.value(places, "east", secret(url="https://east:6443"), "url") == "https://east:6443"
    assert sealing.value(places, "east", secret(user="accounts_app"), "user") == "accounts_app"


def test_a_secret_that_is_to_have_another_key_is_sealed_anew(tmp_path: Path) -> None:
    sealed = tmp_path / "shop.database.yaml"
    assert not sealing.is_sealed(sealed, secret(user="shop"), "")
    sealed.write_text("kind: SealedSecret\nmetadata: {}\nspec:\n  encryptedData:\n    user: AgBx\n    password: AgBy\n")
    assert sealing.is_sealed(sealed, secret(user="shop", password="random:24"), "")
    assert not sealing.is_sealed(sealed, secret(user="shop"), "")
    assert not sealing.is_sealed(sealed, secret(user="shop", password="random:24", host="db"), "")


def test_a_secret_that_has_a_file_is_sealed_anew_when_the_file_is_another(places: Places, tmp_path: Path) -> None:
    (places.programs / "bin").mkdir(parents=True)
    kubeseal = places.programs / "bin" / "kubeseal"
    kubeseal.write_text(KUBESEAL)
    kubeseal.chmod(0o755)
    access = secret(east="file:secrets/east.kubeconfig", user="responder")
    (places.secrets / "east.kubeconfig").write_text("of the cluster before")
    sealed = tmp_path / "shop.database.yaml"
    sealed.write_text(sealing._seal(places, "west", access, sealing._made_of(places, "west", access)))
    assert sealing.is_sealed(sealed, access, sealing._made_of(places, "west", access))
    (places.secrets / "east.kubeconfig").write_text("of the cluster made anew")
    assert not sealing.is_sealed(sealed, access, sealing._made_of(places, "west", access))
    assert "cluster" not in sealed.read_text()


def test_the_acceptance_tests_have_the_secrets_of_their_clients(places: Places) -> None:
    names = (("keycloak", "realm"), ("accounts-staging", "acceptance"))
    listed = [listed for listed in sealing.wanted(CLUSTERS) if (listed.namespace, listed.name) in names]
    realm, tests = [{key: sealing.value(places, "east", one, key) for key in one.data} for one in listed]
    assert tests.items() <= realm.items()


def test_text_may_name_what_is_in_a_file_of_the_cluster(places: Places) -> None:
    (places.secrets / "s3-east").write_text("east's\n")
    store = Secret("shop", "store", "Opaque", {"store.yml": "user: ${cluster}\nkey: ${key}\n"}, ("east",), {},
                   {"key": "file:secrets/s3-${cluster}"})
    assert sealing.value(places, "east", store, "store.yml") == "user: east\nkey: east's\n"
