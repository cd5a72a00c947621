"""Author codes: initials as printed → codes that compare equal over the years."""

from __future__ import annotations

import re

from archive.release import AuthorCode

META_CODES = re.compile(r"^\s*\(\s*([^()]{1,60}?)\s*\)")
SPLIT = re.compile(r"\s*(?:[,/;&+]|\bund\b)\s*")


def author_codes(printed: str | None) -> tuple[AuthorCode, ...]:
    """Return the codes in an author line, in order, each once.

    printed: `DK`, `(dk, stip)`, `DK/ono`, or a whole meta line `( PSD) – Freitag, 3. Januar 2014`.
    Case changed over the years (DK until 2023, dk from 2024), so `code` is casefolded and `printed` kept.
    """
    if not printed:
        return ()
    match = META_CODES.match(printed)
    names = SPLIT.split(" ".join((match[1] if match else printed).split()))
    return tuple({name.casefold(): AuthorCode(name.casefold(), name) for name in reversed(names) if name}.values())[
        ::-1
    ]
