"""Columns and views that cannot mislead: orders, layouts, wordings seen again, what a database was built from."""

from __future__ import annotations

import hashlib
import re
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.build import build
from archive.database.views import VIEWS, View
from scraper.captures import CaptureStore
from scraper.items import CaptureKind
from tests.conftest import Crawled

NOW = datetime(2030, 1, 1, tzinfo=UTC)


def query(path: Path, sql: str, *values: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql, values).fetchall()


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_a_view_leaves_the_order_to_who_asks(view: View) -> None:
    assert not re.search(r"order\s+by", view.sql, re.I)


def test_a_part_of_the_calendar_is_read_without_sorting_it(sample: Crawled) -> None:
    plan = query(sample.database, "EXPLAIN QUERY PLAN SELECT count(*) FROM calendar WHERE day = '2024-05-01'")
    assert not [row for row in plan if "TEMP B-TREE" in str(row[3])]
    assert [row for row in plan if "date_days_day" in str(row[3])]


def test_a_layout_that_prints_no_categories_is_told_from_a_release_without_one(sample: Crawled) -> None:
    found = {str(row[0]): row[1:] for row in query(
        sample.database, "SELECT layout, releases, print_categories, with_categories FROM layouts"
    )}  # fmt: skip
    assert {name for name, (_, printing, _) in found.items() if not printing} == {"portal", "presseportal"}
    releases, printing, _ = found["ext_news"]
    assert 0 < int(str(printing)) < int(str(releases))
    assert query(sample.database, "SELECT layout, count(*) FROM releases GROUP BY layout ORDER BY layout") == [
        (name, row[0]) for name, row in sorted(found.items())
    ]


def test_the_plain_body_is_the_printed_one_without_soft_hyphens(sample: Crawled) -> None:
    rows = query(sample.database, "SELECT body, body_plain FROM releases")
    assert [plain for _, plain in rows] == [str(body).replace("\u00ad", "") for body, _ in rows]
    assert any(body != plain for body, plain in rows)


def test_a_caption_says_nothing_of_its_credit_and_the_printed_line_is_kept(sample: Crawled) -> None:
    rows = query(sample.database, "SELECT caption, printed, mark FROM images WHERE printed IS NOT NULL AND mark != ''")
    assert [row for row in rows if str(row[2]) in str(row[0])] == []
    assert [row for row in rows if row[0] and str(row[0]) not in str(row[1])] == []
    assert any(row[0] != row[1] for row in rows)


def test_a_build_says_from_which_captures_and_up_to_when(sample: Crawled) -> None:
    ((count, digest, first, last),) = query(
        sample.database, "SELECT captures, digest, first_captured_at, last_captured_at FROM builds"
    )
    rows = query(sample.database, "SELECT id, captured_at FROM captures ORDER BY id")
    assert (count, first, last) == (len(rows), min(str(r[1]) for r in rows), max(str(r[1]) for r in rows))
    assert digest == hashlib.sha256("".join(f"{row[0]}\n" for row in rows).encode()).hexdigest()


def seen(path: Path, slug: str) -> list[tuple[object, ...]]:
    return query(path, "SELECT number, first_seen, last_seen FROM revisions WHERE release = ? ORDER BY number", slug)


@pytest.mark.parametrize("at_once", [True, False], ids=["in one build", "build by build"])
def test_a_wording_was_seen_last_in_the_last_answer_that_had_it(sample: Crawled, tmp_path: Path, at_once: bool) -> None:
    """Imported again and again: the same bytes, then another wording, then the same bytes as that."""
    folder, database = tmp_path / "captures", tmp_path / "sample.db"
    shutil.copytree(sample.folder, folder)
    ((slug, capture),) = query(
        sample.database,
        "SELECT slug, capture FROM releases WHERE revisions = 1 AND gone_at IS NULL AND layout = 'ext_news'"
        " ORDER BY slug LIMIT 1",
    )
    with CaptureStore(folder) as store:
        row = next(row for row in store.rows() if row.id == capture)
        page = store.shown(row).body
        other = page.replace(b"</p>", b" Neu.</p>")
        assert other != page
        typed = tuple(h for h in store.shown(row).headers if h[0].lower() == "content-type")
        shown = {page: replace(store.shown(row), headers=typed)}
        for at, body in (("2030-01-01", page), ("2030-01-03", other), ("2030-01-05", other)):
            store.start_run("import", "0", NOW)
            kind: CaptureKind = "revisit" if body in shown else "response"
            before = shown.get(body)
            answer = replace(shown[page], captured_at=f"{at}T00:00:00Z", kind=kind, row="",
                             body=b"" if before else body, digest=before.digest if before else "")  # fmt: skip
            store.add(answer, repeats=before)
            shown.setdefault(body, answer)
            store.end_run("finished", NOW)
            if not at_once:
                build(store, sample.site, database)
        build(store, sample.site, database)
    ((_, _, first_last), (_, second_first, second_last)) = seen(database, str(slug))
    assert (first_last, second_first, second_last) == (
        "2030-01-01T00:00:00Z", "2030-01-03T00:00:00Z", "2030-01-05T00:00:00Z",
    )  # fmt: skip
    assert query(database, "SELECT last_seen FROM releases WHERE slug = ?", str(slug)) == [("2030-01-05T00:00:00Z",)]
