"""Rows a second and peak memory of each export beside `sqlite-utils rows` and pandas, on generated releases.

python -m bench.exports [releases] [folder]; the folder keeps the database. Every figure is of a process of its own, its
memory what it had at most, Python and libraries included.
"""

from __future__ import annotations

import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from os import getloadavg
from pathlib import Path
from typing import get_args

from archive.database.opening import open_database
from archive.database.schema import TABLES
from archive.exports.about import about
from archive.exports.formats import Format, export
from archive.settings import DEFAULTS
from bench.served import generated_database
from scraper.sites import load_site

RELEASES = 20_000


def ours(form: Format, database: Path, folder: Path) -> int:
    """Write every table in a format; returns how many rows."""
    with closing(open_database(database)) as connection:
        said = about(connection, load_site("sample"), DEFAULTS)
        list(export(connection, form, folder, said))
        return sum(connection.execute(f'SELECT count(*) FROM "{t.name}"').fetchone()[0] for t in TABLES)  # noqa: S608


def of_sqlite_utils(database: Path, folder: Path, ending: str) -> int:
    """Write every table with the command `sqlite-utils rows`."""
    command = [sys.executable, "-m", "sqlite_utils", "rows", str(database)]
    for table in TABLES:
        with (folder / f"{table.name}.{ending}").open("wb") as file:
            subprocess.run([*command, table.name, {"csv": "--csv", "jsonl": "--nl"}[ending]], stdout=file, check=True)  # noqa: S603
    return 0


def of_pandas(database: Path, folder: Path, write: str) -> int:
    """Read every table into a frame and write it as people do who have only pandas."""
    import pandas as pd

    with closing(sqlite3.connect(database)) as connection:
        for table in TABLES:
            frame = pd.read_sql(f'SELECT * FROM "{table.name}"', connection)  # noqa: S608 - own names
            if write == "csv":
                frame.to_csv(folder / f"{table.name}.csv", index=False)
            elif write == "parquet":
                frame.to_parquet(folder / f"{table.name}.parquet")
            else:
                frame.to_json(folder / f"{table.name}.jsonl", orient="records", lines=True, force_ascii=False)
    return 0


WAYS: dict[str, Callable[[Path, Path], int]] = {
    **{f"export --format {form}": lambda d, f, form=form: ours(form, d, f) for form in get_args(Format)},  # type: ignore[misc]
    "sqlite-utils rows --csv": lambda d, f: of_sqlite_utils(d, f, "csv"),
    "sqlite-utils rows --nl": lambda d, f: of_sqlite_utils(d, f, "jsonl"),
    "pandas to_csv": lambda d, f: of_pandas(d, f, "csv"),
    "pandas to_json": lambda d, f: of_pandas(d, f, "jsonl"),
    "pandas to_parquet": lambda d, f: of_pandas(d, f, "parquet"),
}  # fmt: skip


def measure(way: str, database: Path) -> str:
    """One line about a way, measured in this process and those that it starts."""
    with tempfile.TemporaryDirectory() as made:
        began = time.perf_counter()
        WAYS[way](database, Path(made))
        seconds = time.perf_counter() - began
        size = sum(path.stat().st_size for path in Path(made).rglob("*") if path.is_file())
    with closing(sqlite3.connect(database)) as connection:
        rows = sum(connection.execute(f'SELECT count(*) FROM "{t.name}"').fetchone()[0] for t in TABLES)  # noqa: S608
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    parts = [(one.ru_utime + one.ru_stime, one.ru_maxrss // 1024) for one in used]
    cpu, peak = sum(part[0] for part in parts), max(part[1] for part in parts)
    return f"{way:32}{rows / cpu:>12,.0f}{cpu:>9.1f}{seconds:>9.1f}{peak:>9}{size / 2**20:>10.1f}"


def main() -> None:
    """Print a line for each way."""
    if sys.argv[1:2] == ["one"]:
        sys.stdout.write(f"{measure(sys.argv[2], Path(sys.argv[3]))}\n")
        return
    if sys.argv[1:2] == ["generate"]:
        generated_database(int(sys.argv[2]), Path(sys.argv[3]))
        return
    releases = int(sys.argv[1]) if len(sys.argv) > 1 else RELEASES
    with tempfile.TemporaryDirectory() as made:
        folder = sys.argv[2] if len(sys.argv) > 2 else made
        # in a process of its own: what it needed at most would count for those that are started by it
        subprocess.run([sys.executable, "-m", "bench.exports", "generate", str(releases), folder], check=True)  # noqa: S603
        database = Path(folder) / "sample.db"
        sys.stdout.write(f"{releases} releases; other work on this machine: load {getloadavg()[0]:.1f}\n")
        sys.stdout.write(f"{'':32}{'rows/cpu s':>12}{'cpu s':>9}{'clock s':>9}{'peak MB':>9}{'files MB':>10}\n")
        for way in WAYS:
            sys.stdout.flush()
            subprocess.run([sys.executable, "-m", "bench.exports", "one", way, str(database)], check=True)  # noqa: S603


if __name__ == "__main__":
    main()
