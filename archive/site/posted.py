"""Views that answer what a visitor sends by POST. Nothing of it is kept: not here, in no cache, in no log."""

from __future__ import annotations

import json
import sqlite3
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from datasette.utils.asgi import Response

from archive.site.apart.limits import Lane
from archive.site.page import HTML, Asked, View, asked_for, at_once, site_info

JSON = "application/json; charset=utf-8"
FORM, PLAIN = "application/x-www-form-urlencoded", "text/plain"
SENT_TO = ("/pruefen", "/pruefen.json")  # the addresses of such views
NOT_KEPT = {"Cache-Control": "no-store"}
FOR_SCRIPTS = {"Access-Control-Allow-Origin": "*"}
FAILED = "Beim Prüfen ist etwas schiefgegangen. Der Text ist nicht gespeichert."


class Unreadable(ValueError):
    """What was sent is no text in UTF-8, or of another form; the message says so, in German."""


@dataclass(frozen=True)
class Made:
    """An answer to what was sent: its status, and the page to show or the object of the JSON."""

    status: int
    content: Any


Load = Callable[[sqlite3.Connection, Asked, str], Made]


def posting(shown: View, load: Load, lane: Lane, field: str, template: str | None = None) -> View:
    """A view that is `shown` by GET, and by POST answers with what `load` makes of the text that was sent.

    field: of the form that holds the text; a body of text/plain is the text itself. template: shows the content as
    `page`; without one it is JSON. lane: the limits under which POST runs in a process of its own.
    """

    async def view(datasette: Any, request: Any) -> Any:
        if request.method != "POST":
            return await shown(datasette, request)
        site = site_info(datasette)
        asked = asked_for(datasette, site, request, frozenset())
        try:
            text = sent_text(request.headers.get("content-type", ""), await request.post_body(), field)
            made = await datasette.get_database(site.database).execute_fn(lambda c: load(c, asked, text))
        except Unreadable as error:
            made = Made(400, {"ok": False, "status": 400, "error": str(error)})
        except MemoryError:
            raise  # said as that of a query is
        except Exception as error:  # noqa: BLE001 - its message may hold words of the visitor's: none reaches the log
            sys.stderr.write(f"{request.path}: {type(error).__name__} at {_place(error)}\n")
            made = Made(500, {"ok": False, "status": 500, "error": FAILED})
        failed = isinstance(made.content, dict) and made.content.get("ok") is False
        if template is None:
            body = json.dumps(made.content, ensure_ascii=False, indent=1)
            return Response(body, made.status, NOT_KEPT | FOR_SCRIPTS, JSON)
        name = "error.html" if failed else template
        context = {"status": made.status, "said": made.content["error"]} if failed else {"page": made.content}
        body = at_once(datasette).get_template(name).render(context | {"asked": asked, "request": request})
        return Response(body, made.status, NOT_KEPT, HTML)

    view.lane = None  # type: ignore[attr-defined] # read by lane_of
    view.posts = lane  # type: ignore[attr-defined] # read by posts_of
    return view


def sent_text(content_type: str, body: bytes, field: str) -> str:
    """The text in the body of a request. Raises: Unreadable."""
    kind = content_type.partition(";")[0].strip().lower()
    try:
        if kind == PLAIN:
            return body.decode("utf-8-sig")
        if kind == FORM:
            fields = parse_qs(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=10)
            return fields.get(field, [""])[0]
    except ValueError as error:
        raise Unreadable("Der Text ist nicht lesbar: Erwartet wird UTF-8.") from error
    raise Unreadable(f"Der Text wird als Formular ({FORM}) oder als {PLAIN} gesendet.")


def _place(error: BaseException) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{Path(frame.filename).name}:{frame.lineno}"
