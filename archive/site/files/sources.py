"""Where the rows of a file come from: all pages of one of Datasette's tables, one row, or what a query gives.

Each statement has its own time (`archive.site.apart.limits`): of a table, each thousand rows.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import AsyncIterator, Sequence
from typing import Any
from urllib.parse import parse_qsl, urlencode

from datasette.utils import derive_named_parameters, tilde_decode, validate_sql_select
from datasette.views.base import DatasetteError

from archive.database.views import shown_columns
from archive.site.apart.limits import next_query, our_own_work
from archive.site.files.writers import Row, Table, in_file_name

HEAVIEST = 10 * 1024 * 1024  # bytes of the values of one query's rows
AT_ONCE = 1000
# Arguments that choose how Datasette shows a table, and not which rows it has.
OF_THE_PAGE = {
    "_size", "_next", "_stream", "_shape", "_labels", "_label", "_nl", "_header", "_dl", "_facet", "_facet_date",
    "_facet_array", "_facet_size", "_trace", "_ttl", "_timelimit", "_json", "_json_infinity", "_nocount", "_nofacet",
    "_extra",
}  # fmt: skip
OF_THE_PAGE_ALONE = re.compile(r" limit \d+(?: offset \d+)?\s*\Z")  # the end of the query of a page


async def table_of(datasette: Any, request: Any) -> Table:
    """A table or view with the filters, columns and order of its page. Raises: DatasetteError, as that page does.

    Datasette makes the query of the page; it is run once, and read to its end: to ask for page after page would
    begin anew with each, where the order is not that of an index.
    """
    path = request.scope["raw_path"].decode("ascii").partition("?")[0].rpartition(".")[0]
    asked = [(name, value) for name in request.args for value in request.args.getlist(name) if name not in OF_THE_PAGE]
    asked += [("_shape", "arrays"), ("_size", "1"), ("_nofacet", "1"), ("_nocount", "1")]
    next_query()
    answer = await datasette.client.get(f"{path}.json?{urlencode(asked)}", follow_redirects=True)
    found = answer.json()
    if answer.status_code != 200:
        raise DatasetteError(found.get("error") or "", found.get("title"), status=answer.status_code)
    database = datasette.databases[datasette_name(datasette, request)]
    sql = OF_THE_PAGE_ALONE.sub("", await database.totally_ordered(found["query"]["sql"]))
    next_query()
    cursor = await database.execute_fn(lambda connection: connection.execute(sql, found["query"]["params"]))
    first = await database.execute_fn(lambda _: cursor.fetchmany(AT_ONCE))
    our_own_work()  # until the next rows are asked for: these are written by us

    async def batches() -> AsyncIterator[Sequence[Row]]:
        rows = first
        while rows:
            yield list(map(tuple, rows))
            next_query()
            rows = await database.execute_fn(lambda _: cursor.fetchmany(AT_ONCE))
            our_own_work()

    name = tilde_decode(request.url_vars["table"])
    return Table(name, found["columns"], batches(), declared=shown_columns(name))


async def row_of(datasette: Any, request: Any) -> Table:
    """One row of a table. Raises: DatasetteError, as its page does."""
    path = request.scope["raw_path"].decode("ascii").partition("?")[0].rpartition(".")[0]
    answer = await datasette.client.get(f"{path}.json?_shape=arrays")
    if answer.status_code != 200:
        raise DatasetteError("Record not found", status=answer.status_code)
    found = answer.json()
    our_own_work()
    return Table(f"{tilde_decode(request.url_vars['table'])}-zeile", found["columns"], one_batch(found["rows"]))


async def query_of(datasette: Any, request: Any) -> Table:
    """All rows of a query; `_name` names the file. Raises: DatasetteError, if it is none or its rows weigh too much."""
    sql = request.args.get("sql")
    database = datasette.databases[datasette_name(datasette, request)]
    try:
        validate_sql_select(sql)
        names = await derive_named_parameters(database, sql)
        params = {name: request.args.get(name) or "" for name in names}
        next_query()
        columns, rows = await database.execute_fn(lambda connection: _executed(connection, sql, params))
    except sqlite3.Error as error:
        raise DatasetteError(str(error), "Invalid SQL", status=400) from error
    our_own_work()
    return Table(in_file_name(request.args.get("_name") or "") or "abfrage", columns, one_batch(rows))


def as_form(url: str, form: str) -> str:
    """The address of a file with all rows, from the one that Datasette gives its CSV of a table or query."""
    path, _, query = url.partition("?")
    asked = [pair for pair in parse_qsl(query, keep_blank_values=True) if pair[0] not in ("_size", "_labels")]
    asked += [("_shape", "array")] if form == "json" else []
    return f"{path.removesuffix('.csv')}.{form}" + (f"?{urlencode(asked)}" if asked else "")


def datasette_name(datasette: Any, request: Any) -> str:
    """The database that an address names. Raises: DatasetteError, if there is none of this name."""
    name = str(tilde_decode(request.url_vars["database"]))
    if name not in datasette.databases or name.startswith("_"):
        raise DatasetteError("Database not found", status=404)
    return name


def _executed(connection: sqlite3.Connection, sql: str, params: dict[str, str]) -> tuple[list[str], list[Row]]:
    cursor = connection.execute(sql, params)
    rows: list[Row] = []
    weight = 0
    while batch := cursor.fetchmany(AT_ONCE):
        rows += map(tuple, batch)
        weight += sum(len(v) if isinstance(v, str | bytes) else 8 for row in batch for v in row)
        if weight > HEAVIEST:
            raise DatasetteError("The rows weigh more than 10 MB.", "Too heavy", status=400)
    return [name for name, *_ in cursor.description or ()], rows


async def one_batch(rows: Sequence[Row]) -> AsyncIterator[Sequence[Row]]:
    """Complete rows as a single batch."""
    yield rows
