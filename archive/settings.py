"""What belongs to the operator of a site: `DIR/<site>.settings.toml`. No build reads it.

    public_address = "https://archiv.example.org/"     # where the site is published
    contact = "mailto:redaktion@example.org"           # goes into the user agent of crawls and on the page „Über“
    expect_every = "36 h"                              # `status` complains if no crawl finishes for so long
    downloads = true                                   # each build makes the whole archive as files, linked on „Daten“

    [legal]                                            # German lines, shown as written
    imprint = ["Verein Beispiel e. V.", "Hauptstraße 1, 64283 Darmstadt"]
    privacy = ["Diese Seite speichert nichts über ihre Leser."]
    licence_of_texts = "© Wissenschaftsstadt Darmstadt"
    licence_of_data = "CC0 1.0"

Every key is optional, and so is the file.
"""

from __future__ import annotations

import os
import re
import tomllib
from dataclasses import dataclass, field, fields
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from scraper.contact import CONTACT
from scraper.errors import SettingsError
from scraper.sites import Site

DURATION = re.compile(r"(\d{1,6}(?:\.\d{1,3})?) ?(min|h|d)")
UNITS = {"min": "minutes", "h": "hours", "d": "days"}


@dataclass(frozen=True)
class Legal:
    """What law or courtesy requires on a public site; empty where the operator gave nothing."""

    imprint: tuple[str, ...] = ()
    privacy: tuple[str, ...] = ()
    licence_of_texts: str = ""
    licence_of_data: str = ""


@dataclass(frozen=True)
class Settings:
    """The settings of one site.

    public_address: http(s), ends with a slash; empty where the site is not public.
    contact:        an e-mail or web address; the environment variable `DARMSTADT_AKTUELL_CONTACT` takes precedence.
    expect_every:   the longest pause between two finished crawls.
    downloads:      whether each build also writes the whole archive in each format, for the site to send.
    """

    public_address: str = ""
    contact: str = ""
    expect_every: timedelta = timedelta(hours=36)
    legal: Legal = field(default_factory=Legal)
    downloads: bool = False


DEFAULTS = Settings()


def settings_path(data: Path, site: Site) -> Path:
    """Where a site's settings lie below the data folder."""
    return data / f"{site.name}.settings.toml"


def load_settings(data: Path, site: Site) -> Settings:
    """Read a site's settings; without the file they are DEFAULTS.

    Raises: SettingsError, naming the file, the key and what it must hold.
    """
    path = settings_path(data, site)
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} is no readable TOML: {error}") from error
    if contact := os.environ.get(CONTACT, "").strip():
        raw["contact"] = contact
    return _settings(raw, path)


def _settings(raw: dict[str, Any], path: Path) -> Settings:
    _known(raw, Settings, path, "")
    legal = raw.get("legal", {})
    if not isinstance(legal, dict):
        raise SettingsError(f"{path}: legal must be a table: write [legal]")
    _known(legal, Legal, path, "legal.")
    found: dict[str, Any] = {}
    if address := _text(raw, "public_address", path):
        parts = urlsplit(address)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
            raise SettingsError(f'{path}: public_address must be like "https://archiv.example.org/", not {address!r}')
        found["public_address"] = address.rstrip("/") + "/"
    found["contact"] = _text(raw, "contact", path)
    if every := _text(raw, "expect_every", path):
        match = DURATION.fullmatch(every)
        if not match or not float(match[1]):
            raise SettingsError(f'{path}: expect_every must be like "36 h", "90 min" or "2 d", not {every!r}')
        found["expect_every"] = timedelta(**{UNITS[match[2]]: float(match[1])})
    downloads = raw.get("downloads", False)
    if not isinstance(downloads, bool):
        raise SettingsError(f"{path}: downloads must be true or false, without quotation marks")
    found["downloads"] = downloads
    found["legal"] = Legal(
        _lines(legal, "imprint", path),
        _lines(legal, "privacy", path),
        _text(legal, "licence_of_texts", path),
        _text(legal, "licence_of_data", path),
    )
    return Settings(**found)


def _known(raw: dict[str, Any], kind: type[Settings | Legal], path: Path, table: str) -> None:
    names = [f.name for f in fields(kind)]
    if unknown := sorted(set(raw) - set(names)):
        raise SettingsError(f"{path}: unknown key {table}{unknown[0]}; there are {', '.join(names)}")


def _text(raw: dict[str, Any], key: str, path: Path) -> str:
    value = raw.get(key, "")
    if not isinstance(value, str):
        raise SettingsError(f'{path}: {key} must be a text in quotation marks, like {key} = "…"')
    return value.strip()


def _lines(raw: dict[str, Any], key: str, path: Path) -> tuple[str, ...]:
    value = raw.get(key, [])
    lines = [value] if isinstance(value, str) else value
    if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
        raise SettingsError(f'{path}: {key} must be lines, like {key} = ["…", "…"]')
    return tuple(lines)
