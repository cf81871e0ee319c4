"""What one environment was released with comes to the next; what could not be released is taken back."""

from __future__ import annotations

import json
import re
from contextlib import closing

import pytest
from git_server import Hosted
from repository import run

NAME = "registry.example/twinharbor/accounts"
SERVICE = "kustomize/services/accounts"
POLICY = f"{SERVICE}/overlays/production/promotion.env"
OVERLAYS = {name: f"{SERVICE}/overlays/{path}/kustomization.yaml"
            for name, path in {"staging": "staging", "east": "production/east", "west": "production/west"}.items()}
DESCRIPTIONS = ("https://slsa.dev/provenance/v1", "https://spdx.dev/Document")
PULLS = "pulls?state=open&limit=50"
NONE_OPEN = {("GET", PULLS): [(200, [])], ("POST", "pulls"): [(201, {"number": 7})]}


def kustomization(number: int, text: str = "") -> str:
    return f"# What stays.{text}\nimages:\n  - name: twinharbor/accounts\n    newName: {NAME}\n    digest: sha256:{number:064x}\n"


class Place(Hosted):
    """With three environments."""

    def __init__(self, folder) -> None:
        super().__init__(folder)
        self.server.answers = dict(NONE_OPEN)
        self.first = self.repository.push({file: kustomization(1) for file in OVERLAYS.values()} | {
            POLICY: "# Why.\nMERGE=automatic\nCLUSTERS=east west\n", f"{SERVICE}/base/rollout.yaml": "replicas: 1\n"})
        said = [{"annotations": {"predicateType": kind}} for kind in DESCRIPTIONS]
        (folder / "said.json").write_text(json.dumps({"layers": said}))
        for program, does in {"kubectl": f"cat {folder}/runs.json",
                              "crane": f'echo "$*" >>{folder}/asked; cat {folder}/said.json'}.items():
            (folder / program).write_text(f"#!/bin/sh\n{does}\n")
            (folder / program).chmod(0o755)
        (folder / "runs.json").write_text(json.dumps({"items": [{
            "metadata": {"name": "accounts-1-pre", "creationTimestamp": "2026-01-01T00:00:00Z"},
            "status": {"metricResults": [
                {"name": "acceptance", "phase": "Successful", "measurements": [{"value": "17 tests"}]}]}}]}))
        self.runs = 0

    def build(self, number: int) -> tuple[str, str]:
        """What a developer merges and the pipeline records: the commit that was built, and that of staging."""
        built = self.repository.push({"services/accounts/Main.java": str(number)})
        recorded = self.record("staging", number, f"accounts to staging\n\nBuilt-From: {built}")
        return built, recorded

    def record(self, environment: str, number: int, message: str = "accounts goes on") -> str:
        (self.repository.work / OVERLAYS[environment]).write_text(kustomization(number))
        self.repository.git("commit", "--quiet", "--all", "--message", message)
        self.repository.git("push", "--quiet", "origin", "HEAD:main")
        return self.repository.git("rev-parse", "HEAD")

    def run(self, script: str, environment: str, revision: str, **more: str) -> str:
        self.runs += 1
        output = run(script, **self.environment(SERVICE="accounts", ENVIRONMENT=environment, REVISION=revision,
                                                REGISTRY=NAME.rpartition("/")[0],
                                                SOURCE=self.folder / f"clone-{self.runs}", **more))
        self.repository.git("fetch", "--quiet")
        self.repository.git("reset", "--quiet", "--hard", "origin/main")
        return output

    def digest(self, environment: str, branch: str = "main") -> int:
        text = self.repository.git("show", f"origin/{branch}:{OVERLAYS[environment]}")
        return int(re.search("digest: sha256:([0-9a-f]+)", text)[1], 16)


@pytest.fixture
def place(tmp_path):
    with closing(Place(tmp_path)) as place:
        yield place


def test_what_staging_has_comes_to_the_first_cluster_by_a_pull_request_that_merges_itself(place):
    built, recorded = place.build(2)
    output = place.run("promote", "staging", recorded)
    assert (place.digest("east", "promotion-accounts"), place.digest("west", "promotion-accounts")) == (2, 1)
    (pull,) = place.server.sent("POST", "pulls")
    assert (pull["head"], pull["base"], pull["title"]) == ("promotion-accounts", "main", f"accounts {built[:10]} to east")
    head = place.repository.git("rev-parse", "origin/promotion-accounts")
    assert place.server.sent("POST", "pulls/7/merge") == [
        {"Do": "merge", "delete_branch_after_merge": True, "head_commit_id": head}]
    assert place.server.sent("POST", f"statuses/{built}")[0]["state"] == "success"
    assert "merged" in output


