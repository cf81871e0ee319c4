"""Which services a merge has to build, and into which images, in real repositories."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from repository import NOTHING, Repository, run

LINES = "one two three\nfour five six\n"
BEGUN = {
    "README.md": "", "pom.xml": "", "kustomize/services/accounts/base/rollout.yaml": "", "docs/a b.md": "",
    "services/accounts/Containerfile": "", "services/accounts/acceptance/Containerfile": "",
    "services/accounts/pom.xml": "", "services/accounts/README.md": "", "services/accounts/service/src/Main.java": "",
    "services/audit/pom.xml": "", "services/audit/src/Main.java": LINES, "services/audit/Containerfile": "",
    "services/audit/web/src/Containerfile": "",
}


@pytest.fixture(scope="module")
def begun(tmp_path_factory):
    repository = Repository(tmp_path_factory.mktemp("repository"))
    repository.first = repository.push(BEGUN)
    return repository


def touched(
        repository: Repository, folder: Path, revision: str, since: str, result: str = "services", branch: str = "") -> list[str]:
    source = folder / "source"
    folder.mkdir(exist_ok=True)
    place = {"REPOSITORY": f"file://{repository.address}", "REVISION": revision, "SINCE": since, "SOURCE": source}
    run("clone", **place)
    run("touched-services", **place, SERVICES=folder / "services", IMAGES=folder / "images", BRANCH=branch)
    return json.loads((folder / result).read_text())


@pytest.mark.parametrize(("changed", "services"), [
    ({"services/accounts/service/src/Main.java": "changed"}, ["accounts"]),
    ({"services/accounts/new/folder/File.java": ""}, ["accounts"]),
    ({"services/accounts/service/src/Main.java": "x", "services/audit/src/Other.java": ""}, ["accounts", "audit"]),
    ({"pom.xml": "changed"}, ["accounts", "audit"]),
    ({".mvn/maven.config": "--errors"}, ["accounts", "audit"]),
    ({"conduct/src/main/java/Trace.java": "changed"}, ["accounts", "audit"]),
    ({"schema/program/src/main/java/Migrate.java": "changed"}, ["accounts", "audit"]),
    ({"README.md": "changed", "docs/a b.md": "changed", "docs/ö.adoc": ""}, []),
    ({"services/accounts/README.md": "changed"}, []),
    ({"services/README.md": ""}, []),
    ({"kustomize/services/accounts/base/rollout.yaml": "changed"}, []),
    ({"gitops/root.yaml": "changed"}, []),
    ({"services/new/src/Main.java": ""}, []),
    ({"services/new/pom.xml": ""}, ["new"]),
    ({"services/accounts/name with blanks": ""}, ["accounts"]),
    ({"services/audit/pom.xml": None, "services/audit/src/Main.java": None}, []),
    ({"services/audit/src/Main.java": None, "services/accounts/src/Moved.java": LINES}, ["accounts", "audit"]),
])
def test_a_change_builds_exactly_what_it_touches(begun, tmp_path, changed, services):
    begun.git("reset", "--quiet", "--hard", begun.first)
    begun.git("push", "--quiet", "--force", "origin", "HEAD:main")
    assert touched(begun, tmp_path, begun.push(changed), begun.first) == services


@pytest.mark.parametrize(("changed", "images"), [
    ({"services/accounts/service/src/Main.java": "changed"}, ["accounts", "accounts/acceptance"]),
    ({"services/accounts/acceptance/Containerfile": None}, ["accounts"]),
    ({"services/audit/src/Main.java": "changed"}, ["audit"]),
    ({"services/new/pom.xml": ""}, []),
    ({"pom.xml": "changed"}, ["accounts", "accounts/acceptance", "audit"]),
    ({"README.md": "changed"}, []),
])
def test_each_containerfile_of_what_is_built_makes_an_image(begun, tmp_path, changed, images):
    begun.git("reset", "--quiet", "--hard", begun.first)
    begun.git("push", "--quiet", "--force", "origin", "HEAD:main")
    assert touched(begun, tmp_path, begun.push(changed), begun.first, "images") == images


def test_a_merge_of_several_commits_counts_as_a_whole(tmp_path):
    repository = Repository(tmp_path)
    first = repository.push(BEGUN)
    repository.push({"services/audit/src/Main.java": "changed"})
    last = repository.push({"README.md": "changed"})
    assert touched(repository, tmp_path, last, first) == ["audit"]


def test_what_main_has_changed_again_is_left_to_the_newer_build(tmp_path):
    repository = Repository(tmp_path)
    first = repository.push(BEGUN)
    both = repository.push({"services/audit/src/Main.java": "changed", "services/accounts/service/src/Main.java": "changed"})
    newer = repository.push({"services/audit/src/Main.java": "changed again", "README.md": "changed"})
    assert touched(repository, tmp_path / "1", both, first, branch="main") == ["accounts"]
    assert touched(repository, tmp_path / "2", both, first) == ["accounts", "audit"]
    assert touched(repository, tmp_path / "3", newer, both, branch="main") == ["audit"]


def test_of_merges_that_come_close_together_the_last_one_builds_for_all(tmp_path):
    repository = Repository(tmp_path)
    commits = [repository.push(BEGUN), *(repository.push({"services/audit/src/Main.java": str(time)}) for time in range(3))]
    built = [touched(repository, tmp_path / str(time), commits[time + 1], commits[time], branch="main") for time in range(3)]
    assert built == [[], [], ["audit"]]


@pytest.mark.parametrize("since", [NOTHING, "1" * 40])
def test_what_has_nothing_to_be_compared_with_builds_all(begun, tmp_path, since):
    assert touched(begun, tmp_path, begun.first, since) == ["accounts", "audit"]


def test_a_clone_is_the_revision_and_not_the_history(tmp_path):
    repository = Repository(tmp_path)
    repository.push(BEGUN)
    since = repository.push({"README.md": "second"})
    revision = repository.push({"README.md": "third"})
    repository.push({"README.md": "a later one"})
    touched(repository, tmp_path, revision, since)
    assert (tmp_path / "source" / "README.md").read_text() == "third"
    repository.work = tmp_path / "source"
    assert set(repository.git("rev-list", "--all", revision, since).split()) == {revision, since}
