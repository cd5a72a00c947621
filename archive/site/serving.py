"""Publishes a database: starts the process that answers requests, and a new one when the database was rebuilt.

It does not import Datasette, so that the command line starts quickly.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import NoReturn
from urllib.parse import urlsplit

from archive.settings import Settings, load_settings, settings_path
from scraper.errors import WrongInput
from scraper.lock import PARENT
from scraper.sites import load_site

HOST = "127.0.0.1"
ANSWERS = "archive.site.answering"  # the module that the answering process runs
LOOK = 1.0  # seconds between checks for a newer database
TAKEOVER = 30  # seconds in which a process may finish its answers after another has taken over
LEAVE = 5.0  # seconds in which everything ends on SIGTERM


def site_address(settings: Settings) -> str:
    """Scheme and host of the public address, without a slash at its end; "" if there is none.

    Raises: WrongInput, if it has a path: the site's own links begin at the root of a host.
    """
    parts = urlsplit(settings.public_address)
    if parts.path.strip("/"):
        raise WrongInput(f"public_address {settings.public_address}: give the site a host name of its own, no path")
    return settings.public_address.rstrip("/")


def unsaid(settings: Settings, path: Path) -> list[str]:
    """A line for the log for each thing that a public site has to say and its settings do not; none without an address.

    path: of the settings.
    """
    if not settings.public_address:
        return []
    legal = settings.legal
    wanted = {
        "contact": (settings.contact, "readers cannot report errors"),
        "legal.imprint": (legal.imprint, "German law asks public sites for one (§ 5 DDG)"),
        "legal.privacy": (legal.privacy, "the GDPR asks for it (Art. 13)"),
        "legal.licence_of_texts": (legal.licence_of_texts, "readers do not learn what they may do with the texts"),
        "legal.licence_of_data": (legal.licence_of_data, "readers do not learn what they may do with the data"),
    }
    return [f"No {key} in {path}: {why}" for key, (value, why) in wanted.items() if not value]


def listen(port: int) -> socket.socket:
    """Take a TCP port of 127.0.0.1 (0: any free one).

    Raises: WrongInput, if it is taken; ModuleNotFoundError, if what answers there is not installed.
    """
    if find_spec("datasette") is None:  # it is imported in another process, which could tell nobody
        raise ModuleNotFoundError("No module named 'datasette'", name="datasette")
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
    site = load_site(site_file)
    settings = load_settings(database.parent, site)
    address = site_address(settings)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _leave)
    for line in unsaid(settings, settings_path(database.parent, site)):
        print(line, file=sys.stderr, flush=True)  # noqa: T201 - the log of a service
    lifeline, _kept = os.pipe()
    command = [sys.executable, "-m", ANSWERS, str(database), site_file, local]
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
    """Kill a process that was asked to end and has not done so."""
    if process.poll() is None:
        process.kill()
        process.wait()


def _start(command: list[str], listener: socket.socket, lifeline: int) -> subprocess.Popen[bytes]:
    """Start a process that answers on the listener; returns when it is ready or has ended."""
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
        signal.signal(number, signal.SIG_IGN)  # one signal is enough: the shutdown must not be interrupted
    sys.exit(0)
