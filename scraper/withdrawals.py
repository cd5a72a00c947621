"""What the operator withdrew from the archive: `DIR/<site>.withdrawals.toml`, read by crawls, imports and builds.

    [[withdrawal]]
    release = "rathaus-am-donnerstag-zu"           # its slug, or an address of it
    also = ["rathaus-donnerstag-geschlossen"]      # other slugs under which it was seen; may be left out
    scope = "redact"                               # noindex, redact, hide or erase
    day = 2026-11-28                               # since when
    reason = "Auf Antrag einer betroffenen Person" # German; visitors read it, so it names nobody
    words = ["Vorname Nachname", "Nachname"]       # of redact: what is blackened; of erase: what must be nowhere

`noindex` keeps search engines away; `redact` blackens words; `hide` takes the release out of the archive's database
and so out of everything made of it; `erase` removes its bytes from the captures, too. A file that cannot be read
stops crawls and builds: nothing is published in spite of it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal, get_args

from scraper.errors import WithdrawalsError
from scraper.passages import Passages
from scraper.sites import Site

Scope = Literal["noindex", "redact", "hide", "erase"]
SCOPES: tuple[Scope, ...] = get_args(Scope)
AWAY: tuple[Scope, ...] = ("hide", "erase")  # the release is not in the database at all
WITHHELD: tuple[Scope, ...] = ("redact", *AWAY)  # captures that name the release are not shown
KEYS = ("release", "also", "scope", "day", "reason", "words")


@dataclass(frozen=True)
class Withdrawal:
    """One entry. release: the slug; also: further slugs of it. day: ISO. words: as printed, of redact and erase."""

    release: str
    scope: Scope
    day: str
    reason: str
    also: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    @property
    def slugs(self) -> tuple[str, ...]:
        """Every slug that the entry names."""
        return self.release, *self.also


@dataclass(frozen=True)
class Withdrawals:
    """The entries of one file, in its order. path: where they stand, for messages."""

    entries: tuple[Withdrawal, ...] = ()
    path: Path = Path("withdrawals.toml")

    def slugs(self, scopes: Iterable[Scope]) -> frozenset[str]:
        """The slugs of the entries of some scopes."""
        wanted = set(scopes)
        return frozenset(slug for entry in self.entries if entry.scope in wanted for slug in entry.slugs)

    @cached_property
    def erased(self) -> frozenset[str]:
        """The slugs whose bytes are not kept."""
        return self.slugs(("erase",))

    @cached_property
    def erased_words(self) -> Passages:
        """The words of all entries with the scope `erase`."""
        return Passages(word for entry in self.entries if entry.scope == "erase" for word in entry.words)

    @cached_property
    def erased_elsewhere(self) -> dict[str, Passages]:
        """By slugs of releases with the scope `redact`: those of their words that have words of `erase` in them.

        They are blackened in the bytes of these releases, too.
        """
        found: dict[str, list[str]] = {}
        for entry in self.entries:
            for slug in entry.slugs if entry.scope == "redact" else ():
                found.setdefault(slug, []).extend(word for word in entry.words if self.erased_words.found(word))
        return {slug: Passages(words) for slug, words in found.items() if words}


def withdrawals_path(data: Path, site: Site) -> Path:
    """Where a site's withdrawals lie below the data folder."""
    return data / f"{site.name}.withdrawals.toml"


def slug_digest(slug: str) -> str:
    """What stands for a slug where the slug itself, which is made of the title, must not stand."""
    return sha256(slug.encode()).hexdigest()


def load_withdrawals(data: Path, site: Site) -> Withdrawals:
    """Read a site's withdrawals; none without the file.

    Raises: WithdrawalsError, naming the file, the entry and what it must hold.
    """
    path = withdrawals_path(data, site)
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WithdrawalsError(f"{path} is no readable TOML: {error}") from error
    if unknown := sorted(set(raw) - {"withdrawal"}):
        raise WithdrawalsError(f"{path}: unknown key {unknown[0]}: write each withdrawal as [[withdrawal]]")
    entries = raw.get("withdrawal", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise WithdrawalsError(f"{path}: write each withdrawal as [[withdrawal]]")
    found = Withdrawals(tuple(_entry(entry, n, path, site) for n, entry in enumerate(entries, 1)), path)
    for number, entry in enumerate(found.entries, 1):
        if any(Passages(other.words).found(entry.reason) for other in found.entries):
            raise WithdrawalsError(f"{path}: entry {number}: its reason has words that are withdrawn; visitors read it")
    return found


def _entry(raw: dict[str, Any], number: int, path: Path, site: Site) -> Withdrawal:
    where = f"{path}: entry {number}" + (f" ({raw['release']})" if isinstance(raw.get("release"), str) else "")
    if unknown := sorted(set(raw) - set(KEYS)):
        raise WithdrawalsError(f"{where}: unknown key {unknown[0]}; there are {', '.join(KEYS)}")
    slugs = [_slug(one, where, site) for one in (raw.get("release"), *_texts(raw, "also", where))]
    if (scope := raw.get("scope")) not in SCOPES:
        raise WithdrawalsError(f"{where}: scope must be one of {', '.join(SCOPES)}, not {scope!r}")
    if type(day := raw.get("day")) is not date:
        raise WithdrawalsError(f"{where}: day must be a day without quotes, like day = 2026-11-28, not {day!r}")
    if not isinstance(reason := raw.get("reason"), str) or not reason.strip():
        raise WithdrawalsError(f'{where}: a reason is missing: write reason = "…", which visitors read')
    words = _texts(raw, "words", where)
    if scope == "redact" and not words:
        raise WithdrawalsError(f'{where}: redact needs what is to be blackened: words = ["…"]')
    if words and scope not in ("redact", "erase"):
        raise WithdrawalsError(f"{where}: words are for redact and erase; {scope} concerns the whole release")
    if empty := [word for word in words if not Passages([word])]:
        raise WithdrawalsError(f"{where}: {empty[0]!r} in words has neither a letter nor a digit")
    return Withdrawal(slugs[0], scope, day.isoformat(), " ".join(reason.split()), tuple(slugs[1:]), words)


def _slug(value: object, where: str, site: Site) -> str:
    if not isinstance(value, str) or not value.strip():
        raise WithdrawalsError(f'{where}: a release is missing: write release = "…", its slug or an address of it')
    given = value.strip()
    if "/" not in given:
        return given
    if key := site.key(given):
        return key
    raise WithdrawalsError(f"{where}: {given} is no address of a release of site {site.name}")


def _texts(raw: dict[str, Any], key: str, where: str) -> tuple[str, ...]:
    value = raw.get(key, [])
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise WithdrawalsError(f'{where}: {key} must be texts, like {key} = ["…", "…"]')
    return tuple(value)
