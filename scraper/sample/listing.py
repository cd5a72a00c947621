"""The paths to the sample releases: paginated list, feed, sitemaps, robots.txt; and pages that are not releases."""

from __future__ import annotations

from collections.abc import Sequence
from email.utils import format_datetime
from html import escape

from scraper.sample.markup import blocks, inline
from scraper.sample.releases import SampleRelease
from scraper.sample.render import CITY_MAIL, printed_day, template

LIST_PATH = "/nachrichten/darmstadt-aktuell"
PAGE_SIZE = 10
FEED_SIZE = 30
GONE_PATH = f"{LIST_PATH}/news/verkaufsoffener-sonntag-abgesagt"
OTHER_OFFICE_PATH = "/standort/artikel/news/gewerbeflaechen-am-osthafen"
SITEMAP_NS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'

ROBOTS = """User-agent: *
Disallow: /intern/

Sitemap: http://{host}/sitemap.xml
"""

IMPRINT = """<h1>Impressum</h1>
<p>Herausgeberin: Hafenstadt Morlingen, Presse- und Informationsamt, Rathausplatz 1, Morlingen am Rhein</p>
<p>Verantwortlich für den Inhalt: die Leitung des Presse- und Informationsamts. Stand: 01.10.2024</p>"""

OTHER_OFFICE = """<p class="kicker">Artikel</p>
<h1>Gewerbeflächen am Osthafen</h1>
<p>Donnerstag, 09.03.2023</p>
<p>Die Wirtschaftsförderung vermarktet am Osthafen vier Flächen zwischen 1.200 und 8.000 Quadratmetern.</p>
<p>Auskunft gibt das Amt für Wirtschaft und Hafen.</p>"""

GONE = "<h1>Nachricht</h1>\n<p>Dieser Artikel ist nicht mehr verfügbar.</p>"
NOT_FOUND = "<h1>Seite nicht gefunden</h1>\n<p>Die Seite gibt es nicht. Bitte nutzen Sie die Suche.</p>"
DRAFT = "<h1>Entwurf</h1>\n<p>Nur für die Redaktion.</p>"


def page(title: str, content: str) -> str:
    """A page of the site that is not a release."""
    return template("page").substitute(title=escape(title), content=content, city_mail=CITY_MAIL)


