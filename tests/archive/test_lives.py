"""What happens to a release over the years, played on pages of the sample site, with the rows that it leaves."""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from archive.build import build
from archive.database.schema import TABLES
from scraper.captures import CaptureStore
from scraper.items import Capture
from scraper.sample.releases import Generation, SampleRelease, sample_releases
from scraper.sample.render import detail_page
from scraper.sites import load_site

SITE = load_site("sample")
HOST = "127.0.0.1:8765"
HTML = (("Content-Type", "text/html; charset=utf-8"),)
# Where a capture lies and which run fetched it are the store's, not the release's.
OF_THE_STORE = {"crawl_runs": None, "captures": {"run", "file", "offset", "length"}}


@dataclass(frozen=True)
class Moved(SampleRelease):
    """A release that another generation of the site shows."""

    shown_by: Generation = "C"

    @property
    def generation(self) -> Generation:
        return self.shown_by


def moved(release: SampleRelease, generation: Generation) -> Moved:
    return Moved(**vars(release), shown_by=generation)


def page(release: SampleRelease, day: int, path: str | None = None) -> Capture:
    text = detail_page(release, HOST, "Darmstadt Aktuell", (), english=False)
    url = f"http://{HOST}{path or release.path}"
    return Capture(url, f"2026-03-{day:02}T08:00:00Z", "response", 200, HTML, text.encode())


def missing(path: str, day: int) -> Capture:
    return Capture(f"http://{HOST}{path}", f"2026-03-{day:02}T08:00:00Z", "response", 404, HTML, b"<h1>404</h1>")


def built(folder: Path, captures: Iterable[Capture], *, one_by_one: bool = False) -> Path:
    """The database of these captures, taken in in this order; `one_by_one` with a build after each."""
    path = folder / "x.db"
    with CaptureStore(folder / "captures") as store:
        for capture in captures:
            store.start_run("import", "1", datetime(2026, 4, 1, tzinfo=UTC))
            store.add(capture)
            store.end_run("finished", datetime(2026, 4, 1, tzinfo=UTC))
            if one_by_one:
                build(store, SITE, path)
        build(store, SITE, path)
    return path


def rows(path: Path, sql: str) -> list[Any]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def values(path: Path) -> dict[str, list[Any]]:
    """Every value of every table that is the releases' own."""
    found = {}
    for table in TABLES:
        left_out = OF_THE_STORE.get(table.name, set())
        if left_out is not None:
            columns = ", ".join(f'"{c.name}"' for c in table.columns if c.name not in left_out)
            found[table.name] = rows(path, f"SELECT {columns} FROM {table.name} ORDER BY {', '.join(table.key)}")  # noqa: S608
    return found


@pytest.fixture
def release() -> SampleRelease:
    """A release of generation B with teaser, image and a body of several blocks."""
    found = (r for r in sample_releases(1) if r.generation == "B" and r.teaser and r.images and not r.day_printed)
    return max(found, key=lambda r: len(r.body))


def test_an_edit_is_a_second_revision_and_the_release_shows_it(release: SampleRelease, tmp_path: Path) -> None:
    word = next(w for w in release.body.split() if w.isalpha() and len(w) > 6 and release.body.count(w) == 1)
    edited = replace(release, body=release.body.replace(word, "Uferpromenade"), title=release.title + " (aktualisiert)")
    first, again, later = page(release, 1), page(release, 2), page(edited, 3)
    path = built(tmp_path, [first, again, later])
    assert rows(path, "SELECT number, first_seen, last_seen, capture, title FROM revisions ORDER BY number") == [
        (1, first.captured_at, again.captured_at, first.id, release.title),
        (2, later.captured_at, later.captured_at, later.id, edited.title),
    ]
    assert rows(path, "SELECT title, revisions, capture, first_seen, last_seen, gone_at FROM releases") == [
        (edited.title, 2, later.id, first.captured_at, later.captured_at, None)
    ]
    diffs = {field: json.loads(diff) for field, diff in rows(path, "SELECT field, diff FROM changes")}
    assert set(diffs) == {"title", "body"}
    assert [text.strip() for sign, text in diffs["body"] if sign == "-"] == [word]
    assert [text.strip() for sign, text in diffs["body"] if sign == "+"] == ["Uferpromenade"]


