"""Attachments of every release, made anew by each build from the captures; texts of known bytes are not read again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import NamedTuple
from urllib.parse import urldefrag

from archive.attachments.answers import Answers
from archive.attachments.pdf_text import PdfText, PdfTexts
from archive.attachments.shown import NOTHING, Facts, Shown, facts_of, versions
from scraper.attachments import Attachment, attachments_of, beyond_bound, type_of
from scraper.capture_index import CaptureRow
from scraper.captures import CaptureStore
from scraper.errors import StoreError
from scraper.items import File, Image
from scraper.pages.decoding import payload
from scraper.sites import Site

PDF = "application/pdf"


@dataclass(frozen=True)
class AttachmentRow:
    """An attachment of a release, with all bytes that were shown at its address, the newest last."""

    release: str
    position: int
    kind: str
    url: str
    title: str | None
    shown: tuple[Shown, ...]
    pdf: PdfText | None
    problem: str | None


class Named(NamedTuple):
    """What a release is shown with, and what it was shown with once."""

    release: str
    files: list[File]
    images: list[Image]
    former_files: list[File]
    former_images: list[Image]


class Gatherer:
    """Finds the attachments of releases among the captures.

    rows: of the captures, oldest first. withheld: addresses of attachments of which nothing may be shown.
    read: digest → text, of PDFs that are known; known: capture → what its bytes are.
    """

    def __init__(
        self,
        store: CaptureStore,
        site: Site,
        rows: Iterable[CaptureRow],
        withheld: Collection[str],
        read: Mapping[str, PdfText],
        known: Mapping[str, Facts],
    ) -> None:
        self._store, self._site, self._withheld = store, site, withheld
        self._read, self._known = dict(read), known
        self._answers = Answers(rows)

    def gather(self, releases: Iterable[Named]) -> Iterator[AttachmentRow]:
        """The attachments of releases, in this order; then those that each had once, if their bytes are kept.

        Bytes that a release is still shown with, under another address, are not told of twice.
        """
        with PdfTexts() as pdfs:
            for one in releases:
                now = attachments_of(one.files, one.images, self._site)
                left_out = beyond_bound(one.files, one.images, self._site)
                names = _names(one.files, one.images)
                rows = list(self._rows(one.release, 0, now, names, pdfs))
                rows += map(self._said_beyond, self._rows(one.release, len(now), left_out, names, pdfs))
                yield from rows
                known = {row.shown[-1].digest for row in rows if row.shown}
                former = attachments_of(one.former_files, one.former_images, self._site)
                names = _names(one.former_files, one.former_images)
                for row in self._rows(one.release, len(now) + len(left_out), former, names, pdfs):
                    if row.shown and row.shown[-1].digest not in known:
                        known.add(row.shown[-1].digest)
                        yield row

    def _rows(
        self, slug: str, first: int, found: Iterable[Attachment], names: Mapping[str, str | None], pdfs: PdfTexts
    ) -> Iterator[AttachmentRow]:
        for position, one in enumerate(found, first):
            if one.url in self._withheld:
                continue
            answers = (row for row in self._answers.of(one.url) if row.url not in self._withheld)
            shown, problem = versions(answers, partial(self._facts, one.url))
            pdf = self._text(shown[-1], pdfs) if shown and shown[-1].media_type == PDF else None
            problem = problem or (pdf.problem if pdf else None)
            yield AttachmentRow(slug, position, one.kind, one.url, names.get(one.url), tuple(shown), pdf, problem)

    def _said_beyond(self, row: AttachmentRow) -> AttachmentRow:
        why = f"{NOTHING}: of a release at most {self._site.attachments_per_release} are"
        return replace(row, problem=why) if row.problem == NOTHING else row

    def _facts(self, url: str, row: CaptureRow) -> Facts:
        known = self._known.get(row.id) if type_of(row.url) == type_of(url) else None
        return known or facts_of(self._store.shown(row), url)

    def _text(self, shown: Shown, pdfs: PdfTexts) -> PdfText:
        if shown.digest not in self._read:
            row = self._store.row(shown.capture)
            try:
                assert row
                self._read[shown.digest] = pdfs.read(payload(self._store.shown(row)))
            except StoreError as error:
                return PdfText(None, "", str(error))
        return self._read[shown.digest]


def _names(files: Iterable[File], images: Iterable[Image]) -> dict[str, str | None]:
    """Address, without a fragment → what it is called."""
    names = {urldefrag(file.url).url: file.title for file in files}
    return names | {urldefrag(image.url).url: image.caption or image.alt for image in images if image.url}
