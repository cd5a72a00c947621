"""Pages per second of `crawl --all` without delay, beside a bare Scrapy spider that writes JSON lines, in one run.

python -m bench.crawl [releases]
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from archive.commands.spider import Order, crawl
from scraper.sample.generate import generate
from scraper.sample.server import SampleSite
from scraper.sites import load_site

BARE = """
import scrapy

class Bare(scrapy.Spider):
    name = "bare"

    def parse(self, response):
        if title := response.css("h1::text").get():
            text = [" ".join(p.css("::text").getall()) for p in response.css("p")]
            yield {{"url": response.url, "title": title, "text": text}}
        for link in response.css("a::attr(href)").getall():
            if link.startswith("/"):
                yield response.follow(link, self.parse)

    start_urls = [{start!r}]
"""
SETTINGS = {
    "ROBOTSTXT_OBEY": True, "CONCURRENT_REQUESTS": 1, "DOWNLOAD_DELAY": 0, "LOG_LEVEL": "INFO",
    "COOKIES_ENABLED": False, "TELNETCONSOLE_ENABLED": False,
}  # fmt: skip


def ours(served: SampleSite, folder: Path) -> float:
    """Pages per second of our crawl, start of the process included."""
    site = load_site("sample").at(served.home)
    began = time.perf_counter()
    run = crawl(site, "sample", folder, folder / "captures" / "sample", Order("all")).run
    assert (run.ended_why, run.errors) == ("finished", 0)
    return run.requests / (time.perf_counter() - began)


def bare(served: SampleSite, folder: Path) -> float:
    """Pages per second of the bare spider on the same site with the same settings."""
    spider = folder / "bare.py"
    spider.write_text(BARE.format(start=served.home + "nachrichten/darmstadt-aktuell"), encoding="utf-8")
    command = [sys.executable, "-m", "scrapy", "runspider", str(spider), "-O", str(folder / "items.jsonl")]
    for name, value in SETTINGS.items():
        command += ["-s", f"{name}={value}"]
    served.forget_requests()
    began = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, cwd=folder)  # noqa: S603 - our own interpreter
    return len(served.requests) / (time.perf_counter() - began)


def main() -> None:
    """Measure both, each once to warm up, then in turn."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    releases = list(generate(count))
    results: dict[str, list[float]] = {"ours": [], "bare": []}
    with SampleSite(releases=releases) as served:
        for _ in range(3):
            for name, measure in (("ours", ours), ("bare", bare)):
                with tempfile.TemporaryDirectory() as folder:
                    results[name].append(measure(served, Path(folder)))
    mine, theirs = max(results["ours"]), max(results["bare"])
    print(f"crawl --all: {mine:.0f} pages/s; bare Scrapy spider: {theirs:.0f} pages/s; ratio {mine / theirs:.2f}")  # noqa: T201


if __name__ == "__main__":
    main()
