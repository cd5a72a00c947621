"""The site is served without a gap: a rebuilt database is shown as soon as it is there."""

from __future__ import annotations

import http.client
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from tests.conftest import Crawled

ROOT = Path(__file__).parents[3]
TITLE = "SELECT title FROM releases ORDER BY slug LIMIT 1"


@contextmanager
def serving(data: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The sample database below `data`, served on a free port; yields the process and the address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    code = "from archive.cli import main; main()"
    command = [sys.executable, "-c", code, "--data", str(data), "--site", "sample", "serve", "--port", str(port)]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as process:
        try:
            home = f"http://127.0.0.1:{port}/"
            wait_until(lambda: asked(home + "sample/releases.json?_size=1"))
            yield process, home
        finally:
            process.terminate()


def asked(url: str) -> str:
    try:
        with urllib.request.urlopen(url, timeout=60) as answer:
            return str(answer.read().decode())
    except (ConnectionError, http.client.IncompleteRead):
        return ""
    except urllib.error.URLError as error:
        if isinstance(error.reason, ConnectionError):
            return ""
        raise


def wait_until(true: object) -> None:
    assert callable(true)
    for _ in range(200):
        if true():
            return
        time.sleep(0.1)
    raise AssertionError("it never came")


def test_a_rebuilt_database_is_shown_without_a_refused_request(sample: Crawled, tmp_path: Path) -> None:
    database = tmp_path / "sample.db"
    shutil.copyfile(sample.database, database)
    with serving(tmp_path) as (process, home):
        query = home + "sample.json?_shape=arrayfirst&sql=" + TITLE.replace(" ", "+")
        before = asked(query)
        rebuilt = tmp_path / "rebuilt.db"
        shutil.copyfile(database, rebuilt)
        with sqlite3.connect(rebuilt) as connection:
            connection.execute("UPDATE releases SET title = 'Neu gebaut'")
        connection.close()
        rebuilt.replace(database)
        answers: list[str] = []
        while "Neu gebaut" not in (answers or [""])[-1] and len(answers) < 2000:
            answers.append(asked(query))
            time.sleep(0.01)
        assert set(answers) <= {before, '["Neu gebaut"]'}, "no request was refused"
        assert "Neu gebaut" in answers[-1]
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
        assert asked(home) == ""


def test_who_stops_reading_a_download_holds_up_neither_a_new_build_nor_the_end(sample: Crawled, tmp_path: Path) -> None:
    database, rebuilt = tmp_path / "sample.db", tmp_path / "rebuilt.db"
    shutil.copyfile(sample.database, database)
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("CREATE TABLE padding AS SELECT randomblob(32000000)")  # more than the system's buffers hold
    with serving(tmp_path) as (process, home), socket.socket() as stalled:
        stalled.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        stalled.connect(("127.0.0.1", urlsplit(home).port))
        stalled.sendall(b"GET /sample.db HTTP/1.1\r\nHost: x\r\n\r\n")
        assert stalled.recv(15) == b"HTTP/1.1 200 OK"
        shutil.copyfile(database, rebuilt)
        with closing(sqlite3.connect(rebuilt)) as connection, connection:
            connection.execute("UPDATE releases SET title = 'Neu gebaut'")
        rebuilt.replace(database)
        query = home + "sample.json?_shape=arrayfirst&sql=" + TITLE.replace(" ", "+")
        wait_until(lambda: "Neu gebaut" in asked(query))
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0


def test_when_the_serving_process_is_killed_nothing_answers_any_more(sample: Crawled, tmp_path: Path) -> None:
    shutil.copyfile(sample.database, tmp_path / "sample.db")
    with serving(tmp_path) as (process, home):
        os.kill(process.pid, signal.SIGKILL)
        wait_until(lambda: not asked(home))


def test_a_port_that_is_taken_is_one_clear_line(sample: Crawled, tmp_path: Path) -> None:
    shutil.copyfile(sample.database, tmp_path / "sample.db")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        command = [sys.executable, "-c", "from archive.cli import main; main()", "--data", str(tmp_path)]
        done = subprocess.run(
            [*command, "--site", "sample", "serve", "--port", str(port)],
            cwd=ROOT, capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.startswith(f"Error: port {port} of 127.0.0.1 cannot be used")
