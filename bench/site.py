"""Requests per second of lists, releases and searches beside plain Datasette on the same database, in one run.

python -m bench.site [releases] [folder]; the folder keeps the database for another run.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from bench.served import generated_database, ours, plain, print_pairs
from scraper.sample.generate import generate

RELEASES = 20_000
COMMON, RARE = "Arbeiten", "4711"
PAIRS = (
    ("newest releases", "/mitteilungen", "/sample/releases?_sort_desc=published"),
    ("start page", "/", "/sample/releases?_sort_desc=published"),
    ("a release", "/sample/releases/{slug}", "/sample/releases/{slug}"),
    ("search for a common word", f"/suche?q={COMMON}", f"/sample/releases?_search={COMMON}"),
    ("search for a rare word", f"/suche?q={RARE}", f"/sample/releases?_search={RARE}"),
)


def main() -> None:
    """Print the pairs."""
    releases = int(sys.argv[1]) if len(sys.argv) > 1 else RELEASES
    with tempfile.TemporaryDirectory() as made:
        data = Path(sys.argv[2] if len(sys.argv) > 2 else made)
        database = generated_database(releases, data)
        slug = list(generate(releases))[-100].slug  # one with neighbours and others like it
        with ours(data) as our_port, plain(database) as plain_port:
            pairs = [(name, ours_at.format(slug=slug), plain_at.format(slug=slug)) for name, ours_at, plain_at in PAIRS]
            print_pairs(pairs, our_port, plain_port)


if __name__ == "__main__":
    main()