def test_it_is_promoted_once_it_is_said_what_is_in_it_and_what_it_was_made_of(place):
    _, recorded = place.build(2)
    (place.folder / "said.json").write_text(json.dumps({"layers": [{"annotations": {"predicateType": DESCRIPTIONS[0]}}]}))
    with pytest.raises(AssertionError, match=f"nobody has said what is in {NAME}@sha256:{2:064x}"):
        place.run("promote", "staging", recorded, TRIES="1")
    assert place.server.sent("POST", "pulls") == []
    (place.folder / "said.json").unlink()
    with pytest.raises(AssertionError, match="nobody has said"):
        place.run("promote", "staging", recorded, TRIES="1")
    assert {*(place.folder / "asked").read_text().splitlines()} == {f"manifest {NAME}:sha256-{2:064x}.att"}


def test_what_an_environment_has_for_itself_stays_as_it_is(place):
    own = f"  - name: twinharbor/traffic\n    newName: {NAME.replace('accounts', 'traffic')}\n    digest: sha256:{9:064x}\n"
    place.repository.push({OVERLAYS["east"]: kustomization(1) + own})
    _, recorded = place.build(2)
    place.run("promote", "staging", recorded)
    promoted = place.repository.git("show", f"origin/promotion-accounts:{OVERLAYS['east']}")
    assert promoted + "\n" == kustomization(2) + own


def test_the_pull_request_says_what_changed_and_what_it_was_tried_with(place):
    first, recorded = place.build(2)
    place.record("east", 2)
    second, recorded = place.build(3)
    place.run("promote", "staging", recorded)
    body = place.server.sent("POST", "pulls")[0]["body"]
    assert second[:7] in body
    assert first[:7] not in body
    assert f"- sha256:{2:064x}" in body
    assert f"+ sha256:{3:064x}" in body
    assert "| accounts-1-pre | acceptance | Successful | 17 tests |" in body


def test_a_release_manager_merges_where_the_policy_says_so(place):
    place.repository.push({POLICY: "MERGE=release-manager\nCLUSTERS=east west\n"})
    _, recorded = place.build(2)
    output = place.run("promote", "staging", recorded)
    assert place.server.sent("POST", "pulls/7/merge") == []
    assert "it waits for a release manager" in output


def test_a_pull_request_that_still_waits_gets_the_newer_release(place):
    place.server.answers["GET", PULLS] = [(200, [{"number": 3, "head": {"ref": "other"}},
                                                 {"number": 5, "head": {"ref": "promotion-accounts"}}])]
    _, recorded = place.build(2)
    place.run("promote", "staging", recorded)
    assert place.server.sent("POST", "pulls") == []
    assert len(place.server.sent("PATCH", "pulls/5")) == 1
    assert len(place.server.sent("POST", "pulls/5/merge")) == 1


def test_the_server_may_take_a_moment_to_find_that_it_can_be_merged(place):
    place.server.answers["POST", "pulls/7/merge"] = [(405, {"message": "Please try again later"}), (200, {})]
    _, recorded = place.build(2)
    assert "merged" in place.run("promote", "staging", recorded)


def test_what_production_has_is_not_promoted_again(place):
    _, recorded = place.build(2)
    place.record("east", 2)
    place.run("promote", "staging", recorded)
    assert place.server.sent("POST", "pulls") == []


def test_what_a_release_manager_has_reverted_is_not_promoted_again(place):
    _, recorded = place.build(2)
    place.record("east", 2)
    place.record("east", 1, "Revert")
    assert "it was taken back before" in place.run("promote", "staging", recorded)
    assert place.server.sent("POST", "pulls") == []
    _, recorded = place.build(3)
    place.run("promote", "staging", recorded)
    assert place.digest("east", "promotion-accounts") == 3


def test_a_git_server_that_makes_no_pull_request_is_no_promotion(place):
    place.server.answers["POST", "pulls"] = [(409, {"message": "There is one already"})]
    _, recorded = place.build(2)
    with pytest.raises(AssertionError, match="There is one already"):
        place.run("promote", "staging", recorded)


def test_a_late_word_of_an_older_release_changes_nothing(place):
    _, older = place.build(2)
    place.build(3)
    place.record("east", 3)
    assert "east has it, or newer" in place.run("promote", "staging", older)
    assert place.server.sent("POST", "pulls") == []


def test_a_cluster_follows_the_one_before_it(place):
    built, _ = place.build(2)
    released = place.record("east", 2)
    place.run("promote", "east", released)
    assert (place.digest("east"), place.digest("west")) == (2, 2)
    assert place.server.sent("POST", f"statuses/{built}")[0]["context"] == "east"


