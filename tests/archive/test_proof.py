"""The search for withdrawn words looks into everything that a data folder may hold, and says where they stand."""

from __future__ import annotations

import bz2
import gzip
import sqlite3
import tarfile
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pyarrow
import pytest
from pyarrow import parquet

from archive.proof import Search
from scraper.items import Capture
from scraper.warc import record_bytes

WORD, SLUG = "Änne Großkreutz", "aenne-grosskreutz-geht"
TEXT = f"Gestern ging {WORD} nach Hause."
SAID = [WORD]


def compressed(path: Path) -> None:
    path.write_bytes(gzip.compress(b"nichts") + gzip.compress(TEXT.encode()))


def warc(path: Path) -> None:
    headers = (("Content-Type", "text/html; charset=iso-8859-1"), ("Content-Encoding", "gzip"))
    body = gzip.compress(TEXT.encode("latin-1"))
    path.write_bytes(
        record_bytes(Capture("https://example.org/", "2026-11-28T08:00:00Z", "response", 200, headers, body))
    )


def cut_warc(path: Path) -> None:
    headers = (("Content-Type", "text/html; charset=utf-8"), ("Content-Encoding", "gzip"))
    body = gzip.compress((TEXT + " Danach kam nichts mehr." * 500).encode())[:-20]
    path.write_bytes(
        record_bytes(Capture("https://example.org/", "2026-11-28T08:00:00Z", "response", 200, headers, body))
    )


def table(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("CREATE TABLE t (a, b TEXT, c TEXT GENERATED ALWAYS AS (lower(b)) VIRTUAL)")
        db.execute("INSERT INTO t (a, b) VALUES (1, ?)", ("x" * 6_000 + TEXT,))


def free_page(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA secure_delete = OFF")
        db.execute("CREATE TABLE t (b TEXT)")
        db.execute("INSERT INTO t VALUES (?)", (TEXT,))
        db.commit()
        db.execute("DELETE FROM t")
        db.commit()


def workbook(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", f"<c><t>{TEXT}</t></c>")


def columns(path: Path) -> None:
    parquet.write_table(pyarrow.table({"n": [1], "text": [TEXT]}), path, compression="zstd")


def wide(path: Path) -> None:
    path.write_bytes(TEXT.encode("utf-16"))


def wide_without_mark(path: Path) -> None:
    path.write_bytes(TEXT.encode("utf-16-be"))


def bzip2(path: Path) -> None:
    path.write_bytes(bz2.compress(TEXT.encode()))


def archive_in_xz(path: Path) -> None:
    with tarfile.open(path, "w:xz") as archive:
        archive.addfile(tarfile.TarInfo(f"{WORD}.txt"))


@pytest.mark.parametrize(
    "make",
    [compressed, warc, cut_warc, table, free_page, workbook, columns, wide, wide_without_mark, bzip2, archive_in_xz],
    ids=lambda m: m.__name__,
)
def test_a_word_is_found_in_every_kind_of_file(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "data")
    looked = Search([WORD]).folder(tmp_path)
    assert sorted({place.word for place in looked.places}) == SAID
    assert (looked.files, looked.closed) == (1, ())
    assert Search(["Änne Großkreuz"]).folder(tmp_path).places == ()


def test_a_table_is_named_whatever_its_columns_are(tmp_path: Path) -> None:
    table(tmp_path / "a.db")
    assert ("table t", WORD) in {(place.where, place.word) for place in Search([WORD]).folder(tmp_path).places}


@pytest.mark.parametrize(
    "text",
    [TEXT, "Ä\u00adnne\nGroß\u00adkreutz", "&Auml;nne Gro&szlig;kreutz", "%C3%84nne%20Gro%C3%9Fkreutz",
     '"\\u00c4nne Gro\\u00dfkreutz"', "Än<b>ne</b> Groß<!-- - -->kreutz",
     "&lt;p&gt;&amp;Auml;nne Gro&lt;i&gt;&amp;szlig;&lt;/i&gt;kreutz",
     "mailto:aenne.grosskreutz@example.org", "/bilder/aenne-grosskreutz.jpg und https://example.org/aenne-grosskreutz/"],
)  # fmt: skip
def test_a_word_is_found_however_it_is_written(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert [place.word for place in Search([WORD]).folder(tmp_path).places] == SAID


@pytest.mark.parametrize(
    ("text", "slug", "found"),
    [
        (f"https://example.org/news/{SLUG}", SLUG, True),
        (f"/portal/article/{SLUG}-1/index.htm", SLUG, True),
        (f"release,{SLUG},2026", SLUG, True),
        (f"https://example.org/news/{SLUG}-und-kommt", SLUG, False),
        (f"https://example.org/news/mit-{SLUG}", SLUG, False),
        (f"https://example.org/news/{SLUG}-2", SLUG, False),
        (f"https://example.org/news/{SLUG}-2/", SLUG, False),
        ("Das Fest am Fluss", "fest", False),
        ("https://example.org/news/fest", "fest", True),
    ],
)
def test_a_slug_is_found_as_a_whole(tmp_path: Path, text: str, slug: str, found: bool) -> None:
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    assert bool(Search([], [slug]).folder(tmp_path).places) == found


def test_a_single_word_is_found_in_the_word_list_of_a_search_index(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "a.db")) as db, db:
        db.execute("CREATE VIRTUAL TABLE f USING fts5(t, content='')")
        db.execute("CREATE VIRTUAL TABLE words USING fts5vocab(f, row)")
        db.execute("INSERT INTO f(rowid, t) VALUES (1, 'berg bergbau bergbaut bergbauten')")
        db.execute("INSERT INTO f(rowid, t) VALUES (2, 'groß grossmann')")
    found = Search(["Bergbaut", "Großmann"]).folder(tmp_path).places
    assert [place.word for place in found if place.where == "table words"] == ["Bergbaut", "Großmann"]


def test_names_of_files_count_and_the_withdrawals_themselves_do_not(tmp_path: Path) -> None:
    (tmp_path / f"{SLUG}.txt").write_text("nichts", encoding="utf-8")
    (tmp_path / "sample.withdrawals.toml").write_text(TEXT, encoding="utf-8")
    looked = Search([WORD], [SLUG]).folder(tmp_path)
    assert sorted({(place.path, place.where) for place in looked.places}) == [(f"{SLUG}.txt", "its name")]


@pytest.mark.parametrize("head", [b"PK\x03\x04", b"BZh9", b"7z\xbc\xaf\x27\x1c", b"\x28\xb5\x2f\xfd"])
def test_what_cannot_be_looked_into_is_said(tmp_path: Path, head: bytes) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "a").write_bytes(head + b"kaputt" * 9)
    assert Search([WORD]).folder(tmp_path).closed == ("old/a",)


def test_folders_count_by_name_and_where_links_lead(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "disk" / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "data" / SLUG).mkdir(parents=True)
    (tmp_path / "data" / "captures").symlink_to(tmp_path / "disk")
    (tmp_path / "disk" / "back").symlink_to(tmp_path / "data")
    looked = Search([WORD], [SLUG]).folder(tmp_path / "data")
    assert [(place.path, place.where) for place in looked.places] == [
        (SLUG, "its name"), ("captures/a.txt", "its text"),
    ]  # fmt: skip
