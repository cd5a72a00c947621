"""The whole archive in a format, as a file that a build has made: it is sent as it lies, like the database."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from datasette import hookimpl
from datasette.utils.asgi import NotFound, asgi_send_file

from archive.exports.downloads import downloads
from archive.site.page import MAX_AGE, View, site_info

TYPES = {".zip": "application/zip", ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
READ_AT_ONCE = 64 * 1024


@hookimpl
def register_routes() -> list[tuple[str, View]]:
    """The addresses."""
    return [(r"^/daten/(?P<file>[\w.-]+)$", download)]


async def download(datasette: Any, request: Any) -> Any:
    """A file of those that „Daten“ links. Raises: NotFound, if the database has none of this name now."""
    database = Path(datasette.get_database(site_info(datasette).database).path)
    named = {one.path.name: one.path for one in downloads(database)}
    path = named.get(request.url_vars["file"])
    if path is None:
        raise NotFound("Diese Datei gibt es hier nicht (mehr).")
    return _Sent(path)


class _Sent:
    """The answer: a file on disk."""

    def __init__(self, path: Path) -> None:
        self._path = path

    async def asgi_send(self, send: Any) -> None:
        headers = {"Access-Control-Allow-Origin": "*", "Cache-Control": f"public, max-age={MAX_AGE}"}
        kind = TYPES[self._path.suffix]
        await asgi_send_file(send, self._path, self._path.name, kind, chunk_size=READ_AT_ONCE, headers=headers)

    def set_cookie(self, *_: Any, **__: Any) -> None:
        """Datasette's messages: a file has none."""
