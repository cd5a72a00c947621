"""The arguments of `/suche` and of its feed and files, read and written."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from archive.search import Filters, Sort
from archive.search.parse import FIELDS, Term, parse
from archive.site.german import numeric_day
from archive.site.page import Asked

SORTS: Mapping[str, Sort] = {"relevanz": "relevance", "neu": "newest", "alt": "oldest"}
_OF_SORT = {sort: argument for argument, sort in SORTS.items()}
# filter → argument; the values of a filter stand in the database
ARGUMENTS = {
    "year": "jahr", "author": "kuerzel", "speaker": "person", "category": "rubrik", "changed": "geaendert",
    "gone": "entfernt", "withdrawn": "geschwaerzt", "undated": "undatiert", "quoted": "zitate",
}  # fmt: skip
OF_FIELD = {"query": "q", "exact": "genau", **ARGUMENTS, "begin": "von", "end": "bis", "sort": "sortierung"}
TAKES = (*OF_FIELD.values(), "seite")  # every argument that is read
# 1.4.2021, 4.2021 or 2021; 2021-04-01 or 2021-04
_GERMAN_DAY = re.compile(r"(?:(?:(?P<day>\d{1,2})\.\s?)?(?P<month>\d{1,2})\.\s?)?(?P<year>\d{4})", re.ASCII)
# autor:Fischer; Bürger:innen is a word
_UNKNOWN_FIELD = re.compile(
    rf"(?<![^\s(+−-])(?!(?:{'|'.join(FIELDS)}):)([^\W\d_]{{2,}}):(?=\w)(?!in(?:nen)?)", re.IGNORECASE
)
_UNKNOWN_SIGN = re.compile(r"(?<=\w)([~^])(?=\d|\s|$)|(?<!\S)(NEAR)(?!\w)")
_YEAR = re.compile(r"\d{4}", re.ASCII)
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

    def address(self, kind: str = "", *, filters: Filters | None = None, page: int = 1, **changed: Any) -> str:
        """The address of this search with some things changed: `kind` is "" for the page or .atom, .csv, .xlsx, .json.

        changed: other fields of this class or of its filters. Another search than this one begins with its first page.
        """
        arguments = (replace(self, filters=filters) if filters else self)._encoded
        arguments = arguments | {name: _encoded(name, value) for name, value in changed.items()}
        parts = [text for name in OF_FIELD if (text := arguments.get(name))]
        parts += [f"seite={page}"] if page > 1 and not kind else []
        return f"/suche{kind}" + (f"?{'&'.join(parts)}" if parts else "")

    def pairs(self) -> list[tuple[str, str]]:
        """The arguments apart from the page; unset ones are left out."""
        return [(OF_FIELD[name], said) for name, value in self._values().items() if (said := _said(name, value))]

    def _values(self) -> dict[str, Any]:
        """What is asked for by field, in the order of the arguments."""
        values = {"query": self.query, "exact": self.exact, "sort": self.sort, **vars(self.filters)}
        return {name: values[name] for name in OF_FIELD}

    @cached_property
    def _encoded(self) -> dict[str, str]:
        return {name: _encoded(name, value) for name, value in self._values().items()}


def _said(name: str, value: Any) -> str:
    """The value of a field as an argument; "" for one that is not set."""
    if name == "sort":
        return "" if value == "relevance" else _OF_SORT[value]
    return "1" if value is True else value or ""


def _encoded(name: str, value: Any) -> str:
    """A field as a part of an address; "" for one that is not set."""
    return urlencode({OF_FIELD[name]: said}) if (said := _said(name, value)) else ""


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
            withdrawn=given["withdrawn"] == "1",
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
    """What a query cannot ask for, one German line each; what else it says counts all the same."""
    terms = parse(query).all_terms
    years = dict.fromkeys(term.typed[:40] for term in terms if term.field == "year" and not _is_year(term))
    text = _QUOTED.sub(" ", query)
    fields = dict.fromkeys(found[1][:40] for found in _UNKNOWN_FIELD.finditer(text))
    signs = dict.fromkeys(found[1] or found[2] for found in _UNKNOWN_SIGN.finditer(text))
    known = ", ".join(f"{field}:" for field in FIELDS if field != "kürzel")
    return [
        *asking_nothing(query),
        *(f"„jahr:{year}“ ist kein Jahr. So geht es: jahr:2021 oder jahr:2020-2022." for year in years),
        *(f"Ein Feld „{field}:“ gibt es nicht; es gibt {known}." for field in fields),
        *(f"„{sign}“ bedeutet hier nichts; siehe Hilfe zur Suche." for sign in signs),
    ]


def asking_nothing(query: str) -> list[str]:
    """One German line for a query in which nothing is wanted: -Hafen, titel:, *."""
    asks = not query.strip() or parse(query).tree is not None
    return [] if asks else ["In der Anfrage steht kein Wort, das vorkommen soll."]


def _is_year(term: Term) -> bool:
    return len(term.tokens) <= len(("from", "to")) and all(_YEAR.fullmatch(word) for word in term.tokens)


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
