"""How to cite a release: as newspapers do, in full, as BibTeX and as CSL-JSON; in full with the capture as proof."""

from __future__ import annotations

import json
import re
import sqlite3
from dataclasses import dataclass
from typing import Any

from archive.site.files.writers import in_file_name
from archive.site.german import local, moment, short_day
from archive.site.page import Asked, Document
from archive.site.pages.releases import release_facts

BIBTEX = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "%": r"\%", "&": r"\&", "#": r"\#", "$": r"\$", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
})  # fmt: skip

SHOWN_OF_DIGEST = 12  # hexadecimal digits: enough to tell the captures of a release apart


@dataclass(frozen=True)
class Citation:
    """A release as a citation. link: its page in the archive.

    short: a newspaper's credit. plain: in full, with the beginning of the digest; `digest` (hexadecimal SHA-256) is the
    whole of it, which BibTeX and CSL-JSON hold too.
    """

    link: str
    short: str
    plain: str
    digest: str
    bibtex: str
    csl: str


def cite(facts: dict[str, Any], asked: Asked) -> Citation:
    """Cite a release by its columns, with the capture (`captured_at`, `capture_digest`) that its text comes from."""
    site, day = asked.site, facts["published"]
    link = asked.address + asked.release(facts["slug"])
    title = " ".join(facts["title"].replace("\u00ad", "").split())
    seen = moment(facts["captured_at"], site.time_zone)
    digest = facts["capture_digest"].removeprefix("sha256:")
    proof = f"Archivkopie vom {seen}, SHA-256 {digest}"
    dated = f"Pressemitteilung vom {short_day(day)}" if day else "Pressemitteilung ohne Datum"
    shown = f"Archivkopie vom {seen}, SHA-256 {digest[:SHOWN_OF_DIGEST]}…"
    plain = f"{site.publisher}: {title}. {dated}. {facts['url']} ({shown}). Archiv {site.title}: {link}"
    accessed = local(facts["captured_at"], site.time_zone).date().isoformat()
    return Citation(
        link,
        f"{site.cited_as or site.publisher}, {dated}",
        plain,
        digest,
        _bibtex(facts, asked, title, proof, accessed, link),
        _csl(facts, asked, title, proof, accessed, link),
    )


def _bibtex(facts: dict[str, Any], asked: Asked, title: str, proof: str, accessed: str, link: str) -> str:
    fields = {
        "author": "{" + asked.site.publisher.translate(BIBTEX) + "}",
        "title": "{" + title.translate(BIBTEX) + "}",
        "date": facts["published"],
        "year": str(facts["year"]) if facts["year"] else None,
        "howpublished": "Pressemitteilung",
        "url": facts["url"].replace("{", "%7B").replace("}", "%7D"),
        "urldate": accessed,
        "note": f"{proof}. Archiv: {link}".translate(BIBTEX),
        "langid": "ngerman",
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return f"@misc{{{_key(facts['slug'])},\n" + ",\n".join(lines) + "\n}\n"


def _key(slug: str) -> str:
    """A key that every BibTeX program takes: letters, digits, `-` and `_`."""
    return re.sub(r"[^A-Za-z0-9_-]+", "-", slug) or "mitteilung"


def _csl(facts: dict[str, Any], asked: Asked, title: str, proof: str, accessed: str, link: str) -> str:
    item = {
        "id": facts["slug"],
        "type": "document",
        "genre": "Pressemitteilung",
        "title": title,
        "author": [{"literal": asked.site.publisher}],
        "publisher": asked.site.publisher,
        "issued": _parts(facts["published"]) if facts["published"] else None,
        "accessed": _parts(accessed),
        "URL": facts["url"],
        "archive": f"Archiv {asked.site.title}",
        "archive_location": link,
        "language": "de-DE",
        "note": proof,
    }
    return json.dumps([{k: v for k, v in item.items() if v}], ensure_ascii=False, indent=1)


def _parts(day: str) -> dict[str, list[list[int]]]:
    return {"date-parts": [[int(part) for part in day.split("-")]]}


def bibtex(connection: sqlite3.Connection, asked: Asked) -> Document | None:
    """The BibTeX file of a release."""
    facts = release_facts(connection, asked.names["slug"])
    if not facts:
        return None
    named = (in_file_name(asked.names["slug"]), "bib")
    return Document("application/x-bibtex; charset=utf-8", cite(facts, asked).bibtex, named)


def csl(connection: sqlite3.Connection, asked: Asked) -> Document | None:
    """The CSL-JSON file of a release."""
    facts = release_facts(connection, asked.names["slug"])
    named = "application/vnd.citationstyles.csl+json; charset=utf-8"
    file = (in_file_name(asked.names["slug"]), "csl.json")
    return Document(named, cite(facts, asked).csl, file) if facts else None
