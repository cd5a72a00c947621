"""What benchmarks of the site share: a database of generated releases, its servers, clients that count requests."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from archive.build import build
from archive.paths import database_path
from scraper.captures import CaptureStore
from scraper.items import Capture
from scraper.sample.generate import generate
from scraper.sample.server import Content
from scraper.sites import load_site

CLIENTS = 8
SECONDS = 5.0
HOST = "127.0.0.1"
ADDRESS = "127.0.0.1:8765"  # of a sample site that never runs: its pages are stored without a crawl


def generated_database(releases: int, data: Path) -> Path:
    """The database of so many generated releases below `data`; made once, two minutes for 20,000."""
    site = load_site("sample").at(f"http://{ADDRESS}")
    path = database_path(data, site)
    if path.exists():
        return path
    now = datetime(2026, 11, 21, tzinfo=UTC)
    generated = list(generate(releases))
    content = Content(generated)
    with CaptureStore(data / "captures" / "sample") as store:
        store.start_run("import", "0", now)
        for release in generated:
            answer = content.answer(release.path, ADDRESS)
            headers = (("Content-Type", answer.media_type),)
            address = f"http://{ADDRESS}{release.path}"
            store.add(Capture(address, "2026-11-21T00:00:00Z", "response", 200, headers, answer.text.encode()))
        store.end_run("finished", now)
        build(store, site, path)
    return path


@contextmanager
def ours(data: Path, *, anew: bool = False) -> Iterator[int]:
    """Our site over the database below `data`; gives its port. anew: every page is rendered for each request."""
    command = "from archive.cli import main; main()"
    kept = ["-c", command, "--data", str(data), "--site", "sample", "serve", "--port"]
    not_kept = ["-m", "bench.anew", str(data / "sample.db"), "sample"]
    with _serving(not_kept if anew else kept) as port:
        yield port


@contextmanager
def plain(database: Path) -> Iterator[int]:
    """Plain `datasette serve` of a database, with nothing of ours; gives its port."""
    with _serving(["-m", "datasette", "serve", str(database), "--port"]) as port:
        yield port


@contextmanager
def _serving(arguments: list[str]) -> Iterator[int]:
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    command = [sys.executable, *arguments, str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ)  # noqa: S603
    try:
        for _ in range(300):
            try:
                socket.create_connection((HOST, port), 1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)


def requests_per_second(port: int, path: str, *, anew: bool = False) -> float:
    """Answers a second that CLIENTS get in SECONDS, one connection each; the first answer is not counted.

    anew: every request has an address of its own, so that no kept page can answer it.
    Raises: RuntimeError for an answer that is not 200.
    """
    numbers = count()
    _ask(http.client.HTTPConnection(HOST, port), path, next(numbers), anew=anew)
    answered: list[int] = []
    end = time.perf_counter() + SECONDS
    failed: list[Exception] = []

    def client() -> None:
        connection, done = http.client.HTTPConnection(HOST, port), 0
        try:
            while time.perf_counter() < end:
                _ask(connection, path, next(numbers), anew=anew)
                done += 1
        except (OSError, http.client.HTTPException, RuntimeError) as error:
            failed.append(error)
        answered.append(done)
        connection.close()

    began = time.perf_counter()
    clients = [threading.Thread(target=client) for _ in range(CLIENTS)]
    for one in clients:
        one.start()
    for one in clients:
        one.join()
    if failed:
        raise RuntimeError(f"{path}: {failed[0]}") from failed[0]
    return sum(answered) / (time.perf_counter() - began)


def _ask(connection: http.client.HTTPConnection, path: str, number: int, *, anew: bool) -> None:
    connection.request("GET", f"{path}{'&' if '?' in path else '?'}anfrage={number}" if anew else path)
    answer = connection.getresponse()
    answer.read()
    if answer.status != 200:
        raise RuntimeError(f"status {answer.status}")


def print_pairs(pairs: Sequence[tuple[str, str, str]], our_port: int, plain_port: int) -> None:
    """Measure pairs of (name, our path, path of plain Datasette) and print a line for each."""
    sys.stdout.write(
        f"{'requests/s':34}{'ours':>9}{'rendered anew':>15}{'plain Datasette':>17}{'times':>8}{'anew':>7}\n"
    )
    for name, our_path, plain_path in pairs:
        kept = requests_per_second(our_port, our_path)
        anew = requests_per_second(our_port, our_path, anew=True)
        other = requests_per_second(plain_port, plain_path)
        line = f"{name:34}{kept:>9,.1f}{anew:>15,.1f}{other:>17,.2f}{kept / other:>7,.0f}×{anew / other:>6,.1f}×\n"
        sys.stdout.write(line)
        sys.stdout.flush()
