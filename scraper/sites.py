"""Sites: which hosts belong to one source, where its lists and feeds are, and which addresses are releases.

A site is a TOML file (see `sites/darmstadt.toml`); another town's TYPO3 site needs a file and no code.
"""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlencode, urljoin, urlsplit, urlunsplit
from zoneinfo import ZoneInfo

from scraper.boilerplate import Boilerplate, parse_boilerplate
from scraper.errors import SiteError, WrongInput

SITES = Path(__file__).parent / "sites"
KEYS_KEPT = 60_000  # addresses whose keys are remembered: a menu is on every page, and a sitemap holds up to 50,000
FEED_TYPES = {"9818"}  # EXT:news: `?type=9818` gives the site-wide feed at whatever path it stands
BEFORE_THE_WEB = date(1970, 1, 1)  # for sites without `since`; two-digit years begin there, too
MOST_DAYS = 36_500  # of a rule for what is gone
ATTACHMENTS = ("files", "images")  # what may be captured beside the pages
ATTACHMENT_TYPES = ("pdf", "docx", "xlsx", "pptx", "odt", "ods", "ics", "csv", "jpg", "jpeg", "png", "gif", "webp")
MOST_ATTACHMENTS, MOST_ATTACHMENT_BYTES = 200, 64 * 1024 * 1024  # that a site file may ask for
NEWS_UID = re.compile(r"tx_news_pi1\[news\]")


class ForeignAddress(ValueError):
    """An address that is not on one of the site's hosts (or no http address at all)."""


@dataclass(frozen=True)
class DetailRule:
    """Addresses of releases: `path` is matched against the decoded path and has a group `slug`."""

    path: re.Pattern[str]
    generation: str | None = None


@dataclass(frozen=True)
class City:
    """What holds in this city alone, as the text of files that its site file names; empty where it names none.

    Boilerplate may also stand in the site file itself, as the table [city.boilerplate].

    The texts are data: what they mean is read in `archive/releases` (offices.py, authors.py, holidays.py) and in
    `scraper/boilerplate.py`.
    """

    offices: str = ""
    authors: str = ""
    holidays: str = ""
    boilerplate: str = ""


