from __future__ import annotations

import stat
from datetime import datetime, timedelta, timezone

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError

from local import certificates
from local.places import Places


@pytest.fixture
def places(tmp_path):
    found = Places.of({"TWINHARBOR_HOME": str(tmp_path)})
    found.make()
    return found


def load(file):
    return x509.load_pem_x509_certificate(file.read_bytes())


def verify(places, name, authority=None, at=None):
    store = Store([authority or load(places.authority)])
    builder = PolicyBuilder().store(store).time(at or datetime.now(timezone.utc))
    return builder.build_server_verifier(x509.DNSName(name)).verify(load(places.tls / "server.pem"), [])


def test_the_certificate_is_valid_for_each_name_and_no_other(places):
    certificates.ensure(places, ["localhost", "workstation"])
    assert verify(places, "localhost")
    assert verify(places, "workstation")
    with pytest.raises(VerificationError):
        verify(places, "example.org")


def test_another_stacks_authority_does_not_vouch_for_it(places, tmp_path):
    other = Places.of({"TWINHARBOR_HOME": str(tmp_path / "other")})
    other.make()
    certificates.ensure(places, ["localhost"])
    certificates.ensure(other, ["localhost"])
    with pytest.raises(VerificationError):
        verify(places, "localhost", load(other.authority))


def test_a_second_time_changes_nothing(places):
    certificates.ensure(places, ["localhost"])
    before = [file.read_bytes() for file in sorted(places.tls.iterdir())]
    assert certificates.ensure(places, ["localhost"]) == "kept"
    assert [file.read_bytes() for file in sorted(places.tls.iterdir())] == before


def test_a_certificate_near_its_end_is_renewed_by_the_same_authority(places, monkeypatch):
    monkeypatch.setattr(certificates, "LEAF_LIFETIME", timedelta(days=29))
    certificates.ensure(places, ["localhost"])
    monkeypatch.undo()
    authority = places.authority.read_bytes()
    assert certificates.ensure(places, ["localhost"]) == "renewed"
    assert places.authority.read_bytes() == authority
    assert verify(places, "localhost", at=datetime.now(timezone.utc) + timedelta(days=80))


def test_a_new_name_is_added_by_renewal(places):
    certificates.ensure(places, ["localhost"])
    assert certificates.ensure(places, ["localhost", "moved"]) == "renewed"
    assert verify(places, "moved")


@pytest.mark.parametrize("broken", ["ca.pem", "ca-key.pem", "server.pem", "server-key.pem"])
@pytest.mark.parametrize("how", ["missing", "empty"])
def test_what_is_missing_or_broken_is_made_anew(places, broken, how):
    certificates.ensure(places, ["localhost"])
    if how == "missing":
        (places.tls / broken).unlink()
    else:
        (places.tls / broken).write_bytes(b"")
    certificates.ensure(places, ["localhost"])
    assert verify(places, "localhost")
    for pair in ("ca", "server"):
        key = serialization.load_pem_private_key((places.tls / f"{pair}-key.pem").read_bytes(), None)
        assert key.public_key() == load(places.tls / f"{pair}.pem").public_key()


def test_only_the_owner_can_read_the_keys(places):
    certificates.ensure(places, ["localhost"])
    for key in places.tls.glob("*-key.pem"):
        assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert stat.S_IMODE(places.tls.stat().st_mode) == 0o700


def test_the_authority_can_sign_servers_but_no_further_authorities(places):
    certificates.ensure(places, ["localhost"])
    constraints = load(places.authority).extensions.get_extension_for_class(x509.BasicConstraints)
    assert constraints.critical
    assert constraints.value == x509.BasicConstraints(ca=True, path_length=0)
