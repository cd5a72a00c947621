"""Fuzz of the readers: mutated pages, feeds and sitemaps, of which none may raise outside the error tree or take long.

    python -m bench.fuzz [--pages 20000] [--seed 1] [--large]

Small pages are the stored ones of the tests and feeds and sitemaps of its own; `--large` repeats parts of them until
they hold 30 kB and more. A page's number makes it, so that several runs can share the work. Printed: each failure with
the seed that makes it again, how many were read, how many of them gave a release, and the slowest. Exit code 1 if there
was a failure.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from scraper.items import Capture
from scraper.pages import PageError, read_page
from scraper.sites import load_site

ROOT = Path(__file__).parents[1]
NEWS = "https://www.darmstadt.de/nachrichten/darmstadt-aktuell/news/fuzz"
PORTAL = "https://www.darmstadt.de/presseportal/pressemitteilungen/einzelansicht/fuzz"
SLOWEST = 2.0  # seconds; a page may take no longer
LARGE = 30_000  # bytes
PROGRESS = 10_000  # pages after which a line says how far it came
FEED = (
    f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><item><title>Neue Bank</title>'
    f"<link>{NEWS}</link>"
    "<pubDate>Wed, 10 May 2023 09:12:00 +0200</pubDate><description>&lt;p&gt;Am Weiher&lt;/p&gt;</description>"
    "<guid>news-12</guid></item></channel></rss>"
)
SITEMAP = (
    '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url>'
    f"<loc>{NEWS}</loc><lastmod>2023-05-10</lastmod></url></urlset>"
)
ODD = [
    b"<div>", b"</div>", b"<p>", b"</p>", b"<table>", b"<td>", b"<ul><li>", b"<br>", b"<!--", b"-->", b"<![CDATA[",
    b"]]>", b"&#xD800;", b"&#0;", b"&amp;", b"&", b"<a href='http://[x]/'>", b"<a href='//'>",
    b"<base href='http://[x'>", b"\x00", b"\xff", b"\xed\xa0\xbd", b"\xef\xbb\xbf", b"<h1>",
    b"<time datetime='9999-12-31T23:59:59Z'>", b"0001-01-01", b"(ak) \xe2\x80\x93 ", b"10.05.0223",
    b"itemprop='headline'", b"<script type='application/ld+json'>", b"{\"@type\":\"Article\"}", b"Quelle: ",
    b"\xc2\xa9 ", b"<meta charset='punycode'>", b"<svg>", b"<frameset>", b"</html>", b"Erstellt von jwe | ",
]  # fmt: skip


def mutated(page: bytes, dice: random.Random, *, large: bool) -> bytes:
    """The page with some stretches cut, doubled, moved, or parted by odd bytes."""
    for _ in range(dice.randint(1, 8)):
        at, length = dice.randrange(len(page) + 1), dice.choice((1, 5, 40, 300))
        piece = page[at : at + length]
        kind = dice.randrange(5)
        if kind == 0:
            page = page[:at] + page[at + length :]
        elif kind == 1:
            page = page[:at] + piece * dice.choice((2, 5, 40)) + page[at:]
        elif kind == 2:
            to = dice.randrange(len(page) + 1)
            page = page[:to] + piece + page[to:]
        else:
            page = page[:at] + dice.choice(ODD) * dice.choice((1, 1, 1, 3, 50)) + page[at:]
    while large and len(page) < LARGE:
        at = dice.randrange(len(page) + 1)
        piece = page[at : at + dice.choice((20, 200, 2000))] or b"<p>x</p>"
        page = page[:at] + piece * dice.choice((10, 100, 1000)) + page[at:]
    return page[: 8 * LARGE]


def seeds() -> list[tuple[str, str, bytes]]:
    """(address, content type, bytes) of what is mutated."""
    pages = sorted((ROOT / "tests" / "fixtures").glob("*/*/page.html"))
    found = [
        (PORTAL if "presseportal" in path.parts else NEWS, "text/html; charset=utf-8", path.read_bytes())
        for path in pages
    ]
    found.append(("https://www.darmstadt.de/?type=9818", "application/rss+xml", FEED.encode()))
    return [*found, ("https://www.darmstadt.de/sitemap.xml", "application/xml", SITEMAP.encode())]


def captures(first: int, *, large: bool) -> Iterator[tuple[int, Capture]]:
    """Mutations without end, each with the number that makes it again."""
    begin, number = seeds(), first
    while True:
        dice = random.Random(number)  # noqa: S311 - no secret
        url, kind, page = dice.choice(begin)
        body = mutated(page, dice, large=large)
        yield number, Capture(url, "2023-05-10T08:00:00Z", "response", 200, (("Content-Type", kind),), body)
        number += 1


def main() -> int:
    """Read as many mutations as asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--large", action="store_true")
    given = parser.parse_args()
    site = load_site("darmstadt")
    releases = 0
    slowest = (0.0, 0)
    failures = 0
    for read, (number, capture) in enumerate(islice(captures(given.seed, large=given.large), given.pages)):
        if read % PROGRESS == 0:
            sys.stderr.write(f"{read} pages read, {failures} failures\n")
        failure = None
        start = time.process_time()
        try:
            releases += len(read_page(capture, site).items) > 0
        except PageError:
            pass
        except Exception as error:  # noqa: BLE001 - what the fuzz looks for
            failure = f"{type(error).__name__}: {error}"
        took = time.process_time() - start
        slowest = max(slowest, (took, number))
        if failure or took > SLOWEST:
            failures += 1
            sys.stdout.write(f"seed {number}: {failure or f'{took:.1f} s'}"[:200] + "\n")
            sys.stdout.flush()
    sys.stdout.write(
        f"{given.pages} pages read, {releases} with a release; slowest {slowest[0]:.2f} s (seed {slowest[1]});"
        f" {failures} failures\n"
    )
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
