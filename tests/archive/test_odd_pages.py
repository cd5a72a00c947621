"""Pages that nobody had imagined: each costs at most itself, and what it costs is said."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.build import build
from archive.state import decide, state_path
from scraper.captures import CaptureStore
from scraper.errors import BuildError
from scraper.items import Capture
from scraper.sites import Site, load_site

NOW = datetime(2026, 1, 1, tzinfo=UTC)
HOST = "https://www.darmstadt.de"
NEWS = HOST + "/nachrichten/darmstadt-aktuell/news/"
PORTAL = HOST + "/presseportal/pressemitteilungen/einzelansicht/"
BODY = "<p>Am Weiher stehen seit gestern sieben neue Bänke. Die Stadt zahlt dafür 4.000 Euro.</p>"


def news(
    title: str = "Bänke am Weiher", meta: str = "(ak) – Mittwoch, 10.05.2023", body: str = BODY, head: str = ""
) -> str:
    """A page as EXT:news makes it."""
    return (
        f'<!DOCTYPE html><html lang="de"><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>'
        '<main><div class="news news-single"><div class="article" itemscope itemtype="http://schema.org/Article">'
        f'<h1 itemprop="headline">{title}</h1><div class="footer"><p>{meta}</p></div>'
        f'<div itemprop="articleBody">{body}</div></div></div></main></body></html>'
    )


def portal(title: str = "Bänke am Weiher", meta: str = "<p>(ak)</p>", body: str = BODY, head: str = "") -> str:
    """A page of the Presseportal."""
    return (
        f'<!DOCTYPE html><html lang="de"><head><meta charset="utf-8"><title>{title} | Presseportal</title>{head}</head>'
        f'<body><header><a href="/">Stadt</a></header><main id="main"><article><h1>{title}</h1>{meta}'
        f"<section>{body}</section></article></main><footer><h2>Wichtige Mitteilung</h2></footer></body></html>"
    )


def plain(title: str, text: str) -> str:
    """A page of the city's server in no release's layout."""
    return (
        f'<!DOCTYPE html><html lang="de"><head><meta charset="utf-8"><title>{title} – Stadt</title></head><body>'
        f'<header><nav><a href="/">Start</a></nav></header><main><h1>{title}</h1>{text}</main></body></html>'
    )


@dataclass
class Built:
    """A database made of the pages of one test."""

    connection: sqlite3.Connection

    def one(self, sql: str) -> tuple[object, ...] | None:
        """The first row."""
        row: tuple[object, ...] | None = self.connection.execute(sql).fetchone()
        return row

    @property
    def listed(self) -> list[str]:
        """The reasons that `check` lists."""
        sql = "SELECT reason FROM unreadable UNION ALL SELECT reason FROM quarantine WHERE state = 'waiting'"
        return [row[0] for row in self.connection.execute(sql)]


def make(folder: Path, *pages: tuple[str, str, str], site: Site | None = None, whole: bool = True) -> Built:
    """Build from (address, moment, page) triples, at once or one after another."""
    if not whole:
        for earlier in pages[:-1]:
            make(folder, earlier, site=site).connection.close()
        return make(folder, pages[-1], site=site)
    site = site or load_site("darmstadt")
    headers = (("Content-Type", "text/html; charset=utf-8"),)
    with CaptureStore(folder / "captures") as store:
        store.start_run("import", "test", NOW)
        for url, at, page in pages:
            kind = (("Content-Type", "application/rss+xml"),) if page.lstrip().startswith("<?xml") else headers
            store.add(Capture(url, at, "response", 200, kind, page.encode("utf-8", "surrogatepass")))
        store.end_run("finished", NOW)
        path = folder / "site.db"
        build(store, site, path)
    return Built(sqlite3.connect(path))


DETAILS = {
    "address in brackets": '<p>Siehe <a href="http://[Adresse]/">hier</a>.</p>',
    "port beyond range": '<p><a href="https://www.darmstadt.de:99999/plan">Plan</a></p>',
    "picture without address": '<p><img src="http://[::1" alt="Bank"></p>',
    "server share": r'<p><a href="\\server\Freigabe\Plan.docx">Plan</a></p>',
    "surrogate reference": "<p>Ein Fest &#xD800; im Park.</p>",
    "reference beyond Unicode": "<p>Ein Fest &#99999999999; im Park.</p>",
    "null character": "<p>Ein Fest &#0; im\x00 Park.</p>",
    "control characters": "<p>Ein Fest \x07\x1b\x7f im Park.</p>",
    "lone surrogate": "<p>Ein Fest \ud83d im Park.</p>",
    "elements of no name": "<p>Ein Fest <quelle:>im</quelle:> <time9-12-31t23:59:59z>Park</time9-12-31t23:59:59z>.</p>",
    "file without address": '<ul><li><a href="http://[x/plan.pdf">Plan</a></li></ul>',
}


@pytest.mark.parametrize("layout", [news, portal])
@pytest.mark.parametrize("detail", DETAILS.values(), ids=DETAILS)
def test_a_bad_detail_costs_that_detail(tmp_path: Path, layout: Callable[..., str], detail: str) -> None:
    page = layout(body=BODY + detail + "<p>Der Weg bleibt offen.</p>")
    built = make(tmp_path, (NEWS + "baenke", "2023-05-10T08:00:00Z", page))
    assert built.one("SELECT title, body LIKE '%4.000 Euro%', body LIKE '%bleibt offen%' FROM releases") == (
        "Bänke am Weiher", 1, 1,
    )  # fmt: skip
    assert built.listed == []


HEADS = {
    "canonical in brackets": '<link rel="canonical" href="http://[x">',
    "canonical with a port": '<link rel="canonical" href="https://www.darmstadt.de:99999/x">',
    "uid of 60 digits": f'<link rel="canonical" href="/x?tx_news_pi1%5Bnews%5D={"9" * 60}">',
    "uid in superscript": '<link rel="canonical" href="/x?tx_news_pi1%5Bnews%5D=²">',
    "surrogate in JSON-LD": '<script type="application/ld+json">{"@type":"NewsArticle","headline":"\\ud800"}</script>',
    "broken JSON-LD": '<script type="application/ld+json">{"@type":"NewsArticle",</script>',
    "deep JSON-LD": f'<script type="application/ld+json">{"[" * 100_000}</script>',
    "first year": '<meta property="article:published_time" content="0001-01-01T00:00:00+14:00">',
    "last instant": '<meta property="article:published_time" content="9999-12-31T23:59:59Z">',
    "offset beyond range": '<meta property="article:published_time" content="2023-05-10T10:00:00+9999:00">',
    "day of change beyond range": '<meta property="article:modified_time" content="9999-12-31T23:59:59-23:59">',
}


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
def test_a_bad_mark_in_the_head_costs_that_mark(tmp_path: Path, head: str) -> None:
    page = news(head=head)
    built = make(tmp_path, (NEWS + "baenke", "2023-05-10T08:00:00Z", page))
    assert built.one("SELECT title, published FROM releases") == ("Bänke am Weiher", "2023-05-10")
    assert built.listed == []


GOOD = (NEWS + "baenke", "2023-05-10T08:00:00Z", news())
ODD = {
    "hoppla": plain("Hoppla!", "<p>Da ging etwas schief. Wir sind schon dran.</p>"),
    "consent": plain("Ihre Privatsphäre ist uns wichtig", "<p>Wir setzen Cookies ein. Bitte stimmen Sie zu.</p>"),
    "maintenance": plain("Wartungsarbeiten", "<p>Am 12.06.2023 stehen die Seiten bis 11 Uhr nicht bereit.</p>"),
    "firewall": "<html><body><h1>Access Denied</h1><p>Reference #18.2f1.99</p></body></html>",
    "English": plain("Oops, an error occurred!", "<p>More information is available in the log.</p>"),
    "sign in": plain("Anmelden", "<p>Bitte Kennwort eingeben, dann geht es weiter.</p>"),
    "in the layout": news("Fehler", meta="", body="<p>Der Inhalt kann zurzeit nicht gezeigt werden.</p>"),
    "empty": "",
    "shell": "<html><head></head><body></body></html>",
    "script": '<html><head><title>Stadt</title></head><body><div id="app">Lädt …</div></body></html>',
    "only a picture": '<html><body><img src="/stoerung.png" alt="Störung"></body></html>',
    "not there": plain("Seite nicht vorhanden", "<p>Die Seite, die Sie suchen, ist umgezogen.</p>"),
    "index": "<html><body><h1>Index of /news</h1><pre>a.html 12-Jun-2023</pre></body></html>",
    "without text": plain("Bänke am Weiher", "<p>Der Inhalt konnte nicht geladen werden.</p>"),
    "cut in the text": news()[: news().index("Die Stadt zahlt")],
    "cut in a tag": news()[: news().index('temprop="articleBody"')],
}


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_a_page_that_is_not_the_release_changes_nothing_and_is_listed(tmp_path: Path, odd: str) -> None:
    first = (NEWS + "neu", "2023-06-12T08:00:00Z", odd.replace("Bänke am Weiher", "Störung"))
    built = make(tmp_path, GOOD, (NEWS + "baenke", "2023-06-12T08:00:00Z", odd), first)
    rows = built.connection.execute("SELECT slug, title, body LIKE '%4.000%', revisions FROM releases").fetchall()
    assert rows == [("baenke", "Bänke am Weiher", 1, 1)]
    assert len(built.listed) == 2


def test_a_day_alone_makes_no_release_of_another_title_and_text(tmp_path: Path) -> None:
    odd = plain("Wir bauen um", "<p>12.06.2023</p><p>Die Seiten ruhen bis zum Abend.</p>")
    built = make(tmp_path, GOOD, (NEWS + "baenke", "2023-06-12T08:00:00Z", odd))
    assert built.one("SELECT title, revisions FROM releases") == ("Bänke am Weiher", 1)
    assert len(built.listed) == 1


def test_it_heals_when_the_release_is_back(tmp_path: Path) -> None:
    odd = [(NEWS + "baenke", f"2023-06-1{n}T08:00:00Z", page) for n, page in enumerate((ODD["hoppla"], ODD["empty"]))]
    back = (NEWS + "baenke", "2023-06-20T08:00:00Z", news(body=BODY + "<p>Zwei weitere folgen im Herbst.</p>"))
    built = make(tmp_path, GOOD, *odd, back)
    assert built.listed == []
    assert built.one("SELECT revisions FROM releases") == (2,)
    assert built.one("SELECT state FROM quarantine") == ("healed",)


ORDINARY = {
    "a correction": news("Korrektur: Bänke am Weiher", body="<p>Am Weiher stehen neun Stühle für 5.000 Euro.</p>"),
    "another layout": portal(),
    "another layout without codes": portal(meta=""),
    "a longer text": news(body=BODY + "<p>Zwei weitere Bänke folgen im Herbst.</p>" * 3),
    "a title like an error's": news("Zugriff verweigert: Bänke am Weiher"),
}


@pytest.mark.parametrize("page", ORDINARY.values(), ids=ORDINARY)
def test_an_ordinary_change_is_no_doubt(tmp_path: Path, page: str) -> None:
    built = make(tmp_path, GOOD, (NEWS + "baenke", "2023-06-12T08:00:00Z", page))
    assert built.listed == []


def test_one_text_at_three_addresses_is_none_of_them(tmp_path: Path) -> None:
    same = news("Kurze Störung", body="<p>Der Dienst ist kurz gestört, bitte laden Sie die Seite neu.</p>")
    at = [(NEWS + name, "2023-06-12T08:00:00Z", same) for name in ("baenke", "eins", "zwei")]
    two = make(tmp_path / "two", GOOD, *at[1:])
    assert two.one("SELECT count(*) FROM releases") == (3,)
    assert two.listed == []
    for name, whole in (("whole", True), ("updates", False)):
        built = make(tmp_path / name, GOOD, *at, whole=whole)
        assert built.connection.execute("SELECT slug, title, revisions FROM releases").fetchall() == [
            ("baenke", "Bänke am Weiher", 1)
        ]
        assert len(built.listed) == 3


@pytest.mark.parametrize("odd", ["hoppla", "cut in the text", "empty"])
def test_an_update_says_what_a_whole_build_says(tmp_path: Path, odd: str) -> None:
    pages = [
        GOOD,
        (NEWS + "baenke", "2023-06-12T08:00:00Z", ODD[odd]),
        (NEWS + "neu", "2023-06-12T08:00:00Z", ODD[odd]),
    ]
    back = (NEWS + "neu", "2023-06-13T08:00:00Z", news("Neues vom Weiher"))
    said = []
    for name, whole in (("whole", True), ("updates", False)):
        built = make(tmp_path / name, *pages, back, whole=whole)
        tables = ("releases", "revisions", "quarantine", "unreadable")
        said.append([sorted(map(repr, built.connection.execute(f"SELECT * FROM {t}"))) for t in tables])  # noqa: S608 - own names
    assert said[0] == said[1]


def test_a_decision_holds_for_every_capture_of_the_same_wording(tmp_path: Path) -> None:
    odd = (NEWS + "baenke", "2023-06-12T08:00:00Z", ODD["hoppla"])
    built = make(tmp_path, GOOD, odd)
    release, digest, capture = built.one("SELECT release, digest, capture FROM quarantine") or ("", "", "")
    state = state_path(tmp_path, load_site("darmstadt"))
    for verdict, title, revisions in (("rejected", "Bänke am Weiher", 1), ("accepted", "Hoppla!", 2)):
        decide(state, str(release), str(digest), verdict, str(capture), "2026-01-02T00:00:00Z")  # type: ignore[arg-type]  # a row
        again = make(tmp_path, (odd[0], f"2023-06-1{3 + revisions}T08:00:00Z", odd[2]))
        assert again.one("SELECT title, revisions FROM releases") == (title, revisions)
        assert again.listed == []
        assert again.one("SELECT DISTINCT state FROM quarantine") == (verdict,)


def test_a_database_may_lose_its_last_release_to_a_person_and_to_nothing_else(tmp_path: Path) -> None:
    alone = plain("Fundsachen", "<p>Schirme und Schlüssel liegen bereit.</p>")
    pages = [(NEWS + name, "2023-06-12T08:00:00Z", alone.replace("Schirme", name)) for name in ("huete", "handschuhe")]
    made = make(tmp_path, *pages)
    state, site = state_path(tmp_path, load_site("darmstadt")), load_site("darmstadt")
    waiting = list(made.connection.execute("SELECT release, digest, capture FROM quarantine ORDER BY release"))
    assert [release for release, *_ in waiting] == ["handschuhe", "huete"]
    with CaptureStore(tmp_path / "captures") as store, CaptureStore(tmp_path / "others") as others:
        for verdict, left, whole in (("accepted", 2, False), ("rejected", 0, False), ("accepted", 2, True)):
            for release, digest, capture in waiting:
                decide(state, release, digest, verdict, capture, "2026-01-02T00:00:00Z")  # type: ignore[arg-type]  # a row
            build(store, site, tmp_path / "site.db", whole=whole)
            again = Built(sqlite3.connect(tmp_path / "site.db"))
            assert again.one("SELECT count(*) FROM releases") == (left,)
            assert again.listed == []
            assert again.one("SELECT DISTINCT state FROM quarantine") == (verdict,)
        release, digest, capture = waiting[0]
        decide(state, release, digest, "rejected", capture, "2026-01-03T00:00:00Z")
        with pytest.raises(BuildError, match="holds 2; it was left unchanged"):
            build(others, site, tmp_path / "site.db", whole=True)


def test_what_nobody_sees_parts_no_word_and_ligatures_are_letters(tmp_path: Path) -> None:
    page = news(
        "Neue Au\ufb02age der Stadt\u200bkarte",
        body="<p>Das Bür&shy;ger\u2060büro gibt \u202esie\u202c aus.</p>" + BODY,
    )
    built = make(tmp_path, (NEWS + "baenke", "2023-05-10T08:00:00Z", page))
    assert built.one("SELECT title, body LIKE 'Das Bür\u00adgerbüro gibt sie aus.%' FROM releases") == (
        "Neue Auflage der Stadtkarte", 1,
    )  # fmt: skip


DATELINES = {
    "byline, day and category": ("<p>Erstellt von jwe | 08.05.2023 | Soziales</p>", "2023-05-08", "jwe"),
    "published and changed": ("<p>Veröffentlicht: 08.05.2023 (aktualisiert: 09.05.2023)</p>", "2023-05-08", None),
    "changed, then published": ("<p>(ak) Stand: 09.05.2023 – veröffentlicht am 08.05.2023</p>", "2023-05-08", "ak"),
    "changed alone": ("<p>(ak)</p><p>Zuletzt geändert am 09.05.2023</p>", None, "ak"),
    "a sentence of change": ("<p>(ak)</p><p>Diese Seite wurde zuletzt am 9. Mai 2023 überarbeitet.</p>", None, "ak"),
    "printed today": ("<p>(ak)</p><p>Druckdatum: 09.05.2023</p>", None, "ak"),
    "times with properties": (
        '<p>(ak) <time itemprop="dateModified" datetime="2023-05-09">09.05.2023</time>'
        ' <time itemprop="datePublished" datetime="2023-05-08">08.05.2023</time></p>', "2023-05-08", "ak",
    ),
    "author and day": ("<p>Autorin: Dr. Uta Kroll, 08.05.2023</p>", "2023-05-08", "Dr. Uta Kroll"),
    "rel=author": (
        '<p>08.05.2023</p><address>von <a rel="author">Jana Weller</a></address>', "2023-05-08", "Jana Weller",
    ),
    "no byline": ("<p>(ak) 08.05.2023</p><p>Von Anfang Juni bis Ende Juli wird gebaut.</p>", "2023-05-08", "ak"),
}  # fmt: skip


@pytest.mark.parametrize(("meta", "day", "author"), DATELINES.values(), ids=DATELINES)
def test_a_dateline_tells_day_and_author(tmp_path: Path, meta: str, day: str | None, author: str | None) -> None:
    built = make(tmp_path, (PORTAL + "baenke", "2023-05-10T08:00:00Z", portal(meta=meta)))
    assert built.one("SELECT published FROM releases") == (day,)
    assert built.one("SELECT printed FROM release_authors") == (author and (author,))


FEED = (
    '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
    "<channel>{before}<item><title>{title}</title><link>{link}</link><description>{teaser}</description>"
    "<pubDate>Wed, 10 May 2023 09:12:00 +0200</pubDate><content:encoded><![CDATA[{body}]]></content:encoded></item>"
    "</channel></rss>"
)
FEEDS = {
    "escaped twice": (
        "Wal &amp;amp; Rat", "&lt;p&gt;Ein &lt;b&gt;Abend&lt;/b&gt;&lt;/p&gt;", "<p>A</p>", "Wal & Rat", "Ein Abend",
    ),
    "CDATA in CDATA": ("Tor", "<![CDATA[<![CDATA[Weit offen]]>]]>", "<p>A <![CDATA[B]]> C.</p>", "Tor", "Weit offen"),
    "names of HTML": ("Kanal&nbsp;frei", "B&ouml;en", "<p>Text.</p>", "Kanal\xa0frei", "Böen"),
    "a bare &": ("Rat & Amt", "Fragen & Antworten", "<p>Text.</p>", "Rat & Amt", "Fragen & Antworten"),
    "no element of HTML": ("Werte &lt; 5", "&lt;Zeichen&gt;", "<p>Text.</p>", "Werte < 5", "<Zeichen>"),
    "a script": (
        "Tor", "&lt;p&gt;Weit&lt;script&gt;z()&lt;/script&gt; offen&lt;/p&gt;", "<p>Text.</p>", "Tor", "Weit offen",
    ),
    "bad references": ("Fest &#xD800; da", "Am &#0; Abend", "<p>Text.</p>", "Fest \ufffd da", "Am \ufffd Abend"),
}  # fmt: skip


@pytest.mark.parametrize(("title", "teaser", "body", "read_title", "read_teaser"), FEEDS.values(), ids=FEEDS)
def test_a_feed_is_read_as_servers_send_it(
    tmp_path: Path, title: str, teaser: str, body: str, read_title: str, read_teaser: str
) -> None:
    link = "/nachrichten/darmstadt-aktuell/news/orgel"
    feed = FEED.format(title=title, teaser=teaser, body=body, link=link, before="<item><title>x</title></item>")
    built = make(tmp_path, (HOST + "/?type=9818", "2023-05-10T08:00:00Z", feed))
    assert built.one("SELECT title, teaser, published FROM releases") == (read_title, read_teaser, "2023-05-10")
