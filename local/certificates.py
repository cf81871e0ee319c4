"""A certificate authority for this stack alone, and the certificate that Traefik shows."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from local.passwords import write_private
from local.places import Places

AUTHORITY_LIFETIME = timedelta(days=3650)
LEAF_LIFETIME = timedelta(days=90)
RENEWED_BEFORE_END = timedelta(days=30)
ADDRESSES = ("127.0.0.1", "::1")


def ensure(places: Places, names: list[str]) -> str:
    """Makes what is missing, about to expire or for other names; says what it did.

    The authority is kept as long as it can be, since people have made their browsers trust it.
    """
    now = datetime.now(timezone.utc)
    authority, leaf = places.authority, places.tls / "server.pem"
    made = "kept"
    if _ends(authority) < now + LEAF_LIFETIME or not _has_key(authority):
        _issue(authority, None, [], now)
        made = "made, with a certificate authority"
    if made != "kept" or not _serves(leaf, authority, names, now):
        _issue(leaf, authority, names, now)
        made = "renewed" if made == "kept" else made
    return made


def _key(certificate: Path) -> Path:
    return certificate.with_name(f"{certificate.stem}-key.pem")


def _load(certificate: Path) -> x509.Certificate | None:
    try:
        return x509.load_pem_x509_certificates(certificate.read_bytes())[0]
    except (FileNotFoundError, ValueError):
        return None


def _has_key(certificate: Path) -> bool:
    """Whether the key beside it is the one it speaks of."""
    found = _load(certificate)
    try:
        key = serialization.load_pem_private_key(_key(certificate).read_bytes(), None)
    except (FileNotFoundError, ValueError):
        return False
    return found is not None and key.public_key() == found.public_key()


def _ends(certificate: Path) -> datetime:
    found = _load(certificate)
    return found.not_valid_after_utc if found else datetime.min.replace(tzinfo=timezone.utc)


def _serves(leaf: Path, authority: Path, names: list[str], now: datetime) -> bool:
    found, issuer = _load(leaf), _load(authority)
    if found is None or issuer is None or not _has_key(leaf):
        return False
    try:
        found.verify_directly_issued_by(issuer)
    except Exception:  # noqa: BLE001 - whatever is wrong with it, a new one mends it
        return False
    alternatives = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return set(names) <= set(alternatives.get_values_for_type(x509.DNSName)) \
        and found.not_valid_after_utc > now + RENEWED_BEFORE_END


def _issue(file: Path, authority: Path | None, names: list[str], now: datetime) -> None:
    """A leaf signed by the authority, or the authority itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    title = names[0] if authority else f"Twinharbor local authority ({now:%Y-%m-%d})"
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, title)])
    issuer = _load(authority) if authority else None
    signer = serialization.load_pem_private_key(_key(authority).read_bytes(), None) if authority else key
    builder = (x509.CertificateBuilder().subject_name(subject).issuer_name(issuer.subject if issuer else subject)
               .public_key(key.public_key()).serial_number(x509.random_serial_number())
               .not_valid_before(now - timedelta(hours=1))
               .not_valid_after(now + (LEAF_LIFETIME if authority else AUTHORITY_LIFETIME))
               .add_extension(x509.BasicConstraints(ca=authority is None, path_length=None if authority else 0), True)
               .add_extension(_usage(signs_certificates=authority is None), True)
               .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
               .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), False))
    if authority:
        alternatives = [x509.DNSName(name) for name in names] + [x509.IPAddress(ip_address(a)) for a in ADDRESSES]
        builder = builder.add_extension(x509.SubjectAlternativeName(alternatives), False) \
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), False)
    certificate = builder.sign(signer, hashes.SHA256())
    write_private(_key(file), key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
                                                serialization.NoEncryption()))
    write_private(file, certificate.public_bytes(serialization.Encoding.PEM))


def _usage(signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(digital_signature=not signs_certificates, key_cert_sign=signs_certificates,
                         crl_sign=signs_certificates, content_commitment=False, key_encipherment=False,
                         data_encipherment=False, key_agreement=False, encipher_only=False, decipher_only=False)
