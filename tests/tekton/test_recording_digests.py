"""Builds that end at once each record what they made, and none undoes what a newer one recorded."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from repository import Repository, run, start

REGISTRY = "registry.example/twinharbor"
OVERLAY = "kustomize/services/{}/overlays/staging/kustomization.yaml"
SERVICES = [f"service{number}" for number in range(10)]


def kustomization(service: str) -> str:
    other = f"  - name: twinharbor/other\n    newName: {REGISTRY}/other\n    digest: sha256:{'f' * 64}\n"
    own = "".join(f"  - name: twinharbor/{name}\n    newName: {REGISTRY}/{name}\n    digest: sha256:{'0' * 64}\n"
                  for name in (service, f"{service}-acceptance"))
    return f"# What stays.\nimages:\n{own}{other}patches: []\n"


def image(service: str, number: int) -> str:
    return f"{REGISTRY}/{service}@sha256:{number:064x}"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    repository = Repository(tmp_path)
    repository.first = repository.push({OVERLAY.format(service): kustomization(service) for service in SERVICES})
    return repository


def place(repository: Repository, folder: Path, name: str, revision: str, *images: str) -> dict[str, str | Path]:
    published = folder / f"published-{name}"
    published.write_text("".join(f"{image}\n" for image in images))
    return {"PUBLISHED": published, "REPOSITORY": f"file://{repository.address}", "REVISION": revision,
            "SOURCE": folder / f"clone-{name}", "RESULT": folder / f"result-{name}"}


def recorded(repository: Repository, service: str, image: str = "") -> int:
    text = repository.on_main(OVERLAY.format(service))
    assert re.sub(r"(?<=sha256:)[0-9a-f]{63}[^f]", "0" * 64, text) == kustomization(service).strip(), "nothing else changes"
    return int(re.search(f"/{image or service}\n    digest: sha256:([0-9a-f]+)", text)[1], 16)


def finish(processes) -> list[str]:
    outputs = [process.communicate(timeout=300)[0] for process in processes]
    assert [process.returncode for process in processes] == [0] * len(processes), "\n".join(outputs)
    return outputs


def test_a_build_records_its_image_and_says_in_which_commit(repository, tmp_path):
    run("record-digests", **place(repository, tmp_path, "one", repository.first, image("service1", 7)))
    assert recorded(repository, "service1") == 7
    assert (tmp_path / "result-one").read_text() == repository.git("rev-parse", "origin/main")
    assert f"Built-From: {repository.first}" in repository.git("log", "-1", "--format=%B", "origin/main")


def test_an_image_is_known_by_its_name_wherever_the_registry_is(repository, tmp_path):
    elsewhere = image("service1", 7).replace(REGISTRY, "registry.elsewhere:5000/team")
    run("record-digests", **place(repository, tmp_path, "one", repository.first, elsewhere))
    assert recorded(repository, "service1") == 7


def test_images_of_one_merge_come_in_one_commit(repository, tmp_path):
    run("record-digests", **place(repository, tmp_path, "one", repository.first, image("service1", 1), image("service2", 2)))
    assert (recorded(repository, "service1"), recorded(repository, "service2")) == (1, 2)
    assert repository.git("rev-list", "--count", f"{repository.first}..origin/main") == "1"


def test_a_service_has_several_images_in_its_overlay(repository, tmp_path):
    images = image("service1-acceptance", 1), image("service1", 2)
    run("record-digests", **place(repository, tmp_path, "one", repository.first, *images))
    assert (recorded(repository, "service1", "service1-acceptance"), recorded(repository, "service1")) == (1, 2)


def test_ten_at_once_lose_nothing(repository, tmp_path):
    finish([start("record-digests", **place(repository, tmp_path, service, repository.first, image(service, number + 1)))
            for number, service in enumerate(SERVICES)])
    assert [recorded(repository, service) for service in SERVICES] == list(range(1, 11))


def test_of_ten_builds_of_one_service_the_newest_stays_whichever_ends_last(repository, tmp_path):
    revisions = [repository.push({"services/service1/Main.java": str(number)}) for number in range(10)]
    finish([start("record-digests", **place(repository, tmp_path, str(number), revision, image("service1", number + 1)))
            for number, revision in reversed(list(enumerate(revisions)))])
    assert recorded(repository, "service1") == 10
    output = run("record-digests", **place(repository, tmp_path, "late", revisions[2], image("service1", 3)))
    assert "staging has a newer build" in output
    assert recorded(repository, "service1") == 10


def test_the_same_build_once_more_commits_nothing(repository, tmp_path):
    run("record-digests", **place(repository, tmp_path, "one", repository.first, image("service1", 7)))
    run("record-digests", **place(repository, tmp_path, "two", repository.first, image("service1", 7)))
    repository.git("fetch", "--quiet")
    assert repository.git("rev-list", "--count", f"{repository.first}..origin/main") == "1"


def test_a_service_without_a_place_for_its_digest_is_named(repository, tmp_path):
    unknown = image("service11", 7)
    process = start("record-digests", **place(repository, tmp_path, "one", repository.first, unknown))
    output, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    assert f"no staging overlay in kustomize/services names {REGISTRY}/service11" in output


def test_an_image_without_a_digest_is_named(repository, tmp_path):
    repository.push({OVERLAY.format("service1"): kustomization("service1").replace("digest: sha256:", "newTag: v")})
    process = start("record-digests", **place(repository, tmp_path, "one", repository.first, image("service1", 7)))
    output, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    assert f"{OVERLAY.format('service1')} names no digest of {REGISTRY}/service1" in output
