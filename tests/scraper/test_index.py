"""The index of a store: those of older versions are brought up to date, those of newer ones refused."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scraper.captures import CaptureStore
from scraper.due import KnownRelease
from scraper.errors import StoreError
from scraper.frontier import Frontier
from scraper.index import open_index
from scraper.items import Capture

FIRST = """
CREATE TABLE crawl_runs (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, version TEXT NOT NULL, started_at TEXT NOT NULL, ended_at TEXT,
  ended_why TEXT, requests INTEGER NOT NULL DEFAULT 0, bytes INTEGER NOT NULL DEFAULT 0,
  new INTEGER NOT NULL DEFAULT 0, changed INTEGER NOT NULL DEFAULT 0, unchanged INTEGER NOT NULL DEFAULT 0,
  gone INTEGER NOT NULL DEFAULT 0, errors INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE captures (
  number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, run TEXT NOT NULL REFERENCES crawl_runs(id), url TEXT NOT NULL,
  captured_at TEXT NOT NULL, kind TEXT NOT NULL, status INTEGER, content_type TEXT, digest TEXT NOT NULL,
  etag TEXT, last_modified TEXT, file TEXT NOT NULL, offset INTEGER NOT NULL, length INTEGER NOT NULL
) STRICT;
CREATE INDEX captures_url ON captures(url, captured_at);
INSERT INTO crawl_runs(id, kind, version, started_at, new) VALUES ('r', 'crawl', '0', '2020-01-01T00:00:00Z', 7);
INSERT INTO captures VALUES
  (1, 'c', 'r', 'https://a.example/', '2020-01-01T00:00:00Z', 'response', 200, NULL, 'd', NULL, NULL, 'r.gz', 0, 9);
"""
SECOND = (
    FIRST
    + """
ALTER TABLE crawl_runs ADD COLUMN mode TEXT;
CREATE TABLE pending (
  url TEXT PRIMARY KEY, route TEXT NOT NULL, start TEXT NOT NULL, failures INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE known_releases (
  key TEXT PRIMARY KEY, url TEXT NOT NULL, published TEXT, first_seen TEXT NOT NULL, looked_at TEXT NOT NULL,
  gone INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO known_releases VALUES
  ('k', 'https://a.example/', '2020-01-01', '2020-01-01T00:00:00Z', '2020-01-02T00:00:00Z', 1);
"""
)
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def columns(folder: Path) -> dict[str, set[tuple[object, ...]]]:
    """Each table's columns: name, type, whether NULL is refused, default, place in the primary key."""
    with closing(open_index(folder)) as db:
        names = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: {tuple(row)[1:] for row in db.execute(f"PRAGMA table_info({name})")} for name in names}


def old_store(folder: Path, schema: str) -> Path:
    folder.mkdir()
    with closing(sqlite3.connect(folder / "index.db")) as db:
        db.executescript(schema)
    return folder


@pytest.mark.parametrize("schema", ["", FIRST, SECOND], ids=["empty", "first", "second"])
def test_an_index_of_an_older_version_becomes_like_a_new_one_and_keeps_its_rows(tmp_path: Path, schema: str) -> None:
    folder = old_store(tmp_path / "old", schema)
    (tmp_path / "new").mkdir()
    new, old = columns(tmp_path / "new"), columns(folder)
    # SQLite says nothing of NOT NULL for a TEXT primary key that is written after the type, so keys are left out.
    assert {name: {c for c in cs if not c[-1]} for name, cs in old.items()} == {
        name: {c for c in cs if not c[-1]} for name, cs in new.items()
    }
    with CaptureStore(folder) as store:
        assert [(run.id, run.new, run.mode) for run in store.runs()] == ([("r", 7, None)] if schema else [])
        assert [row.id for row in store.rows()] == (["c"] if schema else [])
        store.start_run("crawl", "1", NOW, mode="all")
        assert store.add(Capture("https://a.example/", "2026-01-01T00:00:00Z", "response", 200, (), b"x"))
        store.end_run("finished", NOW)
    frontier = Frontier(folder)
    known = frontier.known()
    if schema == SECOND:
        days = ("2020-01-01", None, "2020-01-01T00:00:00Z", "2020-01-02T00:00:00Z")
        assert known == {"k": KnownRelease("k", "https://a.example/", *days, gone=True)}
    for release in known.values():
        frontier.looked(release)
    assert frontier.known() == known
    frontier.close()


def test_an_index_of_a_newer_version_is_refused_in_one_line(tmp_path: Path) -> None:
    with closing(open_index(tmp_path)) as db:
        db.execute("INSERT INTO _sqlite_migrations(migration_set, name, applied_at) VALUES ('captures', 'moons', '')")
    before = (tmp_path / "index.db").read_bytes()
    for reader in (CaptureStore, Frontier):
        with pytest.raises(StoreError, match=r"newer version of this program .*„moons“.*: update the program"):
            reader(tmp_path)
    assert (tmp_path / "index.db").read_bytes() == before


def test_a_damaged_index_is_told_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "index.db").write_bytes(b"no database at all" * 100)
    with pytest.raises(StoreError, match=r"index\.db: file is not a database; move it away"):
        CaptureStore(tmp_path)
    (tmp_path / "index.db").unlink()
    (tmp_path / "index.db").mkdir()
    with pytest.raises(StoreError, match=r"index\.db: unable to open"):
        CaptureStore(tmp_path)
