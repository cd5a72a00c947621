"""Tables, rows and queries as files: at Datasette's own addresses, and in formats that it lacks."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qs

from datasette import hookimpl
from datasette.utils import InvalidSql, tilde_encode
from datasette.utils.asgi import NotFound
from datasette.views.base import DatasetteError
from datasette.views.database import DatabaseView
from datasette.views.table import TableView

from archive.site.apart.limits import EXPORTS, QUERIES, Lane
from archive.site.files.answer import File
from archive.site.files.sources import query_of, row_of, table_of
from archive.site.files.writers import Table
from archive.site.page import site_info

Source = Callable[[Any, Any], Awaitable[Table]]


def whole(query: str) -> bool:
    """Whether a JSON address asks for all rows (an array, no particular page). Otherwise Datasette paginates it."""
    arguments = parse_qs(query, keep_blank_values=True)
    return arguments.get("_shape") == ["array"] and not {"_size", "_next", "_nl"} & set(arguments)


def _as_file(source: Source, datasettes: Any = None) -> Any:
    """A view of the file that a source gives; `datasettes` is the view that answers what is no file."""

    async def view(datasette: Any, request: Any, send: Any) -> Any:
        form = request.url_vars["format"]
        if form == "json" and not whole(request.query_string):
            return await datasettes.as_view(datasette)(request, send)
        if source is query_of and not request.args.get("sql"):
            if form == "json":
                return await datasettes.as_view(datasette)(request, send)
            raise NotFound("Hier fehlt die Abfrage.")
        try:
            return File(await source(datasette, request), form)
        except InvalidSql as error:
            raise DatasetteError(str(error), "Invalid SQL", status=400) from error

    def lane(path: str, query: str) -> Lane:
        return QUERIES if path.endswith(".json") and not whole(query) else EXPORTS

    view.lane = lane  # type: ignore[attr-defined] # read by archive.site.page.lane_of
    return view


@hookimpl
def register_routes(datasette: Any) -> list[tuple[str, Any]]:
    """Addresses of files. A row's JSON stays Datasette's."""
    forms, files = r"\.(?P<format>csv|json|jsonl|xlsx)$", r"\.(?P<format>csv|jsonl|xlsx)$"
    of_tables = r"\.(?P<format>csv|json|jsonl|xlsx|parquet)$"
    database = rf"^/(?P<database>{re.escape(tilde_encode(site_info(datasette).database))})"
    table = rf"{database}/(?P<table>[^/.]+)"
    return [
        (database + forms, _as_file(query_of, DatabaseView)),
        (table + of_tables, _as_file(table_of, TableView)),
        (rf"{table}/(?P<pks>[^/.]+){files}", _as_file(row_of)),
    ]
