"""The process that answers requests: the site on a socket that `archive.site.serving` opened."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

import uvicorn

from archive.settings import load_settings
from archive.site.apart.connection import BoundedConnection
from archive.site.apart.front import Front
from archive.site.apart.pool import Pool
from archive.site.app import DATASETTE_SETTINGS, site_app, site_options
from archive.site.page import site_info
from archive.site.plain_output import escape_output
from archive.site.serving import TAKEOVER
from scraper.lock import end_with_parent
from scraper.sites import load_site

CONNECTIONS = 500  # at a time; further ones get 503


class _Announced(uvicorn.Server):
    """A server that reports on a pipe when it is ready to answer."""

    front: Front
    ready: int

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await self.front.warm()
        await super().startup(sockets)
        os.write(self.ready, b"1")
        os.close(self.ready)


def answer(database: str, site_file: str, local: str, listener: str, ready: str) -> None:
    """Answer requests on a socket that is open already, until told to stop."""
    end_with_parent()
    escape_output()
    site = load_site(site_file)
    options = site_options(site, load_settings(Path(database).parent, site), local)
    with Pool(database, options) as pool:
        pool.launch()
        datasette, app = site_app(database, options | {"settings": DATASETTE_SETTINGS | {"default_allow_sql": False}})
        front = Front(datasette, app, pool, site_info(datasette).absolute)
        pool.start()
        server(front, int(ready)).run(sockets=[socket.socket(fileno=int(listener))])


def server(front: Front, ready: int) -> uvicorn.Server:
    """The server of a site; ready: the end of a pipe into which it writes when it is ready to answer."""
    announced = _Announced(uvicorn.Config(
        front, http=BoundedConnection, ws="none", lifespan="off", log_level="warning", access_log=False,
        proxy_headers=False, server_header=False, limit_concurrency=CONNECTIONS,
        timeout_graceful_shutdown=TAKEOVER,
    ))  # fmt: skip
    announced.front, announced.ready = front, ready
    return announced


if __name__ == "__main__":
    answer(*sys.argv[1:])
