"""A database is built anew when something changes that decides what a capture becomes, and not for anything else."""

from __future__ import annotations

import re
from dataclasses import replace
from importlib.metadata import version

import pytest

from archive import readers
from archive.readers import DECIDING_LIBRARIES, readers_digest
from scraper.sites import City, DetailRule, Site, load_site

SITE = load_site("darmstadt")
LONG = f"/{'a' * 300}/(?P<slug>[^/]+)"


@pytest.mark.parametrize(
    "other",
    [
        replace(SITE, time_zone="Europe/London"),
        replace(SITE, lists=()),
        replace(SITE, hosts=("darmstadt.de",)),
        replace(SITE, city=City(SITE.city.offices + "\n", SITE.city.authors)),
        replace(SITE, details=SITE.details[1:]),
    ],
)
def test_what_decides_counts(other: Site) -> None:
    assert readers_digest(other, "") != readers_digest(SITE, "")
    assert readers_digest(SITE, "[[same]]") != readers_digest(SITE, "")


@pytest.mark.parametrize(
    "other",
    [
        replace(SITE, title="Neues"),
        replace(SITE, publisher="Stadt"),
        replace(SITE, feeds=()),
        replace(SITE, sitemaps=()),
        replace(SITE, public=False),
    ],
)
def test_what_only_crawls_and_our_own_pages_use_does_not_count(other: Site) -> None:
    assert readers_digest(other, "") == readers_digest(SITE, "")


def test_long_patterns_that_differ_at_their_end_are_different() -> None:
    one, two = (replace(SITE, details=(DetailRule(re.compile(LONG + end)),)) for end in ("", "/?"))
    assert readers_digest(one, "") != readers_digest(two, "")


@pytest.mark.parametrize("library", DECIDING_LIBRARIES)
def test_another_version_of_a_library_that_decides_counts(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = readers_digest(SITE, "")
    monkeypatch.setattr(readers, "version", lambda name: "0" if name == library else version(name))
    assert readers_digest(SITE, "") != before
