"""The entrance of the site: receives every request, answers those that are refused, and routes the others.

The site's own pages run here. Everything else (Datasette's tables, rows, SQL, and all exports) runs in processes with
limits (`pool.py`); no visitor's SQL is ever executed in this one.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

from datasette.plugins import pm
from datasette.utils import tilde_encode

from archive.site.apart.kept import Kept, KeptAnswer
from archive.site.apart.limits import COMPARISONS, EXPLANATIONS, EXPORTS, QUERIES, SEARCHES, Lane
from archive.site.apart.pool import Answer, Exceeded, Full, Pool
from archive.site.cache import file_identity
from archive.site.headers import Headers, completed
from archive.site.page import HTML, lane_of, posts_of, site_info

Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]

LONGEST_TARGET = 16 * 1024  # bytes of path and query
LONGEST_SENT = 256 * 1024  # bytes of a request's body: the largest article with each byte escaped, and then some
PASSED_OVER = 4 * 1024 * 1024  # bytes of a longer one that are received, so that its sender reads the refusal
SENT_WITHIN = 20.0  # seconds for a body
MOST_SENDING = 32  # bodies that are received at a time
READ_AT_ONCE = 64 * 1024
RETRY_AFTER = 2  # seconds
LATER = [(b"retry-after", str(RETRY_AFTER).encode())]
REFUSED_AFTER = 0.5  # seconds before a refusal, so that clients that ignore Retry-After cost the others nothing
FORM = re.compile(r"\.([^/.]*)$")
FORMS = {"json", "blob"}  # of Datasette; the others have routes
DATA = re.compile(r"\.(?:json|csv|jsonl|xlsx|parquet|atom)$")
# The paths below /-/ that pages need; the others only reveal how the server is set up.
OWN_OF_DATASETTE = ("/-/static/", "/assets/")
NOT_READ = {b"host", b"cookie", b"authorization"}  # of the headers of a request
SAID = {
    "searching": "Diese Suche dauert als Datei zu lange. Weniger Wörter oder ein Filter helfen.",
    "reading": "Diese Mitteilung ist zu lang, um sie hier noch einmal zu lesen. Es gilt, was gespeichert ist.",
    "time": "Abfragen enden hier nach einer Sekunde Rechenzeit. Wer mehr braucht, lädt die Datenbank (Seite „Daten“).",
    "clock": "Der Server ist gerade so beschäftigt, dass die Abfrage nicht fertig wurde. Bitte später noch einmal.",
    "memory": "Die Abfrage braucht mehr Arbeitsspeicher, als eine hier bekommt. Weniger Spalten oder Zeilen helfen.",
    "weight": "Das Ergebnis ist größer als 10 MB. Weniger Spalten oder Zeilen helfen, oder die ganze Datenbank.",
    "file": "Die Datei würde zu groß. Ein Filter hilft, oder die ganze Datenbank (Seite „Daten“).",
    "full": "Gerade wird zu viel zugleich gefragt. Bitte in ein paar Sekunden noch einmal versuchen.",
    "long": "Die Adresse ist länger, als hier gelesen wird. Lange Abfragen gehen mit der heruntergeladenen Datenbank.",
    "article": "Der Text ist länger als 50 kB (etwa 7.000 Wörter). Bitte in Teilen prüfen.",
    "comparing": "Dieser Text ist zu verwickelt, um ihn auf einmal zu prüfen. Bitte in Teilen prüfen.",
    "slow": "Der Text ist nicht vollständig angekommen. Bitte noch einmal senden.",
    "none": "Unter dieser Adresse steht hier nichts.",
}
# What is said of a limit where it is another one than a query has.
IN_LANE = {
    (COMPARISONS, "time"): "comparing", (COMPARISONS, "memory"): "comparing", (COMPARISONS, "weight"): "comparing",
    (EXPLANATIONS, "time"): "reading", (SEARCHES, "time"): "searching", (SEARCHES, "weight"): "file",
    (EXPORTS, "weight"): "file",
}  # fmt: skip
LONG, MUCH = "SQL Interrupted", "Too much memory"  # titles of Datasette's errors
HEADINGS = {"time": LONG, "reading": LONG, "searching": LONG, "memory": MUCH, "weight": MUCH, "file": MUCH}


class Front:
    """The ASGI application that is served.

    datasette, app: the site, for its own pages. pool: for all else. address: scheme and host that the site has; what
    a request says of itself in its Host header is never believed, and whatever else it says of who asks is not read:
    the answer to an address is the same for everyone.
    """

    def __init__(self, datasette: Any, app: Any, pool: Pool, address: str) -> None:
        self._datasette, self._app, self._pool = datasette, app, pool
        parts = urlsplit(address)
        self._scheme, self._host = parts.scheme, parts.netloc.encode()
        self._refusals: dict[str, str] = {}
        self._kept = Kept()
        self._sending = 0
        self._database = tilde_encode(site_info(datasette).database)
        routes = [route for routes in pm.hook.register_routes(datasette=datasette) for route in routes]
        self._routes = [(re.compile(pattern), view) for pattern, view in routes]

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        raw = scope.get("raw_path") or scope["path"].encode()
        headers = [(name, value) for name, value in scope["headers"] if name.lower() not in NOT_READ]
        scope = {**scope, "scheme": self._scheme, "raw_path": raw, "headers": [(b"host", self._host), *headers]}
        if len(raw) + len(scope["query_string"]) > LONGEST_TARGET:
            await self._refuse({**scope, "query_string": b""}, send, 414, "long")
            return
        path = raw.decode("latin-1").partition("?")[0]
        if scope["method"] == "POST" and (takes := self._takes_posts(path)):
            await self._posted(takes, scope, receive, send)
            return
        if scope["method"] not in ("GET", "HEAD"):
            await self._app(scope, receive, send)  # which only says which methods are allowed
            return
        there, lane = self._lane(path, scope["query_string"].decode("latin-1"))
        if not there:
            await self._refuse(scope, send, 404, "none")
        elif lane is None:
            await self._app(scope, receive, send)
        else:
            await self._apart(lane, scope, send)

    async def warm(self) -> None:
        """Do the work that the first request would otherwise wait for."""

        async def nothing(*_: Any) -> Any:
            return {"type": "http.request", "body": b"", "more_body": False}

        scope = {"type": "http", "method": "GET", "headers": [], "root_path": ""}
        for path, query in (("/", b""), ("/suche", b"q=Haus")):  # the search has word lists to load
            await self({**scope, "path": path, "query_string": query}, nothing, nothing)

    def _lane(self, path: str, query: str) -> tuple[bool, Lane | None]:
        """Whether a path exists, and in which lane it runs; None is this process."""
        for pattern, view in self._routes:
            if pattern.match(path):
                return True, lane_of(view, path, query)
        if path.startswith(OWN_OF_DATASETTE) or path in ("/favicon.ico", f"/{self._database}.db"):
            return True, None
        first = path.split("/")[1].partition(".")[0] if path.startswith("/") else ""
        form = FORM.search(path)
        known = form is None or form[1] in FORMS
        return known and first == self._database, QUERIES

    def _takes_posts(self, path: str) -> Lane | None:
        """The lane in which a path answers what is sent to it; None if nothing is to be sent there."""
        views = (view for pattern, view in self._routes if pattern.match(path))
        return posts_of(next(views, None))

    async def _posted(self, lane: Lane, scope: Any, receive: Receive, send: Send) -> None:
        if self._sending >= MOST_SENDING:
            await self._refuse(scope, send, 503, "full", LATER)
            return
        self._sending += 1
        try:
            async with asyncio.timeout(SENT_WITHIN):
                sent = await _body(receive)
        except TimeoutError:
            await self._refuse(scope, send, 408, "slow")
            return
        finally:
            self._sending -= 1
        if sent is None:
            await self._refuse(scope, send, 413, "article")
        else:
            await self._apart(lane, scope, send, sent)

    async def _apart(self, lane: Lane, scope: Any, send: Send, sent: bytes = b"") -> None:
        path = self._datasette.get_database(site_info(self._datasette).database).path
        key = (file_identity(path), scope["path"])
        if lane.kept and (kept := self._kept.get(key)):
            await _again(kept, scope, send)
            return
        try:
            answer = await self._pool.ask(lane, scope, sent)
        except Full:
            await asyncio.sleep(REFUSED_AFTER)
            await self._refuse(scope, send, 503, "full", LATER)
        except Exceeded as error:
            busy = error.limit == "clock"
            why = IN_LANE.get((lane, error.limit), error.limit)
            await self._refuse(scope, send, 503 if busy else 400, why, LATER if busy else None)
        else:
            if lane.kept and scope["method"] == "GET" and answer.status == 200:
                answer.body.seek(0)
                self._kept.put(key, answer.status, _sized(answer), answer.body.read())
            await self._send(answer, send, whole=scope["method"] != "HEAD")

    async def _send(self, answer: Answer, send: Send, *, whole: bool) -> None:
        headers = _sized(answer)
        with self._pool.reading(answer) as body:
            await send({"type": "http.response.start", "status": answer.status, "headers": headers})
            body.seek(0)
            while whole and (part := body.read(READ_AT_ONCE)):
                await send({"type": "http.response.body", "body": part, "more_body": True})
            await send({"type": "http.response.body", "body": b""})

    async def _rendered(self, status: int, why: str) -> str:
        """The page of a refusal, rendered once: to refuse must cost nothing when there is much to refuse."""
        context = {"status": status, "said": SAID[why], "title": HEADINGS.get(why, "")}
        self._refusals[why] = str(await self._datasette.render_template("error.html", context))
        return self._refusals[why]

    async def _refuse(self, scope: Any, send: Send, status: int, why: str, headers: Headers | None = None) -> None:
        """Say in one sentence why there is no answer: as a page, or as JSON and text where data was asked for."""
        path, said = scope["path"], SAID[why]
        form = DATA.search(path)
        if form and form[0] == ".json":
            kind, text = "application/json; charset=utf-8", json.dumps({"ok": False, "status": status, "error": said})
        elif form:
            kind, text = "text/plain; charset=utf-8", said + "\n"
        else:
            kind, text = HTML, self._refusals.get(why) or await self._rendered(status, why)
        body = text.encode()
        given = [(b"content-type", kind.encode()), (b"content-length", str(len(body)).encode()), *(headers or [])]
        if form:
            given.append((b"access-control-allow-origin", b"*"))
        await send({"type": "http.response.start", "status": status, "headers": completed(given)})
        await send({"type": "http.response.body", "body": body if scope["method"] != "HEAD" else b""})


async def _body(receive: Receive) -> bytes | None:
    """The body of a request; None if it is longer than any that is read, or its sender is gone."""
    body, length, more = bytearray(), 0, True
    while more and length <= PASSED_OVER:
        message = await receive()
        if message["type"] != "http.request":
            return None
        part = message.get("body", b"")
        length += len(part)
        if length <= LONGEST_SENT:
            body += part
        more = message.get("more_body", False)
    return bytes(body) if length <= LONGEST_SENT else None


def _sized(answer: Answer) -> Headers:
    """The headers of an answer with its length."""
    headers = [(name, value) for name, value in answer.headers if name.lower() != b"content-length"]
    return [*headers, (b"content-length", str(answer.size).encode())]


async def _again(kept: KeptAnswer, scope: Any, send: Send) -> None:
    """Send an answer that was kept, or that it is known already."""
    known = kept.is_known(scope["headers"])
    headers = [pair for pair in kept.headers if not known or pair[0].lower() != b"content-length"]
    await send({"type": "http.response.start", "status": 304 if known else 200, "headers": headers})
    body = b"" if known or scope["method"] == "HEAD" else kept.body
    await send({"type": "http.response.body", "body": body})
