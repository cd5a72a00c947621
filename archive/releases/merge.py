"""Witnesses of one release → one Release, field by field, by the precedence declared here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import TypeVar
from zoneinfo import ZoneInfo

from archive.releases.authors import author_codes
from archive.releases.credits import split_names, without_credit
from archive.releases.former import former_files
from archive.releases.order import Rank
from archive.releases.published import parse_published
from archive.releases.release import (
    AuthorCode,
    Conflict,
    FieldSource,
    Published,
    Release,
    ReleaseFile,
    ReleaseImage,
    Revision,
)
from archive.releases.revisions import digest_of, fold_revisions
from archive.releases.text import clean, file_type
from scraper.boilerplate import NO_BOILERPLATE, Boilerplate
from scraper.errors import UnreadableDate
from scraper.items import Capture, Image, ReleaseItem

T = TypeVar("T")

FIRST_DAY = date(1970, 1, 1)  # where a site does not say since when it publishes

# The precedence of witnesses of a day: what the release itself prints comes before what surrounds it.
PUBLISHED_PRECEDENCE = ("meta line", "time", "json-ld", "meta tag", "printed line", "feed", "list")


TEXT_FIELDS = ("title", "kicker", "meta_line", "teaser", "body", "images", "files", "links")


@dataclass(frozen=True)
class Witness:
    """An item and the capture that shows it; its place in time, if the capture's own moment does not tell it.

    wording: the digest of the item's wording, where it is known already.
    """

    capture: Capture
    item: ReleaseItem
    rank: Rank | None = None
    wording: str | None = field(default=None, compare=False)

    @cached_property
    def digest(self) -> str:
        """The digest of the item's wording."""
        return self.wording or digest_of(self.item)

    @property
    def place(self) -> tuple[Rank, str]:
        """What witnesses are ordered by, oldest first."""
        capture = self.capture
        return self.rank or (capture.captured_at, -1, 0, capture.id), self.item.url

    @property
    def whole(self) -> bool:
        """Whether it shows the release itself (detail page, plain text), not a list entry or feed item."""
        return not self.item.partial and self.item.layout != "feed"


def merge(
    slug: str, witnesses: Iterable[Witness], zone: ZoneInfo, since: date = FIRST_DAY,
    boilerplate: Boilerplate = NO_BOILERPLATE,
) -> Release | None:  # fmt: skip
    """Fold the witnesses of one release.

    Text comes from the newest whole page, else from the newest feed item; what that lacks (a uid, a day, categories) is
    taken from the others, newest first. None if only list entries are known: they are cropped and make no release.
    """
    newest = sorted(witnesses, key=lambda w: w.place, reverse=True)
    ranked = [w for w in newest if w.whole] + [w for w in newest if w.item.layout == "feed" and not w.item.partial]
    if not ranked:
        return None
    base = ranked[0].item
    everyone = ranked + [w for w in newest if w.item.partial]
    day, conflicts = _published(everyone, zone, since)
    modified, unreadable = _modified(ranked[0], zone)
    uid, uid_from = _first(everyone, lambda i: i.uid)
    authors, authors_from = _first(everyone, _authors)
    categories, categories_from = _first(everyone, lambda i: tuple(c for c in map(clean, i.categories) if c))
    text_from = ranked[0].capture.id
    sources = {field: text_from for field in TEXT_FIELDS if getattr(base, field)} | {
        "uid": uid_from, "authors": authors_from, "categories": categories_from, "published": day and day.capture,
        "modified": text_from if modified else None,
    }  # fmt: skip
    shown = sorted([w for w in ranked if w.whole] or ranked, key=lambda w: w.place)
    revisions = fold_revisions([_revision(w) for w in shown])
    return Release(
        slug=slug,
        url=base.url,
        layout=base.layout,
        capture=text_from,
        title=clean(base.title) or base.title,
        captures=tuple(dict.fromkeys(w.capture.id for w in reversed(newest))),
        first_seen=newest[-1].capture.captured_at,
        last_seen=newest[0].capture.captured_at,
        uid=uid,
        kicker=clean(base.kicker),
        meta_line=clean(base.meta_line),
        teaser=clean(base.teaser),
        blocks=tuple(replace(block, text=clean(block.text) or "") for block in base.body),
        published=day.published if day else None,
        published_source=day.source if day else None,
        published_capture=day.capture if day else None,
        modified=modified,
        authors=authors or (),
        categories=categories or (),
        images=tuple(_image(image, boilerplate) for image in base.images),
        files=tuple(ReleaseFile(file.url, clean(file.title), file.size, file_type(file.url)) for file in base.files),
        former_files=former_files([(w.capture.id, w.item) for w in shown if w.whole]),
        links=tuple(replace(link, url=clean(link.url) or link.url, text=clean(link.text)) for link in base.links),
        revisions=revisions,
        sources=tuple(FieldSource(field, capture) for field, capture in sorted(sources.items()) if capture),
        conflicts=tuple(dict.fromkeys((*conflicts, *unreadable))),
    )


