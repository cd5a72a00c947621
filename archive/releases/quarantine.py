"""Quarantine: whether a page at a release's address is that release. If this is uncertain, it waits for a person.

A page is ordinary if it has what a release has (a day, codes, a title that a list names, a long text, or some text in
the marks of an article or below the title that its address is made of) and, where the release was seen before, if its
title, day or text is still the release's. A template marks whatever it shows, an empty answer too. Error, maintenance,
cookie and firewall pages that come with 200 have none of it; a release that has one's title prints a day and tells of
something else. A title and text that stand at three addresses are judged in reposts.py.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from archive.releases.access import speaks_of_access, tells_something
from archive.releases.merge import Witness
from scraper.items import ReleaseItem

State = Literal["waiting", "healed", "accepted", "rejected"]
LONG = 600  # characters in two blocks or more; texts of errors are shorter
LONG_ENOUGH = 300  # of a page that is marked as an article, or whose title is that of its address
LEAST_NAMED = 3  # words of a title that an address must have to name it
PRINTED = ("meta line", "time")  # where readers see a day; error pages of a CMS have one in their head
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})  # as addresses write them
ALIKE = 0.5  # share of the words of a new text that stood in an earlier one
LEAST_COMMON = 4  # words; fewer may be shared by chance
FEWEST = 4  # letters; shorter words stand in every text
DAY = r"\d{1,2}\.\s*(?:\d{1,2}\.|[^\W\d_]{3,9})\s*\d{2,4}"
WORD = re.compile(rf"\w{{{FEWEST},}}")


@dataclass(frozen=True)
class Doubt:
    """A page that waits: why, and what was decided.

    digest: of its wording; a decision holds for every capture of this release that says the same.
    """

    capture: str
    release: str
    title: str
    reason: str
    digest: str
    state: State = "waiting"


def judge(
    slug: str,
    witnesses: Iterable[Witness],
    held: Collection[str],
    decisions: Mapping[tuple[str, str], State],
) -> tuple[list[Witness], list[tuple[Witness, Doubt]]]:
    """Part the witnesses of a release into those that show it and pages that may not be it.

    held:      captures whose wording stands at too many addresses.
    decisions: by (release, digest of the wording), what a person decided.
    """
    ordered = sorted(witnesses, key=lambda w: w.place)
    hints = [w.item for w in ordered if not w.whole]
    looks: list[ReleaseItem] = []
    good, doubtful = [w for w in ordered if not w.whole], []
    for witness in (w for w in ordered if w.whole):
        digest = witness.digest
        decided = decisions.get((slug, digest))
        reason = _doubt(slug, witness.item, looks, hints, shared=witness.capture.id in held)
        if decided == "accepted" or (reason is None and decided != "rejected"):
            looks.append(witness.item)
            good.append(witness)
        if reason or decided:
            why = reason or "nothing speaks against it"
            doubtful.append(
                (witness, Doubt(witness.capture.id, slug, witness.item.title, why, digest, decided or "waiting"))
            )
    return good, doubtful


def _doubt(
    slug: str, page: ReleaseItem, looks: Sequence[ReleaseItem], hints: Sequence[ReleaseItem], *, shared: bool
) -> str | None:
    """Why a page may not be the release; None if it is."""
    if shared:
        return "its title and text stand at the addresses of three releases or more"
    named = any(_same_title(page, hint) for hint in hints)
    known = any(alike(page, look) for look in looks)
    if page.error_title and not signed(page) and not named and not (_told(page) and (known or not looks)):
        return f"its title is that of an error page: „{page.title}“"
    evidence = dated(page) or signed(page)
    if not looks:
        if not named and not signed(page) and speaks_of_access(page, dated=dated(page)):
            return "it speaks of access, consent or an error, and shows no codes"
        if evidence or named or _long(page, LONG_ENOUGH if page.marked or _addressed(page, slug) else LONG):
            return None
        return "it has neither a day nor codes, nor the length of a release"
    if known:
        return None
    kept = any(_same_title(page, look) for look in looks) or named
    if not evidence and any(dated(look) or signed(look) for look in looks):
        return "it lost the day or the codes and the text that the release had"
    if kept or (evidence and (page.marked or signed(page))) or any(_same_day(page, look) for look in looks):
        return None
    return "title, day and text are others than those of the release"


def dated(item: ReleaseItem) -> bool:
    """Whether a page prints a day."""
    return bool(item.published_text or item.modified_text or (item.meta_line and re.search(DAY, item.meta_line)))


def signed(item: ReleaseItem) -> bool:
    """Whether a page names who wrote it."""
    return bool(item.author_text or (item.meta_line or "").lstrip().startswith("("))


def _told(item: ReleaseItem) -> bool:
    """Whether a page has a printed day and the text of a release, whatever its title says."""
    return bool(item.published_text) and item.published_from in PRINTED and tells_something(item)


def _long(item: ReleaseItem, least: int) -> bool:
    return len(item.body) > 1 and sum(len(block.text) for block in item.body) >= least


def _addressed(page: ReleaseItem, slug: str) -> bool:
    """Whether a page's title is the one that its address is made of: `/fest-am-fluss-beginnt-2`."""
    title = set(re.findall(r"[a-z0-9]+", page.title.casefold().translate(UMLAUTS)))
    words = set(re.findall(r"[a-z0-9]+", slug.casefold()))
    common = len(title & words)
    return common >= LEAST_NAMED and common >= ALIKE * min(len(title), len(words))


def _same_day(page: ReleaseItem, look: ReleaseItem) -> bool:
    days = {_day(look.published_text), _day(look.meta_line)} - {None}
    return bool(days & {_day(page.published_text), _day(page.meta_line)})


def _day(text: str | None) -> str | None:
    match = re.search(rf"{DAY}|\d{{4}}-\d{{2}}-\d{{2}}", text or "")
    return match[0] if match else None


def _same_title(page: ReleaseItem, look: ReleaseItem) -> bool:
    one, other = (set(re.findall(r"\w+", item.title.casefold())) for item in (page, look))
    return bool(one and other) and len(one & other) >= ALIKE * min(len(one), len(other))


def alike(page: ReleaseItem, look: ReleaseItem) -> bool:
    """Whether half of the text is old, or half of the old text is left."""
    one, other = _words(page), _words(look)
    return len(one & other) >= max(LEAST_COMMON, ALIKE * min(len(one), len(other)))


def _words(item: ReleaseItem) -> set[str]:
    return {word for block in item.body for word in WORD.findall(block.text.casefold())}
