"""What a build asks of the database about attachments, and how it writes them."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from itertools import groupby
from typing import Any

import sqlite_utils

from archive.attachments.gather import AttachmentRow, Named
from archive.attachments.pdf_text import PdfText
from archive.attachments.shown import Facts
from scraper.items import File, Image


class Attached:
    """The attachments in a database that is being written."""

    db: sqlite_utils.Database

    @abstractmethod
    def _flush(self) -> None: ...

    @abstractmethod
    def _put(self, table: str, row: dict[str, Any]) -> None: ...

    def read_pdfs(self) -> dict[str, PdfText]:
        """The texts of PDFs that were read whole for this database, by the digest of their bytes."""
        rows = self.db.execute(
            "SELECT digest, pages, text, problem FROM attachments WHERE text IS NOT NULL AND problem IS NULL"
        )
        return {digest: PdfText(pages, text, problem) for digest, pages, text, problem in rows}

    def attached_facts(self) -> dict[str, Facts]:
        """What the bytes of captures are, as far as this database says it."""
        rows = self.db.execute("SELECT capture, media_type, size FROM attachment_versions")
        return {capture: Facts(kind, size) for capture, kind, size in rows}

    def with_files(self) -> Iterator[Named]:
        """Every release with files or images, as they stand in the database."""
        self._flush()
        rows = self.db.execute(
            "SELECT release, 0 AS image, position, url, title FROM files UNION ALL SELECT release, 1, position, url,"
            " coalesce(caption, alt) FROM images WHERE url IS NOT NULL UNION ALL SELECT release,"
            " CASE kind WHEN 'file' THEN 2 ELSE 3 END, position, url, title FROM former_files ORDER BY 1, 2, 3"
        ).fetchall()
        for release, group in groupby(rows, key=lambda row: str(row[0])):
            found = list(group)
            parts = [[(url, title) for _, part, _, url, title in found if part == number] for number in range(4)]
            files, former = ([File(*one) for one in parts[number]] for number in (0, 2))
            images, former_images = ([Image(*one) for one in parts[number]] for number in (1, 3))
            yield Named(release, files, images, former, former_images)

    def put_attachments(self, rows: Iterable[AttachmentRow]) -> None:
        """Write all attachments, in place of what was written before, and index their texts."""
        made = list(rows)
        self._flush()
        for table in ("attachments", "attachment_versions"):
            self.db.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names
        for row in made:
            place = {"release": row.release, "position": row.position}
            last = row.shown[-1] if row.shown else None
            self._put("attachments", {
                **place, "kind": row.kind, "url": row.url, "title": row.title,
                "capture": last and last.capture, "media_type": last and last.media_type,
                "size": last and last.size, "digest": last and last.digest, "versions": len(row.shown),
                "pages": row.pdf and row.pdf.pages, "text": row.pdf and row.pdf.text, "problem": row.problem,
            })  # fmt: skip
            for number, shown in enumerate(row.shown, 1):
                self._put("attachment_versions", {**place, "number": number, **asdict(shown)})
        self._flush()
        self.db.table("attachments").rebuild_fts()
