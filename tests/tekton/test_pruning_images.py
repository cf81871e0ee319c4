"""Images go when nobody will ask for them again, and none before."""

from __future__ import annotations

import os
import time

import pytest
from repository import Repository, run, start

SERVICE = "kustomize/services/accounts"
OVERLAYS = {name: f"{SERVICE}/overlays/{path}/kustomization.yaml"
            for name, path in {"staging": "staging", "east": "production/east"}.items()}
NAME = "registry.example/twinharbor/accounts"
# As Debian's registry does it: a digest takes its tags with it, and a tag cannot be deleted.
CRANE = """#!/bin/sh
set -eu
cd "$REGISTRY_FOLDER"
case $1 in
    ls) ls "$2" ;;
    digest) cat "${2%:*}/${2##*:}" ;;
    delete) found=$(grep --files-with-matches --line-regexp "${2#*@}" "${2%@*}"/*) && rm $found ;;
esac
"""


def digest(number: int) -> str:
    return f"sha256:{number:064x}"


def kustomization(number: int, *more: str) -> str:
    return "images:\n" + "".join(f"  - name: {name.split('/', 1)[1]}\n    newName: {name}\n    digest: {digest(number)}\n"
                                 for name in (NAME, *more))


class Place:
    """A repository whose commits are as old as a test wants them, and a registry."""

    def __init__(self, folder, monkeypatch) -> None:
        self.folder = folder
        self.registry = folder / "registry" / NAME
        self.registry.mkdir(parents=True)
        (folder / "crane").write_text(CRANE)
        (folder / "crane").chmod(0o755)
        self._set = monkeypatch.setenv
        self.repository = Repository(folder)
        self.days_ago(400)
        self.repository.push({file: kustomization(1) for file in OVERLAYS.values()} | {f"{SERVICE}/base/rollout.yaml": ""})

    def days_ago(self, days: int) -> None:
        """When what follows is committed."""
        self._set("GIT_COMMITTER_DATE", f"@{int(time.time()) - days * 24 * 60 * 60} +0000")

    def image(self, number: int, tag: str, *attached: str) -> None:
        (self.registry / tag).write_text(f"{digest(number)}\n")
        for at, kind in enumerate(attached, 1):
            (self.registry / f"sha256-{number:064x}.{kind}").write_text(f"{digest(1000 * at + number)}\n")

    def build(self, number: int) -> str:
        """What a developer merges and a pipeline pushes: the commit, by which its image is called."""
        built = self.repository.push({"services/accounts/Main.java": str(number)})
        self.image(number, built, "sig", "att")
        return built

    def record(self, environment: str, number: int, built: str = "", branch: str = "main") -> None:
        (self.repository.work / OVERLAYS[environment]).write_text(kustomization(number))
        self.repository.git("commit", "--quiet", "--all", "--message", f"It goes on\n\nBuilt-From: {built}")
        self.repository.git("push", "--quiet", "origin", f"HEAD:{branch}")

    def release(self, number: int) -> str:
        built = self.build(number)
        self.record("staging", number, built)
        self.record("east", number)
        return built

    def environment(self, **more: str) -> dict:
        return {"REPOSITORY": self.repository.address, "SOURCE": self.folder / "clone", "HOME": self.folder, "KEEP_DAYS": "30",
                "REGISTRY": NAME.rpartition("/")[0],
                "REGISTRY_FOLDER": self.folder / "registry", "PATH": f"{self.folder}:{os.environ['PATH']}", **more}

    def prune(self, **more: str) -> str:
        return run("prune-images", **self.environment(**more))

    def refused(self, **more: str) -> str:
        process = start("prune-images", **self.environment(**more))
        output, _ = process.communicate(timeout=60)
        assert process.returncode != 0, output
        return output

    def there(self) -> set[int]:
        """The numbers of images that the registry has, signatures aside."""
        return {int(file.read_text().removeprefix("sha256:"), 16) for file in self.registry.iterdir()
                if not file.name.startswith("sha256-")}


@pytest.fixture
def place(tmp_path, monkeypatch):
    return Place(tmp_path, monkeypatch)


def test_what_no_environment_has_had_lately_goes_with_its_signature_and_what_else_is_attached(place):
    for days, number in ((300, 2), (200, 3), (100, 4)):
        place.days_ago(days)
        place.release(number)
    output = place.prune()
    assert place.there() == {4}
    assert {file.name for file in place.registry.glob("sha256-*")} == {f"sha256-{4:064x}.{kind}" for kind in ("sig", "att")}
    assert f"{NAME}: 2 go, 1 stay" in output
    assert output.count(f"{NAME}@") == 6, "each is named"


