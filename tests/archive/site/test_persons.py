"""A revision that gives words to somebody else, and a person of two spellings: in the database and on the site."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.build import build
from scraper.captures import CaptureStore
from scraper.items import Capture
from scraper.sites import load_site
from tests.archive.site.asking import Get, site_over
from tests.archive.test_odd_pages import NEWS, news
from tests.processes import Run

NOW = datetime(2026, 1, 1, tzinfo=UTC)
SAID = "„Die neuen Bänke bleiben den ganzen Winter stehen“"
OTHER = "„Wir stellen im Frühjahr noch drei weitere Bänke auf“"
CORRECTIONS = '[[person]]\nname = "Karl-Heinz Müller"\nwikidata = "Q42"\n'


def page(slug: str, at: str, text: str) -> Capture:
    body = news(title=f"Bänke: {slug}", body=f"<p>{text}</p>").encode()
    return Capture(NEWS + slug, at, "response", 200, (("Content-Type", "text/html; charset=utf-8"),), body)


PAGES = [
    page("eins", "2023-05-11T08:00:00Z",
         f"{SAID}, sagte Amtsleiter Jakob Kranz. {OTHER}, sagte Stadträtin Ruth Amend."),
    page("eins", "2023-05-12T08:00:00Z",
         f"Es regnete. {SAID}, sagte Stadträtin Ruth Amend. {OTHER}, sagte Stadträtin Ruth Amend."),
    page("zwei", "2023-05-12T09:00:00Z", f"{SAID}, sagte Brandmeister Karl-Heinz Müller am Weiher."),
    page("drei", "2023-05-12T10:00:00Z", f"{SAID}, sagte Brandmeister Karl-Heinz Müller am Fluss."),
    page("vier", "2023-05-12T11:00:00Z", f"{OTHER}, sagte Brandmeister Karlheinz Mueller am Hafen."),
    page("fuenf", "2023-05-12T12:00:00Z", f"{OTHER}, sagte Brandmeister K. Müller am Markt."),
]  # fmt: skip


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("persons")
    (folder / "darmstadt.corrections.toml").write_text(CORRECTIONS, encoding="utf-8")
    with CaptureStore(folder / "darmstadt" / "captures") as store:
        store.start_run("import", "1", NOW)
        for capture in PAGES:
            store.add(capture)
        store.end_run("finished", NOW)
        build(store, load_site("darmstadt"), folder / "darmstadt.db")
    return folder / "darmstadt.db"


@pytest.fixture(scope="module")
def get(path: Path) -> Iterator[Get]:
    with site_over(path, load_site("darmstadt")) as ask:
        yield ask


def test_a_quote_that_changes_hands_is_found_and_one_that_stays_is_not(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database:
        requoted = database.execute("SELECT release, number, text, speaker_before, speaker, first_seen FROM requoted")
        assert requoted.fetchall() == [("eins", 2, SAID, "Jakob Kranz", "Ruth Amend", "2023-05-12T08:00:00Z")]
        kept = database.execute("SELECT release, number, count(*) FROM revision_quotes GROUP BY 1, 2").fetchall()
        assert kept == [("eins", 1, 2), ("eins", 2, 2)]


@pytest.mark.parametrize("address", ["/aenderungen", "/aenderungen.atom", "/darmstadt/releases/eins"])
def test_readers_are_told_of_it(get: Get, address: str) -> None:
    text = get(address).text
    assert text.count("zuvor von Jakob Kranz") == 1
    assert "zuvor von Ruth Amend" not in text


def test_two_spellings_with_one_office_are_one_person_on_the_site(get: Get) -> None:
    listed = get("/personen").text
    assert listed.count("/personen/Karl-Heinz%20M%C3%BCller") == 1
    assert "Karlheinz%20Mueller" not in listed
    assert "Karl-Heinz%20M%C3%BCller" in get("/personen?name=Mueller").text
    one, other = get("/personen/Karl-Heinz%20M%C3%BCller").text, get("/personen/Karlheinz%20Mueller").text
    assert "<h1>Karl-Heinz Müller</h1>" in one
    assert "<h1>Karl-Heinz Müller</h1>" in other
    assert "Auch angegeben als Karlheinz Mueller" in one
    assert "3 Zitate in 3 Mitteilungen" in one
    assert "https://www.wikidata.org/wiki/Q42" in one
    assert get("/personen/Karl-Heinz%20M%C3%BCller.atom").text.count("<entry>") == 3


@pytest.mark.parametrize(("address", "many"), [
    ("/zitate.json?person=Karl-Heinz%20M%C3%BCller", 3), ("/suche.json?person=Karl-Heinz%20M%C3%BCller", 3),
    ("/suche.json?person=Ruth%20Amend", 1),
])  # fmt: skip
def test_searches_for_a_person_find_every_spelling(get: Get, address: str, many: int) -> None:
    assert get(address).json()["total"] == many


def test_names_that_may_be_one_person_are_offered_for_the_corrections(run: Run, path: Path) -> None:
    shown = run("--site", "darmstadt", "--data", path.parent, "check", "--persons")
    assert shown.stdout == (
        '[[same]]  # both „Brandmeister“ in 2023-05\nperson = "Karl-Heinz Müller"\nalso = ["K. Müller"]\n\n'
    )
    assert (shown.returncode, "may be one person: 1;" in shown.stderr) == (1, True)
