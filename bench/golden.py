"""Golden dumps: what the readers make of fixed inputs. They show every row that a change of code affects.

python -m bench.golden make INPUTS OUT     dump with the code of this checkout; INPUTS is filled once and used again
python -m bench.golden compare OUT OUT     print the rows that differ, at most ten a file; exit code 1 if there are any

INPUTS holds captures of the demo, of 2,000 generated releases and, where `../shared` is at hand, of a real TYPO3 site;
and JSON lines of the texts that are labelled, for `annotate`. OUT gets one file a table and one a text file, a row a
line, sorted. It goes through the command line alone, so that code may move without this file.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from bench.served import generated_database

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
GENERATED = 2_000
SHOWN = 10  # rows of a file
COMMAND = (sys.executable, "-c", "from archive.cli import main; main()")
# What a store or a build says of itself and not of a release.
LEFT_OUT = {"crawl_runs", "crawl_routes", "alarms", "builds", "captures"}
TYPO3 = str(ROOT / "tests" / "sites" / "typo3.toml")
SITES = {"demo": "sample", "generated": "sample", "typo3": TYPO3}


def _run(data: Path, site: str, *arguments: str, stdin: Path | None = None) -> str:
    with (stdin or Path("/dev/null")).open("rb") as source:
        command = [*COMMAND, "--data", str(data), "--site", site, *arguments]
        return subprocess.run(command, stdin=source, check=True, capture_output=True, text=True).stdout  # noqa: S603 - our own command line


def fill(inputs: Path) -> None:
    """Make the captures and texts that are not there yet."""
    if not (inputs / "demo").exists():
        _run(inputs / "demo", "sample", "demo", "--no-serve")
    if not (inputs / "generated").exists():
        generated_database(GENERATED, inputs / "generated")
    warc = SHARED / "sites" / "typo3-main.warc.gz"
    if warc.exists() and not (inputs / "typo3").exists():
        _run(inputs / "typo3", TYPO3, "import", str(warc))
    (inputs / "texts").mkdir(exist_ok=True)
    for path in [*(SHARED / "eval").glob("*.jsonl"), *(ROOT / "tests" / "fixtures").rglob("*.jsonl")]:
        target = inputs / "texts" / path.name
        lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        if not target.exists() and all(_text(line) for line in lines):
            rows = (
                {"doc_id": n, "date": line.get("date") or "2020-06-15", "text": _text(line)}
                for n, line in enumerate(lines)
            )
            target.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def _text(line: dict[str, Any]) -> str:
    """A document's text, or its fields one below the other; empty where a line only labels a page."""
    body = line.get("body") or ()
    parts = [line.get("title"), line.get("teaser"), *([body] if isinstance(body, str) else body)]
    return str(line.get("text") or "\n\n".join(part for part in parts if part))


def dump(inputs: Path, out: Path) -> None:
    """Build every database afresh from the captures in `inputs` and write its rows and the annotations to `out`."""
    out.mkdir(parents=True)
    for name, site in SITES.items():
        if not (inputs / name).exists():
            continue
        with tempfile.TemporaryDirectory() as folder:
            shutil.copytree(inputs / name / "captures", Path(folder) / "captures")
            _run(Path(folder), site, "build", "--whole")
            (database,) = (path for path in Path(folder).glob("*.db") if not path.name.endswith(".state.db"))
            for table, rows in _tables(database):
                (out / f"{name}.{table}.jsonl").write_text("\n".join(sorted(rows)) + "\n", encoding="utf-8")
    for path in sorted((inputs / "texts").glob("*.jsonl")):
        for look in ("ahead", "back"):
            said = _run(inputs, "sample", "annotate", "--dates", "--quotes", "--look", look, stdin=path)
            mentions = [row for line in said.splitlines() for row in _mentions(json.loads(line))]
            (out / f"{path.stem}.{look}.jsonl").write_text("\n".join(mentions) + "\n", encoding="utf-8")


def _tables(path: Path) -> Iterator[tuple[str, list[str]]]:
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        names = connection.execute(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'"
        ).fetchall()  # without virtual tables and those in which they keep their index
        for (name,) in names:
            if name not in LEFT_OUT:
                rows = connection.execute(f'SELECT * FROM "{name}"')  # noqa: S608 - a name from the database itself
                yield name, [json.dumps(dict(row), ensure_ascii=False, sort_keys=True) for row in rows]


def _mentions(document: dict[str, object]) -> Iterator[str]:
    for kind in ("timexes", "quotes"):
        found = document[kind]
        assert isinstance(found, list)
        for mention in found:
            yield json.dumps({"doc": document["doc_id"], kind: mention}, ensure_ascii=False, sort_keys=True)


def compare(before: Path, after: Path) -> int:
    """Print what differs between two dumps; returns the number of rows on one side only."""
    differing = 0
    for name in sorted({path.name for path in [*before.iterdir(), *after.iterdir()]}):
        old, new = (set((d / name).read_text(encoding="utf-8").splitlines()) if (d / name).exists() else set()
                    for d in (before, after))  # fmt: skip
        gone, came = sorted(old - new), sorted(new - old)
        if gone or came:
            print(f"{name}: {len(gone)} rows gone, {len(came)} new")  # noqa: T201 - a report
            for sign, rows in (("-", gone), ("+", came)):
                for row in rows[:SHOWN]:
                    print(f"  {sign} {row[:400]}")  # noqa: T201 - a report
        differing += len(gone) + len(came)
    return differing


def main() -> None:
    """Dump or compare, as the arguments say."""
    match sys.argv[1:]:
        case ["make", inputs, out]:
            Path(inputs).mkdir(parents=True, exist_ok=True)
            fill(Path(inputs))
            dump(Path(inputs), Path(out))
        case ["compare", before, after]:
            sys.exit(1 if compare(Path(before), Path(after)) else 0)
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main()
