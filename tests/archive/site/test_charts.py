"""The figures of charts stand in a table, what has no day in a line; bars are links where a finger has room."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import pytest
from parsel import Selector

from archive.site.pages.charts import Count, bars, room
from scraper.sites import load_site
from tests.archive.site.asking import Get, site_over
from tests.archive.site.years import sixty_years
from tests.conftest import Crawled


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Get]:
    path = tmp_path_factory.mktemp("years") / "sample.db"
    sixty_years(path)
    with site_over(path, load_site("sample")) as get:
        yield get


def test_the_figures_of_a_chart_stand_in_a_table_with_links(years: Get) -> None:
    for path in ("/", "/mitteilungen", "/themen/60", "/suche?q=Fest"):
        lines = Selector(years(path).text).css(".chart table tbody tr")
        assert [line.css("th").xpath("string()").get() for line in lines] == [str(y) for y in range(1967, 2027)]
        assert {line.css("td::text").get() for line in lines} == {"1"}
        assert years(lines[0].css("a::attr(href)").get("")).status_code == 200


@pytest.mark.parametrize(("path", "link"), [
    ("/", "/suche?undatiert=1"), ("/mitteilungen", "/suche?undatiert=1"),
    ("/themen/21", "/suche?rubrik=21&undatiert=1"), ("/suche?q=Fest", "/suche?q=Fest&undatiert=1"),
])  # fmt: skip
def test_what_has_no_day_is_a_line_below_the_chart_and_a_filter(years: Get, path: str, link: str) -> None:
    line = Selector(years(path).text).css(".undated a")
    assert line.attrib["href"] == link
    assert line.css("::text").get("").startswith("2 ")
    assert years(link.replace("/suche", "/suche.json")).json()["total"] == 2


@pytest.mark.parametrize(
    ("count", "most"), [(12, 12), (13, 14), (14, 14), (15, 28), (28, 28), (29, 44), (44, 44), (45, 0)]
)
def test_bars_are_links_where_each_has_room_for_a_finger(count: int, most: int) -> None:
    assert room(bars(Count("/", "", str(year), "", year) for year in range(count))) == most


def test_years_of_many_bars_are_told_every_five_or_ten() -> None:
    for count, told in ((28, ["2000", "2005", "2010", "2015", "2020"]), (29, ["2000", "2010", "2020"])):
        made = bars(Count("/", "", str(year), "", 1) for year in range(1996, 1996 + count))
        assert [bar.tick for bar in made if bar.tick][:5] == told


def test_quotes_without_a_day_are_a_line_on_the_pages_of_people_and_offices(later: Crawled, tmp_path: Path) -> None:
    path = tmp_path / "sample.db"
    with closing(sqlite3.connect(later.database)) as source, closing(sqlite3.connect(path)) as copy:
        source.backup(copy)
        found = (
            "SELECT release, speaker FROM quotes WHERE role = 'Stadtrat' AND counted AND speaker IS NOT NULL LIMIT 1"
        )
        slug, name = copy.execute(found).fetchone()
        copy.execute("UPDATE releases SET published = NULL, year = NULL WHERE slug = ?", (slug,))
        copy.commit()
    with site_over(path, later.site) as get:
        office = Selector(get("/aemter/Stadtrat").text).css(".undated a")
        assert slug in get(office.attrib["href"]).text
        assert get("/aemter/Oberb%C3%BCrgermeister?jahr=ohne").status_code == 404
        person = Selector(get(f"/personen/{quote(name)}").text).css(".undated a")
        assert [
            one["slug"] for one in get(person.attrib["href"].replace("/suche", "/suche.json")).json()["releases"]
        ] == [slug]
