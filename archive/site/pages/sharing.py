"""What is shown of a release elsewhere: a picture for previews, an answer to oEmbed, and cards for other sites.

A card is plain HTML at an address of its own. It alone may be framed by other sites, and may do nothing but show text.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from html import escape
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from datasette.utils import tilde_decode
from datasette.utils.asgi import NotFound

from archive.site.german import short_day
from archive.site.page import Asked, Document
from archive.site.pages.releases import release_facts
from archive.site.picture import draw
from archive.site.safe import unbroken

CARD_POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *"
WIDTH, NARROWEST = 600, 260  # pixels of a frame
PHONE, ON_PHONES, WIDE = (
    390,
    280,
    720,
)  # pixels of the window of a phone, of the frame in it, of a window for the whole width
LINE, AROUND, LOWEST, HIGHEST = 28, 170, 180, 520  # pixels of height: a line of text, what stands around it, bounds
LETTER = 10  # pixels of width
LONGEST = 700  # characters of a quote or teaser on a card
QUOTE = """SELECT anchor, position + 1, text, speaker, role, kind FROM quotes WHERE release = ? AND anchor = ?
  ORDER BY position LIMIT 1"""
CARD = "/karte"


class CardQuote(NamedTuple):
    """The quote of a card; `number` is its place in the release."""

    anchor: str
    number: int
    text: str
    speaker: str | None
    role: str | None
    kind: str


@dataclass(frozen=True)
class Card:
    """A release, or one quote of it, to be shown elsewhere.

    text: of the quote, or the teaser; "" if there is none. source: where it stands in the archive. card: the address of
    the card itself. width, height: pixels of a frame that holds it; on_phones: of height, where the frame is narrower.
    """

    title: str
    published: str | None
    gone: bool
    text: str
    quote: CardQuote | None
    source: str
    card: str
    width: int
    height: int
    on_phones: int

    @property
    def frame(self) -> str:
        """The HTML that shows the card on another site; in a narrow window the frame is as high as its text needs."""
        steep = (self.on_phones - self.height) / (WIDE - PHONE)
        low, high = f"{self.height}px", f"{self.on_phones}px"
        grows = f";min-height:clamp({low},{high} - (100vw - {PHONE}px)*{steep:.2f},{high})" if steep else ""
        name = f"Zitat aus „{self.title}“" if self.quote else self.title
        return (
            f'<iframe src="{escape(self.card)}" width="{self.width}" height="{self.height}" title="{escape(name)}"'
            f' loading="lazy" style="border:0;max-width:100%{grows}"></iframe>'
        )

    @property
    def plain(self) -> str:
        """The same as plain HTML, which needs no frame."""
        quoted = f"<p>{escape(self.text)}</p>" if self.text else ""
        who = f"{escape(self.quote.speaker)}, " if self.quote and self.quote.speaker else ""
        link = f'<a href="{escape(self.source)}">{escape(self.title)}</a>'
        day = f", {short_day(self.published)}" if self.published else ""
        return f'<blockquote cite="{escape(self.source)}">{quoted}<footer>{who}{link}{day}</footer></blockquote>'


def card(connection: sqlite3.Connection, asked: Asked) -> Card | None:
    """The card of a release, or of the quote whose anchor stands in the address."""
    return _card(connection, asked, asked.names["slug"], asked.names.get("anchor") or "", WIDTH, HIGHEST)


def picture(connection: sqlite3.Connection, asked: Asked) -> Document | None:
    """The picture of a release for previews (`og:image`)."""
    facts = release_facts(connection, asked.names["slug"])
    if facts is None:
        return None
    day = short_day(facts["published"]) if facts["published"] else "ohne Datum"
    state = " · von der Stadt entfernt" if facts["gone_at"] else ""
    foot = f"{day} · {asked.site.publisher}{state}"
    return Document("image/png", draw(f"Archiv {asked.site.title}", unbroken(facts["title"]), foot))


def picture_of_archive(_: sqlite3.Connection, asked: Asked) -> Document:
    """The picture of every page that has none of its own."""
    site = asked.site
    return Document("image/png", draw("Pressemitteilungen mit Beleg", f"Archiv {site.title}", site.publisher))


def oembed(connection: sqlite3.Connection, asked: Asked) -> Document | None:
    """The answer of an oEmbed provider (https://oembed.com, 1.0, type `rich`) for a release, a quote or a card.

    Raises: NotFound, if the address is none of this site's, or another format than JSON is wanted.
    """
    if asked.argument("format", "json") != "json":
        raise NotFound("Hier gibt es oEmbed nur als JSON.")
    slug, anchor = _named(asked)
    width, height = (
        _bounded(asked.argument(name), most) for name, most in (("maxwidth", WIDTH), ("maxheight", HIGHEST))
    )
    found = _card(connection, asked, slug, anchor, max(width, NARROWEST), height)
    if found is None:
        return None
    answer: dict[str, Any] = {
        "version": "1.0", "type": "rich", "title": found.title, "html": found.frame,
        "width": found.width, "height": found.height,
        "author_name": asked.site.publisher, "author_url": asked.site.home,
        "provider_name": f"Archiv {asked.site.title}", "provider_url": f"{asked.absolute}/", "cache_age": 86400,
        "thumbnail_url": f"{asked.absolute}{asked.release(slug)}.png", "thumbnail_width": 1200, "thumbnail_height": 630,
    }  # fmt: skip
    return Document("application/json; charset=utf-8", json.dumps(answer, ensure_ascii=False))


def _named(asked: Asked) -> tuple[str, str]:
    """The slug and anchor that the argument `url` names; the anchor is "" for a whole release."""
    url = asked.argument("url")
    if not url.startswith(f"{asked.absolute}/"):
        raise NotFound("Diese Adresse gehört nicht zu diesem Archiv.")
    parts = urlsplit(url)
    database, releases, slug, *more = [*parts.path.split("/")[1:], "", ""][:6]
    if (unquote(database), releases) != (asked.site.database, "releases"):
        raise NotFound("Unter dieser Adresse steht keine Mitteilung.")
    anchor = parts.fragment.partition(":~:")[0]
    if more and more[0] == CARD[1:]:
        anchor = more[1]
    return str(tilde_decode(unquote(slug))), anchor


def _card(
    connection: sqlite3.Connection, asked: Asked, slug: str, anchor: str, width: int, highest: int
) -> Card | None:
    facts = release_facts(connection, slug)
    row = connection.execute(QUOTE, (slug, anchor)).fetchone() if anchor else None
    if facts is None or (anchor and row is None):
        return None
    quote = CardQuote(*row) if row else None
    text = _shortened(quote.text if quote else facts["teaser"] or "")
    own = asked.absolute + asked.release(slug)
    place = f"/{quote.anchor}" if quote else ""
    return Card(
        title=unbroken(facts["title"]),
        published=facts["published"],
        gone=bool(facts["gone_at"]),
        text=text,
        quote=quote,
        source=f"{own}#{quote.anchor}" if quote else own,
        card=f"{own}{CARD}{place}",
        width=width,
        height=_height(len(facts["title"]), len(text), width, highest),
        on_phones=_height(len(facts["title"]), len(text), min(width, ON_PHONES), highest),
    )


def _height(title: int, text: int, width: int, highest: int) -> int:
    """Pixels of height that so many characters need in a frame of a width."""
    lines = -(-text * LETTER // (width - 60)) + (title * LETTER // (width - 60) + 1)
    return min(max(AROUND + lines * LINE, LOWEST), highest)


def _shortened(text: str) -> str:
    text = unbroken(text)
    return text if len(text) <= LONGEST else text[:LONGEST].rpartition(" ")[0] + " …"


def _bounded(text: str, most: int) -> int:
    return min(int(text[:6]), most) if text.isascii() and text.isdigit() and int(text[:6]) else most
