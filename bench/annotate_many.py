"""Texts a second and peak memory of `annotate` on files of several sizes, with one process that reads and with more.

python -m bench.annotate_many [TEXTS …]     10000 and 100000, unless others are given; the sample's releases, numbered

Every run is a process of its own. Its memory is what it had at most, beside it what the largest reading process had,
Python included; the digest is that of what was written, the same whatever the number of processes.
"""

from __future__ import annotations

import hashlib
import os
import resource
import subprocess
import sys
import tempfile
import time
from itertools import cycle
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from archive.cli import main as command
from scraper.sample.releases import sample_releases

TEXTS = (10_000, 100_000)
ROWS = 5_000  # of a row group


def write(path: Path, texts: int) -> None:
    """Write so many texts as Parquet."""
    bodies = cycle([f"{release.teaser or ''}\n\n{release.body}" for release in sample_releases()])
    schema = pa.schema([("number", pa.int64()), ("date", pa.string()), ("text", pa.string())])
    with pq.ParquetWriter(path, schema) as writer:
        for begin in range(0, texts, ROWS):
            numbers = list(range(begin, min(begin + ROWS, texts)))
            rows = [f"Nummer {number}.\n\n{body}" for number, body in zip(numbers, bodies, strict=False)]
            columns = [numbers, ["2021-04-01"] * len(rows), rows]
            writer.write_table(pa.table(dict(zip(schema.names, columns, strict=True)), schema=schema))


def measure(path: Path, jobs: str) -> str:
    """One line about a run in this process and those that it starts."""
    texts = pq.ParquetFile(path).metadata.num_rows
    to = path.with_name("annotated.parquet")
    began = time.perf_counter()
    words = ["annotate", "--dates", "--quotes", str(path), "--to", str(to), "--jobs", jobs]
    command(words, standalone_mode=False)
    seconds = time.perf_counter() - began
    own, others = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    cpu = sum(one.ru_utime + one.ru_stime for one in (own, others))
    digest = hashlib.sha256(to.read_bytes()).hexdigest()[:12]
    peak, beside = own.ru_maxrss // 1024, others.ru_maxrss // 1024
    return f"{texts:>8}{jobs:>6}{texts / seconds:>10,.0f}{seconds:>9.1f}{cpu:>9.1f}{peak:>9}{beside:>9}  {digest}"


def main() -> None:
    """Print a line for each size and number of processes."""
    if sys.argv[1:2] == ["one"]:
        sys.stdout.write(f"{measure(Path(sys.argv[2]), sys.argv[3])}\n")
        return
    cores = len(os.sched_getaffinity(0))
    sys.stdout.write(f"{cores} cores; other work on this machine: load {os.getloadavg()[0]:.1f}\n")
    sys.stdout.write(f"{'texts':>8}{'jobs':>6}{'texts/s':>10}{'clock s':>9}{'cpu s':>9}{'peak MB':>9}{'each MB':>9}\n")
    for texts in [int(number) for number in sys.argv[1:]] or TEXTS:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "texts.parquet"
            write(path, texts)
            for jobs in sorted({1, cores}):
                sys.stdout.flush()
                subprocess.run([sys.executable, "-m", "bench.annotate_many", "one", str(path), str(jobs)], check=True)  # noqa: S603


if __name__ == "__main__":
    main()
