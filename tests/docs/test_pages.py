"""Everything that is written for people can be found."""

from __future__ import annotations

from pages import DOCS, links

from local.places import REPOSITORY


def named(page):
    return page.relative_to(REPOSITORY).as_posix()


def test_every_page_is_found_from_the_entrance():
    entrance = DOCS / "README.md"
    seen, waiting = set(), [entrance]
    while waiting:
        page = waiting.pop()
        if page not in seen:
            seen.add(page)
            found = ((page.parent / link.partition("#")[0]).resolve() for link in links(page))
            waiting += [one for one in found if one.suffix == ".md" and one.is_relative_to(DOCS)]
    assert {named(page) for page in DOCS.glob("*/*.md")} - {named(page) for page in seen} == set()
