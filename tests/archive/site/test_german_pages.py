"""Every page is German as a newsroom writes it: no English word and no internal name reaches a reader."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from parsel import Selector

from archive.database.schema import TABLES
from archive.database.views import VIEWS
from archive.german.grammars import labels as rules
from archive.site.labels import ALARMS
from archive.site.pages.status import ENDS, KINDS, MODES
from archive.site.reported import ROUTES
from tests.archive.site.addresses import PAGES
from tests.archive.site.asking import Get, site_over
from tests.conftest import Crawled

SHOWN = PAGES | {
    "quotes": "/zitate?q=Haus",
    "help": "/hilfe",
    "comparing": "/pruefen",
    "imprint": "/impressum",
    "privacy": "/datenschutz",
    "embedding": "/sample/releases/brueckenpruefung-suedbruecke/einbetten",
    "card": "/sample/releases/brueckenpruefung-suedbruecke/karte",
    "no quotes": "/zitate?q=Xyzzy",
    "calendar now": "/kalender",
}
# What is data, code or somebody else's words. Datasette's own views of tables show the tables as they are.
NOT_OURS = (
    "code, pre, kbd, textarea, script, [lang=en], select, table.rows-and-columns, .column-list, .facet-results,"
    " .address, .table-line dd, .table-line .quiet"
)
TABLE_VIEWS = ("table", "filtered table", "row", "database", "sql")
SPOKEN = ("aria-label", "title", "placeholder", "alt", "label")
# The commonest English words that are no German ones.
ENGLISH = frozenset(
    re.findall(
        "[a-z]+",
        """
  the of and to is it that for on are as with his they at be this have from or had by but what all were we when your
  said there use each which she how their if up other about out many then them these some her would make like him into
  time has look two more write go see number no way could people my than first been call who its now find long down day
  did get come made may part not none new route release releases capture captures quote quotes speaker speakers run runs
  revision revisions author authors category date dates body title teaser kicker unknown empty search next previous page
  pages show hide sort rows row table view column edit submit error found failed wrong missing killed finished stopped
  crawl whole source change changed""",
    )
)
GERMAN_TOO = {"all", "also", "an", "was", "so", "man", "die", "war", "hat", "her", "long"} | {
    "name", "text", "index", "status", "version", "code", "person", "feed", "sitemap", "start", "alarm", "sample",
    "url",
}  # fmt: skip
INTERNAL = {
    name
    for names in (
        (table.name for table in TABLES), (column.name for table in TABLES for column in table.columns),
        (view.name for view in VIEWS), rules(), ALARMS, ENDS, KINDS, MODES, ROUTES,
        ("direct", "indirect", "fragment", "response", "revisit", "conversion", "body", "group", "waiting", "healed"),
    )
    for name in names
    if " " not in name
}  # fmt: skip
OLD_WORDS = ("Abzug", "Abzüge", "wie gedruckt", "Es spricht", "am meisten spricht", "Treffendste",
             "genau so geschrieben",              "Läufe", "Befund", "Verweise")  # fmt: skip


def words_of(page: Selector) -> str:
    """What a reader sees or hears of a page that are the site's own words."""
    for node in page.css(NOT_OURS):
        node.drop()
    spoken = [value for name in SPOKEN for value in page.xpath(f"//body//@{name}").getall()]
    return re.sub(
        r"https?://[^\s)]+|/\S+/\S+", "", " ".join([*page.css("title::text, body *::text").getall(), *spoken])
    )


def is_foreign(word: str) -> bool:
    plain = word.casefold()
    return (
        plain not in GERMAN_TOO
        and not (word.isupper() and plain in {"or", "not"})
        and (plain in ENGLISH or word in INTERNAL or "_" in word)
    )


@pytest.mark.parametrize("kind", [kind for kind in SHOWN if kind not in TABLE_VIEWS])
def test_a_page_has_no_english_word_and_no_internal_name(get: Get, kind: str) -> None:
    text = words_of(Selector(get(SHOWN[kind]).text))
    assert len(text.split()) > 30
    assert {word for word in re.findall(r"[^\W\d][\w]*", text) if is_foreign(word)} == set()
    assert [word for word in OLD_WORDS if word in text] == []


@pytest.mark.parametrize("kind", TABLE_VIEWS)
def test_around_datasettes_tables_there_is_no_english_word(get: Get, kind: str) -> None:
    page = Selector(get(SHOWN[kind]).text)
    for node in page.css("dl.pairs dt, h1, h3, main ul, .small, .crumbs, title, label, [name=sql]"):
        node.drop()
    words = re.findall(r"[^\W\d_]+", words_of(page))
    assert {word for word in words if word.casefold() in ENGLISH - GERMAN_TOO} == set()


def test_a_capture_and_the_status_with_an_alarm_are_german_too(later: Crawled, tmp_path: Path) -> None:
    path = tmp_path / "sample.db"
    with closing(sqlite3.connect(later.database)) as source, closing(sqlite3.connect(path)) as copy:
        source.backup(copy)
        (capture, run) = copy.execute("SELECT id, (SELECT id FROM crawl_runs WHERE mode IS NOT NULL"
                                      " ORDER BY number DESC LIMIT 1) FROM captures LIMIT 1").fetchone()  # fmt: skip
        reason = "no route named a release (feed http://x/?type=1: HTTP 404; list http://x/list: names no release)"
        copy.execute("INSERT INTO alarms VALUES (?, 'nothing_found', ?, NULL)", (run, reason))
        copy.execute("UPDATE crawl_routes SET problem = 'bound: 500 pages of this route were read'")
        copy.execute("UPDATE crawl_runs SET ended_why = 'budget: 5 requests'")
        copy.commit()
    with site_over(path, later.site) as ask:
        status, start, original = (Selector(ask(p).text) for p in ("/status", "/", f"/abzug/{capture}"))
    for page in (status, original):
        text = words_of(page)
        assert {word for word in re.findall(r"[^\W\d][\w]*", text) if is_foreign(word)} == set()
    assert "Keine Quelle nennt eine Mitteilung (Feed http" in str(status.get())
    assert "Grenze erreicht: 5 Anfragen" in str(status.get())
    assert "500 Seiten dieser Quelle" in str(status.get())
    assert "1 offen" in " ".join(start.css(".facts ::text").getall())
    assert original.css("title::text").get("").startswith("Archivkopie")


def test_how_a_quote_was_found_stands_behind_why(get: Get) -> None:
    page = get(PAGES["release"]).text
    why = get(PAGES["reason of a quote"]).text
    cue = Selector(why).xpath("//dt[text()='Wendung']/following-sibling::dd[1]/text()").get("")
    assert cue
    quote = Selector(page).css("#zitat-1")
    assert "Warum?" in str(quote.get())
    assert "im Text zeigen" in str(quote.get())
    assert " ".join(quote.css(".note.quiet").xpath("string()").get("").split()).startswith("wörtlich · Sicherheit ")
