"""The database's schema: declared once, strict, with its keys; a version tells older and newer databases apart."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import sqlite_utils
from click.testing import CliRunner

from archive.build import build
from archive.cli import main
from archive.database.columns import Table
from archive.database.create import create_database
from archive.database.opening import check_database
from archive.database.schema import SCHEMA_VERSION, TABLES
from archive.database.store import Database
from scraper.captures import CaptureStore
from scraper.errors import BuildError
from tests.conftest import Crawled
from tests.sample_file import sample_file

# The schema of this version. When the first test fails, raise SCHEMA_VERSION in schema.py and renew both here.
VERSION, DIGEST = 21, "a7135f0d7825ff74"


@pytest.fixture(scope="module")
def empty() -> sqlite_utils.Database:
    db = sqlite_utils.Database(memory=True)
    create_database(db)
    return db


def test_a_changed_schema_has_a_new_version(empty: sqlite_utils.Database) -> None:
    assert (SCHEMA_VERSION, hashlib.sha256(empty.schema.encode()).hexdigest()[:16]) == (VERSION, DIGEST)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_table_is_as_it_is_declared(empty: sqlite_utils.Database, table: Table) -> None:
    made = empty.table(table.name)
    assert made.strict
    assert made.pks == list(table.key)
    columns = empty.execute(f"PRAGMA table_xinfo('{table.name}')").fetchall()  # with those that are generated
    assert [
        (name, kind.split()[0], bool(notnull), bool(hidden)) for _, name, kind, notnull, _, _, hidden in columns
    ] == [(c.name, c.type, c.required or c.name in table.key, bool(c.made)) for c in table.columns]
    assert {(k.column, k.other_table, k.other_column) for k in made.foreign_keys} == set(table.foreign_keys)
    assert set(table.indexes) <= {tuple(index.columns) for index in made.indexes}


def test_a_row_whose_key_leads_nowhere_fails_at_the_commit_and_not_before(tmp_path: Path) -> None:
    with Database(tmp_path / "x.db", {}) as database:
        database.put_unreadable("no-such-capture", "reason")
        database.index({})
        with pytest.raises(BuildError, match=r"1 rows .* from \w+ to captures; the database was left unchanged"):
            database.commit()
    assert not (tmp_path / "x.db").stat().st_size


def test_a_built_database_keeps_every_key_and_has_statistics(sample: Crawled) -> None:
    with closing(sqlite3.connect(sample.database)) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("SELECT count(*) FROM sqlite_stat1").fetchone()[0] > 20


@pytest.fixture
def stored(sample: Crawled, tmp_path: Path) -> Path:
    """A data folder of its own with the sample's captures and database."""
    shutil.copytree(sample.folder, tmp_path / "captures" / "sample")
    shutil.copyfile(sample.database, tmp_path / "sample.db")
    sample_file(tmp_path, sample.site.hosts[0], "s.toml")
    return tmp_path


def spoil(path: Path, version: int) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {version}")
        connection.execute("DROP TABLE releases_fts")
        connection.execute("ALTER TABLE releases DROP COLUMN kicker")
        connection.commit()


def run(data: Path, *arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["--data", str(data), "--site", str(data / "s.toml"), *arguments])
    return result.exit_code, result.output


def test_an_older_database_is_built_anew_without_being_asked(stored: Path) -> None:
    spoil(stored / "sample.db", SCHEMA_VERSION - 1)
    for command in ("serve", "check"):
        code, said = run(stored, command)
        assert (code, said.count("\n")) == (1, 1)
        assert f"has schema {SCHEMA_VERSION - 1}, this program needs {SCHEMA_VERSION}: run `darmstadt-aktuell" in said
    code, said = run(stored, "build")
    assert (code, "72 releases written" in said, "afresh" in said) == (0, True, True), said
    check_database(stored / "sample.db")


def test_a_newer_database_is_refused_in_one_line_and_stays(stored: Path) -> None:
    spoil(stored / "sample.db", SCHEMA_VERSION + 1)
    before = (stored / "sample.db").read_bytes()
    for command in (("serve",), ("check",), ("build",), ("build", "--whole")):
        code, said = run(stored, *command)
        assert (code, said.count("\n")) == (1, 1)
        assert f"has schema {SCHEMA_VERSION + 1}, this program knows {SCHEMA_VERSION}: update the program" in said
    assert (stored / "sample.db").read_bytes() == before


def test_a_file_that_is_no_database_is_told_with_what_to_do(sample: Crawled, tmp_path: Path) -> None:
    (tmp_path / "x.db").write_bytes(b"no database at all" * 100)
    with CaptureStore(sample.folder) as store, pytest.raises(BuildError, match="delete it and build again"):
        build(store, sample.site, tmp_path / "x.db")
