"""Image credits as printed → photographer and agency apart, where the line itself tells them."""

from __future__ import annotations

import re
from typing import NamedTuple

from scraper.boilerplate import NO_BOILERPLATE, Boilerplate

# Picture agencies and portals that German press offices print by a name of their own, without a domain.
AGENCY_NAMES = (
    "pixabay", "pixelio", "pexels", "unsplash", "fotolia", "shutterstock", "istock", "istockphoto", "adobe stock",
    "adobestock", "stock.adobe", "getty images", "gettyimages", "picture alliance", "picture-alliance", "imago",
    "dpa", "epd", "kna", "ddp", "freepik", "wikimedia commons", "flickr", "123rf", "depositphotos", "dreamstime",
)  # fmt: skip
AGENCY = re.compile(rf"(?:{'|'.join(map(re.escape, AGENCY_NAMES))})\b|[\w.-]+\.(?:de|com|org|net|eu)\Z", re.I)
PHOTO_MARK = re.compile(r"(?:Fotos?|Fotografie)\s*:", re.I)
PARTED = re.compile(r"\s+[–—-]\s+|\s+/\s*|\s*/\s+|\s+(?:via|auf|on|bei|by)\s+|\s*,\s+|\s*\|\s*")
BODY = re.compile(r"stadt\b|amt\b|archiv|verein|verband|museum|studio|agentur|presse|gmbh|universität", re.I)
SLASH = re.compile(r"/")
NAME = re.compile(r"(?:Dr\. |Prof\. )*[^\W\d_][\w.'’-]*(?: (?:von|van|de|zu|der))*(?: [^\W\d_][\w.'’-]*){1,2}")


BEFORE_CREDIT = " \t\u00a0([–—|/,;"


class Credit(NamedTuple):
    """Who took a picture and who passes it on; None where the line does not tell."""

    photographer: str | None
    agency: str | None


def split_names(mark: str | None, credit: str | None, boilerplate: Boilerplate = NO_BOILERPLATE) -> Credit:
    """Photographer and agency of a credit.

    mark, credit: as `scraper.items.Image` has them (`©`, `lichtkunst73 / pixelio.de`). boilerplate: with the names of
    the city that prints it.

    Two names are parted where one of them is an agency: a domain or one of `AGENCY_NAMES`. An agency alone is one. A
    name alone is a photographer only behind „Foto:“; behind „©“ or „Quelle:“ it may be whoever holds the rights.
    """
    if not credit:
        return Credit(None, None)
    printed = " ".join(credit.split())
    for separator in (PARTED, SLASH):
        names = [name for name in separator.split(printed) if name]
        if len(names) == 2:
            first, second = names
            if AGENCY.fullmatch(second):
                return Credit(None, printed) if AGENCY.fullmatch(first) else Credit(first, second)
            if AGENCY.fullmatch(first):
                return Credit(second, first)
    if AGENCY.fullmatch(printed):
        return Credit(None, printed)
    if (
        mark
        and PHOTO_MARK.fullmatch(mark)
        and NAME.fullmatch(printed)
        and not (BODY.search(printed) or boilerplate.is_own(printed))
    ):
        return Credit(printed, None)
    return Credit(None, None)


def without_credit(printed: str | None, mark: str | None) -> str | None:
    """A caption without the credit that is printed behind it; None where nothing else is printed.

    printed, mark: as `scraper.items.Image` has `caption` and `mark`: `Der Rathaussaal. (Foto: privat)`, `Foto:`.
    """
    if not printed or not mark:
        return printed
    lines = printed.split("\n")
    found = [(number, match) for number, line in enumerate(lines) if (match := _mark(mark).search(line))]
    if not found:  # the credit had a line of its own, which is none of the caption
        return printed
    number, match = found[-1]
    kept = [*lines[:number], lines[number][: match.start()].rstrip(BEFORE_CREDIT)]
    return "\n".join(line for line in kept if line) or None


def _mark(mark: str) -> re.Pattern[str]:
    return re.compile((r"(?<!\w)" if mark[0].isalpha() else "") + re.escape(mark))
