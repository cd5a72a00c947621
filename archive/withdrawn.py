"""What a build leaves out of the database or blackens in it, by the operator's withdrawals and the site's own rule.

Data flows one way: what is withdrawn is never written. A hidden release leaves a row in `withdrawals` and nothing
else; of a redacted one every text comes in blackened.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import count

from archive.german.quotes import Quote
from archive.releases.mentions import FIELDS
from archive.releases.redaction import quotes_beside_black, redacted, without_addresses, without_links
from archive.releases.release import Release
from archive.releases.withdrawn import WithdrawalRow
from scraper.items import Link, ReleaseItem
from scraper.passages import BLACK, Passages
from scraper.sites import Site
from scraper.withdrawals import AWAY, WITHHELD, Scope, Withdrawals, slug_digest

TAKEN_DOWN = "Die Stadt hat diese Mitteilung selbst entfernt."


class Withdrawn:
    """What is withdrawn, by releases. A release goes by the slug under which it was first seen (`root`).

    later: later slugs of releases and the first one.
    hidden_by_rule: releases that the site file hides since the city took them down; the build adds to it.
    """

    def __init__(self, withdrawals: Withdrawals, site: Site, later: Mapping[str, str]) -> None:
        self.withdrawals, self._site, self._later = withdrawals, site, later
        self._twins: dict[str, set[str]] = {}  # first slug → all its slugs
        for slug, first in later.items():
            self._twins.setdefault(first, {first}).add(slug)
        self.hidden_by_rule: dict[str, str] = {}  # first slug → day
        self.away = self._roots(AWAY)
        words: dict[str, list[str]] = {}
        for entry in withdrawals.entries:
            if entry.scope == "redact":
                for slug in entry.slugs:
                    words.setdefault(self.root(slug), []).extend(entry.words)
        self.passages = {slug: Passages(said) for slug, said in words.items() if slug not in self.away}
        self._names = {
            slug: black for slug, one in self.passages.items() if (black := one.blacken_slug(slug)) != slug
        }  # fmt: skip
        self._origins = {black: slug for slug, black in self._names.items()}
        self.found: dict[str, set[str]] = {slug: set() for slug in self.passages}  # words that stood somewhere

    def __bool__(self) -> bool:
        return bool(self.withdrawals.entries or self.hidden_by_rule)

    def root(self, slug: str) -> str:
        """The slug under which a release was first seen."""
        return self._later.get(slug, slug)

    def shown(self, slug: str) -> str:
        """The slug that stands in the database for any slug of a release."""
        root = self.root(slug)
        return self._names.get(root, root)

    def origin(self, shown: str) -> str:
        """The first slug of a release for the one that stands in the database."""
        return self._origins.get(shown, shown)

    def beside_black(self, quotes: list[Quote], release: Release) -> list[Quote]:
        """The quotes of a release without names that black may cover."""
        passages = self.passages.get(self.origin(release.slug))
        if not passages:
            return quotes
        return quotes_beside_black(quotes, dict(zip(FIELDS, release.texts, strict=True)), passages)

    def twins(self, slug: str) -> set[str]:
        """All slugs of a release."""
        return {slug} | self._twins.get(self.root(slug), set())

    def is_away(self, slug: str) -> bool:
        """Whether a release, given by any of its slugs, is not in the database."""
        root = self.root(slug)
        return root in self.away or root in self.hidden_by_rule

    def veiled(self, url: str) -> str:
        """An address as the database may hold it: BLACK, if it is that of a release whose slug must not stand there."""
        key = self._site.key(url)
        return BLACK if key and self.veiled_key(key) else url

    def without_addresses(self, text: str) -> str:
        """A text without addresses of such releases."""
        return without_addresses(text, self._site, self.veiled_key)

    def veiled_key(self, key: str) -> bool:
        """Whether no address of a release may stand in the database."""
        return self.is_away(key) or self.shown(key) != self.root(key)

    def concerns(self, url: str) -> bool:
        """Whether an address is that of a release of which something is withdrawn from the database."""
        key = self._site.key(url)
        return key is not None and (self.is_away(key) or self.root(key) in self.passages)

    def redacted(self, item: ReleaseItem) -> ReleaseItem:
        """What a capture says of a release, with the release's own withdrawn words blackened."""
        key = self._site.key(item.url)
        root = self.root(key) if key else None
        if root not in self.passages:
            return item
        black = redacted(item, self.passages[root])
        if black != item:
            self.found[root] |= self.passages[root].found("\n".join(_texts(item)))
        return black

    def unlinked(self, item: ReleaseItem) -> ReleaseItem:
        """The same without what it says of withdrawn releases beside it."""
        return without_links(item, self._link, self.without_addresses) if self else item

    def _link(self, link: Link) -> Link | None:
        key = self._site.key(link.url)
        if not key:
            return link
        if self.is_away(key):
            return None
        passages = self.passages.get(self.root(key))
        text = passages.blacken(link.text) if passages and link.text else link.text
        return Link(self.veiled(link.url), text, link.kind)

    def rows(self, noindex_by_rule: Mapping[str, str]) -> list[WithdrawalRow]:
        """The rows of the table, the operator's first; noindex_by_rule: slug → day, of the site file's rule."""
        return [row for row, _ in self._rows(noindex_by_rule)]

    def withheld(self) -> dict[str, int]:
        """Any slug of a release whose captures are not shown → the number of the row that says why."""
        numbers: dict[str, int] = {}
        for row, slug in self._rows({}):
            if row.scope in WITHHELD:
                numbers.setdefault(slug, row.number)
        return numbers

    def _rows(self, noindex_by_rule: Mapping[str, str]) -> Iterator[tuple[WithdrawalRow, str]]:
        """Each row with the slug that it is about: of a release with several slugs there is one for each."""
        given: list[tuple[Scope, str, str, str, Iterable[str]]] = [
            (entry.scope, entry.reason, entry.day, "operator", entry.slugs) for entry in self.withdrawals.entries
        ]
        given += [("hide", TAKEN_DOWN, day, "site", [slug]) for slug, day in sorted(self.hidden_by_rule.items())]
        given += [("noindex", TAKEN_DOWN, day, "site", [slug]) for slug, day in sorted(noindex_by_rule.items())]
        numbers = count(1)
        for scope, reason, day, source, slugs in given:
            for place, slug in enumerate(self._all(slugs)):
                away, named = self.is_away(slug), self.shown(slug) == self.root(slug)
                release = None if away or place else self.shown(slug)
                digest = slug_digest(slug) if away or named else None
                yield WithdrawalRow(next(numbers), scope, reason, day, source, release, digest), slug

    def due_by_rule(self, gone_at: str, last_seen: str) -> tuple[Scope, str] | None:
        """What the site file says of a release that the city took down, and since which day; None: not yet, or nothing.

        gone_at: since when it is gone; last_seen: when anything was captured last (UTC, ISO 8601).
        """
        gone, today = date.fromisoformat(gone_at[:10]), date.fromisoformat(last_seen[:10])
        rules: tuple[tuple[Scope, int | None], ...] = (
            ("hide", self._site.hide_gone_after), ("noindex", self._site.noindex_gone_after),
        )  # fmt: skip
        for scope, days in rules:
            if days is not None and gone + timedelta(days) <= today:
                return scope, (gone + timedelta(days)).isoformat()
        return None

    def _all(self, slugs: Iterable[str]) -> list[str]:
        """These slugs and every other slug of their releases, the given ones first."""
        given = list(dict.fromkeys(slugs))
        twins = {twin for slug in given for twin in self.twins(slug)}
        return given + sorted(twins - set(given))

    def _roots(self, scopes: Iterable[Scope]) -> set[str]:
        return {self.root(slug) for slug in self.withdrawals.slugs(scopes)}


def _texts(item: ReleaseItem) -> Iterable[str]:
    yield item.title
    yield from filter(None, (item.kicker, item.meta_line, item.author_text, item.teaser, *item.categories))
    yield from (block.text for block in item.body)
    for image in item.images:
        yield from filter(None, (image.url, image.caption, image.credit, image.alt))
    for file in item.files:
        yield from filter(None, (file.url, file.title))
    for link in item.links:
        yield from filter(None, (link.url, link.text))
