"""The light markup of sample bodies as HTML: blocks parted by empty lines, links, e-mail addresses."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

LINK = re.compile(r"\[([^\]\[]+)\]\(([^()\s]+)\)")
EMAIL = re.compile(r"&lt;([\w.+-]+)@([\w-]+(?:\.[\w-]+)*)\.(\w+)&gt;")
Mail = Callable[[str, str, str], str]


def plain_mail(name: str, domain: str, tld: str) -> str:
    """An e-mail address as generation A prints it: unprotected."""
    return f'<a href="mailto:{name}@{domain}.{tld}">{name}@{domain}.{tld}</a>'


def spam_safe_mail(name: str, domain: str, tld: str) -> str:
    """An e-mail address as TYPO3 hides it: `@1sp4m` for `@`, `.ab` before the top-level domain for `.`."""
    hidden = "".join(chr(ord(c) + 1) for c in f"mailto:{name}@{domain}.{tld}")
    return f"<a href=\"javascript:linkTo_UnCryptMailto('{escape(hidden)}');\">{name}@1sp4m{domain}.ab{tld}</a>"


def inline(text: str, mail: Mail = spam_safe_mail) -> str:
    """One block's text as HTML: escaped, with its links and e-mail addresses; a line break becomes `<br>`."""
    html = LINK.sub(lambda m: f'<a href="{m[2]}">{m[1]}</a>', escape(text, quote=False))
    return EMAIL.sub(lambda m: mail(m[1], m[2], m[3]), html).replace("\n", "<br>\n")


def blocks(body: str, mail: Mail = spam_safe_mail, heading: str = "h3") -> str:
    """A whole body as HTML, one block after another; `heading` is the tag of its headings."""
    return "\n".join(_block(block, mail, heading) for block in re.split(r"\n\s*\n", body.strip()))


def _block(block: str, mail: Mail, heading: str) -> str:
    lines = block.split("\n")
    if block.startswith("## "):
        return f"<{heading}>{inline(block[3:], mail)}</{heading}>"
    if block.startswith("- "):
        entries = "".join(f"<li>{inline(line[2:], mail)}</li>\n" for line in lines)
        return f"<ul>\n{entries}</ul>"
    if block.startswith("> "):
        text = inline("\n".join(line[2:] for line in lines), mail)
        return f"<blockquote><p>{text}</p></blockquote>"
    if block.startswith("| "):
        return f'<table class="contenttable">\n{"".join(_row(line, mail) for line in lines)}</table>'
    return f"<p>{inline(block, mail)}</p>"


def _row(line: str, mail: Mail) -> str:
    cells = (cell.strip() for cell in line.strip("|").split("|"))
    return "<tr>" + "".join(f"<td>{inline(cell, mail)}</td>" for cell in cells) + "</tr>\n"
