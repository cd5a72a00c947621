"""The site as it is served, and Debian's chromium that looks at it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from archive.site.answering import server
from archive.site.serving import listen
from scraper.sites import Site
from tests.archive.site.asking import front_over

CHROMIUM = shutil.which("chromium")
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],  # what passes is not told one by one
}
OF_A_LOOK = RULES | {
    "runOnly": ["color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size"]
}  # fmt: skip
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="no chromium here: apt-get install chromium")


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser without a network of its own and with an empty profile."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser
        browser.close()


@contextmanager
def served(database: Path, site: Site) -> Iterator[str]:
    """The address at which a database is published, by the server that `darmstadt-aktuell serve` starts."""
    reader, ready = os.pipe()
    with ExitStack() as stack:
        listener = stack.enter_context(listen(0))
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        answering = server(stack.enter_context(front_over(database, site, local=address)), ready)
        thread = Thread(target=answering.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            os.read(reader, 1)
            yield address
        finally:
            answering.should_exit = True
            thread.join()
            os.close(reader)


@dataclass
class Visit:
    """A page that is open, and what the browser complained of: console errors, other hosts, dialogs."""

    home: str
    page: Page
    complaints: list[str] = field(default_factory=list)

    def go(self, path: str) -> None:
        """Open a path of the site."""
        self.page.goto(self.home + path)

    def follow(self, selector: str) -> None:
        """Click a link and wait for the page that it leads to."""
        self.page.click(selector)
        self.page.wait_for_load_state()

    def violations(self) -> list[str]:
        """What axe-core finds: the rule and the first elements that break it.

        A page is given its script once, and is asked at its second look only for what a look can change.
        """
        again = self.page.evaluate("'axe' in window")
        axe, rules = (Axe(""), OF_A_LOOK) if again else (Axe(), RULES)
        found: list[Any] = axe.run(self.page, options=rules).response["violations"]
        return [f"{one['id']}: {[node['target'] for node in one['nodes']][:3]}" for one in found]

    def look(self, width: int, scheme: Literal["light", "dark"]) -> None:
        """See the open page in a window of another width, in another scheme of colours."""
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.emulate_media(color_scheme=scheme)

    def overflow(self) -> int:
        """Pixels by which the page is wider than the window."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


@contextmanager
def visit(browser: Browser, home: str, width: int, scheme: Literal["light", "dark"] = "light") -> Iterator[Visit]:
    """A fresh window of a width; it notes everything that a page of ours must not do."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, locale="de-DE")
    page = context.new_page()
    page.set_default_timeout(60_000)
    visited = Visit(home, page)
    note = visited.complaints.append
    page.on("console", lambda message: note(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: note(str(error)))
    page.on("request", lambda request: None if request.url.startswith((home, "data:")) else note(f"asks {request.url}"))
    page.on("dialog", lambda dialog: note(dialog.message))
    yield visited
    context.close()
