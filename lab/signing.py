"""Images that the lab pushes itself are signed as pipelines sign theirs, and described: production runs no others."""

from __future__ import annotations

import base64
import json
import secrets
import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from lab import inventory, sealing
from lab.places import Places
from lab.registry import Registry
from local.places import REPOSITORY
from local.screen import say

KEY = "builds/signing/key.pem"
HELD_AGAINST = "cosign-system/signing-key/cosign.pub"
"""What clusters have of it; both are in lab/secrets.toml."""
NO_LOG = "--insecure-ignore-tlog=true"
"""No transparency log is told of signatures, so none is asked."""
CONTENTS, PROVENANCE = "spdxjson", "slsaprovenance1"
SCAN = {"SYFT_CHECK_FOR_APP_UPDATE": "false", "SYFT_FILE_METADATA_SELECTION": "none"}
"""As pipelines look into theirs."""


def sign(
    places: Places,
    registry: Registry,
    images: Iterable[str],
    bills: Mapping[str, Path] = MappingProxyType({}),
    before: str = "",
) -> int:
    """Of images by name and digest those that are not wholly signed with the key as it is now; says how many there were.

    `bills` say what is in some of them, as far as it is known already. What was said with another key, whose public half is
    `before`, is said again, and stays there for those who do not have the new one yet.
    """
    with tempfile.TemporaryDirectory(dir=places.home) as temporary:
        folder = Path(temporary)
        (folder / "key.pub").write_text(sealing.value_of_all(places, HELD_AGAINST))
        unsigned = [image for image in images if not _is_signed(registry, folder, image, check=False)]
        (folder / "before.pub").write_text(before)
        if unsigned:
            _sign(places, registry, folder, unsigned, bills)
        # Or else each run would add a signature that clusters do not accept.
        for image in unsigned:
            _is_signed(registry, folder, image, check=True)
    return len(unsigned)


def sign_by_name(places: Places, images: list[str]) -> int:
    registry = Registry(places, f"registry.{inventory.read(places).zone}")
    say(f"{sign(places, registry, images)} signed, {len(images)} there")
    return 0


def _is_signed(registry: Registry, folder: Path, image: str, *, check: bool) -> bool:
    by = ["--key", folder / "key.pub", NO_LOG]
    asked = [["verify", *by], *(["verify-attestation", *by, "--type", kind] for kind in (CONTENTS, PROVENANCE))]
    return all(registry.run("cosign", *words, image, check=check).returncode == 0 for words in asked)


def _sign(places: Places, registry: Registry, folder: Path, images: list[str], bills: Mapping[str, Path]) -> None:
    """cosign reads keys only as it writes them itself, locked with a password, which it takes from its environment."""
    own = {"COSIGN_PASSWORD": secrets.token_urlsafe(24)}
    (folder / "key.pem").touch(mode=0o600)
    (folder / "key.pem").write_text(sealing.value_of_all(places, KEY))
    imported = ["import-key-pair", "--key", folder / "key.pem", "--output-key-prefix", folder / "signing"]
    registry.run("cosign", *imported, own=own)
    by = ["--yes", "--tlog-upload=false", "--key", folder / "signing.key"]
    (folder / "provenance.json").write_text(json.dumps(_provenance(registry)))
    made = {
        PROVENANCE: lambda _: folder / "provenance.json",
        CONTENTS: lambda image: bills.get(image) or _look_into(registry, folder, image),
    }
    for image in images:
        registry.run("cosign", "sign", *by, image, own=own)
        for kind, make in made.items():
            said = _said(registry, folder, image, kind)
            what = ["--type", kind, "--predicate", said or make(image)]
            registry.run("cosign", "attest", *by, *([] if said else ["--replace"]), *what, image, own=own)


def _said(registry: Registry, folder: Path, image: str, kind: str) -> Path | None:
    """What was said of it with the key before, if there was one and it did."""
    if not (folder / "before.pub").read_text():
        return None
    asked = ["verify-attestation", "--key", folder / "before.pub", NO_LOG, "--type", kind, image]
    found = registry.run("cosign", *asked, check=False)
    if found.returncode:
        return None
    statement = json.loads(base64.b64decode(json.loads(found.stdout.splitlines()[-1])["payload"]))
    (folder / f"{kind}.json").write_text(json.dumps(statement["predicate"]))
    return folder / f"{kind}.json"


def _look_into(registry: Registry, folder: Path, image: str) -> Path:
    name, _, digest = image.partition("@")
    bill = folder / "bill.json"
    source = [f"registry:{image}", "--source-name", name, "--source-version", digest]
    registry.run("syft", "scan", "--quiet", *source, "--output", f"spdx-json={bill}", own=SCAN)
    return bill


def _provenance(registry: Registry) -> dict:
    """From this checkout, by its lab; a pipeline says more of its run."""
    repository = f"https://git.{registry.address.partition('.')[2]}/{sealing.REPOSITORY}.git"
    asked = ["git", "rev-parse", "HEAD"]
    commit = subprocess.run(asked, cwd=REPOSITORY, check=True, capture_output=True, text=True).stdout.strip()
    return {
        "buildDefinition": {
            "buildType": f"{repository}/lab",
            "externalParameters": {"repository": repository, "revision": commit},
            "resolvedDependencies": [{"uri": f"git+{repository}", "digest": {"gitCommit": commit}}],
        },
        "runDetails": {"builder": {"id": f"{repository}/lab"}},
    }
