"""Publishes a database with Datasette."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, NoReturn

import uvicorn
from datasette.app import Datasette

from archive.settings import DEFAULTS, Settings, load_settings
from archive.site.metadata import metadata
from scraper.errors import WrongInput
from scraper.lock import PARENT, end_with_parent
from scraper.sites import Site, load_site

SITE = Path(__file__).parent
HOST = "127.0.0.1"
LOOK = 1.0  # seconds between looks whether there is a newer database
DATASETTE_SETTINGS = {
    "default_page_size": 50,
    "max_returned_rows": 1000,
    "sql_time_limit_ms": 1000,
    "facet_time_limit_ms": 500,
    "suggest_facets": False,  # it tries every column on every page: the table page is some 15 times faster without
    "truncate_cells_html": 200,  # characters; the row page shows all
    "allow_download": True,
}


def site_options(site: Site, settings: Settings = DEFAULTS) -> dict[str, Any]:
    """What `Datasette([database], **site_options(site, settings))` needs to be the site that `serve` publishes."""
    return {
        "metadata": metadata(site, settings.contact),
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
    before the first ends, so that no reader ever meets a closed door.
    """
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _leave)
    lifeline, _kept = os.pipe()
    command = [sys.executable, "-m", "archive.site.serving", str(database), site_file]
    served, answering = _identity(database), _start(command, listener, lifeline)
    print(f"Serving http://{HOST}:{listener.getsockname()[1]}/ (Ctrl-C ends it)", flush=True)  # noqa: T201 - what a command says
    try:
        while answering.poll() is None:
            time.sleep(LOOK)
            if database.exists() and (now := _identity(database)) != served:
                served, last = now, answering
                answering = _start(command, listener, lifeline)
                last.terminate()
                last.wait()
    finally:
        answering.terminate()
        answering.wait()
    sys.exit(answering.returncode)


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
    sys.exit(0)


class _Announced(uvicorn.Server):
    """Says on a pipe that it answers."""

    ready: int

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        os.write(self.ready, b"1")
        os.close(self.ready)


def _answer(database: str, site_file: str, listener: str, ready: str) -> None:
    """Be the process that answers: Datasette on a socket that is open already."""
    end_with_parent()
    site = load_site(site_file)
    options = site_options(site, load_settings(Path(database).parent, site))
    datasette = Datasette([], immutables=[database], **options)
    server = _Announced(uvicorn.Config(datasette.app(), log_level="warning"))
    server.ready = int(ready)
    server.run(sockets=[socket.socket(fileno=int(listener))])


if __name__ == "__main__":
    _answer(*sys.argv[1:])
