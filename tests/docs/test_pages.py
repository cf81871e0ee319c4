"""Pages lead to what is there, and everything that is written for people can be found."""

from __future__ import annotations

import pytest
from pages import DOCS, headings, links, pages

from local.places import REPOSITORY


def named(page):
    return page.relative_to(REPOSITORY).as_posix()


@pytest.mark.parametrize("page", pages(), ids=named)
def test_a_link_leads_somewhere(page):
    for link in links(page):
        file, _, heading = link.partition("#")
        target = (page.parent / file).resolve() if file else page
        assert target.exists(), link
        if heading and target.suffix == ".md":
            assert heading in headings(target), link


def test_every_page_is_found_from_the_entrance():
    entrance = DOCS / "README.md"
    seen, waiting = set(), [entrance]
    while waiting:
        page = waiting.pop()
        if page not in seen:
            seen.add(page)
            found = ((page.parent / link.partition("#")[0]).resolve() for link in links(page))
            waiting += [one for one in found if one.suffix == ".md" and one.is_relative_to(DOCS)]
    assert {named(page) for page in DOCS.rglob("*.md")} - {named(page) for page in seen} == set()
