"""Removes characters that text cannot hold: a page may name any code point, a database takes valid Unicode only."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from functools import cache
from operator import is_not
from typing import Any, TypeVar

T = TypeVar("T")

LONGEST_UID = 18  # digits; SQLite's integers end at 9,223,372,036,854,775,807
ODD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def readable(text: str) -> str:
    """A text without control characters; a lone surrogate becomes U+FFFD, one of Windows-1252's what browsers show."""
    # What is printable is none of them, and that is told faster; umlauts and blanks are, line ends are not.
    return text if text.isprintable() or not ODD.search(text) else ODD.sub(_mended, text)


def readable_item(value: T) -> T:
    """The same frozen value with every text in it made `readable`."""
    return each_text(value, readable)


def each_text(value: T, change: Callable[[str], str]) -> T:
    """The same frozen value with every text in it changed; the value itself where nothing changes."""
    return _each_text(value, change)  # type: ignore[no-any-return]  # a value keeps its type


def uid_of(digits: str) -> int | None:
    """A record's number; None for what is none, or larger than a database takes."""
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) <= LONGEST_UID else None


def _each_text(value: Any, change: Callable[[str], str]) -> Any:
    # every page that is read passes through here: texts are changed where they stand, since a call for each costs more
    if isinstance(value, str):
        return change(value)
    if isinstance(value, tuple):
        texts = [change(one) if isinstance(one, str) else _each_text(one, change) for one in value]
        return tuple(texts) if any(map(is_not, texts, value)) else value
    changed = {}
    kind: type = type(value)
    for name in _fields_of(kind):
        old = getattr(value, name)
        if not old:
            continue
        new = change(old) if isinstance(old, str) else _each_text(old, change)
        if new is not old and new != old:
            changed[name] = new
    return replace(value, **changed) if changed else value


@cache
def _fields_of(kind: type) -> tuple[str, ...]:
    """The fields of a dataclass; of any other type none."""
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()


def _mended(match: re.Match[str]) -> str:
    """HTML, 13.2.5.80: references to U+0080 to U+009F mean the characters of Windows-1252."""
    code = ord(match[0])
    if 0x80 <= code <= 0x9F:
        return bytes([code]).decode("cp1252", "ignore")
    return "\ufffd" if 0xD800 <= code <= 0xDFFF else ""
