"""Requests per second of the search page beside plain Datasette's `_search=` on the same database, in one run.

python -m bench.search [releases] [folder]; the folder keeps the database for another run.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from bench.served import generated_database, ours, plain, print_pairs

RELEASES = 20_000
COMMON, RARE = "Arbeiten", "4711"
PAIRS = (
    ("search for a common word", f"/suche?q={COMMON}", f"/sample/releases?_search={COMMON}"),
    ("search for a rare word", f"/suche?q={RARE}", f"/sample/releases?_search={RARE}"),
)


def main() -> None:
    """Print the pairs."""
    releases = int(sys.argv[1]) if len(sys.argv) > 1 else RELEASES
    with tempfile.TemporaryDirectory() as made:
        data = Path(sys.argv[2] if len(sys.argv) > 2 else made)
        database = generated_database(releases, data)
        with ours(data) as our_port, plain(database) as plain_port:
            print_pairs(PAIRS, our_port, plain_port)


if __name__ == "__main__":
    main()