def test_a_deletion_keeps_the_text_and_says_since_when(release: SampleRelease, tmp_path: Path) -> None:
    shown, gone, still = page(release, 1), missing(release.path, 5), missing(release.path, 6)
    path = built(tmp_path, [shown, gone, still])
    assert rows(path, "SELECT title, gone_at, gone_capture, capture, revisions FROM releases") == [
        (release.title, gone.captured_at, gone.id, shown.id, 1)
    ]


def test_a_release_under_a_new_address_is_the_same_release_and_not_gone(release: SampleRelease, tmp_path: Path) -> None:
    new = f"/presseservice/archiv-einzelansicht/news/{release.slug}"
    shown, gone, again = page(release, 1), missing(release.path, 5), page(release, 6, new)
    path = built(tmp_path, [shown, gone, again])
    assert rows(path, "SELECT slug, url, gone_at, revisions FROM releases") == [
        (release.slug, f"http://{HOST}{new}", None, 1)
    ]
    assert rows(path, "SELECT capture FROM release_captures ORDER BY capture") == sorted([(shown.id,), (again.id,)])


def test_a_counter_behind_the_slug_is_a_release_of_its_own(release: SampleRelease, tmp_path: Path) -> None:
    second = replace(release, slug=f"{release.slug}-40", title="Ein anderer Titel")
    path = built(tmp_path, [page(release, 1), page(second, 1)])
    assert rows(path, "SELECT slug, title FROM releases ORDER BY slug") == sorted(
        [(release.slug, release.title), (second.slug, second.title)]
    )


def test_a_move_to_the_next_site_is_no_revision_and_keeps_what_only_the_old_one_printed(
    release: SampleRelease, tmp_path: Path
) -> None:
    new = f"/presseportal/pressemitteilungen/einzelansicht/{release.slug}"
    old, gone, after = page(release, 1), missing(release.path, 9), page(moved(release, "C"), 10, new)
    path = built(tmp_path, [old, gone, after])
    day = release.published.date().isoformat()
    assert rows(
        path, "SELECT layout, url, published, published_source, published_capture, revisions FROM releases"
    ) == [("presseportal", f"http://{HOST}{new}", day, "meta line", old.id, 1)]
    assert rows(path, "SELECT gone_at FROM releases") == [(None,)]
    sources = dict(rows(path, "SELECT field, capture FROM release_sources"))
    assert (sources["body"], sources["published"]) == (after.id, old.id)
    assert rows(path, "SELECT * FROM conflicts") == []
    categories = [(category,) for category in release.categories]
    assert rows(path, "SELECT category FROM release_categories ORDER BY position") == categories


def test_captures_in_any_order_give_the_same_database(release: SampleRelease, tmp_path: Path) -> None:
    new = f"/presseportal/pressemitteilungen/einzelansicht/{release.slug}"
    edited = replace(release, body=release.body + "\n\nNachtrag: Die Anmeldung ist bis Freitag möglich.")
    others = [page(other, 1) for other in sample_releases(1)[:6] if other.slug != release.slug]
    captures = [
        page(release, 1), page(edited, 2), page(release, 3), missing(release.path, 9),
        page(moved(edited, "C"), 10, new), page(release, 4, f"/nachrichten/rss/news/{release.slug}"), *others,
    ]  # fmt: skip
    expected = values(built(tmp_path / "sorted", captures))
    assert len(expected["revisions"]) == len(others) + 4
    for seed in range(4):
        shuffled = random.Random(seed).sample(captures, len(captures))  # noqa: S311 - an order, no secret
        found = values(built(tmp_path / str(seed), shuffled, one_by_one=seed % 2 == 1))
        for name, table in expected.items():
            assert found[name] == table, f"{name}, order {seed}"
