"""An erased release is blackened in what shows others as well; the others stay, and the page can still be read."""

from __future__ import annotations

import gzip
import html

import pytest

from scraper.blackening import NothingLeft, blackened, is_of
from scraper.items import Capture
from scraper.naming import releases_in
from scraper.pages import read_page
from scraper.passages import BLACK, Passages
from scraper.sites import load_site
from scraper.warc import read_record, record_bytes, withdrawn_record

SITE = load_site("darmstadt")
HOST = "https://www.darmstadt.de"
LIST = f"{HOST}/nachrichten/darmstadt-aktuell"
NEWS = "/nachrichten/darmstadt-aktuell/news"
GONE, KEPT = "otto-kern-tritt-zurueck", "baenke-am-weiher"
HTML, XML = "text/html; charset=utf-8", "application/xml"
TITLE, TEASER = "Otto Kern tritt zurück", "Der Amtsleiter geht zum Mai."
BESIDE = "Bänke am Weiher"


def page(body: str, url: str = LIST, kind: str = HTML, **more: str) -> Capture:
    headers = (("Content-Type", kind), *((name.replace("_", "-"), value) for name, value in more.items()))
    return Capture(url, "2026-11-28T08:00:00Z", "response", 200, headers, body.encode())


def black_of(capture: Capture, words: tuple[str, ...] = ()) -> str:
    black = blackened(capture, SITE, {GONE}, Passages(words))
    assert black
    assert (black.kind, black.url, black.captured_at, black.status) == (
        "conversion",
        capture.url,
        capture.captured_at,
        200,
    )
    return black.body.decode()


ARTICLES = (
    f'<html><body><h1>Aktuell</h1><div class="article"><a href="{NEWS}/{GONE}/"><h3>{TITLE}</h3></a><p>{TEASER}</p>'
    f'<img src="/bild/otto-kern.jpg" alt="{TITLE}"></div>'
    f'<div class="article"><a href="{NEWS}/{KEPT}/"><h3>{BESIDE}</h3></a><p>Am Weiher wird gebaut.</p></div>'
    "</body></html>"
)
DEFINITIONS = (
    f'<html><body><dl><dt><a href="{NEWS}/{GONE}">{TITLE}</a></dt><dd>{TEASER}</dd>'
    f'<dt><a href="{NEWS}/{KEPT}">{BESIDE}</a></dt><dd>Neu.</dd></dl></body></html>'
)
ROWS = (
    f'<html><body><table><tr><td>03.05.2026</td><td><a href="{NEWS}/{GONE}">{TITLE}</a></td><td>{TEASER}</td></tr>'
    f'<tr><td>04.05.2026</td><td><a href="{NEWS}/{KEPT}">{BESIDE}</a></td></tr></table></body></html>'
)
SCRIPTED = (
    f'<html><head><script type="application/ld+json">{{"@type":"ItemList","itemListElement":[{{"name":"{TITLE}",'
    f'"url":"{HOST.replace("/", chr(92) + "/")}{NEWS.replace("/", chr(92) + "/")}/{GONE}"}}]}}</script></head><body>'
    f'<ul><li><a href="{NEWS}/{GONE}">{TITLE}</a></li><li><a href="{NEWS}/{KEPT}">{BESIDE}</a></li></ul>'
    f"<aside>Meistgelesen: {TITLE}</aside></body></html>"
)
FEED = (
    f'<?xml version="1.0"?><rss version="2.0"><channel><title>Aktuell</title><item><title>{TITLE}</title>'
    f"<link>{HOST}{NEWS}/{GONE}</link><description><![CDATA[<p>{TEASER}</p>]]></description></item>"
    f"<item><title>{BESIDE}</title><link>{HOST}{NEWS}/{KEPT}</link><description>Mehr unter {HOST}{NEWS}/{GONE}."
    "</description></item></channel></rss>"
)
SITEMAP = (
    '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    f"<url><loc>{HOST}{NEWS}/{GONE}</loc></url><url><loc>{HOST}{NEWS}/{KEPT}</loc></url></urlset>"
)


