"""What a build asks of the database about withdrawals."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from dataclasses import fields

import sqlite_utils

from archive.releases.withdrawn import WithdrawalRow
from scraper.passages import BLACK

# (table, column of the release, column whose texts may hold addresses)
WITH_ADDRESSES = (
    ("links", "release", "url"), ("blocks", "release", "text"), ("releases", "slug", "title"),
    ("releases", "slug", "teaser"), ("revisions", "release", "title"), ("revisions", "release", "teaser"),
    ("revisions", "release", "body"),
)  # fmt: skip


class Withheld:
    """Questions to the database while it is written."""

    db: sqlite_utils.Database

    @abstractmethod
    def _flush(self) -> None: ...

    def withdrawals(self) -> list[WithdrawalRow]:
        """The withdrawals that were in force when the database was made, in their order."""
        names = ", ".join(field.name for field in fields(WithdrawalRow))
        rows = self.db.execute(f"SELECT {names} FROM withdrawals ORDER BY number")  # noqa: S608 - own names
        return [WithdrawalRow(*row) for row in rows]

    def slugs(self) -> set[str]:
        """The releases that are written."""
        self._flush()
        return {slug for (slug,) in self.db.execute("SELECT slug FROM releases")}

    def withholding(self) -> set[int]:
        """The numbers of the withdrawals for which a capture is not shown."""
        self._flush()
        return {n for (n,) in self.db.execute("SELECT DISTINCT withdrawal FROM captures WHERE withdrawal IS NOT NULL")}

    def withheld_captures(self) -> set[str]:
        """The captures that are not shown."""
        return {capture for (capture,) in self.db.execute("SELECT id FROM captures WHERE withdrawal IS NOT NULL")}

    def gone(self) -> dict[str, str]:
        """Releases that the city took down, and since when (UTC)."""
        self._flush()
        return dict(self.db.execute("SELECT slug, gone_at FROM releases WHERE gone_at IS NOT NULL").fetchall())

    def naming(self, concerned: Callable[[str], bool]) -> set[str]:
        """The releases with a link, or with an address in their texts, of which a text is `concerned`."""
        self._flush()
        sql = " UNION ALL ".join(
            f"SELECT {slug} AS release, {column} AS text FROM {table}"  # noqa: S608 - own names
            f" WHERE instr({column}, '://') OR {column} = '{BLACK}'"
            for table, slug, column in WITH_ADDRESSES
        )
        return {release for release, text in self.db.execute(sql) if concerned(text)}
