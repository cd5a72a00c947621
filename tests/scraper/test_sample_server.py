"""The sample site's server: what it answers at which address, in which state."""

from __future__ import annotations

import http.client
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from time import monotonic
from urllib.parse import urlsplit

import pytest
from parsel import Selector

from scraper.sample.generate import generate
from scraper.sample.listing import GONE_PATH, OTHER_OFFICE_PATH, PAGE_SIZE
from scraper.sample.releases import sample_releases
from scraper.sample.server import SampleSite

LIST = "/nachrichten/darmstadt-aktuell"
A = "/portal/darmstadt-aktuell/article"
CORRECTED = "brueckenpruefung-suedbruecke"
REMOVED = "katzenschutzverordnung"
ADDED = "sirenenprobe-ergebnis"
PATHS = {release.slug: release.path for state in (2, 1) for release in sample_releases(state)}


@dataclass(frozen=True)
class Reply:
    status: int
    headers: dict[str, str]
    text: str


@pytest.fixture(scope="module")
def site() -> Iterator[SampleSite]:
    with SampleSite() as site:
        yield site


def ask(site: SampleSite, path: str, headers: dict[str, str] | None = None, method: str = "GET") -> Reply:
    connection = http.client.HTTPConnection(urlsplit(site.home).netloc, timeout=10)
    try:
        connection.request(method, path, headers=headers or {})
        response = connection.getresponse()
        return Reply(response.status, dict(response.getheaders()), response.read().decode("utf-8"))
    finally:
        connection.close()


def locations(sitemap: Reply) -> list[str]:
    return Selector(sitemap.text, type="xml").xpath("//*[local-name()='loc']/text()").getall()


def test_the_list_is_walked_by_its_next_links_and_names_every_release(site: SampleSite) -> None:
    path, seen, pages = LIST, set[str](), 0
    while path:
        page = Selector(ask(site, path).text)
        seen |= set(page.xpath("//a[@itemprop='url']/@href").getall())
        pages += 1
        path = page.xpath("//li[@class='next']/a/@href").get("")
    assert seen == {release.path for release in sample_releases()}
    assert pages == -(-len(seen) // PAGE_SIZE)
    assert ask(site, f"{LIST}/page-{pages}").text == ask(site, f"{LIST}/page-{pages + 5}").text


def test_the_feed_holds_the_thirty_newest_with_addresses_of_the_host_asked(site: SampleSite) -> None:
    reply = ask(site, "/?type=9818", {"Host": "sample.test:81"})
    assert ask(site, "/impressum?type=9818").text.count("<item>") == 30
    items = Selector(reply.text, type="xml").xpath("//item")
    newest = sample_releases()[:30]
    assert items.xpath("guid/text()").getall() == [f"news-{release.uid}" for release in newest]
    assert [parsedate_to_datetime(day) for day in items.xpath("pubDate/text()").getall()] == [
        r.published for r in newest
    ]
    assert all(link.startswith("http://sample.test:81/") for link in items.xpath("link/text()").getall())
    assert items.xpath("author").getall() == []


def test_robots_names_the_sitemap_which_names_every_release(site: SampleSite) -> None:
    robots = ask(site, "/robots.txt").text
    assert "Disallow: /intern/" in robots
    assert f"Sitemap: {site.home}sitemap.xml" in robots
    (address,) = locations(ask(site, "/sitemap.xml"))
    urls = locations(ask(site, urlsplit(address).path))
    assert urls == [site.home.rstrip("/") + release.path for release in sample_releases()]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/impressum", 200),
        (OTHER_OFFICE_PATH, 200),
        ("/presseservice/einzelansicht/news/wasserbus-linie-startet", 404),  # generation C has no such address
        ("/presseservice/einzelansicht/news/sperrung-der-suedbruecke", 200),
        ("/nachrichten/rss/news/sperrung-der-suedbruecke/", 200),
        ("/nachrichten/darmstadt-aktuell/news/sperrung-der-suedbruecke?tx_contrast=1", 200),
        ("/nachrichten/darmstadt-aktuell/news/sperrung-der-suedbruecke?page=2", 404),
        (GONE_PATH, 404),
        ("/gibt-es-nicht", 404),
        ("/portal/darmstadt-aktuell/article/stadtarchiv-zeigt-briefe-1/index.htm", 200),
        ("/portal/darmstadt-aktuell/article/stadtarchiv-zeigt-briefe/index.htm", 404),
    ],
)
def test_an_address_answers_with_its_status(site: SampleSite, path: str, status: int) -> None:
    assert ask(site, path).status == status


