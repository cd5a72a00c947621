"""An archive of sixty years, for charts."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from tests.archive.search.small import small_database

SPANS = (12, 13, 21, 35, 60)


def sixty_years(path: Path) -> None:
    """Make a database: a release in each year, two without a day; a category for each of the SPANS holds the latest."""
    dated = [{"title": f"Fest {year}", "published": f"{year}-05-01", "year": year} for year in range(1967, 2027)]
    with closing(small_database([*dated, {"title": "Fest"}, {"title": "Noch ein Fest"}], path)) as connection:
        slugs = [one[0] for one in connection.execute("SELECT slug FROM releases ORDER BY year")]  # undated ones first
        for span in SPANS:
            rows = [(slug, 100 + span, str(span)) for slug in (*slugs[:2], *slugs[-span:])]
            connection.executemany("INSERT INTO release_categories(release, position, category) VALUES (?, ?, ?)", rows)
