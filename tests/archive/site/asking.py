"""Ask the site as it is served, without a socket: the front, its processes, and everything behind it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import httpx

from archive.settings import DEFAULTS, Settings
from archive.site.apart.front import Front
from archive.site.apart.pool import Pool
from archive.site.app import site_app, site_options
from scraper.sites import Site

LOCAL = "http://127.0.0.1:8001"


class Get(Protocol):
    """Ask for a path; gives the answer as httpx has it."""

    def __call__(self, path: str, method: str = "GET", **headers: str) -> Any: ...


@contextmanager
def site_over(database: Path, site: Site, settings: Settings = DEFAULTS) -> Iterator[Get]:
    """The site over a database file."""
    options = site_options(site, settings, LOCAL)
    datasette, app = site_app(str(database), options)
    with Pool(str(database), options) as pool:
        front = Front(datasette, app, pool, settings.public_address.rstrip("/") or LOCAL)

        def ask(path: str, method: str = "GET", **headers: str) -> Any:
            async def once() -> Any:
                await front.warm()
                transport = httpx.ASGITransport(app=front)
                async with httpx.AsyncClient(transport=transport, base_url=LOCAL, timeout=60) as client:
                    return await client.request(method, path, headers=headers)

            return asyncio.run(once())

        yield ask
