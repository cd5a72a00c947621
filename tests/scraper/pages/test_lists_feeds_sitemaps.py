"""Lists, feeds and sitemaps: what they name, what each entry says, and where the next page is."""

from __future__ import annotations

import gzip

import pytest

from scraper.items import Block, Capture, PageReading
from scraper.pages import NotARelease, Unreadable, read_page
from scraper.sites import load_site

SITE = load_site("darmstadt")
HOME = "https://www.darmstadt.de"
NEWS = f"{HOME}/nachrichten/darmstadt-aktuell"


def read(url: str, body: str, kind: str = "text/html; charset=utf-8", status: int = 200) -> PageReading:
    headers = (("Content-Type", kind),)
    return read_page(Capture(url, "2026-01-01T00:00:00Z", "response", status, headers, body.encode()), SITE)


SITEMAP = "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>{}</loc></url><url><loc>{}</loc></url></urlset>"
ENTRY_MARKED = """<div class="news"><div class="news-list-view">
<div class="article" itemscope itemtype="https://schema.org/Article"><div class="header"><h3>
<a itemprop="url" href="/nachrichten/darmstadt-aktuell/news/a">
<span itemprop="headline">Am 3. Januar 2014 gebaut</span></a>
</h3></div>
<div class="teaser-text"><div itemprop="description"><p>Ein Anriss…</p></div>
<a class="more" href="/nachrichten/darmstadt-aktuell/news/a">Weiterlesen</a></div>
<div class="footer"><p><time itemprop="datePublished" datetime="2019-02-01T10:00:00+01:00">01.02.2019</time>
<span class="news-list-category">Umwelt und Klima</span>
<span class="news-list-author">Erstellt von DK</span></p></div></div>
<div class="article" itemscope itemtype="https://schema.org/Article"><h3>
<a href="/nachrichten/darmstadt-aktuell/news/b">Zwei</a></h3>
</div></div></div>"""
ENTRY_LIST = """<main><ul><li><h2><a href="/nachrichten/darmstadt-aktuell/news/a">Am 3. Januar 2014 gebaut</a></h2>
<div>(DK) – Freitag, 01.02.2019</div><p>Ein Anriss…</p></li>
<li><h2><a href="/nachrichten/darmstadt-aktuell/news/b">Zwei</a></h2></li></ul></main>"""
ENTRY_DIVS = """<div><div><div>01.02.2019</div><div>
<a href="/nachrichten/darmstadt-aktuell/news/a">Am 3. Januar 2014 gebaut</a></div>
<div>Ein Anriss…</div></div><div><div><a href="/nachrichten/darmstadt-aktuell/news/b">Zwei</a></div></div></div>"""


@pytest.mark.parametrize(
    ("page", "day", "author", "category"),
    [
        (ENTRY_MARKED, "2019-02-01T10:00:00+01:00", "DK", ("Umwelt und Klima",)),
        (ENTRY_LIST, "01.02.2019", "(DK)", ()),
        (ENTRY_DIVS, "01.02.2019", None, ()),
    ],
)
def test_a_list_entry_gives_what_it_prints_and_no_more(
    page: str, day: str, author: str | None, category: tuple[str, ...]
) -> None:
    reading = read(NEWS, f"<html><body>{page}</body></html>")
    assert reading.release_urls == (f"{NEWS}/news/a", f"{NEWS}/news/b")
    first, second = reading.items
    assert (first.title, first.teaser, first.partial) == ("Am 3. Januar 2014 gebaut", "Ein Anriss…", True)
    assert (first.published_text, first.published_from) == (day, "list")
    assert (first.author_text, first.categories) == (author, category)
    assert (second.title, second.published_text, second.teaser) == ("Zwei", None, None)


@pytest.mark.parametrize(
    ("pager", "following"),
    [
        ('<link rel="next" href="/nachrichten/darmstadt-aktuell/page-2">', f"{NEWS}/page-2"),
        (
            '<ul><li class="last next"><a href="/nachrichten/darmstadt-aktuell/page-2">→ 2</a></li></ul>',
            f"{NEWS}/page-2",
        ),
        ('<a href="?offset=10">weiter »</a>', f"{NEWS}?offset=10"),
        ('<a href="?offset=10">»</a>', f"{NEWS}?offset=10"),
        ('<a href="?offset=10">Nächste Seite</a>', f"{NEWS}?offset=10"),
        ('<a href="https://elsewhere.example/2">weiter</a>', None),
        ('<a href="?offset=0">zurück</a>', None),
        ('<a href="?offset=10">Weiterbildung</a>', None),
    ],
)
def test_the_next_page_is_found_in_any_form_of_pager(pager: str, following: str | None) -> None:
    reading = read(NEWS, f"<html><body>{ENTRY_LIST}{pager}</body></html>")
    assert reading.page_urls[:1] == ((following,) if following else ())