@pytest.mark.parametrize(
    ("source", "kind"),
    [(ARTICLES, HTML), (DEFINITIONS, HTML), (ROWS, HTML), (SCRIPTED, HTML), (FEED, "application/rss+xml"),
     (SITEMAP, XML)],
    ids=["articles", "definitions", "rows", "scripted", "feed", "sitemap"],
)  # fmt: skip
def test_nothing_of_it_is_left_and_the_others_are_read_as_before(source: str, kind: str) -> None:
    capture = page(source, kind=kind)
    black = black_of(capture)
    for words in (GONE, TITLE, TEASER, "otto-kern", "03.05.2026"):
        assert words not in black
    assert BLACK in black
    conversion = blackened(capture, SITE, {GONE}, Passages(()))
    assert conversion
    before, after = read_page(capture, SITE), read_page(conversion, SITE)
    assert after.layout == before.layout
    assert [u for u in before.release_urls if GONE not in u] == list(after.release_urls)
    beside = [item for item in before.items if SITE.key(item.url) == KEPT]
    assert [(i.title, i.body) for i in after.items] == [
        (i.title, i.body) for i in beside if "Mehr" not in str(i.teaser)
    ] or kind != HTML
    assert [i.title for i in after.items] == [i.title for i in beside]


def test_on_the_page_of_another_release_only_the_link_goes() -> None:
    body = (
        f'<html><body><main><div class="news-single"><h1>{BESIDE}</h1><p>(ab) – Dienstag, 03.11.2026</p>'
        f'<p>Otto Kern sagt, die Bänke stehen im Mai. <a href="{NEWS}/{GONE}">{TITLE}</a></p>'
        f'<ul><li><a href="{NEWS}/{GONE}">{TITLE}</a> <span>neu</span></li></ul></div></main></body></html>'
    )
    black = black_of(page(body, f"{HOST}{NEWS}/{KEPT}"), ("Otto Kern",))
    assert f"<h1>{BESIDE}</h1>" in black
    assert "Otto Kern sagt, die Bänke stehen im Mai." in black
    assert TITLE not in black
    assert GONE not in black
    assert "neu" not in black


def test_words_of_the_entry_go_from_lists_that_name_it() -> None:
    source = ARTICLES.replace("Aktuell</h1>", "Aktuell</h1><p>Zu Otto Kerns Abschied kamen viele.</p>")
    assert f"Zu {BLACK} Abschied kamen viele." in black_of(page(source), ("Otto Kern",))


def test_a_short_title_is_no_word_to_be_looked_for() -> None:
    source = ARTICLES.replace(TITLE, "Bänke").replace("<h1>Aktuell</h1>", "<h1>Aktuell</h1><p>Bänke überall.</p>")
    assert "Bänke überall." in black_of(page(source))


@pytest.mark.parametrize(
    ("capture", "named"),
    [
        (page(ARTICLES.replace(GONE, "anderes")), False),
        (page(f"<p>{GONE}</p>"), False),
        (page(f"Sitemap: {HOST}{NEWS}/{GONE}\nSitemap: {HOST}/x\n", f"{HOST}/robots.txt", "text/plain"), True),
        (page(f'{{"u": "https:\\/\\/www.darmstadt.de{NEWS}/{GONE}"}}', kind="application/json"), True),
        (page(f'<a href="https://example.org/teilen?u=https%3A%2F%2Fwww.darmstadt.de{NEWS}/{GONE}">x</a>'), True),
    ],
)
def test_only_what_names_it_is_blackened(capture: Capture, named: bool) -> None:
    black = blackened(capture, SITE, {GONE}, Passages(()))
    assert (black is not None) == named
    if black:
        assert GONE not in black.body.decode()
        assert not releases_in(black.body.decode(), capture.url, SITE) & {GONE}


def test_the_release_under_another_address_is_not_kept_at_all() -> None:
    body = f'<html><head><link href="{NEWS}/{GONE}" rel="canonical"></head><body><h1>{TITLE}</h1></body></html>'
    for url in (f"{HOST}/druck?id=5", f"{HOST}{NEWS}/{KEPT}"):
        with pytest.raises(NothingLeft):
            blackened(page(body, url), SITE, {GONE}, Passages(()))


