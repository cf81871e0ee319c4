"""Images that the lab pushes itself are signed as pipelines sign theirs, with their key: production runs no others."""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Iterable
from pathlib import Path

from lab import inventory, sealing
from lab.places import Places
from lab.registry import Registry
from local.screen import say

KEY = "builds/signing/key.pem"
HELD_AGAINST = "cosign-system/signing-key/cosign.pub"
"""What clusters have of it; both are in lab/secrets.toml."""
NO_LOG = "--insecure-ignore-tlog=true"
"""No transparency log is told of signatures, so none is asked."""


def sign(places: Places, registry: Registry, images: Iterable[str]) -> int:
    """Of images by name and digest those that are not yet signed with the key as it is now; says how many there were."""
    with tempfile.TemporaryDirectory(dir=places.home) as temporary:
        folder = Path(temporary)
        (folder / "key.pub").write_text(sealing.value_of_all(places, HELD_AGAINST))
        verify = ["verify", "--key", folder / "key.pub", NO_LOG]
        unsigned = [image for image in images if registry.run("cosign", *verify, image, check=False).returncode]
        if unsigned:
            _sign(places, registry, folder, unsigned)
        # Or else each run would add a signature that clusters do not accept.
        for image in unsigned:
            registry.run("cosign", *verify, image)
    return len(unsigned)


def sign_by_name(places: Places, images: list[str]) -> int:
    registry = Registry(places, f"registry.{inventory.read(places).zone}")
    say(f"{sign(places, registry, images)} signed, {len(images)} there")
    return 0


def _sign(places: Places, registry: Registry, folder: Path, images: list[str]) -> None:
    """cosign reads keys only as it writes them itself, locked with a password, which it takes from its environment."""
    own = {"COSIGN_PASSWORD": secrets.token_urlsafe(24)}
    (folder / "key.pem").touch(mode=0o600)
    (folder / "key.pem").write_text(sealing.value_of_all(places, KEY))
    imported = ["import-key-pair", "--key", folder / "key.pem", "--output-key-prefix", folder / "signing"]
    registry.run("cosign", *imported, own=own)
    for image in images:
        registry.run("cosign", "sign", "--yes", "--tlog-upload=false", "--key", folder / "signing.key", image, own=own)
