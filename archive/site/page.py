"""What a page is: a `load` function that reads the database into a frozen dataclass, and a template that shows it.

A plugin in `plugins/` binds both to an address. Answers are kept by `archive.site.cache`; they carry ETag and
Cache-Control.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Awaitable, Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlencode
from weakref import WeakKeyDictionary
from zoneinfo import ZoneInfo

from datasette.utils import tilde_decode
from datasette.utils.asgi import NotFound, Response
from jinja2 import Environment

from archive.site.apart.limits import Lane
from archive.site.cache import PageCache, Rendered, downloads_identity, file_identity
from archive.site.files.answer import File
from archive.site.files.writers import FORMS, Table, disposition, in_file_name
from archive.site.safe import slug_part, web_address

PLUGIN = "darmstadt-aktuell"
MAX_AGE = 60  # seconds for which browsers and proxies may reuse a page; after that the ETag decides
HTML = "text/html; charset=utf-8"
MAIL = re.compile(r"[^\s@<>?&]+@[^\s@<>?&]+")
FORM = re.compile(rf"\.(?:{'|'.join(FORMS)})$")


@dataclass(frozen=True)
class SiteInfo:
    """The source that the site shows, as `archive.site.metadata` hands it over.

    cited_as: the publisher as newspapers credit it. contact: of who runs the archive, or "". imprint, privacy: lines of
    the operator's settings, as the licences; empty where there are none.
    address: where it is public (scheme and host), or "". local: where it listens.
    offices, holidays: the texts of the city's own tables, which a release is read with.
    expect_every: seconds in which a good run is expected.
    """

    database: str
    title: str
    publisher: str
    home: str
    time_zone: str
    cited_as: str = ""
    contact: str = ""
    imprint: Sequence[str] = ()
    privacy: Sequence[str] = ()
    licence_of_texts: str = ""
    licence_of_data: str = ""
    address: str = ""
    local: str = "http://localhost"
    offices: str = ""
    holidays: str = ""
    expect_every: float = 36 * 3600

    @property
    def contact_link(self) -> str:
        """The contact as a link, `mailto:…` or a web address; "" where it is neither."""
        if web_address(self.contact):
            return self.contact
        mail = self.contact.removeprefix("mailto:")
        return f"mailto:{mail}" if MAIL.fullmatch(mail) else ""

    @property
    def absolute(self) -> str:
        """An address for formats that want an absolute one."""
        return self.address or self.local


@dataclass(frozen=True)
class Asked:
    """What was asked for.

    names: the named groups of the address, decoded. arguments: of the query string. folder: where the database lies.
    today: the day on the city's calendar while this is answered.
    """

    site: SiteInfo
    path: str
    names: Mapping[str, str]
    arguments: Mapping[str, tuple[str, ...]]
    folder: Path
    today: date

    @property
    def address(self) -> str:
        """What stands before a path in links for others: scheme and host, or "" without a public address."""
        return self.site.address

    @property
    def absolute(self) -> str:
        """The same for formats that want an absolute address: while there is no public one, where the site listens."""
        return self.site.absolute

    @property
    def webcal(self) -> str:
        """The address at which calendar programs subscribe to what is announced."""
        return f"webcal://{self.absolute.partition('://')[2]}/kalender.ics"

    @property
    def file_name(self) -> str:
        """What files of this page are called, without an ending: `personen-Hedwig-Amrath-2021`."""
        path = FORM.sub("", unquote(self.path)).removeprefix(f"/{self.site.database}/")
        asked = [name if values == ("1",) else values[0] for name, values in self.arguments.items() if name != "seite"]
        return in_file_name(" ".join([path, *asked])) or "start"

    def release(self, slug: str) -> str:
        """The path of a release's page."""
        return f"/{slug_part(self.site.database)}/releases/{slug_part(slug)}"

    def argument(self, name: str, default: str = "") -> str:
        """The first value of an argument, without blanks around it."""
        return self.arguments.get(name, (default,))[0].strip()

    def page_number(self) -> int:
        """The argument `seite`, counted from 1. Raises: NotFound, if it is no such number."""
        text = self.argument("seite", "1")
        if not text.isascii() or not text.isdigit() or not 0 < int(text[:9]) < 100_000:
            raise NotFound(f"Es gibt keine Seite „{text}“.")
        return int(text)

    def with_arguments(self, **changed: str | int | None) -> str:
        """The same address with some arguments changed; None leaves one out."""
        kept = {name: values for name, values in self.arguments.items() if name not in changed}
        pairs = [(name, value) for name, values in kept.items() for value in values]
        pairs += [(name, str(value)) for name, value in changed.items() if value is not None]
        return self.path + (f"?{urlencode(pairs)}" if pairs else "")