def test_words_go_from_pages_that_are_no_release_and_stay_on_those_of_others() -> None:
    words = Passages(["Otto Kern"])
    body = f"<html><body><h1>{BESIDE}</h1><p>Otto Kern kommt.</p></body></html>"
    black = blackened(page(body), SITE, {GONE}, words)
    assert black
    assert f"<p>{BLACK} kommt.</p>" in black.body.decode()
    assert blackened(page(body, f"{HOST}{NEWS}/{KEPT}"), SITE, {GONE}, words) is None


@pytest.mark.parametrize(
    ("source", "black"),
    [
        ("<p>Herr Ot<b>to</b> Kö<i>ch</i>lin kam.</p>", f"<p>Herr {BLACK}<b></b><i></i> kam.</p>"),
        ("<p>Otto Kö<!-- fett -->chlin, Otto K&ouml;chlin</p>", f"<p>{BLACK}<!-- fett -->, {BLACK}</p>"),
        ("<td>Otto</td>\n<td>Köchlin</td><td>Otto</td>", f"<td>{BLACK}</td><td></td><td>Otto</td>"),
        ('<p>da<script>x = "Otto K\\u00f6chlin"</script></p>', f"<p>da<script>{BLACK}</script></p>"),
        ('<p title="x Otto%20K%C3%B6chlin">da</p>', f'<p title="{BLACK}">da</p>'),
    ],
)
def test_words_go_whatever_they_are_set_with(source: str, black: str) -> None:
    rest = "<p>Alles andere bleibt, auch „Köchlin & Söhne“.</p>"
    left = blackened(page(f"<html><body>{source}{rest}</body></html>"), SITE, {GONE}, Passages(["Otto Köchlin"]))
    assert left
    assert black in left.body.decode()
    assert html.unescape(rest) in html.unescape(left.body.decode())
    assert blackened(left, SITE, {GONE}, Passages(["Otto Köchlin"])) is None


def test_the_html_that_a_feed_has_as_text_is_blackened_as_html() -> None:
    said = f'<p>Nach <a href="{NEWS}/{GONE}">dem Abschied von O. K.</a> kam Ot<b>to</b> K&ouml;chlin.</p><p>Ende</p>'
    item = f"<title>{BESIDE}</title><link>{HOST}{NEWS}/{KEPT}</link><description>{html.escape(said)}</description>"
    source = f'<rss version="2.0"><channel><item>{item}</item></channel></rss>'
    feed = page(source, f"{HOST}/feed", "application/rss+xml")
    black = blackened(feed, SITE, {GONE}, Passages(["Otto Köchlin"]))
    assert black
    (read,) = read_page(black, SITE).items
    assert read.title == BESIDE
    text = html.unescape(black.body.decode())
    assert f"<p>Nach <a>{BLACK}</a> kam {BLACK}<b></b>.</p><p>Ende</p>" in text


def test_its_own_addresses_and_what_leads_there_are_its_own() -> None:
    assert is_of(page("", f"{HOST}{NEWS}/{GONE}/"), SITE, {GONE})
    assert is_of(page("", f"{HOST}/presseportal/pressemitteilungen/einzelansicht/{GONE}"), SITE, {GONE})
    assert is_of(page("", f"{HOST}/kurz", Location=f"{NEWS}/{GONE}"), SITE, {GONE})
    assert not is_of(page(ARTICLES), SITE, {GONE})


def test_bytes_that_cannot_be_read_are_not_kept_if_they_may_name_it() -> None:
    packed = gzip.compress(ARTICLES.encode())[:-30]
    named = Capture(
        LIST, "2026-11-28T08:00:00Z", "response", 200, (("Content-Encoding", "gzip"),), ARTICLES.encode() + b"\x00"
    )
    assert blackened(named, SITE, {GONE}, Passages(())) is not None
    cut = Capture(LIST, "2026-11-28T08:00:00Z", "response", 200, (("Content-Encoding", "gzip"),), packed)
    with pytest.raises(NothingLeft):
        blackened(cut, SITE, {GONE}, Passages(()))


def test_a_blackened_record_says_so_and_is_read_back_with_its_status() -> None:
    black = blackened(page(ARTICLES), SITE, {GONE}, Passages(()))
    assert black
    member = record_bytes(black, blackened=True)
    assert withdrawn_record(member) == "blackened"
    assert read_record(member) == black
    assert withdrawn_record(record_bytes(page(ARTICLES))) is None
