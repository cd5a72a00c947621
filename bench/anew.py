"""A `serve` that renders every page for each request, for measurements: its page cache never hits.

python -m bench.anew DATABASE SITE PORT serves; with the arguments of `archive.site.answering` it is the process that
answers.
"""

from __future__ import annotations

import sys
from collections.abc import Hashable
from pathlib import Path

from archive.site import serving
from archive.site.cache import PageCache

OF_SERVE = 3  # arguments; the process that answers has more


def nothing(_cache: PageCache, _key: Hashable) -> None:
    """What the cache finds."""


def main(arguments: list[str]) -> None:
    """Serve, or answer."""
    if len(arguments) == OF_SERVE:
        database, site_file, port = arguments
        serving.ANSWERS = "bench.anew"
        serving.serve(Path(database), site_file, serving.listen(int(port)))
    from archive.site.answering import answer  # the process that listens has no need of Datasette

    PageCache.get = nothing  # type: ignore[assignment,method-assign] # this is what it is for
    answer(*arguments)


if __name__ == "__main__":
    main(sys.argv[1:])