def page_count(releases: Sequence[SampleRelease]) -> int:
    """Number of list pages, at least one."""
    return max(1, -(-len(releases) // PAGE_SIZE))


def list_page(releases: Sequence[SampleRelease], number: int, twin: str | None) -> str:
    """The list page of that number (from 1); past the end comes the last page again, as EXT:news does.

    twin: a second address of a release, which the first page links to beside the list.
    """
    last = page_count(releases)
    number = max(1, min(number, last))
    entries = "".join(map(_entry, releases[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]))
    pager = _pager(number, last)
    aside = _aside(twin) if number == 1 else ""
    content = f'<h1>Nachrichten</h1>\n<div class="news-list-view">\n{pager}\n{entries}{pager}\n</div>\n{aside}'
    return page("Morlingen Aktuell", content)


def start_page(releases: Sequence[SampleRelease]) -> str:
    """The start page: the three newest releases and the way to the list."""
    entries = "".join(map(_entry, releases[:3]))
    return page(
        "Startseite",
        f'<h1>Willkommen in Morlingen am Rhein</h1>\n{entries}<p><a href="{LIST_PATH}">Alle Nachrichten</a></p>',
    )


def feed(releases: Sequence[SampleRelease], host: str) -> str:
    """The RSS feed of the newest releases, as EXT:news writes it: no author; description empty without a teaser."""
    moment = format_datetime(releases[0].published) if releases else ""
    items = "".join(_feed_item(release, host) for release in releases[:FEED_SIZE])
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom">\n'
        f"<channel>\n<title>Morlingen Aktuell</title>\n<link>http://{host}/</link>\n"
        "<description>Nachrichten der Hafenstadt Morlingen</description>\n<language>de-DE</language>\n"
        f"<pubDate>{moment}</pubDate>\n<lastBuildDate>{moment}</lastBuildDate>\n"
        f'<atom:link href="http://{host}/?type=9818" rel="self" type="application/rss+xml" />\n'
        f"<generator>TYPO3 EXT:news</generator>\n{items}</channel>\n</rss>\n"
    )


def sitemap_index(releases: Sequence[SampleRelease], host: str) -> str:
    """The sitemap index, which names the one sitemap of the releases."""
    lastmod = f"<lastmod>{releases[0].published.isoformat()}</lastmod>" if releases else ""
    entry = f"<sitemap><loc>http://{host}/sitemap/news/sitemap.xml</loc>{lastmod}</sitemap>"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex {SITEMAP_NS}>\n{entry}\n</sitemapindex>\n'


def sitemap(releases: Sequence[SampleRelease], changed: dict[str, str], host: str) -> str:
    """The sitemap of all releases; `changed` gives the last save (ISO) of those saved after publication, by slug."""
    entries = "".join(
        f"<url><loc>http://{host}{r.path}</loc><lastmod>{changed.get(r.slug, r.published.isoformat())}</lastmod>"
        "<priority>0.5</priority></url>\n"
        for r in releases
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset {SITEMAP_NS}>\n{entries}</urlset>\n'


def _entry(release: SampleRelease) -> str:
    teaser = release.teaser or release.body.split("\n")[0]
    cropped = teaser if len(teaser) <= 150 else teaser[:150] + "..."
    return (
        f'<div class="article" itemscope itemtype="https://schema.org/Article">\n'
        f'<h3><a itemprop="url" href="{release.path}">'
        f'<span itemprop="headline">{escape(release.title)}</span></a></h3>\n'
        f'<p><time itemprop="datePublished" datetime="{release.published:%Y-%m-%d}">{printed_day(release)}</time></p>\n'
        f'<div class="teaser-text" itemprop="description"><p>{escape(cropped, quote=False)}</p></div>\n'
        f'<a class="more" href="{release.path}">Weiterlesen</a>\n</div>\n'
    )


def _pager(number: int, last: int) -> str:
    def path(n: int) -> str:
        return LIST_PATH if n == 1 else f"{LIST_PATH}/page-{n}"

    shown = range(max(1, number - 1), min(last, number + 1) + 1)
    entries = [f'<li class="previous"><a href="{path(number - 1)}">zurück</a></li>'] if number > 1 else []
    entries += [
        f'<li class="current">{n}</li>' if n == number else f'<li><a href="{path(n)}">{n}</a></li>' for n in shown
    ]
    entries += [f'<li class="next"><a href="{path(number + 1)}">weiter</a></li>'] if number < last else []
    return f'<ul class="f3-widget-paginator">{"".join(entries)}</ul>'


def _aside(twin: str | None) -> str:
    entries = [("Verkaufsoffener Sonntag", GONE_PATH), ("Gewerbeflächen", OTHER_OFFICE_PATH)]
    entries += [("Oft gelesen", twin)] if twin else []
    links = "".join(f'<li><a href="{path}">{escape(text)}</a></li>' for text, path in entries)
    return f"<aside><h2>Themen</h2><ul>{links}</ul></aside>"


def _feed_item(release: SampleRelease, host: str) -> str:
    path = f"/nachrichten/rss/news/{release.slug}" if release.generation == "B" else release.path
    categories = "".join(f"<category>{escape(name)}</category>\n" for name in release.categories)
    content = blocks(release.body).replace("]]>", "]]&gt;")
    return (
        f'<item>\n<guid isPermaLink="false">news-{release.uid}</guid>\n'
        f"<pubDate>{format_datetime(release.published)}</pubDate>\n"
        f"<title>{escape(release.title, quote=False)}</title>\n"
        f"<link>http://{host}{path}</link>\n<description>{inline(release.teaser or '', _bare_mail)}</description>\n"
        f"<content:encoded><![CDATA[{content}]]></content:encoded>\n{categories}</item>\n"
    )


def _bare_mail(name: str, domain: str, tld: str) -> str:
    return f"{name}@{domain}.{tld}"