@dataclass(frozen=True)
class Site:
    """One source.

    cited_as: how a newspaper names the publisher in a credit; "" where that is its full name.
    hosts:   `host` or `host:port`, lower case; never a host outside it is asked. The scheme's own port is left out.
    home:    absolute address that every canonical address starts with.
    verify_tls: whether the servers' certificates are checked; where they are not, every capture says so.
    since:   first day on which the site can have published anything; an earlier printed day is a slip.
    noindex_gone_after, hide_gone_after: days after which a release that the city took down is kept from search engines,
             or out of the database; None: never.
    attachments: what is captured of a release beside its page: `files`, `images`, both or nothing.
    attachment_types: of which types, by the ends of their addresses; attachment_bytes: the largest of one;
             attachments_per_release: the most of one release.
    public:  False for a site on this machine (sample, replay): only then are private network addresses asked.
    """

    name: str
    title: str
    publisher: str
    home: str
    hosts: tuple[str, ...]
    details: tuple[DetailRule, ...]
    cited_as: str = ""
    time_zone: str = "Europe/Berlin"
    public: bool = True
    verify_tls: bool = True
    feeds: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    path_prefixes: tuple[str, ...] = ()
    ignored_parameters: tuple[str, ...] = ()
    uid_parameters: bool = False
    since: date | None = None
    noindex_gone_after: int | None = None
    hide_gone_after: int | None = None
    attachments: tuple[str, ...] = ()
    attachment_types: tuple[str, ...] = ATTACHMENT_TYPES
    attachment_bytes: int = 10_000_000
    attachments_per_release: int = 20
    city: City = City()

    @cached_property
    def zone(self) -> ZoneInfo:
        """The time zone in which the city prints its days."""
        return ZoneInfo(self.time_zone)

    @cached_property
    def boilerplate(self) -> Boilerplate:
        """What the city's pages print around their releases."""
        return parse_boilerplate(self.city.boilerplate)

    @property
    def first_day(self) -> date:
        """Earlier printed days are not days of publication."""
        return self.since or BEFORE_THE_WEB

    @property
    def routes(self) -> tuple[tuple[str, str], ...]:
        """Every start address, absolute, with its kind: `feed`, `list` or `sitemap`."""
        kinds = (("feed", self.feeds), ("list", self.lists), ("sitemap", self.sitemaps))
        return tuple((kind, urljoin(self.home, url)) for kind, urls in kinds for url in urls)

    def at(self, home: str) -> Site:
        """The same site served at another address (`http://127.0.0.1:PORT/`), as the sample and replays are."""
        return replace(self, home=home, hosts=(urlsplit(home).netloc.lower(),))

    def owns(self, url: str) -> bool:
        """Whether the address is http(s) on one of the site's hosts; user parts and the scheme's port do not count."""
        try:
            parts = urlsplit(url)
            return parts.scheme in {"http", "https"} and _host(url) in self.hosts
        except ValueError:
            return False

    def canonical(self, url: str) -> str:
        """The one address that stands for all twins of this one.

        Scheme and host become the home's; user part, fragment, a leading `/1/`, ignored and tracking parameters go; of
        a release with a slug also the final slash and the whole query. The feed is the same at every path.

        Raises: ForeignAddress, if the site does not own the address.
        """
        if not self.owns(url):
            raise ForeignAddress(f"{url} is not on {', '.join(self.hosts)}")
        parts = urlsplit(url)
        base = urlsplit(self.home)
        query = parse_qsl(parts.query, keep_blank_values=True)
        if self._is_feed(query):
            return urlunsplit((base.scheme, base.netloc, "/", urlencode({"type": dict(query)["type"]}), ""))
        path = self._path(parts.path)
        if self._slug(path):
            return urlunsplit((base.scheme, base.netloc, quote(path.rstrip("/"), safe="/-._~"), "", ""))
        kept = [(k, v) for k, v in query if k not in self.ignored_parameters and not k.startswith("utm_")]
        return urlunsplit((base.scheme, base.netloc, quote(path, safe="/-._~%") or "/", urlencode(kept), ""))

    def key(self, url: str) -> str | None:
        """The release that an address names: its slug, or `uid-<n>` where it has only the news uid; else None."""
        known = self._known_keys
        if url not in known:
            if len(known) >= KEYS_KEPT:
                known.clear()
            known[url] = self._key(url)
        return known[url]

    @cached_property
    def _known_keys(self) -> dict[str, str | None]:
        return {}

    def _key(self, url: str) -> str | None:
        if not self.owns(url):
            return None
        parts = urlsplit(url)
        query = parse_qsl(parts.query, keep_blank_values=True)
        if self._is_feed(query):
            return None
        if slug := self._slug(self._path(parts.path)):
            return slug
        if self.uid_parameters:
            return next((f"uid-{v}" for k, v in query if NEWS_UID.fullmatch(k) and v.isdigit()), None)
        return None

    def generation(self, url: str) -> str | None:
        """The site generation of a release's address as its rule names it, or None."""
        path = self._path(urlsplit(url).path)
        return next((rule.generation for rule in self.details if rule.path.fullmatch(path)), None)

    def _slug(self, path: str) -> str | None:
        for rule in self.details:
            if match := rule.path.fullmatch(path):
                return match["slug"]
        return None

    def _path(self, path: str) -> str:
        path = re.sub(r"/{2,}", "/", unquote(path))
        for prefix in self.path_prefixes:
            if path.startswith(prefix + "/"):
                return path[len(prefix) :]
        return path

    @staticmethod
    def _is_feed(query: list[tuple[str, str]]) -> bool:
        return any(k == "type" and v in FEED_TYPES for k, v in query)


def _host(url: str) -> str:
    parts = urlsplit(url)
    host, port = (parts.hostname or "").rstrip("."), parts.port
    default = {"http": 80, "https": 443}.get(parts.scheme)
    return host if port in (None, default) else f"{host}:{port}"


