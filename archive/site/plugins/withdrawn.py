"""Answers 410 for whatever belongs to a withdrawn release or shows it, before anything else looks at the address.

Page, rows, files, pictures and revisions of a release lie below one address; a capture has one of its own. Nothing of a
hidden release is in the database: this only says so, and since when and why.
"""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable
from typing import Any

from datasette import hookimpl
from datasette.utils import tilde_decode, tilde_encode

from archive.site.headers import completed
from archive.site.page import HTML, site_info
from archive.site.withdrawals import is_noindex, why_away, why_withheld

Application = Callable[[Any, Any, Any], Awaitable[None]]

CAPTURE = re.compile(r"/(?:abzug|anlage)/(?P<id>[0-9a-f]{16})(?:/|$)")
DATA = re.compile(r"\.(?:csl\.)?(?P<form>json|csv|jsonl|xlsx|atom|bib|png|jpg|parquet)$")
NOINDEX = (b"x-robots-tag", b"noindex")


@hookimpl
def asgi_wrapper(datasette: Any) -> Callable[[Application], Application]:
    """Look up what is asked for among the withdrawals."""
    name = site_info(datasette).database
    release = re.compile(rf"/{re.escape(tilde_encode(name))}/releases/(?P<slug>[^/.]+)")

    def wrap(app: Application) -> Application:
        async def answered(scope: Any, receive: Any, send: Any) -> None:
            path = (scope.get("raw_path") or b"").decode("latin-1").partition("?")[0]
            capture, asked = CAPTURE.match(path), release.match(path)
            if scope["type"] != "http" or not (capture or asked):
                await app(scope, receive, send)
                return
            database = datasette.get_database(name)
            if capture:
                said = await database.execute_fn(lambda c: why_withheld(c, capture["id"]))
            else:
                slug = tilde_decode(asked["slug"]) if asked else ""
                said = await database.execute_fn(lambda c: why_away(c, slug))
                if not said and await database.execute_fn(lambda c: is_noindex(c, slug)):
                    send = _not_indexed(send)
            if said:
                await _gone(datasette, scope, send, path, said)
            else:
                await app(scope, receive, send)

        return answered

    return wrap


def _not_indexed(send: Any) -> Any:
    async def sent(message: Any) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message.get("headers", []), NOINDEX]}
        await send(message)

    return sent


async def _gone(datasette: Any, scope: Any, send: Any, path: str, said: str) -> None:
    form = DATA.search(path)
    if form and form["form"] == "json":
        kind, text = "application/json; charset=utf-8", json.dumps({"ok": False, "status": 410, "error": said})
    elif form:
        kind, text = "text/plain; charset=utf-8", said + "\n"
    else:
        kind, text = HTML, str(await datasette.render_template("error.html", {"status": 410, "said": said}))
    body = text.encode()
    headers = [(b"content-type", kind.encode()), (b"content-length", str(len(body)).encode())]
    if form:
        headers.append((b"access-control-allow-origin", b"*"))
    await send({"type": "http.response.start", "status": 410, "headers": completed(headers)})
    await send({"type": "http.response.body", "body": body if scope["method"] != "HEAD" else b""})
