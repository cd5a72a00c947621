"""How long each canned query of the page „Daten“ takes on generated releases: milliseconds of the processor.

python -m bench.questions [releases] [folder]; exit code 1 if one takes more than 300 ms. The folder keeps the database.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from archive.site.pages.questions import ASKED, QUESTIONS, Question
from archive.site.plugins.german_search import prepare_connection
from bench.served import generated_database

RELEASES = 20_000
MOST = 300  # milliseconds
TIMES = 5


def main() -> None:
    """Print a line for each query."""
    releases = int(sys.argv[1]) if len(sys.argv) > 1 else RELEASES
    with tempfile.TemporaryDirectory() as made:
        path = generated_database(releases, Path(sys.argv[2] if len(sys.argv) > 2 else made))
        slowest = max(measured(path, one) for one in QUESTIONS)
    sys.stdout.write(f"slowest: {slowest:.0f} ms; allowed: {MOST}\n")
    sys.exit(1 if slowest > MOST else 0)


def measured(path: Path, one: Question) -> float:
    """Milliseconds that a query takes at best, on a connection that has seen no other; prints them and its rows."""
    best, rows = float("inf"), 0
    for _ in range(TIMES):
        with closing(sqlite3.connect(path)) as connection:
            prepare_connection(connection)
            values = {
                name: connection.execute(sql).fetchone()[0] for name, sql in ASKED.items() if f":{name}" in one.sql
            }
            began = time.process_time()
            rows = len(connection.execute(one.sql, values).fetchall())
            best = min(best, (time.process_time() - began) * 1000)
    sys.stdout.write(f"{best:>8.0f} ms  {rows:>7} rows  {one.title}\n")
    return best


if __name__ == "__main__":
    main()
