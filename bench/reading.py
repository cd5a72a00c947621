"""Documents per second of reading alone, beside `trafilatura.extract` on the same pages in one run.

python -m bench.reading
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import trafilatura

from archive.commands.import_files import ImportResult, import_file
from scraper.captures import CaptureStore
from scraper.items import Capture
from scraper.pages import PageError, read_page
from scraper.pages.decoding import text_of
from scraper.sample.releases import sample_releases
from scraper.sample.server import Content
from scraper.sites import Site, load_site
from tests.scraper.pages.stored_pages import DETAIL_LAYOUTS, capture_of, stored

ROOT = Path(__file__).parents[1]
TYPO3 = ROOT.parent / "shared" / "sites" / "typo3-main.warc.gz"  # a real site, measured where it is at hand
SECONDS = 2.0  # of each measurement at least

Pages = list[tuple[Capture, Site]]


def stored_pages() -> Pages:
    """The pages that are stored as fixtures."""
    site = load_site("darmstadt")
    return [(capture_of(folder), site) for folder in stored(*DETAIL_LAYOUTS)]


def sample_pages() -> Pages:
    """Every release page of the sample site."""
    site, content = load_site("sample"), Content(sample_releases(1))
    host = site.hosts[0]

    def page(url: str) -> Capture:
        text = content.answer(url.removeprefix(f"http://{host}"), host).text
        kind = "application/xml" if url.endswith(".xml") else "text/html; charset=utf-8"
        return Capture(url, "2026-01-01T00:00:00Z", "response", 200, (("Content-Type", kind),), text.encode())

    listed = read_page(page(f"http://{host}/sitemap/news/sitemap.xml"), site)
    return [(page(url), site) for url in listed.release_urls]


def warc_pages(path: Path, site: Site) -> Pages:
    """The release pages in a WARC file."""
    with tempfile.TemporaryDirectory() as folder, CaptureStore(Path(folder)) as store:
        store.start_run("import", "bench", datetime(2026, 1, 1, tzinfo=UTC))
        import_file(path, store, site, ImportResult(), datetime.now(UTC))
        captures = [store.read(row) for row in store.rows() if row.status == 200 and site.key(row.url)]
    return [(capture, site) for capture in captures if "html" in (capture.header("Content-Type") or "")]


def rates(pages: Pages, *readers: Callable[[Capture, Site], object]) -> list[float]:
    """Documents per second of each reader, in turns, so that a busy machine slows all of them alike."""
    seconds, rounds = [0.0] * len(readers), 0
    while min(seconds) < SECONDS:
        rounds += 1
        for number, read in enumerate(readers):
            began = time.perf_counter()
            for capture, site in pages:
                read(capture, site)
            seconds[number] += time.perf_counter() - began
    return [rounds * len(pages) / spent for spent in seconds]


def ours(capture: Capture, site: Site) -> None:
    """Read a page as the build does."""
    try:
        read_page(capture, site)
    except PageError:
        return


def peer(capture: Capture, _: Site) -> None:
    """Extract the text as trafilatura does."""
    trafilatura.extract(text_of(capture))


def main() -> None:
    """Measure each kind of page with both."""
    kinds = {"stored pages": stored_pages(), "sample site": sample_pages()}
    if TYPO3.exists():
        kinds["TYPO3 site"] = warc_pages(TYPO3, load_site(ROOT / "tests" / "sites" / "typo3.toml"))
    kinds["all"] = [page for pages in kinds.values() for page in pages]
    for name, pages in kinds.items():
        mine, theirs = rates(pages, ours, peer)
        print(  # noqa: T201
            f"reading, {name} ({len(pages)} pages): {mine:.0f} documents/s;"
            f" trafilatura.extract {theirs:.0f} documents/s; ratio {mine / theirs:.1f}"
        )


if __name__ == "__main__":
    main()
