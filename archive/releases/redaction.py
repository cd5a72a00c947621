"""Redaction: withdrawn words are blackened in what a page says before anything is made of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from archive.german.quotes import Quote
from archive.german.sentences import SENTENCE_END
from scraper.items import Block, File, Image, Link, ReleaseItem
from scraper.passages import BLACK, Passages
from scraper.sites import Site

URL = re.compile(r"https?://[^\s<>\"']+")


def redacted(item: ReleaseItem, passages: Passages) -> ReleaseItem:
    """What a page or entry says of a release, with the withdrawn words of that release blackened.

    Its address stays: it tells which release this is, and is replaced where the release is written.
    """

    def black(text: str | None) -> str | None:
        return passages.blacken(text) if text else text

    def address(url: str | None) -> str | None:
        return BLACK if url and passages.in_address(url) else url

    def block(one: Block) -> Block:
        return replace(one, text=passages.blacken(one.text))

    def image(one: Image) -> Image:
        return replace(
            one, url=address(one.url), caption=black(one.caption), credit=black(one.credit), alt=black(one.alt)
        )

    def file(one: File) -> File:
        return replace(one, url=address(one.url) or BLACK, title=black(one.title))

    def link(one: Link) -> Link:
        return replace(one, url=address(one.url) or BLACK, text=black(one.text))

    return replace(
        item,
        kicker=black(item.kicker),
        meta_line=black(item.meta_line),
        author_text=black(item.author_text),
        published_text=black(item.published_text),
        modified_text=black(item.modified_text),
        teaser=black(item.teaser),
        title=passages.blacken(item.title),
        canonical=address(item.canonical),
        other_days=tuple((passages.blacken(text), source) for text, source in item.other_days),
        body=tuple(map(block, item.body)),
        images=tuple(map(image, item.images)),
        files=tuple(map(file, item.files)),
        links=tuple(map(link, item.links)),
        categories=tuple(map(passages.blacken, item.categories)),
    )


def without_links(item: ReleaseItem, link: Callable[[Link], Link | None], text: Callable[[str], str]) -> ReleaseItem:
    """An item whose links to withdrawn releases are left out or blackened, and whose texts give no address of them.

    link: what becomes of a link, None if it goes. text: a text without such addresses.
    """
    links = tuple(kept for one in item.links if (kept := link(one)))
    texts = (item.title, item.teaser or "", *(block.text for block in item.body))
    if links == item.links and not any("://" in one for one in texts):
        return item
    body = tuple(replace(block, text=text(block.text)) for block in item.body)
    return replace(item, title=text(item.title), teaser=item.teaser and text(item.teaser), body=body, links=links)


def without_addresses(text: str, site: Site, withdrawn: Callable[[str], bool]) -> str:
    """A text in which the addresses of withdrawn releases are blackened.

    withdrawn: whether the release of a key is.
    """
    if "://" not in text:
        return text
    return URL.sub(lambda match: BLACK if (key := site.key(match[0])) and withdrawn(key) else match[0], text)


def quotes_beside_black(quotes: Iterable[Quote], texts: Mapping[str, str], passages: Passages) -> list[Quote]:
    """The quotes of a blackened release. Nobody is named by what is not printed there, nor by what stands beside black.

    Where a name is covered, the grammar may take the next one for it, and a table of offices knows who held one: a
    speaker is believed only where the words that name him stand at the quote, and nothing black between or around them.
    texts: of title, teaser and body, as the quotes count through them.
    """
    return [_beside_black(quote, texts[quote.where], passages) for quote in quotes]


def _beside_black(quote: Quote, text: str, passages: Passages) -> Quote:
    told = (quote.speaker, quote.role, quote.speaker_mention, *quote.candidates, *quote.also)
    if quote.refused is not None or not any(told):
        return quote
    named = quote.speaker and quote.speaker_mention and quote.speaker.split()[-1] in quote.speaker_mention
    covered = any(BLACK in one or passages.blacken(one) != one for one in told if one)
    if named and not covered and BLACK not in _around(quote, text):
        return quote
    return quote._replace(speaker=None, speaker_kind=None, role=None, speaker_mention=None, candidates=(), also=())


def _around(quote: Quote, text: str) -> str:
    """What stands between a quote and the words that name its speaker, with the rest of its own sentence."""
    words = text.replace(BLACK, "X" * len(BLACK))  # a sentence may begin with what is black
    begin = max((end.end() for end in SENTENCE_END.finditer(words, 0, quote.start + 1)), default=0)
    following = SENTENCE_END.search(words, quote.end)
    stop = following.end() if following else len(text)
    mention = quote.speaker_mention or ""
    if mention not in text[begin : quote.start] + text[quote.end : stop]:
        if (before := text.rfind(mention, 0, begin)) >= 0:
            begin = before
        elif (behind := text.find(mention, stop)) >= 0:
            stop = behind
    return text[begin : quote.start] + text[quote.end : stop]
