"""How long comparing an article takes on generated releases, and how large the fingerprints are beside the texts.

python -m bench.comparing [releases] [folder]; exit code 1 if the 95th percentile for articles of 5 kB is above 300 ms
of the processor, or the fingerprints take more than half of the texts' bytes. The folder keeps the database.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from random import Random

from archive.wording.checking import LARGEST, check_article
from bench.served import generated_database

RELEASES = 20_000
ARTICLES = 200
LENGTH = 5_000  # bytes of an article
SOURCES = 8  # releases that an article takes paragraphs from
MOST, MOST_OF_TEXT = 300, 0.5  # milliseconds; bytes of fingerprints by those of the texts
SEED = 28
OF_TEXT = """SELECT sum(length(CAST(title AS BLOB)) + coalesce(length(CAST(teaser AS BLOB)), 0)
  + length(CAST(body AS BLOB))) FROM revisions"""


def main() -> None:
    """Print sizes and times."""
    releases = int(sys.argv[1]) if len(sys.argv) > 1 else RELEASES
    with tempfile.TemporaryDirectory() as made:
        path = generated_database(releases, Path(sys.argv[2] if len(sys.argv) > 2 else made))
        share = size(path)
        times = sorted(measured(path, length=LENGTH, count=ARTICLES))
        longest = max(measured(path, length=LARGEST - 500, count=5))
    middle, at = times[len(times) // 2], times[len(times) * 95 // 100]
    say(f"{LENGTH:,} bytes: median {middle:.0f} ms, 95th percentile {at:.0f} ms, most {times[-1]:.0f} ms")
    say(f"{LARGEST:,} bytes: {longest:.0f} ms at most; allowed for {LENGTH:,}: {MOST} ms")
    sys.exit(1 if at > MOST or share > MOST_OF_TEXT else 0)


def size(path: Path) -> float:
    """Print and return the bytes of the fingerprints by those of title, teaser and body of every revision."""
    with closing(sqlite3.connect(path)) as connection:
        (text,) = connection.execute(OF_TEXT).fetchone()
        (held,) = connection.execute("SELECT sum(pgsize) FROM dbstat WHERE name = 'fingerprints'").fetchone()
        (rows,) = connection.execute("SELECT count(*) FROM fingerprints").fetchone()
    say(f"{rows:,} fingerprints: {held:,} bytes, {held / text:.3f} of {text:,} bytes of text; allowed: {MOST_OF_TEXT}")
    return float(held / text)


def measured(path: Path, *, length: int, count: int) -> list[float]:
    """Milliseconds of the processor for each of some articles, each on a connection that has seen no other."""
    random = Random(SEED)  # noqa: S311 - articles, no secret
    with closing(sqlite3.connect(path)) as connection:
        slugs = [slug for (slug,) in connection.execute("SELECT slug FROM releases ORDER BY slug")]
        articles = [article(connection, random, slugs, length) for _ in range(count)]
        check_article(connection, articles[0])  # which compiles the grammars
    times = []
    for one in articles:
        with closing(sqlite3.connect(path)) as connection:
            began = time.process_time()
            check_article(connection, one)
            times.append((time.process_time() - began) * 1000)
    return times


def article(connection: sqlite3.Connection, random: Random, slugs: Sequence[str], length: int) -> str:
    """An article: paragraphs and quotes of releases, half of them with words changed, between sentences of its own."""
    parts: list[str] = []
    while sum(len(part.encode()) for part in parts) < length:
        for slug in random.sample(slugs, SOURCES):
            (body,) = connection.execute("SELECT body FROM releases WHERE slug = ?", (slug,)).fetchone()
            some = random.choice(body.split("\n\n")).split()
            if random.random() < 0.5:
                some[random.randrange(len(some))] = random.choice(("nicht", "17", "Mauer", "gestern"))
            own = " ".join(random.sample(some, min(len(some), random.choice((4, 7, 12)))))
            parts += [" ".join(some), f"Dazu sagte Anna Berg: „{own}.“ Am Abend war davon wenig zu sehen."]
    text = "\n\n".join(parts)
    return text.encode()[:length].decode(errors="ignore")


def say(line: str) -> None:
    """Print a line."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