def test_a_feed_item_is_whole_and_broken_entities_are_mended() -> None:
    feed = f"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>x</title><item><guid isPermaLink="false">news-68</guid><pubDate>Wed, 31 Dec 2025 23:59:00 +0100</pubDate>
<title>Rat &amp; Tat&nbsp;hier, Bus & Bahn</title><link>{HOME}/nachrichten/rss/news/rat-und-tat</link>
<description></description>
<content:encoded><![CDATA[<p>Eins &amp; zwei.</p><ul><li>drei</li></ul>]]></content:encoded>
<category>Verkehr</category></item>
<item><title>Außerhalb</title><link>https://elsewhere.example/x</link></item></channel></rss>"""
    (item,) = read(f"{HOME}/?type=9818", feed, "application/rss+xml;charset=utf-8").items
    assert (item.title, item.uid, item.teaser) == ("Rat & Tat\u00a0hier, Bus & Bahn", 68, None)
    assert (item.published_text, item.published_from) == ("Wed, 31 Dec 2025 23:59:00 +0100", "feed")
    assert item.body == (Block("paragraph", "Eins & zwei."), Block("list", "drei"))
    assert (item.categories, item.partial) == (("Verkehr",), False)


SECTIONS = {
    "one": "<![CDATA[Acht Boote im Hafen]]>",
    "one in another": "<![CDATA[<![CDATA[Acht Boote im Hafen]]>]]>",
    "its end parted behind the brackets": "<![CDATA[<![CDATA[Acht Boote im Hafen]]]]><![CDATA[>]]>",
    "its end parted between the brackets": "<![CDATA[<![CDATA[Acht Boote im Hafen]]]><![CDATA[]>]]>",
    "its end between two sections": "<![CDATA[<![CDATA[Acht Boote im Hafen]]>]]&gt;<![CDATA[]]>",
    "three deep": "<![CDATA[<![CDATA[<![CDATA[Acht Boote im Hafen]]]]><![CDATA[>]]]]><![CDATA[>]]>",
    "two in another": "<![CDATA[<![CDATA[Acht Boote]]]]><![CDATA[> <![CDATA[im Hafen]]]]><![CDATA[>]]>",
    "text behind the inner one": "<![CDATA[<![CDATA[Acht Boote]]]]><![CDATA[> im <b>Hafen</b>]]>",
    "two side by side": "<![CDATA[Acht Boote]]><![CDATA[ im Hafen]]>",
    "escaped": "&lt;![CDATA[Acht Boote im Hafen]]&gt;",
    "escaped twice": "<![CDATA[&lt;![CDATA[Acht Boote im Hafen]]&gt;]]>",
}


@pytest.mark.parametrize("teaser", SECTIONS.values(), ids=SECTIONS)
def test_sections_leave_no_brackets_in_a_text(teaser: str) -> None:
    feed = f"""<?xml version="1.0"?><rss version="2.0"><channel><item><title>Regatta</title>
<link>{NEWS}/news/regatta</link>
<description>{teaser}</description><category>Sport</category></item></channel></rss>"""
    (item,) = read(f"{HOME}/?type=9818", feed, "application/rss+xml").items
    assert (item.title, item.teaser, item.categories) == ("Regatta", "Acht Boote im Hafen", ("Sport",))


def test_an_atom_entry_gives_author_and_day() -> None:
    feed = f"""<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>news-7</id><title>Sieben</title>
<link href="{NEWS}/news/sieben"/><author><name>DK</name></author><published>2024-01-02T08:00:00+01:00</published>
<content type="html">&lt;p&gt;Text.&lt;/p&gt;</content></entry></feed>"""
    (item,) = read(f"{HOME}/?type=9818", feed, "application/atom+xml").items
    assert (item.uid, item.title, item.author_text) == (7, "Sieben", "DK")
    assert (item.published_text, item.body) == ("2024-01-02T08:00:00+01:00", (Block("paragraph", "Text."),))


