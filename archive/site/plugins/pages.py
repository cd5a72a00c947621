"""The pages of the site: which address shows what. The first address that fits wins, before Datasette's own."""

from __future__ import annotations

from datasette import hookimpl

from archive.site.apart.limits import EXPLANATIONS, EXPORTS, PICTURES, Lane
from archive.site.page import View, document, page
from archive.site.pages import (
    about,
    attached,
    calendar,
    calendar_feed,
    changed,
    citing,
    data,
    feeds,
    legal,
    listing,
    machines,
    offices,
    original,
    registers,
    release,
    revision,
    sharing,
    speaker,
    speakers,
    start,
    status,
    why,
)

PAGED = ("seite",)
RELEASE = r"/(?P<database>[^/.]+)/releases/(?P<slug>[^/.]+)"  # .json and .csv stay Datasette's

NUMBER = r"(?P<number>[1-9]\d{0,4})"
WHAT = r"(?P<what>zitat|angabe)-(?P<number>[1-9]\d{0,5})"


def _comparing(_: str, query: str) -> Lane | None:
    """To compare two long texts takes time; to show one does not."""
    return EXPLANATIONS if "mit=" in query else None


@hookimpl
def register_routes() -> list[tuple[str, View]]:
    """Addresses and their pages."""
    return [
        (r"^/$", page("start.html", start.load)),
        (r"^/mitteilungen$", page("listing.html", listing.everything, PAGED)),
        (r"^/jahr/(?P<year>\d{4})$", page("listing.html", listing.year, PAGED)),
        (r"^/jahr/(?P<year>\d{4})/(?P<month>\d\d)$", page("listing.html", listing.month, PAGED)),
        (r"^/feed\.atom$", document(feeds.everything)),
        (r"^/kuerzel/(?P<code>[^/]+)\.atom$", document(feeds.author)),
        (r"^/themen/(?P<category>[^/]+)\.atom$", document(feeds.category)),
        (r"^/personen/(?P<name>[^/]+)\.atom$", document(feeds.speaker)),
        (r"^/kalender(?:/(?P<span>\d{4}-(?:\d\d(?:-\d\d)?|W\d\d)))?$", page("calendar.html", calendar.load)),
        (r"^/kalender\.ics$", document(calendar_feed.ics)),
        (r"^/robots\.txt$", document(machines.robots)),
        (r"^/sitemap(?:-(?P<part>\d{1,4}))?\.xml$", document(machines.sitemap)),
        (r"^/llms\.txt$", document(machines.llms)),
        (r"^/kuerzel$", page("register.html", registers.codes)),
        (r"^/kuerzel/(?P<code>[^/]+)$", page("listing.html", listing.author, PAGED)),
        (r"^/themen$", page("register.html", registers.categories)),
        (r"^/themen/(?P<category>[^/]+)$", page("listing.html", listing.category, PAGED)),
        (r"^/personen$", page("speakers.html", speakers.load_list, ("nach", "name", "seite"))),
        (r"^/personen/(?P<name>[^/]+)$", page("speaker.html", speaker.load, speaker.TAKES)),
        (r"^/aemter$", page("offices.html", offices.load_list, ("name", "seite"))),
        (r"^/aemter/(?P<name>[^/]+)\.atom$", document(offices.atom)),
        (r"^/aemter/(?P<name>[^/]+)$", page("office.html", offices.load, ("jahr", "seite"))),
        (r"^/aenderungen$", page("changed.html", changed.load, PAGED)),
        (r"^/aenderungen\.atom$", document(changed.atom)),
        (r"^/(?:-/)?status$", page("status.html", status.load)),
        (r"^/-/status\.json$", document(status.as_json)),
        (r"^/abzug/(?P<id>[0-9a-f]{16})$", page("original.html", original.load)),
        (r"^/abzug/(?P<id>[0-9a-f]{16})/inhalt$", document(original.content, EXPORTS)),
        (r"^/abzug/(?P<id>[0-9a-f]{16})/roh$", document(original.raw, EXPORTS)),
        (r"^/anlage/(?P<id>[0-9a-f]{16})$", document(attached.whole, EXPORTS)),
        (r"^/anlage/(?P<id>[0-9a-f]{16})/klein\.jpg$", document(attached.small, PICTURES)),
        (r"^/ueber$", page("about.html", about.load)),
        (r"^/impressum$", page("legal.html", legal.imprint)),
        (r"^/datenschutz$", page("legal.html", legal.privacy)),
        (r"^/daten$", page("data.html", data.load)),
        (rf"^{RELEASE}$", page("release.html", release.load)),
        (
            rf"^{RELEASE}/fassung/(?P<number>[1-9]\d{{0,4}})$",
            page("revision.html", revision.load, ("mit",), _comparing),
        ),
        (rf"^{RELEASE}/warum/{WHAT}$", page("why.html", why.load, lane=EXPLANATIONS)),
        (rf"^{RELEASE}/warum(?:/.*)?$", page("why.html", why.nothing)),
        (r"^/bild\.png$", document(sharing.picture_of_archive, PICTURES)),
        (r"^/oembed\.json$", document(sharing.oembed, takes=("url", "format", "maxwidth", "maxheight"))),
        (rf"^{RELEASE}\.png$", document(sharing.picture, PICTURES)),
        (rf"^{RELEASE}/karte(?:/(?P<anchor>[^/.]+))?$", page("card.html", sharing.card, policy=sharing.CARD_POLICY)),
        (rf"^{RELEASE}/einbetten(?:/(?P<anchor>[^/.]+))?$", page("embed.html", sharing.card)),
        (rf"^{RELEASE}\.bib$", document(citing.bibtex)),
        (rf"^{RELEASE}\.csl\.json$", document(citing.csl)),
    ]
