"""What one cell of a file may hold."""

from __future__ import annotations

import base64
import math
import re
from collections.abc import Iterable
from typing import Any

# What a spreadsheet would run as a formula when it opens a CSV file (OWASP: CSV Injection): wide and small forms too,
# and behind blanks, control characters and invisible ones, which some programs drop.
UNSEEN = r"[\s\x00-\x1f\x7f-\x9f\xad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]*"
FORMULA = re.compile(UNSEEN + r"[=+\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b]|[\t\r\n]")
LONGEST_IN_EXCEL = 32_767  # UTF-16 code units in a cell (Excel specifications and limits)
EXACT_IN_EXCEL = 2**53  # whole numbers up to here are exact: Excel computes with IEEE 754 doubles
CUT = " … [gekürzt: {} Zeichen]"


def no_formula(value: Any) -> Any:
    """A value for CSV: a text that a spreadsheet would take for a formula gets an apostrophe."""
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return f"'{value}" if isinstance(value, str) and FORMULA.match(value) else value


def for_json(value: Any) -> Any:
    """A value for JSON; bytes as Datasette writes them, numbers that JSON does not know as text."""
    if isinstance(value, bytes):
        return {"$base64": True, "encoded": base64.b64encode(value).decode()}
    return str(value) if isinstance(value, float) and not math.isfinite(value) else value


def for_excel(value: Any) -> tuple[Any, bool]:
    """A value for a cell of Excel (a finite number, or text that fits), and whether the text had to be cut."""
    if value is None or isinstance(value, bool):
        return value, False
    if isinstance(value, int) and abs(value) <= EXACT_IN_EXCEL:
        return value, False
    if isinstance(value, float) and math.isfinite(value):
        return value, False
    text = base64.b64encode(value).decode() if isinstance(value, bytes) else str(value)
    if _units(text) <= LONGEST_IN_EXCEL:
        return text, False
    note = CUT.format(f"{len(text):,}".replace(",", "."))
    room = (LONGEST_IN_EXCEL - len(note)) * 2
    return text.encode("utf-16-le", "surrogatepass")[:room].decode("utf-16-le", "ignore") + note, True


def unique(names: Iterable[str]) -> list[str]:
    """Names of columns, each once: a second `title` is `title_2`."""
    made: list[str] = []
    for name in names:
        number, one = 1, name
        while one in made:
            number += 1
            one = f"{name}_{number}"
        made.append(one)
    return made


def _units(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)