def test_a_release_is_called_by_its_build_whatever_else_its_environment_has(place):
    built, recorded = place.build(2)
    (place.repository.work / OVERLAYS["east"]).write_text(
        kustomization(9).replace("accounts", "traffic") + kustomization(2).split("images:\n")[1])
    place.repository.git("commit", "--quiet", "--all", "--message", "accounts goes on")
    place.repository.git("push", "--quiet", "origin", "HEAD:main")
    output = place.run("promote", "east", place.repository.git("rev-parse", "HEAD"))
    assert f"accounts {built[:10]} to west" in output
    assert place.server.sent("POST", f"statuses/{built}")


def test_it_follows_back_too(place):
    place.build(2)
    place.record("east", 2)
    place.record("west", 2)
    back = place.record("east", 1, "Revert")
    place.run("promote", "east", back)
    assert place.digest("west") == 1


def test_a_cluster_that_was_switched_again_is_not_followed_to_where_it_was(place):
    place.build(2)
    released = place.record("east", 2)
    place.record("east", 1, "Revert")
    assert "east has gone on meanwhile" in place.run("promote", "east", released)
    assert place.digest("west") == 1


def test_after_the_last_cluster_nothing_follows(place):
    built, _ = place.build(2)
    released = place.record("west", 2)
    assert "west is the last" in place.run("promote", "west", released)
    assert place.server.sent("POST", f"statuses/{built}")[0] == {
        "state": "success", "context": "west", "description": "released"}


def test_a_failed_release_is_taken_back_and_its_pull_request_told_why(place):
    built, _ = place.build(2)
    before = place.repository.git("rev-parse", "HEAD")
    bad = place.record("east", 2)
    place.server.answers["GET", f"commits/{bad}/pull"] = [(200, {"number": 9})]
    place.run("undo", "east", bad, RELEASED=before, REASON='error "rate" 2 %')
    assert (place.digest("east"), place.digest("west"), place.digest("staging")) == (1, 1, 2)
    message = place.repository.git("log", "-1", "--format=%B", "origin/main")
    assert f"Undoes: {bad}\nUndone: sha256:{2:064x}" in message
    assert 'error "rate" 2 %' in message
    assert 'error "rate" 2 %' in place.server.sent("POST", "issues/9/comments")[0]["body"]
    assert place.server.sent("POST", f"statuses/{built}") == [
        {"state": "failure", "context": "east", "description": 'error "rate" 2 %'}]


def test_what_was_taken_back_is_not_promoted_again(place):
    _, recorded = place.build(2)
    before = place.repository.git("rev-parse", "HEAD")
    bad = place.record("east", 2)
    place.run("undo", "east", bad, RELEASED=before, REASON="bad")
    assert "it was undone before" in place.run("promote", "staging", recorded)
    assert place.server.sent("POST", "pulls") == []


def test_a_manifest_that_made_a_release_fail_is_taken_back_too(place):
    before = place.repository.git("rev-parse", "HEAD")
    bad = place.repository.push({f"{SERVICE}/base/rollout.yaml": "replicas: none\n", f"{SERVICE}/base/new.yaml": "new\n"})
    place.repository.push({"README.md": "Something else"})
    place.run("undo", "west", bad, RELEASED=before, REASON="bad")
    assert place.repository.git("show", f"origin/main:{SERVICE}/base/rollout.yaml") == "replicas: 1"
    assert "new.yaml" not in place.repository.git("ls-tree", "-r", "--name-only", "origin/main")
    assert place.repository.git("show", "origin/main:README.md") == "Something else"


def test_a_failure_that_a_change_before_the_last_one_made_is_taken_back_with_it(place):
    before = place.repository.git("rev-parse", "HEAD")
    bad = place.record("east", 2)
    harmless = place.repository.push({f"{SERVICE}/base/rollout.yaml": "replicas: 2\n"})
    assert "it was changed again meanwhile" in place.run("undo", "east", bad, RELEASED=before, REASON="bad")
    place.run("undo", "east", harmless, RELEASED=before, REASON="bad")
    assert place.digest("east") == 1
    assert place.repository.git("show", f"origin/main:{SERVICE}/base/rollout.yaml") == "replicas: 1"


def test_what_somebody_has_mended_meanwhile_stays(place):
    before = place.repository.git("rev-parse", "HEAD")
    bad = place.record("east", 2)
    place.record("east", 3)
    assert "it was changed again meanwhile" in place.run("undo", "east", bad, RELEASED=before, REASON="bad")
    assert place.digest("east") == 3


def test_a_failure_that_no_change_made_changes_nothing(place):
    output = place.run("undo", "east", place.first, RELEASED=place.first, REASON="outage")
    assert "nothing changed since the last release" in output
    assert place.repository.git("rev-parse", "origin/main") == place.first


def test_staging_keeps_what_it_could_not_be_released_with(place):
    built, recorded = place.build(2)
    place.run("undo", "staging", recorded, RELEASED=place.first, REASON="a test failed")
    assert place.digest("staging") == 2
    assert place.server.sent("POST", f"statuses/{built}")[0]["state"] == "failure"
