"""The site as an application: Datasette with our pages, and with total orders of sorted tables."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from datasette.app import Datasette
from datasette.database import Database
from datasette.utils import escape_sqlite

from archive.settings import DEFAULTS, Settings
from archive.site.metadata import metadata
from archive.site.serving import site_address
from scraper.sites import Site

HERE = Path(__file__).parent
DATASETTE_SETTINGS = {
    "default_page_size": 50,
    "max_returned_rows": 1000,
    "sql_time_limit_ms": 1000,
    "facet_time_limit_ms": 500,
    "suggest_facets": False,  # it would try every column on every page, which makes table pages some 15 times slower
    "truncate_cells_html": 200,  # characters; the row page shows all
    "allow_download": True,
}
# The end of the query that Datasette makes for the first page of a sorted table: by one column alone.
BY_ONE_COLUMN = re.compile(
    r"(?P<order> order by (?P<column>\[[^\]]*\]|\w+)(?: desc)?)(?P<limit> limit \d+(?: offset \d+)?)"
)
OF_TABLE = re.compile(r"select .*? from (?P<table>\[[^\]]*\]|\w+) ", re.DOTALL)


class OrderedDatabase(Database):  # type: ignore[misc] # Datasette has no types
    """A database whose sorted tables have a total order from their first page on.

    Datasette sorts the first page by the chosen column alone and the following ones by the key too: rows that are
    equal in that column are lost, or come twice, where the pages meet.
    """

    async def execute(self, sql: str, params: Any = None, **options: Any) -> Any:
        """Execute as Datasette does, but in a total order if it is the query of a sorted table."""
        if options.get("truncate"):
            sql = await self.totally_ordered(sql)
        return await super().execute(sql, params, **options)

    async def attached_databases(self) -> list[Any]:
        """Nothing: no database is attached, and the list would reveal paths of this machine."""
        return []

    async def totally_ordered(self, sql: str) -> str:
        """The query of a page in a total order, if it is that of a sorted table; otherwise the query as it is."""
        sorted_by, table = BY_ONE_COLUMN.search(sql), OF_TABLE.match(sql)
        if not table or not sorted_by or sorted_by.end() != len(sql):
            return sql
        name = table["table"].strip("[]")
        keys = await self.primary_keys(name) or await self._columns_of_view(name) or ["rowid"]
        rest = ", ".join(escape_sqlite(key) for key in keys if escape_sqlite(key) != sorted_by["column"])
        return f"{sql[: sorted_by.end('order')]}{', ' if rest else ''}{rest}{sorted_by['limit']}"

    async def _columns_of_view(self, name: str) -> list[str]:
        found = await super().execute("SELECT 1 FROM sqlite_master WHERE type = 'view' AND name = ?", (name,))
        return list(await self.table_columns(name)) if found.rows else []


class SiteDatasette(Datasette):  # type: ignore[misc] # Datasette has no types
    """Datasette as the site uses it."""

    async def execute(self, db_name: str, sql: str, *args: Any, **options: Any) -> Any:
        """Execute a visitor's SQL exactly as written."""
        return await Database.execute(self.databases[db_name], sql, *args, **options)


def site_app(database: str, options: dict[str, Any], *, threads: bool = True) -> tuple[SiteDatasette, Any]:
    """The site over a database file that nobody writes to: Datasette and its ASGI application.

    options: from `site_options`. threads: False if each request has a process of its own.
    """
    settings = options["settings"] | ({} if threads else {"num_sql_threads": 0})
    site = SiteDatasette([], immutables=[], **(options | {"settings": settings}))
    site.add_database(OrderedDatabase(site, path=database, is_mutable=False))
    return site, site.app()


def site_options(site: Site, settings: Settings = DEFAULTS, local: str = "http://localhost") -> dict[str, Any]:
    """What `Datasette([database], **site_options(site, settings))` needs to be the site that `serve` publishes.

    local: the address that stands where a format wants an absolute one and the site has no public address.
    """
    return {
        "metadata": metadata(site, settings, site_address(settings), local),
        "settings": DATASETTE_SETTINGS,
        "static_mounts": [("assets", str(HERE / "static"))],
        "template_dir": str(HERE / "templates"),
        "plugins_dir": str(HERE / "plugins"),
        "cors": True,
    }
