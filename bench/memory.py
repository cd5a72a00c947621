"""Peak memory of a whole build of pages of 90 kB, each with some 5 kB of text of its own, for several numbers of pages.

python -m bench.memory [PAGES …]     1000 3000 9000, unless others are given; each build is a process of its own
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from archive.build import build
from scraper.captures import CaptureStore
from scraper.items import Capture
from scraper.sample.generate import generate
from scraper.sample.server import Content
from scraper.sites import Site, load_site

PAGES = (1_000, 3_000, 9_000)
ADDRESS = "127.0.0.1:8765"
LINKS = 620  # in the menu of each page: 80 kB
PARAGRAPHS, WORDS_IN_ONE = 9, 90
WORDS = """Stadt Schule Turm Wiese Brücke laut leise gehen stehen offen grün neue alte Wege Haus Garten Platz über unter
neben Kinder spielen singen lernen Wasser Feld Wald Bach Straße führt hinter weiter kleine große Fenster Dach""".split()  # noqa: SIM905 - as a list
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def fill(folder: Path, pages: int) -> None:
    """Store so many pages of release, each with paragraphs of its own and a large menu."""
    releases = list(generate(pages))
    content = Content(releases)
    links = (
        f'<li><a href="/amt/{n}/seite.html" title="Bereich {n}">Bereich {n} der Verwaltung</a></li>'
        for n in range(LINKS)
    )
    menu = f"<nav><ul>{''.join(links)}</ul></nav></body>"
    with CaptureStore(folder) as store:
        store.start_run("import", "bench", NOW)
        for number, release in enumerate(releases):
            words = random.Random(number)  # noqa: S311 - the same words in every run
            more = "".join(f"<p>{' '.join(words.choices(WORDS, k=WORDS_IN_ONE))}.</p>" for _ in range(PARAGRAPHS))
            head, title, rest = content.answer(release.path, ADDRESS).text.partition("<h1")
            html = head + title + rest.replace("</p>\n</div>", f"</p>\n{more}</div>", 1).replace("</body>", menu)
            kind = (("Content-Type", "text/html; charset=utf-8"),)
            url = f"http://{ADDRESS}{release.path}"
            store.add(Capture(url, "2026-01-01T00:00:00Z", "response", 200, kind, html.encode()))
        store.end_run("finished", NOW)


def measure(folder: Path, site: Site) -> str:
    """Build what `fill` stored, in this process."""
    with CaptureStore(folder) as store:
        result = build(store, site, folder / "built.db")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return f"{result.captures} pages, {result.releases} releases: at most {peak} MB"


def main() -> None:
    """Measure each number of pages in a process of its own, since the peak of a process never falls."""
    if sys.argv[1:2] == ["one"]:
        print(measure(Path(sys.argv[2]), load_site("sample").at(f"http://{ADDRESS}")))  # noqa: T201
        return
    for pages in [int(number) for number in sys.argv[1:]] or PAGES:
        with tempfile.TemporaryDirectory() as folder:
            fill(Path(folder), pages)
            subprocess.run([sys.executable, "-m", "bench.memory", "one", folder], check=True)  # noqa: S603 - ourselves


if __name__ == "__main__":
    main()