FEED = (
    '<?xml version="1.0"?><rss version="2.0"><channel><item><title>{title}</title><link>{link}</link>'
    "<description>&lt;p&gt;Am Weiher&lt;/p&gt;</description></item></channel></rss>"
)
DISORDERS = {
    "a loose <": (FEED, "Werte < 5 im Park"),
    "markup that was not escaped": (FEED.replace("{title}", "<b>Werte</b> im Park"), "Werte im Park"),
    "a comment in front": ("<!-- Stand 10.05. -->" + FEED, "Werte im Park"),
    "a warning in front": ("<br />\n<b>Warning</b>: x in y.php on line 3<br />\n" + FEED, "Werte im Park"),
    "an error before it": (FEED.replace("<channel>", "<channel><a b=c></d>"), "Werte im Park"),
    "names in capitals": (
        FEED.replace("rss", "RSS").replace("channel", "CHANNEL").replace("item>", "Item>").replace("title>", "TITLE>"),
        "Werte im Park",
    ),
    "a name that is none": (FEED.replace("<item>", "<item><Quelle:>Stadt</Quelle:>"), "Werte im Park"),
    "markup in capitals": (FEED.replace("&lt;p&gt;", "&lt;P&gt;").replace("&lt;/p&gt;", "&lt;/P&gt;"), "Werte im Park"),
    "a reference in markup that was escaped twice": (
        FEED.replace("&lt;p&gt;Am", "&amp;lt;p&amp;gt;A&amp;amp;#109;").replace("&lt;/p&gt;", "&amp;lt;/p&amp;gt;"),
        "Werte im Park",
    ),
    "a map in the teaser": (
        FEED.replace("&lt;/p&gt;", '&lt;/p&gt;&lt;iframe src="https://karten.example/1"&gt;Karte&lt;/iframe&gt;'),
        "Werte im Park",
    ),
    "a map and nothing else of HTML": (
        FEED.replace("&lt;p&gt;", "").replace("&lt;/p&gt;", '&lt;IFRAME src="//karten.example/1"&gt;&lt;/IFRAME&gt;'),
        "Werte im Park",
    ),
    "a namespace of its own": (FEED.replace("<rss", '<rss xmlns="http://backend.userland.com/rss2"'), "Werte im Park"),
    "an address in the guid alone": (FEED.replace("link>", "guid>"), "Werte im Park"),
}


@pytest.mark.parametrize(("feed", "title"), DISORDERS.values(), ids=DISORDERS)
def test_a_feed_in_disorder_gives_what_it_means(feed: str, title: str) -> None:
    body = feed.format(title=title, link=f"{NEWS}/news/werte")
    (item,) = read(f"{HOME}/?type=9818", body, "application/rss+xml").items
    assert (item.title, item.teaser, item.url) == (title, "Am Weiher", f"{NEWS}/news/werte")


def test_an_atom_entry_may_hold_markup_and_a_base_of_its_own() -> None:
    feed = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:base="{NEWS}/"><entry><title>Sieben</title>
<link href="news/sieben"/><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Eins <b>zwei</b>.</p></div>
</content></entry></feed>"""
    (item,) = read(f"{HOME}/?type=9818", feed, "application/atom+xml").items
    assert (item.url, item.body) == (f"{NEWS}/news/sieben", (Block("paragraph", "Eins zwei."),))


@pytest.mark.parametrize("kind", ["application/rdf+xml", "text/xml", "text/html"])
@pytest.mark.parametrize("link", ["<link>{link}</link>", ""], ids=["link", "rdf:about alone"])
def test_rss_1_0_gives_what_its_items_say(kind: str, link: str) -> None:
    address = f"{NEWS}/news/werte"
    feed = f"""<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="{HOME}/"><title>Presse</title><link>{HOME}/</link><description>Alle</description>
