"""Counts what each author code has written, and says whose it is."""

from __future__ import annotations

from collections.abc import Mapping

import sqlite_utils

from archive.releases.authors import RegisteredCode


def count_authors(db: sqlite_utils.Database, register: Mapping[str, RegisteredCode]) -> None:
    """Fill the table `authors` from the releases and the site's register of codes."""
    db.execute("DELETE FROM authors")
    db.execute(
        "INSERT INTO authors(code, releases, first_published, last_published)"
        " SELECT code, count(DISTINCT release), min(published), max(published)"
        " FROM release_authors JOIN releases ON slug = release GROUP BY code ORDER BY code"
    )
    for code, known in register.items():
        db.execute(
            "UPDATE authors SET office = ?, person = ?, source = ? WHERE code = ?",
            (known.office, known.person, known.source, code),
        )
