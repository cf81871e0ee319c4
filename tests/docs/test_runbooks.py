"""Whoever follows a runbook at night finds what it names, and what is lost has one."""

from __future__ import annotations

import json
import re

import kubectl
import pytest
import tomllib
import yaml
from pages import DOCS, RUNBOOKS, commands

from docs.reference.commands import commands as declared
from docs.reference.commands import targets
from docs.reference.scenarios import all_of_them
from local.places import REPOSITORY

PAGES = sorted(RUNBOOKS.glob("*.md"))
FOLLOWED = [*PAGES, *sorted(DOCS.glob("how-to/*.md")), *sorted(DOCS.glob("tutorials/*.md")), REPOSITORY / "README.md"]
DISASTERS = [file for file in PAGES if file.stem.startswith("lost-")]
OURS = {"argocd", "kubectl", "promtool", "thanos", "velero"}
# Of Debian, on whatever machine they are run.
DEBIANS = {"alias", "apt", "base64", "cat", "cd", "chmod", "cp", "curl", "diff", "export", "find", "git", "grep", "head", "jq",
           "ls", "mkdir", "mvn", "openssl", "perl", "printf", "read", "rm", "sed", "sort", "tail"}
# Defined in the page.
ALIASES = {"EtcdNearlyFull": {"etcdctl"}, "add-a-service": {"twice"}, "first-change": {"ask"}}


def named(page):
    return page.relative_to(REPOSITORY).as_posix()


@pytest.mark.parametrize("page", FOLLOWED, ids=named)
def test_a_command_names_what_is_in_the_clusters(page):
    found = {" ".join(words): list(kubectl.amiss(words)) for words in commands(page) if words[0] == "kubectl"}
    assert {command: missing for command, missing in found.items() if missing} == {}


@pytest.mark.parametrize("command", [
    "kubectl -n monitring get pods", "kubectl --context north get nodes", "kubectl -n monitoring get alertmanager-configs",
    "kubectl -n velero logs deploy/valero", "kubectl -n monitoring logs prometheus-main-0", "kubectl -n accounts see pods",
    "kubectl -n traefik logs -l app=traefik", "kubectl -n monitoring logs prometheus-platform-0 -c prom",
    "kubectl -n velero create job --from=cronjob/drill by-hand", "kubectl -n accounts get secret accounts-application"])
def test_what_a_command_names_and_nobody_has_is_found(command):
    assert len(list(kubectl.amiss(command.split()))) == 1


@pytest.mark.parametrize("page", FOLLOWED, ids=named)
def test_a_command_can_be_run(page):
    known = {target for found in targets().values() for target in found}
    for words in commands(page):
        if words[0] == "make":
            assert {word for word in words[1:] if "=" not in word and not word.startswith("-")} <= known, words
        elif words[:2] == ["python3", "-m"]:
            assert words[2] in ("lab", "local", "benchmarks.lab", "venv"), words
            assert words[2] not in ("lab", "local") or words[3] in declared(words[2]) or words[3] == "--help", words
        else:
            assert re.search("[/=.$]", words[0]) or words[0] in OURS | DEBIANS | ALIASES.get(page.stem, set()), words


@pytest.mark.parametrize("page", DISASTERS, ids=named)
def test_a_disaster_says_what_it_means_how_to_look_how_to_mend_and_what_tries_it(page):
    assert re.findall(r"^## (.+)$", page.read_text(), re.M) == ["What it means", "Look", "Mend"]
    last = page.read_text().strip().split("\n\n")[-1]
    assert {one.name for one in all_of_them()} & set(re.findall(r"`([a-z-]+)`", last))
    assert "No scenario" in last, "what is not tried is said"


def test_everything_that_can_be_lost_is_listed():
    listed = (RUNBOOKS / "README.md").read_text()
    alerts = {file.stem for file in PAGES if file.stem[0].isupper()} - {"README"}
    found = {file.name for file in PAGES if file.stem not in alerts | {"README"}}
    assert found <= set(re.findall(r"\]\(([a-z-]+\.md)\)", listed))


def test_what_comes_back_alone_is_called_as_the_backup_calls_it():
    inventory = yaml.safe_load((REPOSITORY / "ansible/inventories/lab/group_vars/shared_services.yaml").read_text())
    told = [json.loads(word) for page in PAGES for words in commands(page) for word in words
            if word.startswith('{"backup_archives')]
    assert len(told) == 2
    assert all(one in inventory["backup_archives"] for given in told for one in given["backup_archives"])


def test_the_edge_is_left_as_the_responder_leaves_it():
    catalogue = yaml.safe_load((REPOSITORY / "kustomize/services/responder/base/catalogue.yaml").read_text())
    action = catalogue["actions"]["leave-edge"]["with"]
    route = yaml.safe_load((RUNBOOKS / "left-edge.yaml").read_text())
    rule = route["spec"]["routes"][0]
    assert (route["metadata"]["namespace"], route["spec"]["entryPoints"]) == (action["namespace"], [action["entryPoint"]])
    assert (rule["match"], rule["middlewares"][0]["name"], rule["services"][0]["name"]) == (
        action["match"], action["middleware"], action["service"])


def test_a_secret_that_is_rotated_is_one_that_the_lab_made():
    secrets = tomllib.loads((REPOSITORY / "lab/secrets.toml").read_text())
    asked = {word.removeprefix("SECRET=") for page in FOLLOWED for words in commands(page) if words[:2] == ["make", "rotate"]
             for word in words[2:] if not kubectl.OPEN.search(word.removeprefix("SECRET="))}
    assert asked
    for name in asked:
        assert any(value.startswith(("random:", "rsa:", "ec:")) for value in secrets[name]["data"].values()), name