<items><rdf:Seq><rdf:li rdf:resource="{address}"/></rdf:Seq></items></channel>
<item rdf:about="{address}"><title>Werte im Park</title>{link.format(link=address)}
<description>Am Weiher</description><dc:date>2024-01-02T08:00:00+01:00</dc:date><dc:creator>DK</dc:creator>
<dc:subject>Parks</dc:subject></item></rdf:RDF>"""
    reading = read(f"{HOME}/?type=9818", feed, kind)
    (item,) = reading.items
    assert (reading.layout, item.url, item.title, item.teaser) == ("feed", address, "Werte im Park", "Am Weiher")
    assert (item.published_text, item.author_text, item.categories) == ("2024-01-02T08:00:00+01:00", "DK", ("Parks",))


def test_a_release_that_a_feed_names_without_a_title_is_asked_for() -> None:
    reading = read(f"{HOME}/?type=9818", FEED.format(title="", link=f"{NEWS}/news/a"), "application/rss+xml")
    assert (reading.items, reading.release_urls) == ((), (f"{NEWS}/news/a",))


def test_a_sitemap_names_releases_with_lastmod_and_its_index_names_its_parts() -> None:
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    part = f"<url><loc>{NEWS}/news/a</loc><lastmod>2024-01-02</lastmod></url><url><loc>{HOME}/leben</loc></url>"
    reading = read(f"{HOME}/sitemap.xml", f"<urlset {space}>{part}</urlset>", "application/xml")
    assert (reading.release_urls, reading.lastmod) == ((f"{NEWS}/news/a",), ((f"{NEWS}/news/a", "2024-01-02"),))
    index = f"<sitemapindex {space}><sitemap><loc>{HOME}/sitemap/news.xml</loc></sitemap></sitemapindex>"
    assert read(f"{HOME}/sitemap.xml", index, "application/xml").page_urls == (f"{HOME}/sitemap/news.xml",)


GONE = "<div class='news-single'><p>Dieser Artikel ist nicht mehr verfügbar.</p></div>"
OTHER = "<div>Artikel</div><h1>Markt der Ideen</h1><div>Donnerstag, 09.03.2023</div><p>Ein Text. Noch ein Satz.</p>"
TEXT = "<p>Das Angebot ist nicht mehr verfügbar. Ersatz ist bestellt.</p>"


@pytest.mark.parametrize(
    ("url", "page", "status", "reason"),
    [
        (f"{NEWS}/news/x", "<h1>Nicht da</h1>", 404, "answered 404"),
        (f"{NEWS}/news/x", GONE, 200, "no longer available"),
        (f"{NEWS}/news/x", "<h1>Seite nicht gefunden</h1><p>Bitte suchen Sie.</p>", 200, "error page"),
        (f"{NEWS}/news/x", OTHER, 200, "another office"),
        (f"{HOME}/leben", "<h1>Leben in der Stadt</h1><p>Ein Text.</p>", 200, "neither a release"),
    ],
)
def test_a_page_that_is_no_release_is_refused_with_a_reason(url: str, page: str, status: int, reason: str) -> None:
    with pytest.raises((NotARelease, Unreadable), match=reason):
        read(url, f"<html><body>{page}</body></html>", status=status)


def test_a_release_that_speaks_of_what_is_no_longer_available_is_read() -> None:
    page = f"<html><body><h1>Ersatz kommt</h1><div>(DK) – Donnerstag, 01.04.2021</div>{TEXT}</body></html>"
    assert read(f"{NEWS}/news/ersatz", page).items[0].title == "Ersatz kommt"


@pytest.mark.parametrize("page", ["", "   ", "<html><body><h1>Titel ohne Text</h1></body></html>"])
def test_a_release_page_without_title_or_text_is_unreadable(page: str) -> None:
    with pytest.raises(Unreadable):
        read(f"{NEWS}/news/x", page)


def test_one_broken_address_costs_itself_in_a_list_and_in_a_sitemap() -> None:
    good = f"{NEWS}/news/gut"
    links = f'<ul><li><a href="http://[x">kaputt</a></li><li><a href="{good}">Meldung gut</a></li></ul>'
    assert read(NEWS, f"<html><body>{links}</body></html>").release_urls == (good,)
    assert read(NEWS, SITEMAP.format("http://[x", good), "text/xml").release_urls == (good,)


@pytest.mark.parametrize("kind", ["application/gzip", "application/x-gzip;charset=utf-8", "text/xml", ""])
def test_a_sitemap_may_be_a_compressed_file(kind: str) -> None:
    body = gzip.compress(SITEMAP.format(f"{NEWS}/news/a", f"{NEWS}/news/b").encode())
    headers = (("Content-Type", kind),)
    capture = Capture(f"{HOME}/sitemap.xml.gz", "2021-01-01T00:00:00Z", "response", 200, headers, body)
    assert read_page(capture, SITE).release_urls == (f"{NEWS}/news/a", f"{NEWS}/news/b")


@pytest.mark.parametrize("kind", ["application/gzip", "application/octet-stream"])
def test_a_sitemap_called_compressed_may_be_plain(kind: str) -> None:
    assert read(f"{HOME}/sitemap.xml.gz", SITEMAP.format(f"{NEWS}/news/a", f"{NEWS}/news/b"), kind).release_urls == (
        f"{NEWS}/news/a",
        f"{NEWS}/news/b",
    )


def test_a_sitemap_may_be_a_text_file_of_addresses_alone() -> None:
    text = f"\ufeff{NEWS}/news/a\r\n\r\n{HOME}/impressum\r\n{NEWS}/news/b\r\n"
    assert read(f"{HOME}/sitemap.txt", text, "text/plain").release_urls == (f"{NEWS}/news/a", f"{NEWS}/news/b")
    with pytest.raises(NotARelease):
        read(f"{HOME}/sitemap.txt", f"Siehe\n{NEWS}/news/a", "text/plain")
