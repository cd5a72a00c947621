"""What is withdrawn is never written: nothing of it is anywhere in the database, however it is made."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from archive.build import BuildResult, build
from archive.database.schema import TABLES
from archive.wording.fingerprints import fingerprints, release_number
from scraper.captures import CaptureStore
from scraper.passages import BLACK
from scraper.sites import Site
from scraper.withdrawals import slug_digest
from tests.conftest import Crawled

HIDDEN = "sperrung-der-suedbruecke"  # another release links to it
REDACTED = "brueckenpruefung-suedbruecke"  # with two revisions; it links to the hidden one
GONE = "katzenschutzverordnung"  # the city took it down
NAMES = ["Hedwig Amrath", "Amrath"]


def entry(release: str, scope: str, words: list[str] | None = None) -> str:
    said = f"words = {words!r}\n" if words else ""
    return f'[[withdrawal]]\nrelease = "{release}"\nscope = "{scope}"\nday = 2026-11-28\nreason = "Auf Antrag"\n{said}'


class Archive:
    """A copy of the crawled sample, to be built with other withdrawals."""

    def __init__(self, later: Crawled, folder: Path) -> None:
        self.data, self.site = folder, later.site
        shutil.copytree(later.data, folder, dirs_exist_ok=True)
        self.database = folder / later.database.name

    def build(self, withdrawals: str, *, whole: bool = False, site: Site | None = None) -> BuildResult:
        (self.data / "sample.withdrawals.toml").write_text(withdrawals, encoding="utf-8")
        with CaptureStore(self.data / "captures" / "sample") as store:
            return build(store, site or self.site, self.database, whole=whole)

    def rows(self, sql: str, *values: object) -> list[Any]:
        with closing(sqlite3.connect(self.database)) as connection:
            return connection.execute(sql, values).fetchall()

    def tables(self) -> dict[str, list[Any]]:
        names = [*(t.name for t in TABLES), "fingerprints"]
        return {name: sorted(self.rows(f"SELECT * FROM {name}"), key=repr) for name in names}  # noqa: S608 - own names


@pytest.fixture
def archive(later: Crawled, tmp_path: Path) -> Archive:
    return Archive(later, tmp_path / "data")


def told(archive: Archive, slug: str) -> list[str]:
    """What stands in a release: its slug, title, and the paragraphs of each revision."""
    texts = archive.rows("SELECT title, body FROM revisions WHERE release = ?", slug)
    paragraphs = [part for _, body in texts for part in body.split("\n\n")]
    return [slug, *(title for title, _ in texts), *paragraphs]


WITHDRAWN = entry(HIDDEN, "hide") + entry(REDACTED, "redact", NAMES) + entry("haushalt-2014-eingebracht", "noindex")


def test_an_update_and_a_whole_build_leave_out_the_same(archive: Archive) -> None:
    texts = told(archive, HIDDEN)
    assert all(text.encode() in archive.database.read_bytes() for text in texts[:2])
    result = archive.build(WITHDRAWN)
    assert (result.whole, result.notes) == (False, ())
    updated, clean = archive.tables(), archive.database.read_bytes()
    assert [text for text in texts if text.encode() in clean] == []
    assert not archive.build(WITHDRAWN).whole
    assert archive.tables() == updated
    assert archive.build(WITHDRAWN, whole=True).whole
    assert archive.tables() == updated
    archive.rows("INSERT INTO releases_fts(releases_fts) VALUES ('integrity-check')")


def numbers_of(archive: Archive, slug: str) -> set[int]:
    rows = archive.rows("SELECT fingerprint FROM fingerprints WHERE number = ?", release_number(slug))
    return {number for (number,) in rows}


def test_what_is_hidden_or_blackened_leaves_no_fingerprint(archive: Archive) -> None:
    assert numbers_of(archive, HIDDEN)
    before = numbers_of(archive, REDACTED)
    archive.build(entry(HIDDEN, "hide") + entry(REDACTED, "redact", ["Eine Brücke von 1962 ist für Isettas"]))
    assert numbers_of(archive, HIDDEN) == set()
    after = numbers_of(archive, REDACTED)
    gone = fingerprints(["Eine Brücke von 1962 ist für Isettas"])
    assert gone & before
    assert not gone & after
    assert after == fingerprints(text for texts in archive.rows(
        "SELECT title, teaser, body FROM revisions WHERE release = ?", REDACTED
    ) for text in texts if text)  # fmt: skip


def test_a_hidden_release_leaves_a_row_that_names_nothing(archive: Archive) -> None:
    before = len(archive.rows("SELECT 1 FROM releases"))
    linked = archive.rows("SELECT 1 FROM links WHERE url LIKE ?", f"%{HIDDEN}%")
    archive.build(entry(HIDDEN, "hide"))
    assert archive.rows("SELECT * FROM withdrawals") == [
        (1, "hide", "Auf Antrag", "2026-11-28", "operator", None, slug_digest(HIDDEN))
    ]
    assert len(archive.rows("SELECT 1 FROM releases")) == before - 1
    assert linked
    assert archive.rows("SELECT 1 FROM links WHERE url LIKE ?", f"%{HIDDEN}%") == []
    own = archive.rows("SELECT url FROM captures WHERE withdrawal = 1 AND url NOT LIKE 'http%'")
    assert {url for (url,) in own} == {BLACK}
    lists = archive.rows("SELECT 1 FROM captures WHERE withdrawal = 1 AND url LIKE 'http%'")
    assert lists, "lists and feeds that name it are not shown either"


def test_words_are_blackened_before_anything_is_made_of_them(archive: Archive) -> None:
    assert archive.rows("SELECT 1 FROM quotes WHERE release = ? AND speaker = 'Hedwig Amrath'", REDACTED)
    archive.build(entry(REDACTED, "redact", [*NAMES, "Lieber ein Umweg als ein Unglück", "30 Kilometer"]))
    for table in TABLES:
        if any(column.name == "release" for column in table.columns) and table.name != "withdrawals":
            rows = archive.rows(f"SELECT * FROM {table.name} WHERE release = ?", REDACTED)  # noqa: S608 - own names
            assert not [row for row in rows if "Amrath" in repr(row) or "als ein Ungl" in repr(row)], table.name
    ((title, body),) = archive.rows("SELECT title, body FROM releases WHERE slug = ?", REDACTED)
    assert f"sagt Planungsdezernentin Dr. {BLACK}." in body
    assert f"„{BLACK}.“" in body
    assert f"höchstens {BLACK} in der Stunde" in body
    assert "Südbrücke" in title
    quotes = archive.rows("SELECT text, speaker FROM quotes WHERE release = ? ORDER BY position", REDACTED)
    assert [speaker for text, speaker in quotes if "Isettas" in text or "Gewicht" in text] == [None, None]
    assert [speaker for text, speaker in quotes if "Zwölf" in text] == ["Wolfram Jettenbach"]
    assert archive.rows("SELECT 1 FROM revisions WHERE release = ? AND body LIKE ?", REDACTED, f"%{BLACK}%")
    assert archive.rows("SELECT 1 FROM quotes WHERE speaker = 'Hedwig Amrath'"), "in other releases she speaks on"


def test_a_name_in_a_slug_is_blackened_there_too(archive: Archive) -> None:
    texts = [REDACTED, "Südbrücke: Tempo 30"]
    archive.build(entry(REDACTED, "redact", ["Südbrücke"]))
    updated = archive.tables()
    assert [t for t in texts if t.encode() in archive.database.read_bytes()] == []
    assert archive.rows("SELECT url FROM releases WHERE slug = ?", f"brueckenpruefung-{BLACK}") == [(BLACK,)]
    assert archive.rows("SELECT release, digest FROM withdrawals") == [(f"brueckenpruefung-{BLACK}", None)]
    archive.build(entry(REDACTED, "redact", ["Südbrücke"]), whole=True)
    assert archive.tables() == updated


def test_links_to_a_blackened_release_are_blackened_by_its_words_of_today(archive: Archive) -> None:
    linked = "SELECT text FROM links WHERE release = ? ORDER BY position"
    assert archive.rows(linked, REDACTED) == [("Südbrücke an drei Wochenenden gesperrt",)]
    archive.build(entry(HIDDEN, "redact", ["drei Wochenenden"]))
    assert archive.rows(linked, REDACTED) == [(f"Südbrücke an {BLACK} gesperrt",)]
    assert not archive.build(entry(HIDDEN, "redact", ["drei Wochenenden", "gesperrt"])).whole
    assert archive.rows(linked, REDACTED) == [(f"Südbrücke an {BLACK} {BLACK}",)]
    assert not archive.build(entry(HIDDEN, "redact", ["an"])).whole
    assert archive.rows(linked, REDACTED) == [(f"Südbrücke {BLACK} drei Wochenenden gesperrt",)]


def test_what_is_lifted_is_back(archive: Archive) -> None:
    archive.build("")
    before = archive.tables()
    archive.build(WITHDRAWN)
    assert archive.build("").whole
    assert archive.tables() == before


def test_what_concerns_nothing_is_said_in_a_line_each(archive: Archive) -> None:
    result = archive.build(
        entry("nie-gewesen", "hide") + entry("auch-nie", "noindex") + entry("nirgends", "redact", ["Otto Kern"])
        + entry(REDACTED, "redact", ["Amrath", "Otto Kern"]) + entry("schon-weg", "erase")
    )  # fmt: skip
    path = archive.data / "sample.withdrawals.toml"
    assert result.notes == (
        f"{path}: entry 1 (nie-gewesen): nothing was captured of this release: is the slug right?",
        f"{path}: entry 2 (auch-nie): there is no such release: is the slug right?",
        f"{path}: entry 3 (nirgends): there is no such release: is the slug right?",
        f"{path}: entry 4 ({REDACTED}): „Otto Kern“ stands nowhere in it: is it as printed?",
    )


@pytest.mark.parametrize(("rule", "scope"), [("hide_gone_after", "hide"), ("noindex_gone_after", "noindex")])
def test_what_the_city_took_down_goes_by_the_rule_of_the_site(archive: Archive, rule: str, scope: str) -> None:
    ((gone_at,),) = archive.rows("SELECT gone_at FROM releases WHERE slug = ?", GONE)
    texts = told(archive, GONE)
    soon: Any = {rule: 0}
    archive.build("", site=replace(archive.site, **soon))
    shown = GONE if scope == "noindex" else None
    assert archive.rows("SELECT scope, day, decided_by, release, digest FROM withdrawals") == [
        (scope, gone_at[:10], "site", shown, slug_digest(GONE))
    ]
    left = [text for text in texts if text.encode() in archive.database.read_bytes()]
    assert left == ([] if scope == "hide" else texts)
    updated = archive.tables()
    assert not archive.build("", site=replace(archive.site, **soon)).whole
    assert archive.tables() == updated
    later: Any = {rule: 400}
    archive.build("", site=replace(archive.site, **later))
    assert archive.rows("SELECT 1 FROM withdrawals") == []
    assert archive.rows("SELECT 1 FROM releases WHERE slug = ?", GONE)


def test_a_database_may_lose_all_its_releases_to_withdrawals(archive: Archive) -> None:
    slugs = [slug for (slug,) in archive.rows("SELECT slug FROM releases")]
    archive.build("".join(entry(slug, "hide") for slug in slugs))
    assert archive.rows("SELECT count(*) FROM releases") == [(0,)]
    assert len(archive.rows("SELECT 1 FROM withdrawals")) == len(slugs)
