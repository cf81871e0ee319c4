"""Which pushes start the pipeline of main, by the expression that the listener has."""

from __future__ import annotations

from pathlib import Path

import celpy
import pytest
import yaml

LISTENER = Path("tekton/triggers/event-listener.yaml")


@pytest.fixture(scope="module")
def starts():
    triggers = {trigger["name"]: trigger for trigger in yaml.safe_load(LISTENER.read_text())["spec"]["triggers"]}
    merges = next(one for one in triggers["main"]["interceptors"] if one["name"] == "merges")
    cel = celpy.Environment()
    program = cel.program(cel.compile(next(param["value"] for param in merges["params"] if param["name"] == "filter")))
    return lambda body: bool(program.evaluate({"body": celpy.json_to_cel(body)}))


def push(*commits: list[str], total: int | None = None, **changes) -> dict:
    """As Gitea tells it; GitHub tells the same without a total."""
    body = {
        "ref": "refs/heads/main", "repository": {"full_name": "twinharbor/twinharbor"}, "pusher": {"login": "developer"},
        "commits": [{"added": [], "removed": [], "modified": files} for files in commits],
        "total_commits": len(commits) if total is None else total,
    }
    return body | changes


@pytest.mark.parametrize("files", [
    ["services/accounts/pom.xml"], ["pom.xml"], ["docs/adr/0001.md", "gitops/a.yaml"], ["kustomizer"],
])
def test_a_push_to_main_is_built(starts, files):
    assert starts(push(files))


def test_a_push_of_which_any_commit_is_about_more_than_clusters_is_built(starts):
    assert starts(push(["kustomize/a.yaml"], ["services/accounts/pom.xml"]))


@pytest.mark.parametrize("kind", ["added", "removed", "modified"])
def test_however_a_file_is_touched_it_counts(starts, kind):
    body = push([])
    body["commits"][0][kind] = ["conduct/pom.xml"]
    assert starts(body)


def test_a_push_that_only_says_what_clusters_run_is_not_built(starts):
    assert not starts(push(["kustomize/platform/namespaces/base/accounts.yaml"], ["gitops/root.yaml"]))


def test_a_push_without_a_total_is_told_by_its_commits(starts):
    body = push(["kustomize/a.yaml"])
    del body["total_commits"]
    assert not starts(body)


def test_a_push_with_more_commits_than_are_told_is_built(starts):
    assert starts(push(["kustomize/a.yaml"], total=6))


def test_a_push_of_which_no_commit_is_told_is_built(starts):
    assert starts(push())


@pytest.mark.parametrize("other", [
    {"ref": "refs/heads/mine"}, {"repository": {"full_name": "somebody/twinharbor"}}, {"pusher": {"login": "builds"}},
])
def test_another_branch_a_fork_and_what_builds_push_are_not_built(starts, other):
    assert not starts(push(["services/accounts/pom.xml"], **other))
