"""Publishes a database with Datasette."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlsplit

import uvicorn

from archive.settings import DEFAULTS, Settings, load_settings
from archive.site.apart.connection import BoundedConnection
from archive.site.apart.front import Front
from archive.site.apart.pool import Pool
from archive.site.app import site_app
from archive.site.metadata import metadata
from archive.site.page import site_info
from archive.site.plain_output import escape_output
from scraper.errors import WrongInput
from scraper.lock import PARENT, end_with_parent
from scraper.sites import Site, load_site

SITE = Path(__file__).parent
HOST = "127.0.0.1"
LOOK = 1.0  # seconds between looks whether there is a newer database
TAKEOVER = 30  # seconds that a process has to finish its answers when another has taken over
LEAVE = 5.0  # seconds that everything has to end on SIGTERM
CONNECTIONS = 500  # at a time; the next one is told 503
DATASETTE_SETTINGS = {
    "default_page_size": 50,
    "max_returned_rows": 1000,
    "sql_time_limit_ms": 1000,
    "facet_time_limit_ms": 500,
    "suggest_facets": False,  # it tries every column on every page: the table page is some 15 times faster without
    "truncate_cells_html": 200,  # characters; the row page shows all
    "allow_download": True,
}


def site_address(settings: Settings) -> str:
    """Scheme and host of the public address, without a slash at its end; "" if there is none.

    Raises: WrongInput, if it has a path: the site's own links begin at the root of a host.
    """
    parts = urlsplit(settings.public_address)
    if parts.path.strip("/"):
        raise WrongInput(f"public_address {settings.public_address}: give the site a host name of its own, no path")
    return settings.public_address.rstrip("/")


def site_options(site: Site, settings: Settings = DEFAULTS, local: str = "http://localhost") -> dict[str, Any]:
    """What `Datasette([database], **site_options(site, settings))` needs to be the site that `serve` publishes.

    local: the address that stands where a format wants an absolute one and the site has no public address.
    """
    return {
        "metadata": metadata(site, settings.contact, site_address(settings), local),
        "settings": DATASETTE_SETTINGS,
        "static_mounts": [("assets", str(SITE / "static"))],
        "template_dir": str(SITE / "templates"),
        "plugins_dir": str(SITE / "plugins"),
        "cors": True,
    }


def listen(port: int) -> socket.socket:
    """Take a TCP port of 127.0.0.1 (0: any free one). Raises: WrongInput, if it is taken."""
    try:
        return socket.create_server((HOST, port))
    except OSError as error:
        raise WrongInput(f"port {port} of {HOST} cannot be used ({error.strerror}): choose another one") from error


def serve(database: Path, site_file: str, listener: socket.socket) -> NoReturn:
    """Serve the database on a listener until SIGTERM or SIGINT, and a rebuilt one as soon as it is there.

    One process listens; another, which it starts, answers. When a build has replaced the file, a second one takes over
    before the first ends, so that no reader ever meets a closed door. The first may then finish what it sends, at most
    TAKEOVER seconds; on SIGTERM everything ends within LEAVE seconds.
    Raises: SettingsError, WrongInput, if the operator's settings cannot be used.
    """
    local = f"http://{HOST}:{listener.getsockname()[1]}"
    address = site_address(load_settings(database.parent, load_site(site_file)))
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _leave)
    lifeline, _kept = os.pipe()
    command = [sys.executable, "-m", "archive.site.serving", str(database), site_file, local]
    served, answering = _identity(database), _start(command, listener, lifeline)
    retired: dict[subprocess.Popen[bytes], float] = {}  # → when its time is over
    print(f"Serving {local}/ (Ctrl-C ends it)", flush=True)  # noqa: T201 - what a command says
    if not address:
        print(  # noqa: T201 - the same
            f"No public_address in the settings: feeds, sitemap and calendar name {local}/", file=sys.stderr, flush=True
        )
    try:
        while answering.poll() is None:
            time.sleep(LOOK)
            if database.exists() and (now := _identity(database)) != served:
                served, last = now, answering
                answering = _start(command, listener, lifeline)
                last.terminate()
                retired[last] = time.monotonic() + TAKEOVER
            for one in [one for one, ends in retired.items() if one.poll() is not None or ends < time.monotonic()]:
                _end(one)
                del retired[one]
    finally:
        everyone = [answering, *retired]
        for one in everyone:
            one.terminate()
        ends = time.monotonic() + LEAVE
        for one in everyone:
            with suppress(subprocess.TimeoutExpired):
                one.wait(max(0.0, ends - time.monotonic()))
            _end(one)
    sys.exit(answering.returncode)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process that was asked to end, if it has not."""
    if process.poll() is None:
        process.kill()
        process.wait()


def _start(command: list[str], listener: socket.socket, lifeline: int) -> subprocess.Popen[bytes]:
    """A process that answers on the listener; returns when it does, or has ended."""
    reader, writer = os.pipe()
    started = subprocess.Popen(  # noqa: S603 - our own interpreter and arguments, no shell
        [*command, str(listener.fileno()), str(writer)], pass_fds=[listener.fileno(), writer, lifeline],
        env=os.environ | {PARENT: str(lifeline)}, start_new_session=True,
    )  # fmt: skip
    os.close(writer)
    os.read(reader, 1)
    os.close(reader)
    return started


def _identity(database: Path) -> tuple[int, int]:
    stat = database.stat()
    return stat.st_ino, stat.st_mtime_ns


def _leave(*_: object) -> NoReturn:
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)  # once is enough: what ends now must not be broken off
    sys.exit(0)


class _Announced(uvicorn.Server):
    """Says on a pipe that it answers, as soon as that is so."""

    front: Front
    ready: int

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await self.front.warm()
        await super().startup(sockets)
        os.write(self.ready, b"1")
        os.close(self.ready)


def _answer(database: str, site_file: str, local: str, listener: str, ready: str) -> None:
    """Be the process that answers: the site on a socket that is open already."""
    end_with_parent()
    escape_output()
    site = load_site(site_file)
    options = site_options(site, load_settings(Path(database).parent, site), local)
    with Pool(database, options) as pool:
        pool.launch()
        datasette, app = site_app(database, options | {"settings": DATASETTE_SETTINGS | {"default_allow_sql": False}})
        front = Front(datasette, app, pool, site_info(datasette).absolute)
        pool.start()
        server = _Announced(uvicorn.Config(
            front, http=BoundedConnection, ws="none", lifespan="off", log_level="warning", access_log=False,
            proxy_headers=False, server_header=False, limit_concurrency=CONNECTIONS,
            timeout_graceful_shutdown=TAKEOVER,
        ))  # fmt: skip
        server.front, server.ready = front, int(ready)
        server.run(sockets=[socket.socket(fileno=int(listener))])


if __name__ == "__main__":
    _answer(*sys.argv[1:])
