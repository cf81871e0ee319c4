"""A merge of exactly what a pull request has passed its checks with is built without testing it again."""

from __future__ import annotations

from contextlib import closing

import pytest
from git_server import Hosted
from repository import NOTHING, run

PASSED = [{"context": "builds/main", "status": "pending"}, {"context": "builds/pull-request", "status": "success"}]


class Merge(Hosted):
    def __init__(self, folder) -> None:
        super().__init__(folder)
        self.first = self.repository.push({"services/accounts/Main.java": "0\n", "README.md": ""})

    def request(self, statuses=PASSED) -> str:
        """A pull request with a change, as it was checked."""
        self.repository.push({"services/accounts/Main.java": "1\n"})
        head = self.repository.git("rev-parse", "HEAD")
        self.repository.git("push", "--quiet", "origin", "HEAD:refs/pull/7/head")
        self.repository.git("reset", "--quiet", "--hard", self.first)
        self.repository.git("push", "--quiet", "--force", "origin", "HEAD:main")
        self.head = head
        self.server.answers = {("GET", f"commits/{head}/status"): [(200, {"statuses": statuses})]}
        return head

    def merge(self) -> str:
        self.repository.git("merge", "--quiet", "--no-ff", "--message", "A merge", self.head)
        self.repository.git("push", "--quiet", "origin", "HEAD:main")
        merged = self.repository.git("rev-parse", "HEAD")
        self.server.answers["GET", f"commits/{merged}/pull"] = [(200, {"number": 7, "head": {"sha": self.head}})]
        return merged

    def owed(self, revision: str, branch: str = "main") -> str:
        place = self.environment(REVISION=revision, SINCE=NOTHING, SOURCE=self.folder / "source")
        run("clone", **place)
        run("owed-tests", **place, BRANCH=branch, TESTS=self.folder / "tests")
        return (self.folder / "tests").read_text()


@pytest.fixture
def place(tmp_path):
    with closing(Merge(tmp_path)) as place:
        yield place


def test_what_has_passed_as_a_pull_request_is_not_tested_again(place):
    place.request()
    assert place.owed(place.merge()) == "none"


def test_a_merge_with_what_main_has_got_meanwhile_is_tested(place):
    place.request()
    place.repository.push({"services/accounts/Other.java": "x\n"})
    assert place.owed(place.merge()) == "inside"


@pytest.mark.parametrize("statuses", [
    [], [{"context": "builds/pull-request", "status": "pending"}], [{"context": "builds/pull-request", "status": "failure"}],
    [{"context": "builds/main", "status": "success"}],
])
def test_what_has_not_passed_its_checks_is_tested(place, statuses):
    place.request(statuses)
    assert place.owed(place.merge()) == "inside"


def test_what_comes_by_no_pull_request_is_tested(place):
    pushed = place.repository.push({"services/accounts/Main.java": "2\n"})
    place.server.answers = {("GET", f"commits/{pushed}/pull"): [(404, {"message": "not found"})]}
    assert place.owed(pushed) == "inside"


def test_a_pull_request_itself_is_tested(place):
    assert place.owed(place.request(), branch="") == "inside"
