"""Many witnesses, one release: what is believed, where it comes from, and what disagreed."""

from __future__ import annotations

from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from archive.releases.merge import Witness, merge
from archive.releases.release import Conflict
from scraper.items import Block, Capture, ReleaseItem

BERLIN = ZoneInfo("Europe/Berlin")
URL = "https://stadt.example/news/a"
META = "(DK) – Donnerstag, 01.04.2021"


def witness(minute: int, layout: str, **fields: Any) -> Witness:
    capture = Capture(URL, f"2021-04-02T08:{minute:02}:00Z", "response", 200, (), b"%d" % minute)
    body = () if fields.get("partial") else (Block("paragraph", "Text."),)
    return Witness(capture, ReleaseItem(**({"url": URL, "layout": layout, "title": "Titel", "body": body} | fields)))


def test_a_page_is_believed_before_a_newer_feed_and_the_feed_adds_what_it_lacks() -> None:
    page = witness(1, "ext_news", meta_line=META)
    feed = witness(2, "feed", title="Titel im Feed", uid=7, published_from="feed",
                   published_text="Thu, 01 Apr 2021 11:30:00 +0200")  # fmt: skip
    release = merge("a", [feed, page], BERLIN)
    assert release
    assert (release.title, release.uid, release.capture) == ("Titel", 7, page.capture.id)
    assert (release.published_source, release.published and release.published.at) == (
        "meta line",
        "2021-04-01T09:30:00Z",
    )
    assert {s.field: s.capture for s in release.sources} == {
        "title": page.capture.id, "body": page.capture.id, "meta_line": page.capture.id, "authors": page.capture.id,
        "published": page.capture.id, "uid": feed.capture.id,
    }  # fmt: skip
    assert release.conflicts == ()


def test_a_witness_with_another_day_is_kept_as_a_conflict() -> None:
    page = witness(1, "ext_news", meta_line=META)
    entry = witness(2, "listing", partial=True, published_from="list", published_text="02.04.2021")
    release = merge("a", [page, entry], BERLIN)
    assert release
    assert release.published
    assert release.published.day == "2021-04-01"
    assert release.conflicts == (
        Conflict("published", "2021-04-01", "02.04.2021", "list", entry.capture.id, "another day: 2021-04-02"),
    )


def test_an_edit_time_is_that_of_the_page_the_text_comes_from_and_no_day_of_publication() -> None:
    old = witness(1, "ext_news", meta_line=META, modified_text="2021-04-01T12:00:00+02:00")
    new = witness(2, "ext_news", meta_line=META, modified_text="2021-04-05T09:30:00+02:00")
    release = merge("a", [old, new], BERLIN)
    assert release
    assert release.modified
    assert (release.modified.day, release.modified.at) == ("2021-04-05", "2021-04-05T07:30:00Z")
    assert (release.published and release.published.day, release.first_seen) == ("2021-04-01", "2021-04-02T08:01:00Z")
    assert {s.field: s.capture for s in release.sources}["modified"] == new.capture.id


def test_an_edit_time_that_never_was_is_kept_as_a_conflict() -> None:
    page = witness(1, "ext_news", meta_line=META, modified_text="2021-02-31")
    release = merge("a", [page], BERLIN)
    assert release
    assert (release.modified, [(c.field, c.other) for c in release.conflicts]) == (None, [("modified", "2021-02-31")])


def test_a_day_that_never_was_is_kept_as_a_conflict_and_another_witness_gives_the_day() -> None:
    page = witness(1, "ext_news", meta_line="(DK) – Donnerstag, 31.02.2021")
    feed = witness(2, "feed", published_from="feed", published_text="Thu, 01 Apr 2021 11:30:00 +0200")
    release = merge("a", [page, feed], BERLIN)
    assert release
    assert (release.published_source, [c.other for c in release.conflicts]) == ("feed", [page.item.meta_line])


def test_list_entries_alone_make_no_release() -> None:
    assert merge("a", [witness(1, "listing", partial=True)], BERLIN) is None


def test_of_two_witnesses_of_the_day_the_one_nearer_to_the_text_is_believed() -> None:
    """meta line, time, JSON-LD, meta tag, feed, list: each goes before what stands behind it."""
    order = ("meta line", "time", "json-ld", "meta tag", "feed", "list")
    for first, second in pairwise(order):
        believed = _dated(1, first, "2021-04-01")
        other = _dated(2, second, "2021-03-30")
        for witnesses in ([believed, other], [other, believed]):
            release = merge("a", [*witnesses, witness(0, "portal")], BERLIN)
            assert release
            assert (release.published_source, release.published and release.published.day) == (first, "2021-04-01")
            assert [conflict.source for conflict in release.conflicts] == [second]


def _dated(minute: int, source: str, day: str) -> Witness:
    """A witness of a day, of the kind that its source makes it."""
    if source == "meta line":
        return witness(minute, "ext_news", meta_line=f"(DK) – {day[8:]}.{day[5:7]}.{day[:4]}")
    layout, partial = {"feed": ("feed", False), "list": ("listing", True)}.get(source, ("portal", False))
    return witness(minute, layout, partial=partial, published_from=source, published_text=day)
