"""The files of the corpus: one per year, and `<site>.xml`, which has the people and includes the others (XInclude)."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from lxml import etree

from archive.exports.about import About
from archive.exports.files import Written, whole
from archive.exports.nested import records
from archive.exports.tei.document import availability, document
from archive.exports.tei.people import People
from archive.exports.tei.spans import TEI, tei

XINCLUDE = "http://www.w3.org/2001/XInclude"
UNDATED = "undated"


def write_tei(connection: sqlite3.Connection, folder: Path, about: About) -> Iterator[Written]:
    """Write the corpus; all years are open at once, as releases come in the order of their slugs."""
    people = People(connection)
    counts = Counter[str]()
    names: dict[str, Path] = {}
    with ExitStack() as stack:
        years: dict[str, Any] = {}
        for release in records(connection):
            year = str(release["year"] or UNDATED)
            if year not in years:
                names[year] = folder / f"{about.site.name}-{year}.xml"
                years[year] = _opened(stack, names[year], _header(about, f"{about.title}, {year}"))
            years[year].write(document(release, people, about), "\n")
            counts[year] += 1
    for year in sorted(names):
        yield Written(names[year], counts[year])
    root = folder / f"{about.site.name}.xml"
    header = _header(about, about.title)
    if (described := people.described()) is not None:
        profile = tei("profileDesc")
        profile.append(described)
        header.append(profile)
    with whole(root) as part, ExitStack() as stack:
        file = _corpus(stack, part, header)
        for year in sorted(names):
            file.write(etree.Element(f"{{{XINCLUDE}}}include", {"href": names[year].name}, nsmap={"xi": XINCLUDE}))
    yield Written(root, len(names))


def _opened(stack: ExitStack, path: Path, header: etree._Element) -> Any:
    return _corpus(stack, stack.enter_context(whole(path)), header)


def _corpus(stack: ExitStack, path: Path, header: etree._Element) -> Any:
    """A corpus that is open for its documents; the end of the stack closes it."""
    file = stack.enter_context(etree.xmlfile(str(path), encoding="utf-8"))
    file.write_declaration()
    stack.enter_context(file.element(f"{{{TEI}}}teiCorpus", nsmap={None: TEI}))
    file.write("\n", header, "\n")
    return file


def _header(about: About, title: str) -> etree._Element:
    header, file = tei("teiHeader"), tei("fileDesc")
    titles, edition, publication, source = (
        tei("titleStmt"),
        tei("editionStmt"),
        tei("publicationStmt"),
        tei("sourceDesc"),
    )
    titles.append(tei("title", title))
    edition.append(tei("edition", about.state.version))
    publication.append(tei("publisher", about.makers))
    publication.append(availability(about))
    source.append(tei("p", about.description))
    file.extend([titles, edition, publication, source])
    header.append(file)
    return header
