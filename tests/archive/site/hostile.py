"""A release in whose every field stands HTML that would do something if it were not text."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from archive.database.schema import TABLES
from archive.search.wordlist import write_words

PAYLOAD = (
    "<script>window.hit=1</script><img src=x onerror=window.hit=1><svg onload=window.hit=1></svg>"
    "<iframe src=javascript:window.parent.hit=1></iframe>\"' onmouseover=window.hit=1 x='</title></script>{{ 7*7 }}"
)
LINK = "javascript:window.hit=1//<script>"
LINKS = {"url"}
JSON_LISTS = {"candidates", "also", "flags"}
# Days, moments and what other rows refer to: never free text of the city's.
KEPT = {
    "release", "slug", "day", "capture", "published", "published_at", "published_local", "published_capture",
    "modified", "modified_at",
    "first_seen", "last_seen", "gone_at", "gone_capture", "begin_day", "end_day", "utc", "utc_end", "where_",
    "code", "id", "run", "captured_at", "layout",
}  # fmt: skip
SPEAKER = PAYLOAD + " Sprecherin"


def hostile_database(source: Path, target: Path, slug: str) -> None:
    """A copy of a database in which one release, its speakers and its captures are full of HTML."""
    shutil.copyfile(source, target)
    with closing(sqlite3.connect(target)) as connection, connection:
        connection.execute("INSERT OR IGNORE INTO release_categories VALUES (?, 0, '')", (slug,))
        for name in ("images", "files", "links"):
            connection.execute(f"INSERT OR IGNORE INTO {name}(release, position, url) VALUES (?, 0, '')", (slug,))  # noqa: S608
        for table in TABLES:
            names = {column.name for column in table.columns}
            key = "slug" if table.name == "releases" else "release" if "release" in names else None
            of_release = f"{key} = :slug" if key else None
            if table.name == "captures":
                of_release = "id IN (SELECT capture FROM release_captures WHERE release = :slug)"
            if of_release is None:
                continue
            for column in table.columns:
                if column.type == "TEXT" and column.name not in KEPT and not column.made:
                    value = LINK if column.name in LINKS else PAYLOAD
                    value = json.dumps([PAYLOAD]) if column.name in JSON_LISTS else value
                    value = json.dumps([["=", "a"], ["-", PAYLOAD], ["+", PAYLOAD]]) if column.name == "diff" else value
                    value = SPEAKER if column.name == "speaker" else value
                    unique = f"|| {column.name}" if column.name in table.key else ""
                    connection.execute(
                        f"UPDATE {table.name} SET {column.name} = :value {unique} WHERE {of_release}",  # noqa: S608
                        {"value": value, "slug": slug},
                    )
        connection.execute("INSERT INTO persons VALUES (?, ?, 1, 1, '2020-01-01', '2021-01-01')", (SPEAKER, PAYLOAD))
        connection.execute(
            "INSERT INTO speakers VALUES (?, ?, 'person', 1, 1, '2020-01-01', '2021-01-01')", (SPEAKER, SPEAKER)
        )
        connection.execute(
            "INSERT INTO speaker_roles VALUES (?, ?, ?, 1, '2020-01-01', '2021-01-01')", (SPEAKER, PAYLOAD, PAYLOAD)
        )
        connection.execute("INSERT INTO releases_fts(releases_fts) VALUES ('rebuild')")
        write_words(connection)
        connection.execute("UPDATE crawl_routes SET url = ?, problem = ?", (PAYLOAD, PAYLOAD))
        run = "SELECT max(id) FROM crawl_runs WHERE kind = 'crawl' AND mode IS NOT NULL"
        connection.execute(f"INSERT INTO alarms(run, name, reason) SELECT ({run}), ?, ?", (PAYLOAD, PAYLOAD))
        connection.execute("UPDATE authors SET office = ?, person = ?", (PAYLOAD, PAYLOAD))
