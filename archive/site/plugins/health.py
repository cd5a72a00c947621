"""`/-/health`: 200 while the archive is fresh, 503 when it is not. It is about now, so nobody keeps the answer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from datasette import hookimpl
from datasette.utils.asgi import Response

from archive.site.page import View, now, site_info
from archive.site.pages.health import load


@hookimpl
def register_routes() -> list[tuple[str, View]]:
    """The address."""
    return [(r"^/-/health$", health)]


async def health(datasette: Any) -> Response:
    """The state of the last good run."""
    site = site_info(datasette)
    expect_every = timedelta(seconds=site.expect_every)
    found = await datasette.get_database(site.database).execute_fn(lambda c: load(c, now(), expect_every))
    headers = {"Cache-Control": "no-store", "Access-Control-Allow-Origin": "*"}
    status = 200 if found.fresh else 503
    return Response(found.body(expect_every), status, headers, "application/json; charset=utf-8")
