"""A file as an answer of Datasette."""

from __future__ import annotations

from typing import Any

from archive.site.files.writers import Table, headers, write


class File:
    """An answer that is written while its rows arrive."""

    def __init__(self, table: Table, form: str) -> None:
        self._table, self._form = table, form

    async def asgi_send(self, send: Any) -> None:
        """Send the file."""
        encoded = [
            (name.lower().encode(), value.encode()) for name, value in headers(self._table.name, self._form).items()
        ]
        await send({"type": "http.response.start", "status": 200, "headers": encoded})

        async def put(part: bytes) -> None:
            await send({"type": "http.response.body", "body": part, "more_body": True})

        await write(self._table, self._form, put)
        await send({"type": "http.response.body", "body": b""})

    def set_cookie(self, *_: Any, **__: Any) -> None:
        """Datasette's messages: a file has none."""
