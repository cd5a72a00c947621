"""Snapshots: the same state has one name, each file its checksum; two are compared by what they hold."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from archive.build import build
from archive.cli import main
from archive.exports.quality import MEASURED
from scraper.captures import CaptureStore
from tests.conftest import Crawled
from tests.sample_file import sample_file


@pytest.fixture
def command(later: Crawled, tmp_path: Path) -> list[str]:
    """The beginning of a command line on the sample, in a data folder of its own."""
    shutil.copyfile(later.database, tmp_path / "sample.db")
    return ["--data", str(tmp_path), "--site", str(sample_file(tmp_path, later.site.hosts[0], "s.toml"))]


def done(command: list[str], *arguments: str, code: int = 0) -> Result:
    result = CliRunner().invoke(main, [*command, *arguments])
    assert result.exit_code == code, result.output
    return result


def made(command: list[str]) -> Path:
    return Path(done(command, "snapshot").output.strip())


def test_the_same_state_has_the_same_name_however_it_was_built(
    later: Crawled, command: list[str], tmp_path: Path
) -> None:
    first = made(command)
    with CaptureStore(later.folder) as store:
        build(store, later.site, tmp_path / "sample.db", whole=True)
    assert made(command) == first
    assert [path.name for path in first.parent.iterdir()] == [first.name]


def test_its_day_is_that_of_the_last_capture_and_its_files_have_checksums(later: Crawled, command: list[str]) -> None:
    path = made(command)
    state = json.loads((path / "snapshot.json").read_text(encoding="utf-8"))
    with closing(sqlite3.connect(later.database)) as connection:
        ((last,),) = connection.execute("SELECT max(captured_at) FROM captures").fetchall()
        slugs = [slug for (slug,) in connection.execute("SELECT slug FROM releases ORDER BY slug")]
    assert path.name.startswith(f"sample-{last[:10]}-")
    assert (state["day"], state["releases"]) == (last[:10], len(slugs))
    assert (path / "releases.txt").read_text(encoding="utf-8").split() == slugs
    sums = (path / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    assert {line.partition("  ")[2] for line in sums} == {
        one.relative_to(path).as_posix() for one in path.rglob("*") if one.is_file()
    } - {"SHA256SUMS"}
    quality = json.loads((path / "quality.json").read_text(encoding="utf-8"))
    assert [one["percent"] for one in quality] == [one.percent for one in MEASURED]
    with closing(sqlite3.connect(path / "sample.db")) as connection:
        assert connection.execute("SELECT count(*) FROM releases").fetchone() == (len(slugs),)
    done(command, "snapshot", "verify", path.name)


@pytest.mark.parametrize("harm", ["changed", "missing"])
def test_a_damaged_file_is_named(command: list[str], harm: str) -> None:
    path = made(command)
    file = path / "data" / "quotes.csv"
    if harm == "missing":
        file.unlink()
    else:
        file.write_bytes(file.read_bytes().replace(b"e", b"a", 1))
    said = done(command, "snapshot", "verify", path.name, code=1).output
    assert f"{file} is" in said
    assert "1 files damaged" in said


def test_two_snapshots_differ_by_what_was_added_changed_gone_and_withdrawn(
    sample: Crawled, later: Crawled, command: list[str], tmp_path: Path
) -> None:
    """The sample site on its first day, and later: one release corrected, one taken down, one new."""
    after = made(command)
    shutil.copyfile(sample.database, tmp_path / "sample.db")
    before = made(command)
    said = done(command, "snapshot", "diff", before.name, after.name).output
    with closing(sqlite3.connect(later.database)) as connection:
        changed = [s for (s,) in connection.execute("SELECT slug FROM releases WHERE revisions > 1")]
        gone = [s for (s,) in connection.execute("SELECT slug FROM releases WHERE gone_at IS NOT NULL")]
        here = {s for (s,) in connection.execute("SELECT slug FROM releases")}
    with closing(sqlite3.connect(sample.database)) as connection:
        (new,) = here - {s for (s,) in connection.execute("SELECT slug FROM releases")}
    lines = [line.split() for line in said.splitlines()]
    assert ["added", new] in lines
    assert [line[:2] for line in lines if line[0] == "changed"] == [["changed", f"{slug}:"] for slug in changed]
    assert [line[1] for line in lines if line[0] == "gone"] == gone
    assert not [line for line in lines if line[0] == "withdrawn"]
    assert "releases           72 rows, now 73" in said
    backwards = done(command, "snapshot", "diff", after.name, before.name).output
    assert f"withdrawn  {new}" in backwards
    assert done(command, "snapshot", "diff", after.name, str(after)).output == "nothing differs\n"


def test_snapshots_that_hold_a_release_are_listed(sample: Crawled, command: list[str], tmp_path: Path) -> None:
    after = made(command)
    shutil.copyfile(sample.database, tmp_path / "sample.db")
    before = made(command)
    new = set((after / "releases.txt").read_text().split()) - set((before / "releases.txt").read_text().split())
    assert len(done(command, "snapshot", "list").output.splitlines()) == 2
    held = done(command, "snapshot", "list", "--holding", new.pop()).output
    assert held == f"{after.name}  73 releases\n"
    assert done(command, "snapshot", "list", "--holding", "no-such-release").output == ""


@pytest.mark.parametrize("verb", [("verify",), ("diff", "x")])
def test_what_is_no_snapshot_is_said_so(command: list[str], verb: tuple[str, ...], tmp_path: Path) -> None:
    assert (
        "there is no snapshot nothing-here"
        in done(command, "snapshot", *verb[:1], "nothing-here", *verb[1:], code=2).output
    )
    (tmp_path / "snapshots" / "empty").mkdir(parents=True)
    arguments = ["empty", "empty"][: len(verb)]
    assert "is no snapshot" in done(command, "snapshot", verb[0], *arguments, code=1).output
