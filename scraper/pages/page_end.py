"""Elements that are named footer: a page's own, and those of articles, which hold a meta line."""

from __future__ import annotations

import re
from functools import lru_cache

from lxml.html import HtmlElement

PAGE_END_ID = re.compile(
    r"(?:(?:page|site|wrapper|main|global)[-_]?)?footer(?:[-_]?(?:wrapper|outer|inner|container))?", re.I
)
PAGE_END_CLASS = re.compile(r"(?:^|\s)(?:(?:page|site)-?)?footer(?:\s|$)", re.I)
MOST_BESIDE = 50  # elements behind one named footer that are looked at
TEXTLESS = {"script", "style", "noscript", "template", "nav", "footer"}


def is_page_end(element: HtmlElement) -> bool:
    """Whether an element named footer is that of its page: by its id, or by its class where no text follows it."""
    if element.find(".//h1") is not None:
        return False
    return PAGE_END_ID.fullmatch(element.get("id") or "") is not None or _is_last(element)


@lru_cache(maxsize=4096)  # a site has few names, which recur on every page
def may_be_page_end(name: str, classes: str) -> bool:
    """Whether an element with this `id` and `class` is named footer."""
    return PAGE_END_ID.fullmatch(name) is not None or PAGE_END_CLASS.search(classes) is not None


def _is_last(element: HtmlElement) -> bool:
    """Whether an element stands in no article, and no text follows it but that of others named footer."""
    if element.find(".//*[@itemprop]") is not None:
        return False
    looked = 0
    for holder in (element, *element.iterancestors()):
        if holder.tag in {"article", "main", "body"}:
            return bool(holder.tag == "body")
        for after in holder.itersiblings():
            looked += 1
            if looked > MOST_BESIDE:
                return False
            named = may_be_page_end(after.get("id") or "", after.get("class") or "")
            if not named and after.tag not in TEXTLESS and after.text_content().strip():
                return False
    return True
