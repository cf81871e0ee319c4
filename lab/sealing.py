"""Secrets of the platform in the lab's repository: encrypted for the cluster that is to have them, readable by nobody else."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import subprocess
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from string import Template

import tomllib
import yaml
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from lab.git_server import GitServer
from lab.inventory import Inventory
from lab.places import LAB, Places
from local.failure import Failure
from local.passwords import write_private

FOLDER = "kustomize/secrets"
REPOSITORY = "twinharbor/twinharbor"
CURVES = {"P-256": ec.SECP256R1, "P-384": ec.SECP384R1}
PUBLIC = "public"
FILE = "file:"
SEALED_FROM = "twinharbor.io/sealed-from"
"""What files a sealed secret was made of, as nobody can tell without the lab's key."""


@dataclass(frozen=True)
class Secret:
    """An entry of secrets.toml."""

    namespace: str
    name: str
    kind: str
    data: dict[str, str]
    clusters: tuple[str, ...]
    labels: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    """What more than the cluster is filled in."""


def wanted(clusters: Iterable[str]) -> list[Secret]:
    given = tomllib.loads((LAB / "secrets.toml").read_text())
    return [
        Secret(
            *name.split("/"),
            entry.get("type", "Opaque"),
            entry["data"],
            tuple(entry.get("clusters", clusters)),
            entry.get("labels", {}),
            entry.get("names", {}),
        )
        for name, entry in given.items()
    ]


def derived(secret: Secret, listed: Iterable[Secret]) -> list[Secret]:
    """Those that have the public half of one of its keys."""
    start = f"{PUBLIC}:{secret.namespace}/{secret.name}/"
    return [other for other in listed if any(text.startswith(start) for text in other.data.values())]


def seal(places: Places, described: Inventory, server: GitServer, again: tuple[str, ...] = ()) -> str:
    """Those that are sealed already stay as they are, for the same secret is never the same text again.

    `again` names those that get a new value. What is made elsewhere, such as the way into a cluster, may have been made anew.
    """
    listed = wanted(described.clusters)
    with tempfile.TemporaryDirectory(dir=places.home) as temporary:
        clone = Path(temporary) / "clone"
        server.git(Path(temporary), "clone", "--quiet", "--depth=1", server.repository(REPOSITORY), str(clone))
        sealed = 0
        for cluster in described.clusters:
            folder = clone / FOLDER / cluster
            folder.mkdir(parents=True, exist_ok=True)
            mine = [secret for secret in listed if cluster in secret.clusters]
            for secret in mine:
                file = folder / _file(secret)
                made_of = _made_of(places, cluster, secret)
                if not is_sealed(file, secret, made_of) or f"{secret.namespace}/{secret.name}" in again:
                    file.write_text(_seal(places, cluster, secret, made_of))
                    sealed += 1
            (folder / "kustomization.yaml").write_text(_kustomization(map(_file, mine)))
        server.git(clone, "add", "--all", FOLDER)
        if server.git(clone, "status", "--porcelain"):
            server.git(clone, "commit", "--quiet", "--message", "Secrets, sealed for each cluster")
            server.git(clone, "push", "--quiet", "origin", "HEAD:main")
    return f"{sealed} sealed, {sum(len(secret.clusters) for secret in listed)} there"


def is_sealed(file: Path, secret: Secret, made_of: str) -> bool:
    """With the keys that it is to have by now, and of the files as they are; its values nobody but the cluster can tell."""
    if not file.exists():
        return False
    sealed = yaml.safe_load(file.read_text())
    known = sealed["metadata"].get("annotations", {}).get(SEALED_FROM, "")
    return sealed["spec"]["encryptedData"].keys() == secret.data.keys() and known == made_of


def _made_of(places: Places, cluster: str, secret: Secret) -> str:
    """Empty if none of its values is a file's."""
    files = {key: value(places, cluster, secret, key) for key, text in sorted(secret.data.items()) if text.startswith(FILE)}
    if not files:
        return ""
    key = places.secrets / "sealed-from"
    if not key.exists():
        write_private(key, secrets.token_urlsafe(32))
    return hmac.new(key.read_bytes(), json.dumps(files).encode(), hashlib.sha256).hexdigest()


def _file(secret: Secret) -> str:
    return f"{secret.namespace}.{secret.name}.yaml"


def _kustomization(files: Iterable[str]) -> str:
    lines = ["apiVersion: kustomize.config.k8s.io/v1beta1", "kind: Kustomization", "resources:"]
    return "\n".join([*lines, *(f"  - {file}" for file in sorted(files)), ""])


def _seal(places: Places, cluster: str, secret: Secret, made_of: str) -> str:
    data = {key: base64.b64encode(value(places, cluster, secret, key).encode()).decode() for key in secret.data}
    plain = {
        "apiVersion": "v1",
        "kind": "Secret",
        "metadata": {"name": secret.name, "namespace": secret.namespace, "labels": secret.labels},
        "type": secret.kind,
        "data": data,
    }
    kubeseal = [str(places.programs / "bin" / "kubeseal"), "--format=yaml", f"--cert={places.home / 'sealing' / cluster}.pem"]
    done = subprocess.run(kubeseal, input=json.dumps(plain), capture_output=True, text=True, check=False)
    if done.returncode:
        raise Failure(f"kubeseal cannot seal {secret.namespace}/{secret.name} for {cluster}: {done.stderr.strip()}")
    sealed = yaml.safe_load(done.stdout)
    if made_of:
        sealed["metadata"]["annotations"] = {SEALED_FROM: made_of}
    return yaml.safe_dump(sealed, sort_keys=False)


def value(places: Places, cluster: str, secret: Secret, key: str) -> str:
    names = {name: _found(places, secret, name, text, {"cluster": cluster}).strip() for name, text in secret.names.items()}
    return _found(places, secret, key, secret.data[key], {**names, "cluster": cluster})


def _found(places: Places, secret: Secret, key: str, text: str, names: dict[str, str]) -> str:
    kind, _, rest = Template(text).substitute(names).partition(":")
    if kind == "file":
        return (places.home / rest).read_text()
    if kind == "random":
        return _kept(places, secret, key, lambda: secrets.token_urlsafe(int(rest)) + "\n").strip()
    if kind == "rsa":
        return "".join(_kept(places, secret, key, lambda: _pem(rsa.generate_private_key(65537, int(rest)))).splitlines()[1:-1])
    if kind == "ec":
        return _kept(places, secret, key, lambda: _pem(ec.generate_private_key(CURVES[rest]())))
    if kind == PUBLIC:
        return _public(value_of_all(places, rest))
    return ":".join(filter(None, (kind, rest)))


def value_of_all(places: Places, name: str) -> str:
    """One that every cluster has alike, by its secret's namespace and name and its key there: namespace/name/key."""
    secret, _, key = name.rpartition("/")
    return value(places, "", next(listed for listed in wanted(()) if f"{listed.namespace}/{listed.name}" == secret), key)


def kept(places: Places, secret: Secret, key: str) -> Path:
    """Where a value is that was made here."""
    return places.secrets / f"{secret.namespace}.{secret.name}.{key}"


def _kept(places: Places, secret: Secret, key: str, make: Callable[[], str]) -> str:
    file = kept(places, secret, key)
    if not file.exists():
        write_private(file, make())
    return file.read_text()


def _pem(key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey) -> str:
    how = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return key.private_bytes(*how).decode()


def _public(pem: str) -> str:
    key = serialization.load_pem_private_key(pem.encode(), None).public_key()
    return key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo).decode()