def load_site(name: str | Path) -> Site:
    """Read a site file: the name of a shipped one (`darmstadt`, `sample`) or a path that ends in `.toml`.

    Raises: SiteError, saying what is missing or wrong and where.
    """
    path = Path(name) if str(name).endswith(".toml") else SITES / f"{name}.toml"
    if not path.is_file():
        shipped = ", ".join(sorted(p.stem for p in SITES.glob("*.toml")))
        raise SiteError(f"no site file {path}: give the path of a .toml file or one of: {shipped}")
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SiteError(f"{path} is no readable TOML: {error}") from error
    return _site(raw, path)


def _city(named: object, path: Path) -> City:
    kinds = [field.name for field in fields(City)]
    if not isinstance(named, dict) or (unknown := sorted(set(named) - set(kinds))):
        what = f"unknown {unknown[0]!r}" if isinstance(named, dict) else "it is no table"
        raise SiteError(f"{path}: [city] names files by {', '.join(kinds)}: {what}")
    texts = {}
    for kind, name in named.items():
        if kind == "boilerplate" and isinstance(name, dict):  # a table of the site file itself, which needs no file
            texts[kind] = "\n".join(f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in name.items())
            continue
        beside = path.parent / str(name)
        if not beside.is_file():
            raise SiteError(f"{path}: [city] {kind} = {name!r}: there is no {beside}; put it there or cut the line")
        texts[kind] = beside.read_text(encoding="utf-8")
    try:
        parse_boilerplate(texts.get("boilerplate", ""))
    except WrongInput as error:
        raise SiteError(f"{path}: [city] boilerplate: {error}") from error
    return City(**texts)


def _site(raw: dict[str, Any], path: Path) -> Site:
    start = raw.pop("start", {})
    raw["city"] = _city(raw.get("city", {}), path)
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in raw.items()}
    try:
        rules = tuple(DetailRule(re.compile(d["path"]), d.get("generation")) for d in values.pop("detail"))
        site = Site(
            details=rules,
            feeds=tuple(start.get("feeds", ())),
            lists=tuple(start.get("lists", ())),
            sitemaps=tuple(start.get("sitemaps", ())),
            **values,
        )
    except KeyError as error:
        raise SiteError(f"{path}: {error.args[0]!r} is missing (see sites/darmstadt.toml for every field)") from error
    except TypeError as error:
        raise SiteError(f"{path}: {error} (see sites/darmstadt.toml for every field)") from error
    except re.error as error:
        raise SiteError(f"{path}: a detail path is no regular expression: {error}") from error
    if missing := [rule.path.pattern for rule in site.details if "slug" not in rule.path.groupindex]:
        raise SiteError(f"{path}: the detail path {missing[0]!r} needs a group (?P<slug>…)")
    if not re.fullmatch(r"[a-z][a-z0-9_]*", site.name):
        raise SiteError(f"{path}: name must be lower-case letters, digits and _, not {site.name!r}")
    if site.since is not None and type(site.since) is not date:
        raise SiteError(f"{path}: since must be a day such as 2006-01-01, without quotes, not {site.since!r}")
    for name in ("noindex_gone_after", "hide_gone_after"):
        if (days := getattr(site, name)) is not None and (type(days) is not int or not 0 <= days <= MOST_DAYS):
            raise SiteError(f"{path}: {name} must be a number of days from 0 to {MOST_DAYS}, not {days!r}")
    _check_attachments(site, path)
    if not site.owns(site.home):
        raise SiteError(f"{path}: the host of home {site.home!r} is not among hosts")
    return site


def _check_attachments(site: Site, path: Path) -> None:
    if wrong := [kind for kind in site.attachments if kind not in ATTACHMENTS]:
        raise SiteError(f"{path}: attachments must be a list of {' and '.join(ATTACHMENTS)}, not {wrong[0]!r}")
    types = site.attachment_types
    if not isinstance(types, tuple) or not all(
        isinstance(kind, str) and re.fullmatch(r"[a-z0-9]+", kind) for kind in types
    ):
        raise SiteError(f'{path}: attachment_types must be a list of ends of file names such as "pdf", not {types!r}')
    for name, most in (("attachment_bytes", MOST_ATTACHMENT_BYTES), ("attachments_per_release", MOST_ATTACHMENTS)):
        if type(number := getattr(site, name)) is not int or not 1 <= number <= most:
            raise SiteError(f"{path}: {name} must be a number from 1 to {most}, not {number!r}")