@dataclass(frozen=True)
class Query:
    """The SQL behind a page, with its named parameters: shown as links to JSON, CSV and the SQL page."""

    sql: str
    params: Mapping[str, str | int] | None = None

    def link(self, database: str, extension: str = "", name: str = "") -> str:
        """Address of this query: "" for the SQL page, ".json" or ".csv" for a file, which has the name."""
        shape = {"_shape": "array"} if extension == ".json" else {}
        named = {"_name": name} if name else {}
        return f"/{database}{extension}?" + urlencode({"sql": self.sql, **(self.params or {}), **shape, **named})


@dataclass(frozen=True)
class Document:
    """An answer other than a page: a feed or a file to download.

    file: name and ending of what is downloaded. policy: a content security policy of its own.
    """

    content_type: str
    body: str | bytes
    file: tuple[str, str] | None = None
    policy: str | None = None


Load = Callable[[sqlite3.Connection, Asked], Any]
View = Callable[..., Awaitable[Any]]
LaneOf = Callable[[str, str], Lane | None]
_caches: WeakKeyDictionary[Any, PageCache] = WeakKeyDictionary()
_environments: WeakKeyDictionary[Any, Environment] = WeakKeyDictionary()


def page(
    template: str,
    load: Load,
    takes: Iterable[str] = (),
    lane: Lane | LaneOf | None = None,
    policy: str | None = None,
) -> View:
    """A view that shows what `load` returns as `page` in a template; None is „not found“.

    takes: the arguments that it reads; other arguments are ignored, also by the cache. lane: the limits
    under which it runs in a process of its own, or a function of path and query that says so; None, if it runs beside
    the others. policy: a content security policy of its own, of a page that other sites may frame.
    """
    named = {"content-security-policy": policy, "cross-origin-resource-policy": "cross-origin"} if policy else {}

    async def make(datasette: Any, request: Any, asked: Asked) -> Rendered:
        found = await datasette.get_database(asked.site.database).execute_fn(lambda c: load(c, asked))
        if found is None:
            raise NotFound("Diese Seite gibt es im Archiv nicht.")
        context = {"page": found, "asked": asked, "request": request}
        return Rendered(200, HTML, at_once(datasette).get_template(template).render(context).encode(), named)

    return _view(make, takes, lane)


def document(
    load: Callable[[sqlite3.Connection, Asked], Document | None], lane: Lane | None = None, takes: Iterable[str] = ()
) -> View:
    """A view that sends the document which `load` returns, to scripts of other sites too; None is „not found“.

    takes: as of `page`. lane: the limits under which it runs in a process of its own; None, if it runs as the pages do.
    """

    async def make(datasette: Any, _: Any, asked: Asked) -> Rendered:
        found = await datasette.get_database(asked.site.database).execute_fn(lambda c: load(c, asked))
        if found is None:
            raise NotFound("Dieses Dokument gibt es im Archiv nicht.")
        named = {"content-security-policy": found.policy} if found.policy else {"Access-Control-Allow-Origin": "*"}
        if found.file:
            named["Content-Disposition"] = disposition(*found.file)
        body = found.body if isinstance(found.body, bytes) else found.body.encode()
        return Rendered(200, found.content_type, body, named)

    return _view(make, takes, lane)


