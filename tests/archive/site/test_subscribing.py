"""Whatever can be subscribed to has a feed that programs find, and a page for people beside it."""

from __future__ import annotations

from urllib.parse import urlsplit

import feedparser
import pytest
from parsel import Selector

from archive.site.pages.subscribing import twin_path
from tests.archive.site.addresses import PAGES
from tests.archive.site.asking import LOCAL
from tests.archive.site.conftest import Get

OF_A_PAGE = {
    "/mitteilungen": "/feed.atom", "/jahr/2021": "/suche.atom?jahr=2021",
    "/jahr/2021/09": "/suche.atom?von=2021-09-01&bis=2021-09-30", "/kuerzel/lea": "/kuerzel/lea.atom",
    "/themen/Bauen": "/themen/Bauen.atom", "/personen/Hedwig%20Amrath": "/personen/Hedwig%20Amrath.atom",
    "/aemter/Stadtrat": "/aemter/Stadtrat.atom",
    "/suche?q=Haus&jahr=2022": "/suche.atom?q=Haus&jahr=2022", "/zitate?q=Haus": "/zitate.atom?q=Haus",
}  # fmt: skip


@pytest.mark.parametrize(("path", "feed"), OF_A_PAGE.items())
def test_a_page_names_its_feed_first_and_leads_to_the_page_beside_it(get: Get, path: str, feed: str) -> None:
    page = Selector(get(path).text)
    assert page.css("link[type='application/atom+xml']::attr(href)").get() == feed
    (twin,) = set(page.css("main a[href^='/abonnieren/']::attr(href)").getall())
    assert twin == twin_path(feed)
    read, beside = feedparser.parse(get(feed).text), Selector(get(twin).text)
    assert beside.css("h1::text").get() == read.feed.title
    assert beside.css(".cite").xpath("string()").get() == LOCAL + feed
    shown = [(a.css("::text").get(""), LOCAL + a.attrib["href"]) for a in beside.css("#inhalt-jetzt + ul a")]
    assert shown == [(entry.title, entry.link) for entry in read.entries[:10]] != []
    back = urlsplit(beside.css(".choices a::attr(href)").get(""))
    of_a_search = {"/mitteilungen": "/", "/jahr/2021": "/suche", "/jahr/2021/09": "/suche"}
    assert back.path == of_a_search.get(path, urlsplit(path).path)
    assert get(back.geturl()).status_code == 200


@pytest.mark.parametrize("path", PAGES.values())
def test_every_page_names_the_feeds_of_the_archive_once(get: Get, path: str) -> None:
    feeds = Selector(get(path).text).css("link[rel=alternate]::attr(href)").getall()
    assert {"/feed.atom", "/aenderungen.atom", "/kalender.ics"} <= set(feeds)
    assert len(feeds) == len(set(feeds))


def test_no_link_for_people_leads_to_the_bytes_of_a_feed_unannounced(get: Get) -> None:
    for path in (
        "/",
        "/mitteilungen",
        "/aenderungen",
        "/kuerzel/lea",
        "/personen/Hedwig%20Amrath",
        "/zitate",
        "/suche",
    ):
        for link in Selector(get(path).text).css("main a[href*='.atom']"):
            assert "Atom" in link.xpath("string()").get(""), path


def test_the_calendar_page_says_how_to_subscribe_and_what_is_next(get: Get) -> None:
    page = Selector(get("/abonnieren/kalender").text)
    assert page.css(".button::attr(href)").get() == LOCAL.replace("http:", "webcal:") + "/kalender.ics"
    assert page.css(".cite").xpath("string()").get() == LOCAL + "/kalender.ics"


def test_what_has_no_feed_has_no_page_beside_it(get: Get) -> None:
    for path in ("/abonnieren/kuerzel/none", "/abonnieren/personen/Niemand", "/abonnieren/nowhere"):
        assert get(path).status_code == 404