@pytest.mark.parametrize(
    ("path", "printed_line"),
    [
        (f"{A}/stadtarchiv-zeigt-briefe-1/index.htm", "( ho)\u00a0\u00a0\u00a0–\u00a0 Dienstag, 18. März 2014"),
        (f"{A}/tempo-30-vor-schulen-1/index.htm", "( PSM)\u00a0\u00a0\u00a0–\u00a0 Montag, 4. September 2014"),
        ("/1/nachrichten/darmstadt-aktuell/news/unterkunft-in-der-tabakfabrik", "(SD) – Friday, 28.08.2015"),
        ("/nachrichten/darmstadt-aktuell/news/krisenstab-zum-coronavirus-2", "(kb, tg) – Dienstag, 28.04.2020"),
        ("/nachrichten/darmstadt-aktuell/news/seniorenrat-gewaehlt", "Donnerstag, 29.09.2016"),
        ("/presseportal/pressemitteilungen/einzelansicht/neues-presseportal", "(kb)"),
    ],
)
def test_each_generation_prints_its_own_meta_line(site: SampleSite, path: str, printed_line: str) -> None:
    paragraphs = Selector(ask(site, path).text).xpath("//p")
    assert printed_line in [p.xpath("string()").get() for p in paragraphs]


def test_generation_c_shows_its_day_only_in_list_and_feed(site: SampleSite) -> None:
    page, feed = ask(site, PATHS["theater-intendanz-ab-2027"]).text, ask(site, "/?type=9818").text
    assert "02.12.2025" not in page
    assert "<time" not in page
    assert "02 Dec 2025" in feed


def test_email_addresses_are_hidden_as_typo3_does(site: SampleSite) -> None:
    page = ask(site, PATHS["neues-presseportal"]).text
    assert "presse@1sp4mmorlingen.abexample" in page
    assert "presse@morlingen.example" not in page


def test_an_unchanged_page_answers_304_and_a_changed_one_200() -> None:
    with SampleSite() as site:
        path, other = PATHS[CORRECTED], PATHS["wasserbus-linie-startet"]
        tags = {p: ask(site, p).headers["ETag"] for p in (path, other)}
        assert [ask(site, p, {"If-None-Match": tags[p]}).status for p in (path, other)] == [304, 304]
        site.state = 2
        assert [ask(site, p, {"If-None-Match": tags[p]}).status for p in (path, other)] == [200, 304]


def test_in_state_two_one_release_is_corrected_one_gone_and_one_new() -> None:
    with SampleSite() as site:
        before = ask(site, PATHS[CORRECTED])
        assert "14 Risse" in before.text
        assert "Last-Modified" in before.headers
        assert ask(site, PATHS[REMOVED]).status == 200
        assert ask(site, PATHS[ADDED]).status == 404
        site.state = 2
        assert "41 Risse" in ask(site, PATHS[CORRECTED]).text
        gone = ask(site, PATHS[REMOVED])
        assert (gone.status, "nicht mehr verfügbar" in gone.text) == (404, True)
        assert ask(site, PATHS[ADDED]).status == 200
        assert "2026-11-20T09:00:00+01:00" in ask(site, "/sitemap/news/sitemap.xml").text
        with pytest.raises(ValueError, match="not 3"):
            site.state = 3


def test_requests_are_counted() -> None:
    with SampleSite() as site:
        ask(site, "/robots.txt")
        ask(site, "/x?y=1", method="HEAD")
        answered = [(r.method, r.path, r.status) for r in site.requests]
        assert answered == [("GET", "/robots.txt", 200), ("HEAD", "/x?y=1", 404)]
        site.forget_requests()
        assert site.requests == ()


def test_generated_releases_are_served() -> None:
    releases = list(generate(45))
    with SampleSite(releases=releases) as site:
        assert all(ask(site, release.path).status == 200 for release in releases)
        assert 'class="next"' not in ask(site, f"{LIST}/page-5").text
        with pytest.raises(ValueError, match="states"):
            site.state = 2


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_server_as_a_command_ends_cleanly_when_told(number: signal.Signals) -> None:
    command = [sys.executable, "-m", "scraper.sample.server", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith("sample site at http://127.0.0.1:")
        asked = monotonic()
        process.send_signal(number)
        assert process.wait(timeout=10) == 0
        assert monotonic() - asked < 5
        assert process.stderr.read() == ""
