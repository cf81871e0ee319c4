"""Who follows the tutorial of a new service to the letter has one that is built, known everywhere and kept to the rules."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import tomllib
from pages import BLOCK, DOCS

from local.places import REPOSITORY
from rendering import documents
from tests.lint import known

PAGE = DOCS / "tutorials" / "add-a-service.md"
# From here on it is tried where it runs.
END = "\n## Try it\n"
# Made by others than those who seal.
CERTIFICATES = re.compile(r"berths(-db-server|-tls)")


def run(folder: Path, *command: str) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def followed(tmp_path_factory):
    """A copy of what would be committed here, and what the page says done to it."""
    copy = tmp_path_factory.mktemp("tutorial") / "twinharbor"
    for file in known(REPOSITORY):
        (copy / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(REPOSITORY / file, copy / file, follow_symlinks=False)
    run(copy, "git", "init", "--quiet")
    run(copy, "git", "add", "--all")
    text, _, rest = PAGE.read_text().partition(END)
    assert rest
    for block in BLOCK.finditer(text):
        if block[2] == "sh":
            run(copy, "bash", "-euo", "pipefail", "-c", block[3])
        else:
            file = copy / re.search(r"`([^`]+)`\s*\Z", text[:block.start()])[1]
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(block[3])
    return copy


@pytest.fixture(scope="module")
def rendered(followed):
    into = followed.parent / "rendered"
    run(followed, sys.executable, "-m", "lab", "render", str(into))
    return into


def test_every_step_changes_something(followed):
    """A list that no longer names audit as the page thinks would be passed over in silence."""
    steps = re.findall(r"^twice (\S+) '(.*)'$", PAGE.read_text(), re.M)
    assert len(steps) > 10
    for file, pattern in steps:
        text = (followed / file).read_text()
        # Without what is only looked for before it, which is not there twice.
        twin = re.sub(r"\(\?<=.*?\)", "", pattern).replace("audit", "berths").replace("AUDIT", "BERTHS")
        assert re.search(pattern, text, re.S), f"{file} has no more {pattern}"
        assert re.search(twin, text, re.S), f"{file} has no {twin}"


def test_tokens_are_meant_for_it(followed):
    realm = json.loads((followed / "kustomize/platform/keycloak/base/twinharbor-realm.json").read_text())
    assert "berths" in realm["defaultDefaultClientScopes"]
    scope = next(one for one in realm["clientScopes"] if one["name"] == "berths")
    assert scope["protocolMappers"][0]["config"]["included.custom.audience"] == "berths"


def test_nothing_of_what_was_copied_is_left(followed):
    files = [file for file in (followed / "services/berths", followed / "kustomize/services/berths") for file in file.rglob("*")]
    words = re.compile(r"audit|feed|chain|trail|berthsor", re.I)
    found = {str(file.relative_to(followed)): words.findall(file.read_text()) for file in files if file.is_file()}
    assert {file: left for file, left in found.items() if left} == {}


def test_its_overlays_are_rendered(rendered):
    objects = {}
    for place in ("staging", "production/east", "okd/staging", "okd/production/east"):
        file = rendered / "kustomize/services/berths/overlays" / f"{place}.yaml"
        objects[place] = {(one["kind"], one["metadata"]["name"]) for one in documents(file)}
    assert {("Deployment", "berths"), ("Job", "berths-schema"), ("Cluster", "berths-db"), ("PodMonitor", "berths"),
            ("NetworkPolicy", "berths"), ("Service", "berths")} <= set.intersection(*objects.values())
    assert not any(kind == "CronJob" for found in objects.values() for kind, _ in found)


def test_it_has_somewhere_to_run_and_may(rendered):
    for setting in ("lab", "okd"):
        file = rendered / f"kustomize/platform/namespaces/overlays/{setting}.yaml"
        found = {(one["kind"], one["metadata"]["name"]) for one in documents(file)}
        assert {("Namespace", "berths"), ("Namespace", "berths-staging")} <= found
    assert {("ResourceQuota", "berths-staging"), ("LimitRange", "berths")} <= found
    projects = documents(rendered / "gitops/bootstrap/overlays/lab.yaml")
    production = next(one for one in projects if one["metadata"]["name"] == "production" and one["kind"] == "AppProject")
    assert {"name": "east", "namespace": "berths"} in production["spec"]["destinations"]


def test_every_secret_that_it_names_is_sealed_or_made(followed, rendered):
    sealed = {name.partition("/")[2] for name in tomllib.loads((followed / "lab/secrets.toml").read_text()) if "berths" in name}
    text = (rendered / "kustomize/services/berths/overlays/staging.yaml").read_text()
    # Of what it runs: a pod, a database, a certificate.
    named = set(re.findall(r"secretName: (\S+)|secretKeyRef:\n +key: \S+\n +name: (\S+)|[sS]ecret:\n +name: (\S+)", text))
    assert {name for found in named for name in found if name and not CERTIFICATES.fullmatch(name)} <= sealed
    assert sealed >= {"berths-app", "berths-owner", "berths-keystore", "authority"}


def test_it_keeps_the_style(followed):
    tools = Path(sys.executable).parent
    run(followed, str(tools / "yamllint"), "--strict", "kustomize/services/berths", "kustomize/platform",
        "services/berths/service/src/main/resources/META-INF/openapi.yaml")
    run(followed, str(tools / "squawk"), *map(str, (followed / "services/berths").rglob("*.sql")))
    run(followed, str(tools / "shellcheck"), *(str(file) for file in (followed / "services/berths/image").rglob("*")
                                               if file.is_file() and file.suffix != ".options"))
    run(followed, str(tools / "ruff"), "check", "local", "tests")


def test_its_settings_are_those_of_the_table(followed):
    run(followed, sys.executable, "-m", "docs.reference")
    run(followed, sys.executable, "-m", "pytest", "-q", "-c", "tests/pytest.ini", "--rootdir", "tests",
        "tests/docs/test_reference.py", "-k", "berths or source_says")


def test_its_modules_are_compiled_with_their_tests(followed):
    maven = os.environ.get("MAVEN", "mvn")
    run(followed, maven, "--batch-mode", "--quiet", "--no-transfer-progress",
        "--projects", "services/berths/schema,services/berths/service", "--also-make", "test-compile")