def _image(image: Image, boilerplate: Boilerplate) -> ReleaseImage:
    credit = clean(image.credit)
    photographer, agency = split_names(image.mark, credit, boilerplate)
    printed = clean(image.caption)
    caption = without_credit(printed, image.mark)
    return ReleaseImage(image.url, caption, printed, image.mark, credit, photographer, agency, clean(image.alt))


def _revision(witness: Witness) -> Revision:
    item, capture = witness.item, witness.capture
    title, teaser = clean(item.title) or item.title, clean(item.teaser)
    body = "\n\n".join(clean(block.text) or "" for block in item.body)
    return Revision(0, capture.id, capture.captured_at, capture.captured_at, witness.digest, title, teaser, body)


def _authors(item: ReleaseItem) -> tuple[AuthorCode, ...]:
    return author_codes(clean(item.author_text)) or (
        author_codes(item.meta_line) if (item.meta_line or "").lstrip().startswith("(") else ()
    )


def _first(witnesses: Sequence[Witness], field: Callable[[ReleaseItem], T | None]) -> tuple[T | None, str | None]:
    """The first witness's value, and the capture it comes from."""
    return next(((value, w.capture.id) for w in witnesses if (value := field(w.item))), (None, None))


@dataclass(frozen=True)
class _Day:
    """A day that a witness prints: `text` as printed, `source` as in PUBLISHED_PRECEDENCE."""

    published: Published
    text: str
    source: str
    capture: str


def _published(witnesses: Sequence[Witness], zone: ZoneInfo, since: date) -> tuple[_Day | None, tuple[Conflict, ...]]:
    found: list[_Day] = []
    others: list[_Day] = []  # believed only where a page says no other day that can be
    conflicts: list[Conflict] = []
    for witness in witnesses:
        for source, text, other in _dated(witness.item):
            try:
                published = parse_published(text, zone)
            except UnreadableDate as error:
                conflicts.append(Conflict("published", None, text, source, witness.capture.id, str(error)))
                continue
            if published and (why := _impossible(published, witness.capture, zone, since)):
                conflicts.append(Conflict("published", None, text, source, witness.capture.id, why))
            elif published:
                (others if other else found).append(_Day(published, text, source, witness.capture.id))
    if not found and not others:
        return None, tuple(conflicts)
    found.sort(key=lambda day: PUBLISHED_PRECEDENCE.index(day.source))
    best = found[0] if found else min(others, key=lambda day: PUBLISHED_PRECEDENCE.index(day.source))
    if best.published.at is None:
        same = (d.published for d in found if d.published.at and d.published.day == best.published.day)
        if instant := next(same, None):
            best = replace(best, published=replace(best.published, at=instant.at, local=instant.local))
    day = best.published.day
    conflicts += [
        Conflict("published", day, d.text, d.source, d.capture, f"another day: {d.published.day}")
        for d in (*found, *others)
        if d.published.day != day
    ]
    return best, tuple(replace(conflict, kept=day) for conflict in conflicts)


def _impossible(published: Published, capture: Capture, zone: ZoneInfo, since: date) -> str | None:
    """Why a printed day cannot be the day of publication: a typo in the year puts it before or after everything."""
    seen = datetime.fromisoformat(capture.captured_at).astimezone(zone).date()
    day = date.fromisoformat(published.day)
    if day < since:
        return f"{published.day} lies before {since}, the site's first day"
    if (day - seen).days > 1:
        return f"{published.day} lies more than a day after the capture of {seen}"
    return None


def _modified(witness: Witness, zone: ZoneInfo) -> tuple[Published | None, tuple[Conflict, ...]]:
    text = witness.item.modified_text
    try:
        return (parse_published(text, zone) if text else None), ()
    except UnreadableDate as error:
        return None, (Conflict("modified", None, text or "", "meta tag", witness.capture.id, str(error)),)


def _dated(item: ReleaseItem) -> list[tuple[str, str, bool]]:
    """(source, text, whether the page itself believes another one before it) of each day that an item names."""
    dated = [("meta line", item.meta_line, False)]
    if item.published_from != "meta line":
        dated.append((item.published_from or "list", item.published_text, False))
    dated += [(source, text, True) for text, source in item.other_days]
    return [(source, text, other) for source, text, other in dated if text and source in PUBLISHED_PRECEDENCE]
