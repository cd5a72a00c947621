"""What a site does on a bad night: faults, each of which changes what `NightSite` would answer."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace

from tests.crawl.night_site import Answer, Fault, NightSite, no_fault, sitemap

ONE = "/news/meldung-03"
DRY = "Der Brunnen ist wieder trocken."
GONE_WORDS = "<html><body><main><p>Dieser Artikel ist nicht mehr verfügbar.</p></main></body></html>"
WARTUNG = Answer(200, b"<html><body><h1>Wartungsarbeiten</h1><p>Gleich wieder da.</p></body></html>")
GONE = Answer(404, b"<h1>Weg</h1>")
LIST = Answer(302, b"", headers=(("Location", "/nachrichten"),))
HOME = Answer(302, b"", headers=(("Location", "/"),))
ABROAD = Answer(302, b"", headers=(("Location", "http://127.0.0.2:9/"),))
TO_ONE = Answer(301, b"", headers=(("Location", ONE),))
E500, BUSY = Answer(500), Answer(503, b"", headers=(("Retry-After", "86400"),))


def details(answer: Callable[[Answer], Answer], which: Callable[[str], bool] = lambda _: True) -> Fault:
    """A fault of the releases' pages."""
    return lambda _, path, usual: answer(usual) if path.startswith("/news/") and which(path) else usual


def at(wanted: str, answer: Answer) -> Fault:
    """A fault of one address."""
    return lambda _, path, usual: answer if path == wanted else usual


def everywhere(answer: Answer) -> Fault:
    """A fault of every address but robots.txt."""
    return lambda _, path, usual: usual if path == "/robots.txt" else answer


def robots(answer: Answer) -> Fault:
    return at("/robots.txt", answer)


def both(*faults: Fault) -> Fault:
    def fault(site: NightSite, path: str, usual: Answer) -> Answer:
        for one in faults:
            usual = one(site, path, usual)
        return usual

    return fault


def with_new(slug: str, place: int = 0, then: Fault = no_fault, day: str = "14.03.2026") -> Fault:
    """A town that shows one more release, at a place of its list."""

    def fault(site: NightSite, path: str, usual: Answer) -> Answer:
        if slug not in site.town.releases:
            entries = list(site.town.releases.items())
            entries.insert(place, (slug, (day, "Auf dem Markt steht ein neuer Baum.")))
            site.town.releases = dict(entries)
            usual = site.usual(path)
        return then(site, path, usual)

    return fault


def renamed(old: str, new: str, status: int) -> Fault:
    """An editor changed a slug: the old address leads to the new one, and lists show only that."""

    def fault(site: NightSite, path: str, _: Answer) -> Answer:
        if old in site.town.releases:
            site.town.releases = {new if s == old else s: release for s, release in site.town.releases.items()}
        if path == f"/news/{old}":
            return Answer(status, b"", headers=(("Location", f"/news/{new}"),))
        return site.usual(path)

    return fault


def edited(slug: str, text: str) -> Fault:
    def fault(site: NightSite, path: str, _: Answer) -> Answer:
        site.town.releases[slug] = (site.town.releases[slug][0], text)
        return site.usual(path)

    return fault


def endless_pager(named: bool) -> Fault:
    """Whatever page is asked leads to one more; its releases are always the same, or none."""

    def fault(site: NightSite, path: str, usual: Answer) -> Answer:
        if not path.startswith("/nachrichten"):
            return usual
        number = int(path.rpartition("-")[2]) if "-" in path else 1
        shown = list(site.town.releases)[:4] if named else []
        links = "".join(f'<li><a href="/news/{slug}">{slug}</a></li>' for slug in shown)
        body = f'<ul>{links}</ul><p>Tag {number}</p><a href="/nachrichten/page-{number + 1}">weiter</a>'
        return Answer(200, f"<html><body>{body}</body></html>".encode())

    return fault


def stale_first_page(site: NightSite, path: str, usual: Answer) -> Answer:
    return site.usual("/nachrichten/page-2") if path == "/nachrichten" else usual


def many_links(site: NightSite, path: str, usual: Answer) -> Answer:
    more = "".join(f'<a href="/news/falle-{n}">x</a>' for n in range(20_000))
    return site.listing(1, list(site.town.releases), more) if path == "/nachrichten" else usual


def menu_link(site: NightSite, path: str, usual: Answer) -> Answer:
    more = '<nav><a href="/rathaus/seite-2">Rathaus</a></nav>'
    return site.listing(1, list(site.town.releases), more) if path == "/nachrichten" else usual


def sitemap_loop(site: NightSite, path: str, usual: Answer) -> Answer:
    home = f"http://{site.host}"
    if path in ("/sitemap.xml", "/teil.xml"):
        return sitemap(iter((f"{home}/teil.xml", f"{home}/sitemap.xml")), "sitemap", "sitemapindex")
    return usual


def paged_sitemap(site: NightSite, path: str, usual: Answer) -> Answer:
    stem = f"http://{site.host}/sitemap.xml?sitemap=news&amp;tx_seo%5Bpage%5D="
    slugs = [*site.town.releases, "nur-dort"]
    if path == "/sitemap.xml":
        return sitemap((f"{stem}{n}" for n in (0, 1)), "sitemap", "sitemapindex")
    if path.startswith("/sitemap.xml?"):
        half = slugs[:6] if path.endswith("0") else slugs[6:]
        return sitemap(map(site.url, half))
    if path == "/news/nur-dort":
        return replace(site.usual("/news/meldung-00"), body=site.usual("/news/meldung-00").body.replace(b"00", b"99"))
    return usual


def noisy(usual: Answer) -> Answer:
    return replace(usual, body=usual.body.replace(b"</main>", b"</main><!-- %s -->" % secrets.token_hex(8).encode()))


def typed(kind: str) -> Callable[[Answer], Answer]:
    """The same bytes under another type, and no word of „not modified“."""
    return lambda usual: replace(usual, kind=kind, headers=(("X-Neu", "1"),), chunked=False)


def unmodified(site: NightSite, path: str, usual: Answer) -> Answer:
    """A cache that says „not modified“ of a page that was, to whoever asks so."""
    return Answer(304) if path == ONE and "if-none-match" in site.sent[-1] else usual


def broken_off(usual: Answer) -> Answer:
    return replace(usual, body=usual.body[:-300], cut=300)


def without_last_chunk(usual: Answer) -> Answer:
    return replace(usual, body=usual.body[:-300], chunked=True)


def upper_half(path: str) -> bool:
    return path[-2:] >= "06"
