"""Author codes: initials as printed → codes that compare equal over the years."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass

from archive.releases.release import AuthorCode
from scraper.errors import WrongInput
from scraper.passages import BLACK

META_CODES = re.compile(r"^\s*\(\s*([^()]{1,60}?)\s*\)")
SPLIT = re.compile(r"\s*(?:[,/;&+]|\bund\b)\s*")


@dataclass(frozen=True)
class RegisteredCode:
    """What is known of a code: an office or a person (never both), the years of its use, and who says so."""

    code: str
    office: str | None
    person: str | None
    first_year: int | None
    last_year: int | None
    source: str


def parse_register(text: str) -> dict[str, RegisteredCode]:
    """The codes of a register (TOML, see scraper/sites/darmstadt/authors.toml), by casefolded code.

    Raises: WrongInput, naming the entry that is not of the register's form.
    """
    try:
        entries = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise WrongInput(f"the author register is no TOML: {error}") from error
    found: dict[str, RegisteredCode] = {}
    for name, entry in entries.items():
        code = name.casefold()
        if not isinstance(entry, dict):
            raise WrongInput(f'author {name!r}: write {name} = {{ source = "…" }}')
        unknown = set(entry) - {"office", "person", "from", "to", "source"}
        if unknown or not entry.get("source") or ("office" in entry and "person" in entry) or code in found:
            raise WrongInput(f"author {name!r}: give it once, a source, and an office or a person or neither")
        found[code] = RegisteredCode(
            code, entry.get("office"), entry.get("person"), entry.get("from"), entry.get("to"), entry["source"]
        )
    return found


def author_codes(printed: str | None) -> tuple[AuthorCode, ...]:
    """Return the codes in an author line, in order, each once.

    printed: `DK`, `(dk, stip)`, `DK/ono`, or a whole meta line `( PSD) – Freitag, 3. Januar 2014`.
    Case changed over the years (DK until 2023, dk from 2024), so `code` is casefolded and `printed` kept.
    """
    if not printed:
        return ()
    match = META_CODES.match(printed)
    names = SPLIT.split(" ".join((match[1] if match else printed).split()))
    return tuple(
        {
            name.casefold(): AuthorCode(name.casefold(), name) for name in reversed(names) if name and BLACK not in name
        }.values()
    )[::-1]
