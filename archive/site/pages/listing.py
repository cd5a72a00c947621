"""Pages that list releases: all, of a year or month, of an author code, of a category."""

from __future__ import annotations

import sqlite3
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import urlencode

from archive.site.german import counted, month_name, path_part
from archive.site.page import Asked, Query
from archive.site.pages.charts import Bar, Count, bars
from archive.site.pages.releases import COLUMNS, NEWEST_FIRST, ReleaseLine, release_lines

PER_PAGE = 30
Params = Mapping[str, str | int]


class Step(NamedTuple):
    """A link to what lies before, after or above: its address and its name."""

    link: str
    name: str


ALL = Step("/mitteilungen", "Mitteilungen")


@dataclass(frozen=True)
class Listing:
    """A page of releases, newest first.

    kind: what stands above the heading, or "". title: what the window says. trail: what lies above; place: where this
    is within it. facts: (name, text) about it. first, last: ISO days of all of them. search, feed: addresses of the
    search within them and of their Atom feed. undated: those without a day, which no bar counts.
    """

    query: Query
    kind: str
    heading: str
    title: str
    place: str
    trail: list[Step]
    count: int
    first: str | None
    last: str | None
    search: str
    feed: str
    releases: list[ReleaseLine]
    number: int
    pages: int
    chart: list[Bar] = field(default_factory=list)
    chart_label: str = ""
    undated: Step | None = None
    facts: list[tuple[str, str]] = field(default_factory=list)
    before: Step | None = None
    after: Step | None = None


@dataclass(frozen=True)
class Chosen:
    """Which releases: the end of a FROM clause with its WHERE (or ""), its parameters, and the same for the search."""

    rest: str
    params: Params
    search: Mapping[str, str]


def everything(connection: sqlite3.Connection, asked: Asked) -> Listing | None:
    """All releases."""
    chosen = Chosen("", {}, {})
    years = _years(connection, chosen)
    return _listing(
        connection, asked, chosen, "Archiv", "Alle Mitteilungen", years, place="Mitteilungen", feed="/feed.atom"
    )


def year(connection: sqlite3.Connection, asked: Asked) -> Listing | None:
    """The releases of a year, with a chart of its months."""
    wanted = int(asked.names["year"])
    days = Chosen("WHERE r.year = :year", {"year": wanted}, {"jahr": str(wanted)})
    return _listing(
        connection, asked, days, "", f"Mitteilungen {wanted}", _months(connection, wanted), "Mitteilungen je Monat",
        place=str(wanted), trail=[ALL],
        before=_other_year(connection, "<", wanted), after=_other_year(connection, ">", wanted),
    )  # fmt: skip


def month(connection: sqlite3.Connection, asked: Asked) -> Listing | None:
    """The releases of a month, with the chart of its year."""
    wanted, of = int(asked.names["year"]), int(asked.names["month"])
    if not 1 <= of <= 12:
        return None
    first, last = f"{wanted}-{of:02}-01", f"{wanted}-{of:02}-31"  # as text: no day of the month is later
    end = f"{wanted}-{of:02}-{monthrange(wanted, of)[1]}" if wanted else last
    between = {"first": first, "last": last}
    days = Chosen("WHERE r.published BETWEEN :first AND :last", between, {"von": first, "bis": end})
    return _listing(
        connection, asked, days, "", f"Mitteilungen {month_name(of)} {wanted}", _months(connection, wanted, of),
        "Mitteilungen je Monat", place=month_name(of), trail=[ALL, Step(f"/jahr/{wanted}", str(wanted))],
        before=_other_month(connection, "<", first), after=_other_month(connection, ">", last),
    )  # fmt: skip


def author(connection: sqlite3.Connection, asked: Asked) -> Listing | None:
    """The releases of an author code, and whose it is where that is known."""
    code = asked.names["code"].casefold()
    row = connection.execute("SELECT office, person, source FROM authors WHERE code = ?", (code,)).fetchone()
    if not row:
        return None
    chosen = Chosen(
        "JOIN release_authors x ON x.release = r.slug AND x.code = :code", {"code": code}, {"kuerzel": code}
    )
    printed = connection.execute("SELECT DISTINCT printed FROM release_authors WHERE code = ? ORDER BY 1", (code,))
    facts = [("Angegeben als", ", ".join(text for (text,) in printed))]
    facts += [(name, value) for name, value in zip(("Dienststelle", "Person", "Beleg"), row, strict=True) if value]
    if not row[2]:
        facts.append(("Wer", "nicht belegt; das Archiv rät nicht"))
    return _listing(
        connection, asked, chosen, "Kürzel", code, _years(connection, chosen), facts=facts,
        trail=[Step("/kuerzel", "Kürzel")], feed=f"/kuerzel/{path_part(code)}.atom",
    )  # fmt: skip


def category(connection: sqlite3.Connection, asked: Asked) -> Listing | None:
    """The releases of a category."""
    name = asked.names["category"]
    where = "WHERE r.slug IN (SELECT release FROM release_categories WHERE category = :category)"
    chosen = Chosen(where, {"category": name}, {"rubrik": name})
    return _listing(
        connection, asked, chosen, "Rubrik", name, _years(connection, chosen), trail=[Step("/themen", "Rubriken")],
        feed=f"/themen/{path_part(name)}.atom",
    )  # fmt: skip


