"""Text as printed → text that compares equal: NFC, white space, obfuscated e-mail addresses."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

EMAIL = re.compile(r"([\w.+-]{1,64})@1sp4m([\w.-]{1,200}?)\.ab([a-z]{2,10})\b")
FILE_ENDING = re.compile(r"\.([a-z0-9]{2,5})\Z", re.I)


def clean(text: str | None) -> str | None:
    """NFC, ends stripped, e-mail addresses decoded; None for nothing. Soft hyphens and NBSP stay as printed.

    The city hides addresses as `info@1sp4mdarmstadt.abde`, which is `info@darmstadt.de`.
    """
    if text is None:
        return None
    return EMAIL.sub(r"\1@\2.\3", unicodedata.normalize("NFC", text)).strip() or None


def file_type(url: str) -> str | None:
    """The type of a file by its address, in small letters (`https://…/Plan.PDF?v=2` → `pdf`); None if it has none."""
    try:
        ending = FILE_ENDING.search(urlsplit(url).path)
    except ValueError:
        return None
    return ending[1].lower() if ending else None
