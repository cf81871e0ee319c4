"""What is signed, and where the key and its password never are. cosign is one that writes down how it was called."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from lab import releases, sealing, signing
from lab.places import Places
from lab.registry import Registry
from local.failure import Failure
from local.places import REPOSITORY

COSIGN = """#!/usr/bin/env python3
import base64, json, os, sys
from pathlib import Path
home, words = Path(__file__).parents[2], sys.argv[1:]
with (home / "called").open("a") as called:
    called.write(json.dumps([words, os.environ.get("COSIGN_PASSWORD")]) + "\\n")
signed = home / "signed"
of = words[words.index("--type") + 1] if "--type" in words else "signature"
if words[0] == "import-key-pair":
    Path(words[-1] + ".key").write_text("locked " + Path(words[2]).read_text())
elif words[0] in ("sign", "attest") and not (home / "forgets").exists():
    if words[0] == "attest":
        (home / of).write_text(Path(words[words.index("--predicate") + 1]).read_text())
    with signed.open("a") as file:
        file.write(of + " " + words[-1] + "\\n")
elif words[words.index("--key") + 1].endswith("before.pub"):
    statement = {"predicate": {"said of": of, "before of": words[-1]}}
    print(json.dumps({"payload": base64.b64encode(json.dumps(statement).encode()).decode()}))
    sys.exit(not (home / "before").exists())
elif words[0].startswith("verify"):
    sys.exit(of + " " + words[-1] not in signed.read_text().splitlines())
"""
SYFT = """#!/usr/bin/env python3
import sys
from pathlib import Path
Path(sys.argv[-1].partition("=")[2]).write_text("found in " + sys.argv[3])
"""
KINDS = ("signature", "spdxjson", "slsaprovenance1")
OLD, NEW = "registry.example/twinharbor/old@sha256:1", "registry.example/twinharbor/new@sha256:2"


@pytest.fixture
def places(tmp_path: Path) -> Places:
    places = Places.of({"TWINHARBOR_HOME": str(tmp_path)})
    places.make()
    (places.programs / "bin").mkdir(parents=True)
    for name, text in {"cosign": COSIGN, "syft": SYFT}.items():
        program = places.programs / "bin" / name
        program.write_text(text)
        program.chmod(0o755)
    (places.home / "signed").write_text("".join(f"{kind} {OLD}\n" for kind in KINDS))
    return places


def sign(places: Places, *images: str, known: dict[str, Path] | None = None) -> int:
    return signing.sign(places, Registry(places, "registry.example"), images, known or {})


def called(places: Places) -> list[tuple[list[str], str]]:
    return [json.loads(line) for line in (places.home / "called").read_text().splitlines()]


def test_what_is_not_signed_is_and_what_is_stays_as_it_is(places: Places) -> None:
    assert sign(places, OLD, NEW) == 1
    assert [words[-1] for words, _ in called(places) if words[0] == "sign"] == [NEW]
    assert sign(places, OLD, NEW) == 0
    assert [words[-1] for words, _ in called(places) if words[0] == "sign"] == [NEW]


@pytest.mark.parametrize("missing", KINDS)
def test_an_image_of_which_anything_is_missing_gets_all_of_it(places: Places, missing: str) -> None:
    (places.home / "signed").write_text("".join(f"{kind} {NEW}\n" for kind in KINDS if kind != missing))
    assert sign(places, NEW) == 1
    assert {f"{kind} {NEW}" for kind in KINDS} <= {*(places.home / "signed").read_text().splitlines()}


def test_it_is_said_what_is_in_an_image_and_what_it_was_made_of(places: Places) -> None:
    sign(places, NEW)
    assert (places.home / "spdxjson").read_text() == f"found in registry:{NEW}"
    (source,) = json.loads((places.home / "slsaprovenance1").read_text())["buildDefinition"]["resolvedDependencies"]
    assert source["uri"] == "git+https://git.example/twinharbor/twinharbor.git"
    assert re.fullmatch("[0-9a-f]{40}", source["digest"]["gitCommit"])


def test_what_is_known_of_an_image_is_not_looked_for(places: Places, tmp_path: Path) -> None:
    (tmp_path / "known.json").write_text("known")
    sign(places, NEW, known={NEW: tmp_path / "known.json"})
    assert (places.home / "spdxjson").read_text() == "known"


def test_what_was_said_with_the_key_before_is_said_again_and_stays_for_who_has_only_that(places: Places) -> None:
    (places.home / "before").touch()
    signing.sign(places, Registry(places, "registry.example"), [NEW], before="its public half")
    for kind in ("spdxjson", "slsaprovenance1"):
        assert json.loads((places.home / kind).read_text()) == {"said of": kind, "before of": NEW}
    assert not any("--replace" in words for words, _ in called(places))


def test_what_nobody_said_with_the_key_before_is_said_as_of_any_image(places: Places) -> None:
    signing.sign(places, Registry(places, "registry.example"), [NEW], before="its public half")
    assert (places.home / "spdxjson").read_text() == f"found in registry:{NEW}"


def test_neither_key_nor_password_is_in_a_list_of_processes_or_stays_behind(places: Places) -> None:
    sign(places, NEW)
    key = sealing.value_of_all(places, signing.KEY)
    passwords = {password for words, password in called(places)
                 if words[0] in ("import-key-pair", "sign", "attest")}
    assert len(passwords) == 1
    words = [word for words, _ in called(places) for word in words]
    assert not any(secret in word for word in words for secret in (*passwords, *key.splitlines()))
    kept = places.secrets / "builds.signing.key.pem"
    assert [file for file in places.home.rglob("*") if file.is_file() and key in file.read_text()] == [kept]


def test_a_signature_that_the_key_does_not_prove_is_a_failure(places: Places) -> None:
    (places.home / "forgets").touch()
    with pytest.raises(Failure, match="cosign verify --key failed"):
        sign(places, NEW)


def test_every_image_of_ours_that_git_names_is_signed_once(tmp_path: Path) -> None:
    for overlay, image in (("staging", "shop"), ("production", "shop"), ("production/acceptance", "shop-acceptance")):
        file = tmp_path / "kustomize" / overlay / "kustomization.yaml"
        file.parent.mkdir(parents=True)
        file.write_text(f"images:\n  - name: twinharbor/{image}\n    newName: registry.example/twinharbor/{image}\n"
                        "    digest: sha256:1\n")
    assert releases.named(tmp_path) == [
        "registry.example/twinharbor/shop-acceptance@sha256:1", "registry.example/twinharbor/shop@sha256:1"]


def test_what_the_policy_and_its_webhook_read_is_sealed_for_them() -> None:
    files = (REPOSITORY / "kustomize/platform/policy-controller").glob("**/*.yaml")
    read = re.findall(r"secretName: (\S+)|secretRef:\s+name: (\S+)", "\n".join(file.read_text() for file in files))
    sealed = {secret.name: secret for secret in sealing.wanted(["east", "west"]) if secret.namespace == "cosign-system"}
    assert {name for names in read for name in names if name} == set(sealed)
    assert all(secret.clusters == ("east", "west") for secret in sealed.values())
    (key,) = sealed["signing-key"].data
    assert f"cosign-system/signing-key/{key}" == signing.HELD_AGAINST, "the policy takes a secret with one key alone"
