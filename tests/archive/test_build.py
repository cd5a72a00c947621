"""A build is repeatable, reads only what is new, and shows what the site printed."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from archive.build import build
from archive.database.dictionary import column_meaning
from archive.database.schema import TABLES
from archive.database.views import VIEWS, View
from scraper.captures import CaptureStore
from scraper.errors import BuildError
from scraper.sample.releases import sample_releases
from scraper.sample.server import SampleSite
from scraper.sites import load_site
from tests.conftest import Crawled, crawl_sample
from tests.processes import Processes


def tables(path: Path) -> dict[str, list[Any]]:
    with closing(sqlite3.connect(path)) as connection:
        return {
            t.name: connection.execute(f"SELECT * FROM {t.name} ORDER BY {', '.join(t.key)}").fetchall()  # noqa: S608
            for t in TABLES
        } | {"fingerprints": connection.execute("SELECT * FROM fingerprints").fetchall()}


def query(path: Path, sql: str, *values: object) -> list[Any]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql, values).fetchall()


def test_every_release_of_the_site_is_there_and_nothing_else(sample: Crawled) -> None:
    found = dict(query(sample.database, "SELECT slug, title FROM releases"))
    assert found == {r.slug: r.title for r in sample_releases(1)}


def test_every_release_has_its_day_teaser_and_codes(sample: Crawled) -> None:
    found = {
        slug: (published, bool(teaser), codes)
        for slug, published, teaser, codes in query(
            sample.database, "SELECT slug, published, teaser, author_codes FROM releases"
        )
    }
    for release in sample_releases(1):
        codes = ", ".join(code.strip().casefold() for code in release.codes.split(",")) if release.codes else None
        day = release.published.date().isoformat()
        if not release.day_printed:
            assert found[release.slug] == (day, bool(release.teaser), codes), release.slug


def test_a_second_build_of_the_same_captures_gives_the_same_values(sample: Crawled, tmp_path: Path) -> None:
    with CaptureStore(sample.folder) as store:
        build(store, sample.site, tmp_path / "again.db", whole=True)
    assert tables(tmp_path / "again.db") == tables(sample.database)


def test_captures_of_another_site_are_refused_and_the_database_stays(sample: Crawled, tmp_path: Path) -> None:
    database = tmp_path / "old.db"
    shutil.copyfile(sample.database, database)
    with CaptureStore(sample.folder) as store, pytest.raises(BuildError, match="none of the 158 captures is of a host"):
        build(store, load_site("darmstadt"), database, whole=True)
    assert tables(database) == tables(sample.database)


def test_a_database_never_loses_all_its_releases(sample: Crawled, tmp_path: Path) -> None:
    database = tmp_path / "old.db"
    shutil.copyfile(sample.database, database)
    with (
        CaptureStore(tmp_path / "captures") as store,
        pytest.raises(BuildError, match="holds 72; it was left unchanged"),
    ):
        build(store, sample.site, database, whole=True)
    assert tables(database) == tables(sample.database)
    assert not database.with_name("old.db.new").exists()


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_the_columns_of_a_view_are_those_that_are_explained(sample: Crawled, view: View) -> None:
    names = [name for _, name, *_ in query(sample.database, f"PRAGMA table_info({view.name})")]
    assert names == [name for name, _ in view.columns]
    assert all(column_meaning(said) != said for _, said in view.columns if "." in said), "they show a known column"


def test_an_update_reads_only_what_is_new_and_equals_a_whole_build(processes: Processes, tmp_path: Path) -> None:
    with SampleSite() as served:
        crawled = crawl_sample(processes, served, tmp_path)
        before = tables(crawled.database)
        with CaptureStore(crawled.folder) as store:
            assert build(store, crawled.site, crawled.database).captures == 0
        served.state = 2
        crawl_sample(processes, served, tmp_path, "all")
    with CaptureStore(crawled.folder) as store:
        build(store, crawled.site, tmp_path / "whole.db", whole=True)
    updated = tables(crawled.database)
    assert updated == tables(tmp_path / "whole.db")
    assert updated["releases"] != before["releases"]
    first, second = ({r.slug: r for r in sample_releases(state)} for state in (1, 2))
    edited = {slug for slug in first if slug in second and first[slug] != second[slug]}
    revisions = query(crawled.database, "SELECT release, max(number) FROM revisions GROUP BY 1 HAVING max(number) > 1")
    assert {slug for slug, _ in revisions} == edited
    for slug in edited:
        (diff,) = query(crawled.database, "SELECT diff FROM changes WHERE release = ? AND field = 'body'", slug)
        pieces = json.loads(diff[0])
        old, new = query(crawled.database, "SELECT body FROM revisions WHERE release = ? ORDER BY number", slug)
        assert "".join(text for sign, text in pieces if sign != "+") == old[0]
        assert "".join(text for sign, text in pieces if sign != "-") == new[0]
    slugs = {row[0] for row in updated["releases"]}
    assert slugs == set(first) | set(second), "a release that is gone keeps its text"


def test_an_unchanged_page_leaves_no_second_copy(processes: Processes, tmp_path: Path) -> None:
    with SampleSite() as served:
        crawled = crawl_sample(processes, served, tmp_path)
        crawl_sample(processes, served, tmp_path, "all")
    with CaptureStore(crawled.folder) as store:
        rows = list(store.rows())
    seen = [(row.url, row.digest) for row in rows if row.kind == "response"]
    assert len(seen) == len(set(seen))
    revisits = {row.url: row.captured_at for row in rows if row.kind == "revisit"}
    assert len(revisits) > 60
    for url, last_seen in query(crawled.database, "SELECT url, last_seen FROM releases"):
        assert last_seen >= revisits[url], "an unchanged answer shows that the release is still there"


def test_every_value_leads_to_a_capture_whose_bytes_are_kept(sample: Crawled) -> None:
    rows = query(sample.database, "SELECT slug, capture, url FROM releases")
    with CaptureStore(sample.folder) as store:
        index = {row.id: row for row in store.rows()}
        for _, capture, url in rows:
            assert store.read(index[capture]).url == url


def test_a_release_without_a_day_in_its_text_has_it_from_list_or_feed(sample: Crawled) -> None:
    sources = dict(
        query(sample.database, "SELECT layout, group_concat(DISTINCT published_source) FROM releases GROUP BY 1")
    )
    assert set(sources["presseportal"].split(",")) <= {"feed", "list"}
    assert sources["portal"] == "meta line"


def test_a_weekday_that_does_not_fit_is_kept_and_flagged(sample: Crawled) -> None:
    (misprint,) = [r for r in sample_releases(1) if r.day_printed]
    ((line, fits),) = query(
        sample.database, "SELECT meta_line, weekday_fits FROM releases WHERE slug = ?", misprint.slug
    )
    assert misprint.day_printed in line
    assert fits == 0


def test_full_text_search_finds_words_with_soft_hyphens_and_keeps_umlauts(sample: Crawled) -> None:
    sql = "SELECT count(*) FROM releases_fts WHERE releases_fts MATCH ?"
    printed = "".join(json.dumps(asdict(release), ensure_ascii=False, default=str) for release in sample_releases(1))
    hyphenated = re.search(r"\w+\u00ad\w+", printed)
    assert hyphenated
    word = hyphenated[0].replace("\u00ad", "")
    assert query(sample.database, "SELECT count(*) FROM releases WHERE instr(body || title, char(173))") != [(0,)]
    assert query(sample.database, sql, f'"{word}"')[0][0] >= 1
    assert query(sample.database, sql, "bürger*")[0][0] >= 1
    assert query(sample.database, sql, "burger*") == [(0,)]


def test_teaser_captions_and_credits_are_those_of_the_release(sample: Crawled) -> None:
    teasers = dict(query(sample.database, "SELECT slug, teaser FROM releases"))
    for release in sample_releases(1):
        assert (teasers[release.slug] is None) == (not release.teaser), release.slug
        images = query(sample.database, "SELECT caption, credit FROM images WHERE release = ?", release.slug)
        assert len(images) == len(release.images), release.slug
        for (caption, credit), printed in zip(images, release.images, strict=True):
            line = " ".join(filter(None, (printed.caption, printed.credit)))
            assert (credit is not None) == bool(re.search("©|Quelle:|Foto:", line)), release.slug
            assert (credit or "") in line, release.slug
            assert (caption or "") in line, release.slug