def _listing(
    connection: sqlite3.Connection,
    asked: Asked,
    chosen: Chosen,
    kind: str,
    heading: str,
    chart: list[Bar],
    chart_label: str = "Mitteilungen je Jahr",
    *,
    feed: str | None = None,
    facts: Sequence[tuple[str, str]] = (),
    place: str = "",
    trail: Sequence[Step] = (),
    before: Step | None = None,
    after: Step | None = None,
) -> Listing | None:
    """One page of the chosen releases; None if there is none on it."""
    number = asked.page_number()
    count, dated, first, last = connection.execute(
        f"SELECT count(*), count(r.published), min(r.published), max(r.published) FROM releases r {chosen.rest}",  # noqa: S608 - ours
        chosen.params,
    ).fetchone()
    if number > max(1, -(-count // PER_PAGE)) or (not count and chosen.params):
        return None  # a year without a release is no page; the list of all is one in an empty archive, too
    order = ", ".join(f"r.{column}" for column in NEWEST_FIRST.split(", "))
    rest = f"{chosen.rest} ORDER BY {order} LIMIT :size OFFSET :skip"
    params = {**chosen.params, "size": PER_PAGE, "skip": (number - 1) * PER_PAGE}
    columns = ", ".join(f"r.{column}" for column in COLUMNS.split(", "))
    return Listing(
        query=Query(f"SELECT {columns} FROM releases r {chosen.rest} ORDER BY {order}", chosen.params),  # noqa: S608
        kind=kind,
        heading=heading,
        title=f"{kind} {heading}: Mitteilungen" if trail and kind else heading,
        place=place or heading,
        trail=list(trail),
        count=count,
        first=first,
        last=last,
        search="/suche" + (f"?{urlencode(chosen.search)}" if chosen.search else ""),
        feed=feed or f"/suche.atom?{urlencode(chosen.search)}",
        releases=release_lines(connection, rest, params),
        number=number,
        pages=-(-count // PER_PAGE),
        chart=chart,
        chart_label=chart_label,
        undated=without_day(count - dated, chosen.search),
        facts=list(facts),
        before=before,
        after=after,
    )


def trail_of_day(day: str | None) -> list[Step]:
    """What lies above a release of an ISO day: all, those of its year, those of its month."""
    if not day:
        return [ALL]
    year, month = day[:4], day[5:7]
    return [ALL, Step(f"/jahr/{year}", year), Step(f"/jahr/{year}/{month}", month_name(month))]


def without_day(count: int, search: Mapping[str, str] = MappingProxyType({})) -> Step | None:
    """Where the releases without a day stand, within a search; None if there are none."""
    said = counted(count, "Mitteilung ohne Datum", "Mitteilungen ohne Datum")
    return Step(f"/suche?{urlencode({**search, 'undatiert': '1'})}", said) if count else None


def _years(connection: sqlite3.Connection, chosen: Chosen) -> list[Bar]:
    sql = f"SELECT r.year, count(*) FROM releases r {chosen.rest} GROUP BY r.year HAVING r.year IS NOT NULL"  # noqa: S608
    return year_bars(dict(connection.execute(sql, chosen.params).fetchall()))


def _months(connection: sqlite3.Connection, of: int, current: int = 0) -> list[Bar]:
    sql = "SELECT CAST(substr(published, 6, 2) AS INTEGER), count(*) FROM releases WHERE year = ? GROUP BY 1"
    numbers = dict(connection.execute(sql, (of,)).fetchall())
    return bars(
        Count(
            f"/jahr/{of}/{month:02}", month_name(month)[:3], f"{month_name(month)} {of}",
            counted(numbers.get(month, 0), "Mitteilung", "Mitteilungen"), numbers.get(month, 0), month == current,
        )
        for month in range(1, 13)
    )  # fmt: skip


def year_bars(
    numbers: Mapping[int, int],
    one: str = "Mitteilung",
    many: str = "Mitteilungen",
    link: str = "/jahr/{}",
    current: int = 0,
) -> list[Bar]:
    """A bar for each year from the first to the last, those without anything too; `link` takes the year."""
    span = range(min(numbers), max(numbers) + 1) if numbers else ()
    return bars(
        Count(
            link.format(y), f"{y % 100:02}", str(y), counted(numbers.get(y, 0), one, many), numbers.get(y, 0),
            y == current,
        )
        for y in span
    )  # fmt: skip


def _other_year(connection: sqlite3.Connection, sign: str, year: int) -> Step | None:
    sql = f"SELECT {'max' if sign == '<' else 'min'}(year) FROM releases WHERE year {sign} ?"  # noqa: S608 - ours
    (found,) = connection.execute(sql, (year,)).fetchone()
    return Step(f"/jahr/{found}", str(found)) if found else None


def _other_month(connection: sqlite3.Connection, sign: str, day: str) -> Step | None:
    sql = f"SELECT {'max' if sign == '<' else 'min'}(published) FROM releases WHERE published {sign} ?"  # noqa: S608
    (found,) = connection.execute(sql, (day,)).fetchone()
    return Step(f"/jahr/{found[:4]}/{found[5:7]}", f"{month_name(found[5:7])} {found[:4]}") if found else None