def file(load: Callable[[sqlite3.Connection, Asked], Table], form: str, lane: Lane, takes: Iterable[str]) -> View:
    """A view that sends the table which `load` returns as a file; it runs in a process of its own, as `document`."""
    known = frozenset(takes)

    async def view(datasette: Any, request: Any) -> Any:
        site = site_info(datasette)
        try:
            asked = asked_for(datasette, site, request, known)
            table = await datasette.get_database(site.database).execute_fn(lambda c: load(c, asked))
        except NotFound as error:
            return await _not_found(datasette, request, error)
        return File(table, form)

    view.lane = lane  # type: ignore[attr-defined] # read by lane_of
    return view


def lane_of(view: View, path: str, query: str) -> Lane | None:
    """The limits under which a view runs in a process of its own; None, if it runs as the pages do."""
    lane = getattr(view, "lane", None)
    return lane(path, query) if callable(lane) else lane


def posts_of(view: View | None) -> Lane | None:
    """The limits under which a view answers POST, in a process of its own; None, if it does not."""
    return getattr(view, "posts", None)


def at_once(datasette: Any) -> Environment:
    """Datasette's templates, rendered without asyncio: our pages await nothing, and take a third of the time so."""
    if (environment := _environments.get(datasette)) is None:
        environment = _environments[datasette] = datasette.jinja_env.overlay(enable_async=False)
    return environment


def site_info(datasette: Any) -> SiteInfo:
    """The source that is published, from the plugin configuration that `archive.site.metadata` writes."""
    return SiteInfo(**datasette.plugin_config(PLUGIN))


def _view(
    make: Callable[[Any, Any, Asked], Awaitable[Rendered]], takes: Iterable[str], lane: Lane | LaneOf | None = None
) -> View:
    known = frozenset(takes)

    async def view(datasette: Any, request: Any) -> Any:
        site = site_info(datasette)
        path = datasette.get_database(site.database).path
        cache = _caches.setdefault(datasette, PageCache())
        try:
            asked = asked_for(datasette, site, request, known)
            arguments = tuple(sorted(asked.arguments.items()))
            state = (file_identity(path), downloads_identity(path))
            key: Hashable = (state, asked.today, request.path, arguments)  # „heute“ is over at midnight
            entry = cache.get(key) or cache.put(key, await make(datasette, request, asked))
        except NotFound as error:
            return await _not_found(datasette, request, error)
        rendered, etag = entry
        headers = {**rendered.headers, "ETag": etag, "Cache-Control": f"public, max-age={MAX_AGE}"}
        if etag in request.headers.get("if-none-match", ""):
            return Response("", 304, headers)
        return Response(rendered.body, rendered.status, headers, rendered.content_type)

    view.lane = lane  # type: ignore[attr-defined] # read by lane_of
    return view


def asked_for(datasette: Any, site: SiteInfo, request: Any, known: frozenset[str]) -> Asked:
    """What a request asks for; known: the arguments that are read. Raises: NotFound, for another database."""
    names = {name: unquote(value) for name, value in request.url_vars.items() if value is not None}
    if names.pop("database", site.database) != site.database:
        raise NotFound("Diese Datenbank gibt es hier nicht.")
    if "slug" in names:
        names["slug"] = tilde_decode(request.url_vars["slug"])
    given = parse_qs(request.query_string, keep_blank_values=True)
    arguments = {name: (values[0],) for name, values in given.items() if name in known}
    folder = Path(datasette.get_database(site.database).path).parent
    today = now().astimezone(ZoneInfo(site.time_zone)).date()
    return Asked(site, request.path, names, arguments, folder, today)


def now() -> datetime:
    """The clock: what the site calls „heute“ depends on nothing else."""
    return datetime.now(UTC)


async def _not_found(datasette: Any, request: Any, error: NotFound) -> Any:
    """Answer 404 here: Datasette would mistake escaped letters in the address for one of its own old addresses."""
    text = await datasette.render_template("error.html", {"status": 404, "said": str(error)}, request=request)
    return Response(text, 404, {}, HTML)
