"""Makes captured text safe outside of running text: in links, in JSON of a script block, in titles."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import quote

from datasette.utils import tilde_encode
from markupsafe import Markup

PLAIN = re.compile(r"[A-Za-z0-9_-]+")
_SHOWN_WORDS = 5


def web_address(url: str | None) -> str | None:
    """An address that a link may lead to (http or https only); None for `javascript:` and everything else."""
    return url if url and re.match(r"https?://[^\s/]", url, re.IGNORECASE) else None


def data_block(value: Any) -> Markup:
    """JSON for a <script type="application/ld+json">: no character in it can end the block."""
    text = json.dumps(value, ensure_ascii=False)
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))  # noqa: S704 - escaped


def unbroken(text: str | None) -> str:
    """A text in one line and without soft hyphens, for titles and descriptions that other programs show."""
    return " ".join((text or "").replace("\u00ad", "").split())


def text_fragment(words: str) -> str:
    """The end of an address that lets a browser look for words where their anchor is no more.

    Of a long passage its beginning and end; of a list or table the beginning of its first cell.
    Source: https://wicg.github.io/scroll-to-text-fragment/
    """
    first, *more = re.split(r"[\n\t]", words.replace("\u00ad", "").strip())
    begin = first.split()
    if not begin:
        return ""
    long = len(begin) > 2 * _SHOWN_WORDS and not more
    parts = [begin[:_SHOWN_WORDS], begin[-_SHOWN_WORDS:]] if long else [begin[: 2 * _SHOWN_WORDS]]
    return ":~:text=" + ",".join(quote(" ".join(part), safe="").replace("-", "%2D") for part in parts)


def slug_part(slug: str) -> str:
    """A slug as one part of an address, as Datasette encodes it; most need no encoding."""
    return slug if PLAIN.fullmatch(slug) else str(tilde_encode(slug))