def test_what_was_replaced_lately_stays_for_whoever_reverts(place):
    place.days_ago(300)
    place.release(2)
    place.days_ago(100)
    place.release(3)
    place.days_ago(10)
    place.release(4)
    place.prune()
    assert place.there() == {3, 4}


def test_an_old_change_counts_from_when_it_was_merged(place):
    place.days_ago(300)
    place.release(2)
    place.days_ago(200)
    built = place.build(3)
    place.record("staging", 3, built)
    place.repository.git("checkout", "--quiet", "-b", "promotion-accounts")
    place.days_ago(100)
    place.record("east", 3, branch="promotion-accounts")
    place.repository.git("checkout", "--quiet", "-")
    place.days_ago(10)
    place.repository.git("merge", "--quiet", "--no-ff", "--message", "A merge", "promotion-accounts")
    place.repository.git("push", "--quiet", "origin", "HEAD:main", ":promotion-accounts")
    place.prune()
    assert place.there() == {2, 3}


def test_what_one_environment_still_has_stays_however_old(place):
    place.days_ago(300)
    place.release(2)
    for days, number in ((200, 3), (100, 4)):
        place.days_ago(days)
        place.record("staging", number, place.build(number))
    place.prune()
    assert place.there() == {2, 4}


def test_what_waits_to_be_promoted_stays(place):
    place.days_ago(300)
    place.record("staging", 2, place.build(2))
    place.record("east", 2, branch="promotion-accounts")
    place.repository.git("reset", "--quiet", "--hard", "HEAD^")
    place.days_ago(200)
    place.release(3)
    place.prune()
    assert place.there() == {2, 3}


def test_a_build_that_was_not_recorded_stays_while_it_is_young(place):
    place.days_ago(20)
    place.build(2)
    place.days_ago(10)
    place.release(3)
    place.prune()
    assert place.there() == {2, 3}
    place.prune(KEEP_DAYS="15", SOURCE=str(place.folder / "again"))
    assert place.there() == {3}


def test_a_build_of_what_is_newer_than_staging_stays_whatever_its_date(place):
    place.days_ago(200)
    place.release(2)
    place.days_ago(100)
    place.build(3)
    place.prune()
    assert place.there() == {2, 3}


def test_what_is_called_otherwise_than_by_a_commit_of_main_stays(place):
    place.days_ago(200)
    built = place.build(2)
    place.image(2, "built")
    place.image(3, "e2e")
    place.image(4, "0" * 40)
    place.image(5, built[:12])
    place.days_ago(100)
    place.release(6)
    place.prune()
    assert place.there() == {2, 3, 4, 5, 6}


def test_images_that_pipelines_do_not_make_are_not_looked_at(place):
    place.days_ago(200)
    place.repository.push({OVERLAYS["east"]: kustomization(1, f"{NAME}-traffic")})
    place.record("staging", 2, place.build(2))
    assert f"{NAME}-traffic" not in place.prune()


def test_a_dry_run_only_says_what_would_go(place):
    for days, number in ((200, 2), (100, 3)):
        place.days_ago(days)
        place.release(number)
    before = {file.name for file in place.registry.iterdir()}
    output = place.prune(DRY_RUN="true")
    assert f"{NAME}@{digest(2)}" in output
    assert f"{NAME}: 1 go, 1 stay" in output
    assert {file.name for file in place.registry.iterdir()} == before


@pytest.fixture
def aged(place):
    """What would lose an image."""
    for days, number in ((200, 2), (100, 3)):
        place.days_ago(days)
        place.release(number)
    return place


def test_without_the_repository_nothing_goes(aged):
    aged.refused(REPOSITORY=str(aged.folder / "elsewhere"))
    assert aged.there() == {2, 3}


@pytest.mark.parametrize(("environments", "said"), [
    (("staging", "east"), "main names no digest"), (("staging",), f"{OVERLAYS['staging']} names no digest of {NAME}")])
def test_where_no_digest_is_named_nothing_goes(aged, environments, said):
    by_tag = kustomization(3).replace(f"digest: {digest(3)}", "newTag: v3")
    aged.repository.push({OVERLAYS[name]: by_tag for name in environments})
    assert said in aged.refused()
    assert aged.there() == {2, 3}


def test_where_staging_has_what_no_pipeline_built_nothing_goes(aged):
    aged.record("staging", 9)
    aged.prune(KEEP_DAYS="10")
    assert aged.there() == {2, 3}


def test_where_the_registry_does_not_answer_to_the_end_nothing_goes(aged):
    unanswered = aged.registry / "unanswered"
    unanswered.mkdir()
    aged.refused()
    unanswered.rmdir()
    assert aged.there() == {2, 3}
