"""The reference says what is there, all of it, and nothing else."""

from __future__ import annotations

import re

import pytest

from docs.reference import api, commands, metrics, scenarios, settings
from docs.reference.__main__ import NAMES, written
from docs.reference.markdown import HERE
from local.places import REPOSITORY

REGISTERED = re.compile(r"registry\.(?:timer|counter|gauge)\(|(?<!void )show\(subject, ")
DRAWN = re.compile(r"registry\.gauge\(metadata\(name, description\)")


@pytest.mark.parametrize("name", NAMES)
def test_what_is_in_git_is_what_its_source_says(name):
    assert (HERE / f"{name}.md").read_text() == written(name), "make reference writes it anew"


def test_every_page_is_written():
    assert {file.stem for file in HERE.glob("*.md")} == set(NAMES)


@pytest.mark.parametrize("service", settings.SERVICES)
def test_a_readme_has_every_setting_of_its_service_and_no_other(service):
    told, declared = set(settings.told(service)), set(settings.declared(service))
    assert declared - told == set(), "without a line in the table"
    assert told - declared - settings.STANDARD == set(), "in the table, and read by nobody"


@pytest.mark.parametrize("service", settings.SERVICES)
def test_a_default_is_said_to_be_what_it_is(service):
    for name, one in settings.told(service).items():
        declared = settings.declared(service).get(name, settings.Declared(None, False)).default
        if one.default.startswith("`") and declared is not None:
            assert one.default.strip("`") == re.sub(r"\$\{(\w+)\}", r"\1", declared), name
        if not one.default and one.head == "meaning":
            assert not declared or name in settings.told(settings.LENDER), f"{name} has a default that the table does not say"


@pytest.mark.parametrize("service", settings.SERVICES)
def test_every_metric_that_a_service_registers_is_listed_with_what_it_says(service):
    files = (REPOSITORY / "services" / service / "service/src/main/java").rglob("*.java")
    text = "\n".join(file.read_text() for file in files)
    assert len(metrics.own(service)) == len(REGISTERED.findall(text)) - len(DRAWN.findall(text))


def test_every_operation_of_the_api_says_what_it_is_and_how_it_answers():
    for service in api.described():
        for name, operation in api.operations(service):
            assert operation["summary"], name
            assert operation["responses"], name


def test_every_target_of_make_says_what_it_does():
    for file, told in commands.targets().items():
        declared = re.findall(r"^\.PHONY: (.*)$", (REPOSITORY / file).read_text(), re.M)
        assert {name for line in declared for name in line.split()} - {"always"} == set(told), file


@pytest.mark.parametrize("program", commands.PROGRAMS)
def test_every_command_says_what_it_does(program):
    assert all(commands.commands(program).values())


def test_scenarios_are_told_apart_by_their_names():
    names = [one.name for one in scenarios.all_of_them()]
    assert sorted(names) == sorted(set(names))


def test_a_scenario_that_a_page_names_exists():
    assert set(scenarios.named()) <= {one.name for one in scenarios.all_of_them()}
