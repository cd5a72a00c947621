"""How long the site's own pages take while others attack it: 95th percentile of milliseconds.

python -m bench.attack [releases] [folder]; on 127.0.0.1 alone, some two minutes. The folder keeps the database. The
site keeps no rendered page here: each is rendered anew (`anew.py`). The attackers are a process of their own.
"""

from __future__ import annotations

import http.client
import socket
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from itertools import count
from multiprocessing import get_context
from os import getloadavg
from pathlib import Path
from urllib.parse import quote

from bench.served import HOST, generated_database, ours
from scraper.sample.generate import generate

RELEASES = 5_000
BEFORE, SECONDS = 1.0, 8.0  # of each attack: until the first page is asked for, and from then on
ASKS = 0.1  # seconds between two pages that are asked for
HEAVY = (
    "select instr(printf('%.*c',4000000,'a'), printf('%.*c',2000000,'a')||'b')",
    "select zeroblob(8000000) from releases a, releases b",
    "select count(*) from releases a, releases b, releases c, releases d",
    "select replace(printf('%.*c',4000000,'a'), printf('%.*c',1000000,'a')||'b', 'x')",
)
QUERIES = tuple(f"/sample.json?sql={quote(sql)}" for sql in HEAVY)
EXPORTS = ("/suche.xlsx?x={}", "/sample/releases.csv?_x={}")
ATTACKS: tuple[tuple[str, int, Sequence[str]], ...] = (
    ("nobody else", 0, ()),
    ("8 clients with heavy SQL", 8, QUERIES),
    ("32 clients with heavy SQL", 32, QUERIES),
    ("128 clients with heavy SQL", 128, QUERIES),
    ("32 clients with /suche.xlsx?x=…", 32, EXPORTS[:1]),
    ("32 clients with whole tables", 32, EXPORTS[1:]),
)


def main() -> None:
    """Print a line for each attack."""
    releases = int(sys.argv[1]) if len(sys.argv) > 1 else RELEASES
    with tempfile.TemporaryDirectory() as made:
        data = Path(sys.argv[2] if len(sys.argv) > 2 else made)
        generated_database(releases, data)
        slugs = [one.slug for one in generate(releases)]
        sys.stdout.write(f"other work on this machine at the start: load {getloadavg()[0]:.1f}\n")
        sys.stdout.write(f"{'95th percentile, ms':34}{'/':>8}{'release':>9}{'search':>8}   answers to the attackers\n")
        for name, clients, paths in ATTACKS:
            with ours(data, anew=True) as port:
                times, told = attacked(port, slugs, clients, paths)
                line = "".join(f"{value:>{width}.0f}" for value, width in zip(times, (8, 9, 8), strict=True))
                sys.stdout.write(f"{name:34}{line}   {told}\n")
                sys.stdout.flush()
        with ours(data, anew=True) as port, idle_connections(port, 200):
            times, _ = attacked(port, slugs, 0, ())
            sys.stdout.write(f"{'200 connections that say nothing':34}" + "".join(f"{t:>9.0f}" for t in times) + "\n")


def attacked(port: int, slugs: Sequence[str], clients: int, paths: Sequence[str]) -> tuple[list[float], str]:
    """95th percentiles of three pages, in milliseconds, while clients loop; and what these were told, by status."""
    if not any(_status(port, "/") == 200 for _ in range(3)):  # each waits a minute for the site to start
        raise RuntimeError("the site does not start: is the database of this version?")
    with ProcessPoolExecutor(1, mp_context=get_context("fork")) as apart:
        attack = apart.submit(attacking, port, clients, paths)
        time.sleep(BEFORE)
        times: list[list[float]] = [[], [], []]
        end, numbers = time.perf_counter() + SECONDS, count()
        while time.perf_counter() < end:
            number = next(numbers)
            asked = ("/", f"/sample/releases/{slugs[number % len(slugs)]}", f"/suche?q=Haus+{number}")
            for page, path in enumerate(asked):
                began = time.perf_counter()
                if _status(port, path) != 200:
                    raise RuntimeError(f"{path} was not answered")
                times[page].append((time.perf_counter() - began) * 1000)
            time.sleep(ASKS)
        told = ", ".join(f"{number} × {status}" for status, number in sorted(attack.result().items()))
    return [sorted(one)[int(len(one) * 0.95)] for one in times], told


def attacking(port: int, clients: int, paths: Sequence[str]) -> Counter[int]:
    """What clients are told that loop for as long as pages are asked for, by status; 0 is no answer."""
    end = time.perf_counter() + BEFORE + SECONDS
    numbers, told = count(), Counter[int]()

    def attack(number: int) -> None:
        while time.perf_counter() < end:
            told[_status(port, paths[number % len(paths)].format(next(numbers)))] += 1

    attackers = [threading.Thread(target=attack, args=(number,)) for number in range(clients)]
    for one in attackers:
        one.start()
    for one in attackers:
        one.join()
    return told


class idle_connections:  # noqa: N801 - a context manager, used as a function
    """Connections that are open and say nothing."""

    def __init__(self, port: int, many: int) -> None:
        self._open = [socket.create_connection((HOST, port)) for _ in range(many)]

    def __enter__(self) -> None:
        """Return self; the connections are open already."""

    def __exit__(self, *_: object) -> None:
        for one in self._open:
            one.close()


def _status(port: int, path: str) -> int:
    """The status of an answer that is read whole; 0 if there was none."""
    connection = http.client.HTTPConnection(HOST, port, timeout=60)
    with suppress(OSError, http.client.HTTPException):
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        return answer.status
    connection.close()
    return 0


if __name__ == "__main__":
    main()
