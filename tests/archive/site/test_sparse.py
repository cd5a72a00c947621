"""Every page stands in an archive that lacks something, and one odd release breaks nothing for the others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

import pytest
from icalendar import Calendar
from parsel import Selector

from scraper.sites import load_site
from tests.archive.search.small import insert, small_database
from tests.archive.site.asking import Get, site_over

SEEN = "2021-04-01T00:00:00Z"
EVERYWHERE = (
    "/", "/mitteilungen", "/feed.atom", "/kuerzel", "/themen", "/personen", "/personen?nach=name", "/kalender",
    "/kalender/9999-11", "/kalender.ics", "/aenderungen", "/aenderungen.atom", "/status", "/-/status.json", "/ueber",
    "/daten", "/robots.txt", "/sitemap.xml", "/llms.txt", "/suche", "/suche?q=Haus", "/suche.atom", "/suche.csv",
    "/suche.json", "/suche.xlsx", "/suche.jsonl", "/sample", "/sample/releases", "/sample/releases.csv",
    "/sample/releases.xlsx", "/sample/calendar", "/sample/quotes_by_speaker.json",
)  # fmt: skip
# As a server may name a page: control characters, blanks, dots, percent signs, marks of every format, far too long.
SLUGS = (
    "foo\x01bar", "zeile\nende", "Grüße-1.5", "100%", "%41%2F", "a/b", "<b>&\"'", "a,b{c}=d", "~7Etilde", "😀",
    "x" * 300, ".", "..", "semi;kolon:punkt", "zurück\\strich", "\u202everkehrt",
)  # fmt: skip


@pytest.fixture(scope="module", params=["nothing", "no day", "a day and nobody"])
def sparse(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Get]:
    path = tmp_path_factory.mktemp("sparse") / "sample.db"
    day = {"published": "2021-04-01", "year": 2021}
    rows: dict[str, list[dict[str, object]]] = {
        "nothing": [], "no day": [{"title": "Haus", "body": "x"}], "a day and nobody": [{"title": "Haus", **day}],
    }  # fmt: skip
    small_database(rows[request.param], path).close()
    with site_over(path, load_site("sample")) as get:
        yield get


def test_every_page_stands_in_an_archive_that_lacks_something(sparse: Get) -> None:
    assert {path: sparse(path).status_code for path in EVERYWHERE} == dict.fromkeys(EVERYWHERE, 200)


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Get]:
    path = tmp_path_factory.mktemp("odd") / "sample.db"
    rows = [
        {"slug": slug, "title": f"Haus {number}", "body": "Am 2. Mai ist Fest.", "published": "2021-04-01",
         "year": 2021, "url": "http://127.0.0.1/x", "first_seen": SEEN, "last_seen": SEEN}
        for number, slug in enumerate((*SLUGS, "daneben"))
    ]  # fmt: skip
    connection = small_database(rows, path)
    insert(connection, "captures", captured_at=SEEN, digest="sha256:0")
    for number, slug in enumerate((*SLUGS, "daneben")):
        insert(connection, "quotes", release=slug, speaker=f"Person {number}/{slug}", where_="body")
        speaker = "INSERT INTO speakers(name, kind, quotes, releases) VALUES (?, 'person', 1, 1)"
        connection.execute(speaker, (f"Person {number}/{slug}",))
    connection.close()
    with site_over(path, load_site("sample")) as get:
        yield get


@pytest.mark.parametrize("page", ["/mitteilungen", "/suche?q=Haus", "/personen"])
def test_every_link_of_a_list_leads_to_its_page(odd: Get, page: str) -> None:
    links = Selector(odd(page).text).css("main a::attr(href)").getall()
    wanted = [link for link in links if re.match(r"/sample/releases/|/personen/", link)]
    assert len(wanted) == len(SLUGS) + 1
    for link in wanted:
        answer = odd(link)
        assert answer.status_code == 200, link
        canonical = Selector(answer.text).css("link[rel=canonical]::attr(href)").get()
        assert canonical == link


@pytest.mark.parametrize("feed", ["/feed.atom", "/suche.atom?q=Haus", "/sitemap.xml"])
def test_an_odd_slug_breaks_no_feed(odd: Get, feed: str) -> None:
    root = ElementTree.fromstring(odd(feed).content)  # noqa: S314 - our own
    places = [e.get("href") or e.text or "" for e in root.iter() if e.tag.endswith(("}link", "}loc"))]
    links = {place.removeprefix("http://127.0.0.1:8001") for place in places if "/releases/" in place}
    assert len(links) == len(SLUGS) + 1
    assert all(re.fullmatch(r"[!-~]+", link) for link in links)
    assert {odd(link).status_code for link in links} == {200}


def test_an_odd_slug_breaks_no_file_that_cites_it(odd: Get) -> None:
    assert len(Calendar.from_ical(odd("/kalender.ics").content).walk("VCALENDAR")) == 1
    for link in Selector(odd("/mitteilungen").text).css("main h3 a::attr(href)").getall():
        bibtex = odd(f"{link}.bib").text
        assert re.match(r"@misc\{[A-Za-z0-9_:-]+,\n", bibtex), bibtex[:80]
        assert odd(f"{link}.csl.json").json()[0]["archive_location"] == link
