"""Attachments in the database: the bytes of each, one after another; nothing of what is withdrawn."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from archive.attachments.shown import ANOTHER, NOTHING
from archive.build import build
from scraper.captures import CaptureStore
from scraper.items import Capture
from scraper.passages import BLACK
from scraper.sample.drawn import pdf, picture
from scraper.sites import load_site
from tests.archive.test_odd_pages import NEWS, news
from tests.processes import Run

SITE = replace(load_site("darmstadt"), attachments=("files", "images"))
PLAN, GATE = "https://www.darmstadt.de/fileadmin/plan.pdf", "https://www.darmstadt.de/fileadmin/tor.png"
ONE, TWO = pdf("Plan", "Das Lapislazuli kostet 14 Euro."), pdf("Plan", "Das Lapislazuli kostet 41 Euro.")
HTML = b"<!DOCTYPE html><html><body><h1>Hoppla!</h1></body></html>"
BODY = f"""<p>Am Weiher stehen seit gestern sieben neue Bänke.</p><p><img src="{GATE}" alt="Tor"></p>
<p>Die Stadt zahlt dafür 4.000 Euro.</p><ul><li><a href="{PLAN}#seite=2">Plan der Bänke</a> (2 KB)</li></ul>"""
TYPES = {b"%P": "application/pdf", b"\x89P": "image/png"}


def capture(url: str, day: int, body: bytes, status: int = 200) -> Capture:
    kind = TYPES.get(body[:2], "text/html; charset=utf-8")
    return Capture(url, f"2023-05-{day:02}T08:00:00Z", "response", status, (("Content-Type", kind),), body)


def page(slug: str, title: str = "Bänke am Weiher", body: str = BODY) -> Capture:
    return capture(NEWS + slug, 11, news(title, body=body).encode())


def make(folder: Path, *captures: Capture, whole: bool = False) -> None:
    with CaptureStore(folder / "captures") as store:
        store.start_run("import", "test", datetime(2026, 1, 1, tzinfo=UTC))
        for one in captures:
            store.add(one)
        store.end_run("finished", datetime(2026, 1, 1, tzinfo=UTC))
        build(store, SITE, folder / "darmstadt.db", whole=whole)


def rows(folder: Path, sql: str) -> list[Any]:
    with closing(sqlite3.connect(folder / "darmstadt.db")) as connection:
        return connection.execute(sql).fetchall()


TABLES = ("attachments", "attachment_versions")
FOUND = "SELECT a.release FROM attachments_fts f JOIN attachments a ON a.rowid = f.rowid WHERE attachments_fts MATCH ?"


def test_bytes_that_changed_are_a_version_and_an_error_page_is_none(tmp_path: Path) -> None:
    make(
        tmp_path, page("a"), capture(PLAN, 11, ONE), capture(PLAN, 12, HTML), capture(PLAN, 13, ONE),
        capture(PLAN, 14, TWO), capture(PLAN, 15, HTML), capture(PLAN, 16, b"", 404),
        capture(GATE, 11, picture("t.png") or b""),
    )  # fmt: skip
    seen = "substr(first_seen, 9, 2), substr(last_seen, 9, 2)"
    found = rows(tmp_path, f"SELECT number, {seen}, size FROM attachment_versions WHERE position = 0")  # noqa: S608
    assert found == [(1, "11", "13", len(ONE)), (2, "14", "14", len(TWO))]
    (plan, gate) = rows(tmp_path, "SELECT kind, url, title, media_type, versions, text, problem FROM attachments")
    assert plan[:5] == ("file", PLAN, "Plan der Bänke", "application/pdf", 2)
    assert "41 Euro" in plan[5]
    assert plan[6] == ANOTHER
    assert gate == ("image", GATE, "Tor", "image/png", 1, None, None)


def test_an_update_says_what_a_whole_build_says(tmp_path: Path) -> None:
    make(tmp_path, page("a"))
    assert rows(tmp_path, "SELECT capture, problem FROM attachments WHERE kind = 'file'") == [(None, NOTHING)]
    steps = [capture(PLAN, 11, ONE), capture(PLAN, 12, HTML), capture(PLAN, 13, TWO), page("b", "Zwei Bänke")]
    for step in steps:
        make(tmp_path, step)
        updated = {table: rows(tmp_path, f"SELECT * FROM {table} ORDER BY 1, 2, 3") for table in TABLES}  # noqa: S608
        make(tmp_path, whole=True)
        assert updated == {table: rows(tmp_path, f"SELECT * FROM {table} ORDER BY 1, 2, 3") for table in TABLES}  # noqa: S608
    assert rows(tmp_path, FOUND.replace("?", "'Lapislazuli'")) == [("a",), ("b",)]


@pytest.mark.parametrize("scope", ["hide", "redact"])
@pytest.mark.parametrize("whole", [True, False])
def test_a_withdrawn_release_takes_its_attachments_with_it(tmp_path: Path, scope: str, whole: bool) -> None:
    other = page("b", "Turm am Weiher", BODY.replace("sieben neue Bänke", "acht alte Türme"))
    make(tmp_path, page("a"), other, capture(PLAN, 11, ONE), capture(GATE, 11, picture("t.png") or b""))
    assert rows(tmp_path, "SELECT count(*) FROM attachment_versions") == [(4,)]
    words = 'words = ["Weiher"]\n' if scope == "redact" else ""
    (tmp_path / "darmstadt.withdrawals.toml").write_text(
        f'[[withdrawal]]\nrelease = "a"\nscope = "{scope}"\nday = 2026-11-28\nreason = "Auf Antrag"\n{words}', "utf-8"
    )
    make(tmp_path, capture(PLAN, 12, TWO), whole=whole)
    assert rows(tmp_path, "SELECT * FROM attachments") == []
    assert rows(tmp_path, FOUND.replace("?", "'Lapislazuli'")) == []
    shown = rows(tmp_path, "SELECT url, withdrawal FROM captures WHERE content_type NOT LIKE 'text/html%'")
    assert [(url, number is not None) for url, number in shown] == [(BLACK, True)] * 3
    data = b"".join(path.read_bytes() for path in tmp_path.glob("darmstadt.db*"))
    assert b"Lapislazuli" not in data
    (tmp_path / "darmstadt.withdrawals.toml").unlink()
    make(tmp_path)
    assert rows(tmp_path, "SELECT count(*) FROM attachment_versions") == [(6,)]


def redirect(url: str, day: int, target: str) -> Capture:
    return Capture(url, f"2023-05-{day:02}T08:00:00Z", "response", 302, (("Location", target),), b"")


MOVED, END = "https://www.darmstadt.de/fileadmin/neu/plan.pdf", "https://www.darmstadt.de/dokument/77"
LED = [redirect(PLAN, 11, "/fileadmin/neu/plan.pdf"), redirect(MOVED, 11, END), capture(END, 11, ONE)]


def test_what_a_redirect_led_to_is_what_the_address_of_an_attachment_showed(tmp_path: Path) -> None:
    make(tmp_path, page("a"), *LED)
    found = (
        "SELECT a.url, c.url, a.text LIKE '%14 Euro%', a.problem FROM attachments a JOIN captures c ON c.id = a.capture"
    )
    assert rows(tmp_path, found) == [(PLAN, END, 1, None)]
    make(tmp_path, redirect(PLAN, 12, MOVED), capture(MOVED, 12, TWO))
    make(tmp_path, redirect(PLAN, 13, "/presse"), capture("https://www.darmstadt.de/presse", 13, HTML))
    seen = "SELECT number, substr(first_seen, 9, 2), size FROM attachment_versions ORDER BY number"
    assert rows(tmp_path, seen) == [(1, "11", len(ONE)), (2, "12", len(TWO))]
    updated = rows(tmp_path, "SELECT * FROM attachment_versions")
    make(tmp_path, whole=True)
    assert rows(tmp_path, "SELECT * FROM attachment_versions") == updated
    assert rows(tmp_path, "SELECT problem FROM attachments WHERE url LIKE '%.pdf'") == [(ANOTHER,)]


def test_redirects_without_an_end_show_nothing(tmp_path: Path) -> None:
    make(tmp_path, page("a"), redirect(PLAN, 11, MOVED), redirect(MOVED, 11, PLAN), redirect(PLAN, 12, "http://[x"))
    make(tmp_path, capture(MOVED, 20, ONE))  # another run: nobody knows what the redirect showed that day
    assert rows(tmp_path, "SELECT capture, problem FROM attachments WHERE kind = 'file'") == [
        (None, f"{NOTHING}: the answer was 302")
    ]


def test_what_a_withdrawn_attachment_led_to_is_withheld_with_it_but_no_page(tmp_path: Path) -> None:
    start = capture("https://www.darmstadt.de/", 11, HTML)
    other = page("b", "Turm am Weiher", BODY.replace(PLAN, END + ".pdf").replace("sieben neue Bänke", "acht Türme"))
    make(
        tmp_path, page("a"), *LED, redirect(GATE, 11, "/"), start, other,
        redirect(END + ".pdf", 11, END),
    )  # fmt: skip
    (tmp_path / "darmstadt.withdrawals.toml").write_text(
        '[[withdrawal]]\nrelease = "a"\nscope = "hide"\nday = 2026-11-28\nreason = "Auf Antrag"\n', "utf-8"
    )
    make(tmp_path)
    assert rows(tmp_path, "SELECT count(*) FROM captures WHERE content_type = 'application/pdf' AND withdrawal") == [
        (1,)
    ]
    assert rows(tmp_path, "SELECT url, withdrawal FROM captures WHERE url = 'https://www.darmstadt.de/'") == [
        ("https://www.darmstadt.de/", None)
    ]
    assert rows(tmp_path, "SELECT capture FROM attachments WHERE release = 'b' AND kind = 'file'") == [(None,)]


def linking(day: int, *urls: str) -> Capture:
    links = "".join(f'<li><a href="{url}">Plan {url[-5]}</a> (2 KB)</li>' for url in urls)
    body = f"<p>Am Weiher stehen seit gestern sieben neue Bänke.</p><ul>{links}</ul>"
    return capture(NEWS + "a", day, news("Bänke am Weiher", body=body).encode())


P1, P2, P3 = (f"https://www.darmstadt.de/fileadmin/plan{number}.pdf" for number in (1, 2, 3))


def test_a_file_that_a_release_no_longer_names_is_kept_and_searched(tmp_path: Path) -> None:
    named = "SELECT url, versions, text LIKE '%Lapislazuli%' FROM attachments ORDER BY position"
    lost = "SELECT f.kind, f.url, f.title, c.captured_at FROM former_files f JOIN captures c ON c.id = f.dropped_in"
    make(tmp_path, linking(11, P1, P2), capture(P1, 11, ONE), capture(P2, 11, TWO))
    assert rows(tmp_path, lost) == []
    make(tmp_path, linking(12, P2))
    assert rows(tmp_path, named) == [(P2, 1, 1), (P1, 1, 1)]
    assert rows(tmp_path, lost) == [("file", P1, "Plan 1", "2023-05-12T08:00:00Z")]
    assert rows(tmp_path, FOUND.replace("?", "'14 Euro'")) == [("a",)]
    make(tmp_path, linking(13, P3), capture(P3, 13, TWO))
    assert rows(tmp_path, named) == [(P3, 1, 1), (P1, 1, 1)], "the bytes of the second one have only moved"
    assert [url for _, url, *_ in rows(tmp_path, lost + " ORDER BY position")] == [P2, P1]
    tables = (*TABLES, "former_files")
    updated = {table: rows(tmp_path, f"SELECT * FROM {table} ORDER BY 1, 2, 3") for table in tables}  # noqa: S608
    make(tmp_path, whole=True)
    assert updated == {table: rows(tmp_path, f"SELECT * FROM {table} ORDER BY 1, 2, 3") for table in tables}  # noqa: S608
    make(tmp_path, linking(14, P1))
    assert rows(tmp_path, named) == [(P1, 1, 1), (P3, 1, 1)], "it is back"


def test_check_lists_what_cannot_be_read(tmp_path: Path, run: Run) -> None:
    make(tmp_path, page("a"), capture(PLAN, 11, ONE[:80]), capture(GATE, 11, HTML))
    (tmp_path / "captures").rename(tmp_path / "darmstadt")
    (tmp_path / "captures").mkdir()
    (tmp_path / "darmstadt").rename(tmp_path / "captures" / "darmstadt")
    done = run("--data", tmp_path, "check")
    assert done.returncode == 1
    assert f"{PLAN}  attachment: it is no readable PDF" in done.stdout
    assert f"{GATE}  attachment: {ANOTHER}" in done.stdout
    assert "2 attachments cannot be read" in done.stderr


def test_what_is_beyond_the_bound_of_a_release_is_listed_as_not_captured(tmp_path: Path) -> None:
    most = SITE.attachments_per_release
    links = "".join(f'<p><a href="/fileadmin/{n}.pdf">Blatt {n}</a></p>' for n in range(most + 2))
    make(tmp_path, page("a", body=f"<p>Am Weiher stehen seit gestern neue Bänke.</p>{links}"))
    found = rows(tmp_path, "SELECT position, title, problem FROM attachments ORDER BY position")
    assert [position for position, _, _ in found] == list(range(most + 2))
    assert {problem for _, _, problem in found[:most]} == {NOTHING}
    assert found[most:] == [(n, f"Blatt {n}", f"{NOTHING}: of a release at most {most} are") for n in (most, most + 1)]


def test_what_a_withdrawn_release_has_beyond_its_bound_is_withheld_as_well(tmp_path: Path) -> None:
    links = "".join(f'<p><a href="/fileadmin/{n}.pdf">Blatt {n}</a></p>' for n in range(SITE.attachments_per_release))
    last = f'<p><a href="{PLAN}">Plan der Bänke</a></p>'
    text = "<p>Am Weiher stehen seit gestern neue Bänke.</p>"
    make(tmp_path, page("a", body=f"{text}{links}{last}"), page("b", "Noch ein Plan", BODY), capture(PLAN, 11, ONE))
    assert rows(tmp_path, "SELECT release FROM attachments WHERE capture IS NOT NULL") == [("a",), ("b",)]
    (tmp_path / "darmstadt.withdrawals.toml").write_text(
        '[[withdrawal]]\nrelease = "a"\nscope = "redact"\nday = 2026-11-28\nreason = "Auf Antrag"\n'
        'words = ["Weiher"]\n',
        "utf-8",
    )
    make(tmp_path)
    assert rows(tmp_path, "SELECT release FROM attachments WHERE url LIKE '%plan.pdf'") == []
    assert rows(tmp_path, "SELECT count(*) FROM attachments WHERE release = 'a'") == [(0,)]
