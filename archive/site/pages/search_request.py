"""The arguments of `/suche` and of its feed and files, read and written."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from archive.search import Filters, Sort
from archive.search.parse import FIELDS
from archive.site.german import numeric_day
from archive.site.page import Asked

SORTS: Mapping[str, Sort] = {"relevanz": "relevance", "neu": "newest", "alt": "oldest"}
# filter → argument; the values of a filter stand in the database
ARGUMENTS = {
    "year": "jahr", "author": "kuerzel", "speaker": "person", "category": "rubrik", "changed": "geaendert",
    "gone": "entfernt", "undated": "undatiert", "quoted": "zitate",
}  # fmt: skip
TAKES = ("q", "genau", "von", "bis", "sortierung", "seite", *ARGUMENTS.values())  # every argument that is read
# 1.4.2021, 4.2021 or 2021; 2021-04-01 or 2021-04
_GERMAN_DAY = re.compile(r"(?:(?:(?P<day>\d{1,2})\.\s?)?(?P<month>\d{1,2})\.\s?)?(?P<year>\d{4})", re.ASCII)
# autor:Fischer; Bürger:innen is a word
_UNKNOWN_FIELD = re.compile(
    rf"(?<![^\s(+−-])(?!(?:{'|'.join(FIELDS)}):)([^\W\d_]{{2,}}):(?=\w)(?!in(?:nen)?)", re.IGNORECASE
)
_UNKNOWN_SIGN = re.compile(r"(?<=\w)([~^])(?=\d|\s|$)|(?<!\S)(NEAR)(?!\w)")
_QUOTED = re.compile('[„“”«»"‟][^„“”«»"‟]*[„“”«»"‟]?')
_ISO_DAY = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)(?:-(?P<day>\d\d))?", re.ASCII)


@dataclass(frozen=True)
class SearchRequest:
    """What is searched. problems: arguments that cannot be read, one German line each; they count as not given."""

    query: str = ""
    filters: Filters = field(default_factory=Filters)
    sort: Sort = "relevance"
    exact: bool = False
    page: int = 1
    problems: tuple[str, ...] = field(default=(), compare=False)

    def address(self, kind: str = "", **changed: Any) -> str:
        """The address of this search with some things changed: `kind` is "" for the page or .atom, .csv, .xlsx, .json.

        changed: fields of this class or of its filters. Another search than this one begins with its first page.
        """
        of_filters = {name: value for name, value in changed.items() if name in Filters.__dataclass_fields__}
        rest = {name: value for name, value in changed.items() if name not in of_filters}
        asked = replace(self, **{"page": 1, "filters": replace(self.filters, **of_filters), **rest})
        pairs = asked.pairs()
        if not kind and asked.page > 1:
            pairs.append(("seite", str(asked.page)))
        return f"/suche{kind}" + (f"?{urlencode(pairs)}" if pairs else "")

    def pairs(self) -> list[tuple[str, str]]:
        """The arguments apart from the page; unset ones are left out."""
        pairs = [("q", self.query)] if self.query else []
        pairs += [("genau", "1")] if self.exact else []
        pairs += [(ARGUMENTS[name], value) for name, value in self.filters.chosen().items()]
        pairs += [(name, day) for name, day in (("von", self.filters.begin), ("bis", self.filters.end)) if day]
        if self.sort != "relevance":
            pairs.append(("sortierung", next(name for name, sort in SORTS.items() if sort == self.sort)))
        return pairs


def read_request(asked: Asked) -> SearchRequest:
    """The search that an address asks for. Raises: NotFound, if the page is no number."""
    problems: list[str] = []
    begin, end = read_days(asked, problems)
    sort = asked.argument("sortierung")
    if sort and sort not in SORTS:
        problems.append(f"Die Sortierung „{sort[:40]}“ gibt es nicht.")
    given = {name: asked.argument(argument) for name, argument in ARGUMENTS.items()}
    query = asked.argument("q")
    problems += unreadable(query)
    return SearchRequest(
        query=query,
        filters=Filters(
            year=given["year"] or None,
            author=given["author"] or None,
            speaker=given["speaker"] or None,
            category=given["category"] or None,
            changed=given["changed"] == "1",
            gone=given["gone"] == "1",
            undated=given["undated"] == "1",
            quoted=given["quoted"] == "1",
            begin=begin,
            end=end,
        ),
        sort=SORTS.get(sort, "relevance"),
        exact=asked.argument("genau") == "1",
        page=asked.page_number(),
        problems=tuple(problems),
    )


def unreadable(query: str) -> list[str]:
    """What other searches read in a query and this one does not, one German line each; the words count all the same."""
    text = _QUOTED.sub(" ", query)
    fields = dict.fromkeys(found[1][:40] for found in _UNKNOWN_FIELD.finditer(text))
    signs = dict.fromkeys(found[1] or found[2] for found in _UNKNOWN_SIGN.finditer(text))
    known = ", ".join(f"{field}:" for field in FIELDS if field != "kürzel")
    return [
        *(f"Ein Feld „{field}:“ gibt es nicht; es gibt {known}." for field in fields),
        *(f"„{sign}“ bedeutet hier nichts; siehe Hilfe zur Suche." for sign in signs),
    ]


def read_days(asked: Asked, problems: list[str]) -> tuple[str | None, str | None]:
    """The ISO days of `von` and `bis`; what is wrong with them is added to the problems.

    A span that ends before it begins is said, and finds nothing.
    """
    begin, end = (_day(asked.argument(name), problems, last=name == "bis") for name in ("von", "bis"))
    if begin and end and begin > end:
        problems.append(f"„von“ ({numeric_day(begin)}) liegt nach „bis“ ({numeric_day(end)}): So gibt es keinen Tag.")
    return begin, end


def _day(text: str, problems: list[str], *, last: bool) -> str | None:
    """An ISO day of an ISO or German one; of a month or year its first day, or its last."""
    if not text:
        return None
    read = _GERMAN_DAY.fullmatch(text) or _ISO_DAY.fullmatch(text)
    try:
        if not read:
            raise ValueError(text)
        year, month = int(read["year"]), int(read["month"] or (12 if last else 1))
        day = int(read["day"] or (monthrange(year, month)[1] if last else 1))
        return date(year, month, day).isoformat()
    except ValueError:
        problems.append(f"Den Tag „{text[:40]}“ gibt es nicht. So geht es: 1.4.2021, 4.2021 oder 2021.")
        return None
