"""The site's pages lead to each other, and to the sources of whatever is no page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docs.making import site
from local.places import REPOSITORY

LINK = re.compile(r'href="([^"]+)"')
ANCHOR = re.compile(r'id="([^"]+)"')


@pytest.fixture(scope="module")
def bodies():
    return {site.address(page): site.rendered(page)[1] for page in site.pages()}


@pytest.mark.parametrize("page", site.pages())
def test_a_link_leads_to_a_page_and_its_heading_or_to_a_file(page, bodies):
    place = site.address(page)
    for link in LINK.findall(bodies[place]):
        if link.startswith(site.SOURCES):
            assert (REPOSITORY / link.removeprefix(f"{site.SOURCES}/").partition("#")[0]).exists(), link
        elif not re.match("https?:|mailto:", link):
            path, _, anchor = link.partition("#")
            there = (Path("/") / place).parent.joinpath(path).resolve().relative_to("/").as_posix() if path else place
            assert there in bodies or there in site.WRITTEN.values(), link
            assert not anchor or anchor in ANCHOR.findall(bodies[there]), link


def test_each_page_has_its_title():
    assert [page for page in site.pages() if not site.rendered(page)[0]] == []


def test_a_heading_is_led_to_as_on_a_git_server():
    assert site.slug("What's `done`, and why_not?") == "whats-done-and-why_not"
