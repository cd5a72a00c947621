"""What is erased is nowhere, stays nowhere, and costs nothing else; killed at any instant the next run finishes it."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from archive.database.schema import TABLES
from archive.proof import Search
from scraper.captures import CaptureStore
from scraper.items import Capture
from scraper.passages import BLACK
from scraper.warc import record_bytes
from tests.archive.test_withdrawals import entry
from tests.conftest import Crawled
from tests.crawl.night_site import night_site
from tests.processes import Processes, Run
from tests.sample_file import sample_file

GONE = "sperrung-der-suedbruecke"  # a release of the sample that another one links to
LATE, TEXT = "meldung-01", "Der Brunnen Nummer 1 läuft wieder."  # one of the small town
KILLS = 60 if os.environ.get("SOAK") else 12
# What is not about releases, and columns that name captures or when they were: captures are what an erasure changes.
NOT_COMPARED = {
    "captures",
    "crawl_runs",
    "crawl_routes",
    "alarms",
    "builds",
    "withdrawals",
    "release_captures",
    "named",
}
OF_CAPTURES = ("capture", "dropped_in", "first_seen", "last_seen", "gone_at")


class Place:
    """A data folder with its site file, and the command line there."""

    def __init__(self, run: Run, data: Path, site_file: Path) -> None:
        self._run, self.data, self.site_file = run, data, site_file

    def __call__(self, *words: str | Path) -> tuple[int, str]:
        done = self._run("--data", self.data, "--site", self.site_file, *words)
        assert "Traceback" not in done.stderr
        return done.returncode, done.stdout + done.stderr

    @property
    def name(self) -> str:
        return self.site_file.stem

    @property
    def captures(self) -> Path:
        return self.data / "captures" / self.name

    def withdraw(self, text: str) -> None:
        (self.data / f"{self.name}.withdrawals.toml").write_text(text, encoding="utf-8")

    def rows(self, sql: str) -> list[Any]:
        with closing(sqlite3.connect(self.data / f"{self.name}.db")) as connection:
            return connection.execute(sql).fetchall()

    def releases(self) -> dict[str, list[Any]]:
        """What the database says of releases, without what names captures."""
        found = {}
        for table in TABLES:
            if table.name not in NOT_COMPARED:
                columns = ", ".join(f'"{c.name}"' for c in table.columns if not c.name.endswith(OF_CAPTURES))
                found[table.name] = sorted(self.rows(f"SELECT {columns} FROM {table.name}"), key=repr)  # noqa: S608 - own names
        return found

    def stands(self, *words: str, slugs: tuple[str, ...] = ()) -> list[str]:
        """In which files of the data folder words stand."""
        return sorted({place.path for place in Search(words, slugs).folder(self.data).places})

    def index(self) -> list[Any]:
        with closing(sqlite3.connect(self.captures / "index.db")) as connection:
            return connection.execute(
                "SELECT id, url, kind, status, digest, repeats, file FROM captures ORDER BY file, offset"
            ).fetchall()


def erase(release: str, *words: str, also: tuple[str, ...] = ()) -> str:
    return entry(release, "erase", list(words)) + (f"also = {list(also)!r}\n" if also else "")


def copied(crawled: Crawled, folder: Path, run: Run) -> Place:
    """A data folder of a test's own, with what was crawled."""
    shutil.copytree(crawled.data, folder / "data")
    host = crawled.site.home.removeprefix("http://").rstrip("/")
    return Place(run, folder / "data", sample_file(folder / "site", host))


@pytest.fixture
def crawled_once(sample: Crawled, tmp_path: Path, run: Run) -> Place:
    return copied(sample, tmp_path, run)


@pytest.fixture
def crawled_often(later: Crawled, tmp_path: Path, run: Run) -> Place:
    return copied(later, tmp_path, run)


@pytest.fixture(scope="module")
def nights(processes: Processes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small town's site, crawled on two nights and built."""
    folder, first = tmp_path_factory.mktemp("nights"), datetime(2026, 3, 15, 4, tzinfo=UTC)
    with night_site() as server:
        site_file = server.site_file(folder)
        for night in (first, first + timedelta(days=1)):
            processes.crawl(site_file, folder / "data", now=night, mode="all")
    processes.command("--data", folder / "data", "--site", site_file, "build")
    return folder


@pytest.fixture
def small(nights: Path, tmp_path: Path, run: Run) -> Place:
    shutil.copytree(nights, tmp_path, dirs_exist_ok=True)
    return Place(run, tmp_path / "data", tmp_path / "faulty.toml")


def told(place: Place, slug: str) -> list[str]:
    """Title and paragraphs of a release."""
    ((title, body),) = place.rows(f"SELECT title, body FROM releases WHERE slug = '{slug}'")  # noqa: S608 - of this test
    return [title, *body.split("\n\n")]


def test_an_erased_release_is_in_no_file_and_the_others_are_as_if_hidden(crawled_once: Place) -> None:
    place = crawled_once
    texts = told(place, GONE)
    place.withdraw(entry(GONE, "hide"))
    assert place("build")[0] == 0
    hidden, runs = place.releases(), place.rows("SELECT * FROM crawl_runs ORDER BY number")
    place.withdraw(erase(GONE, texts[0]))
    code, said = place("check", "--withdrawals")
    assert code == 1
    assert "member at byte" in said
    code, said = place("erase")
    assert (code, "no places where it still stands" in said) == (0, True), said
    assert place.stands(*texts, slugs=(GONE,)) == []
    assert place.releases() == hidden
    assert place.rows("SELECT * FROM crawl_runs ORDER BY number") == runs
    code, said = place("verify")
    assert code == 0
    assert "withdrawals erased 2 records and blackened a part of" in said
    assert "all is whole" in said


def test_what_was_erased_is_told_and_nothing_of_whom(crawled_often: Place) -> None:
    place = crawled_often
    before = sum(1 for path in place.captures.glob("*.warc.gz") for _ in _records(path))
    place.withdraw(erase(GONE))
    assert place("erase")[0] == 0
    records = [record for path in place.captures.glob("*.warc.gz") for record in _records(path)]
    assert len(records) == before, "each record is replaced, none is cut out"
    notes = [text for kind, _, text in records if kind == "metadata"]
    assert sorted(notes) == [
        f"erased: {kind} record\r\nwithdrawn-since: 2026-11-28\r\nreason: Auf Antrag\r\n"
        for kind in (*["response"] * 2, *["revisit"] * 4)  # of the page and of its picture
    ]
    assert [uri for kind, uri, _ in records if kind == "metadata" and "127.0.0.1" in uri] == []
    assert any(kind == "conversion" and BLACK in text.encode("latin-1").decode() for kind, _, text in records)


def _records(path: Path) -> list[tuple[str, str, str]]:
    with path.open("rb") as file:
        return [
            (r.rec_type, r.rec_headers.get_header("WARC-Target-URI") or "", r.content_stream().read().decode("latin-1"))
            for r in ArchiveIterator(file)
        ]


def test_a_second_erasure_finds_nothing_and_an_index_made_again_is_the_same(small: Place) -> None:
    small.withdraw(erase(LATE))
    small("erase")
    files = {path.name: path.read_bytes() for path in small.captures.glob("*.warc.gz")}
    index, built = small.index(), small.releases()
    code, said = small("erase")
    assert (code, "0 files rewritten" in said) == (0, True)
    assert {path.name: path.read_bytes() for path in small.captures.glob("*.warc.gz")} == files
    (small.captures / "index.db").unlink()
    assert small("build", "--whole")[0] == 0
    assert small.index() == index
    assert small.releases() == built


def test_logs_torn_records_and_decisions_forget_it(small: Place) -> None:
    with CaptureStore(small.captures) as store:
        row = next(row for row in store.rows() if LATE in row.url)
        member = (small.captures / row.file).read_bytes()[row.offset : row.offset + row.length]
    (small.captures / "run.warc.gz.torn-17").write_bytes(member[: len(member) // 2])
    (small.captures / "crawl.log").write_text(f"ERROR {row.url} cannot be read\nINFO all well\n", encoding="utf-8")
    with closing(sqlite3.connect(small.data / "faulty.state.db")) as state, state:
        state.execute(
            "CREATE TABLE decisions (release TEXT NOT NULL, digest TEXT NOT NULL, verdict TEXT NOT NULL,"
            " capture TEXT NOT NULL, decided_at TEXT NOT NULL, PRIMARY KEY (release, digest))"
        )
        state.executemany("INSERT INTO decisions VALUES (?, 'd', 'rejected', 'c', 't')", [(LATE,), ("anderes",)])
    small.withdraw(erase(LATE))
    assert small("erase")[0] == 0
    assert small.stands(slugs=(LATE,)) == []
    assert (small.captures / "crawl.log").read_text(encoding="utf-8") == f"{BLACK}\nINFO all well\n"
    with closing(sqlite3.connect(small.data / "faulty.state.db")) as state:
        assert state.execute("SELECT release FROM decisions").fetchall() == [("anderes",)]


def test_copies_that_hold_it_are_named(small: Place) -> None:
    snapshot = small.data / "snapshots" / "faulty-2026-03-15"
    snapshot.mkdir(parents=True)
    shutil.copy(small.data / "faulty.db", snapshot / "faulty.db")
    small.withdraw(erase(LATE))
    code, said = small("erase")
    assert code == 1
    assert f"{snapshot / 'faulty.db'}: table releases: „{LATE}“" in said
    assert small("check", "--withdrawals")[0] == 1
    shutil.rmtree(snapshot)
    assert small("check", "--withdrawals")[0] == 0


def test_imports_bring_nothing_of_it_back(small: Place, tmp_path: Path) -> None:
    with CaptureStore(small.captures) as store:
        address = next(row.url for row in store.rows() if LATE in row.url)
    copies = [shutil.copy(path, tmp_path / path.name) for path in sorted(small.captures.glob("*.warc.gz"))]
    small.withdraw(erase(LATE))
    small("erase")
    index = len(small.index())
    code, said = small("import", *copies)
    assert code == 0
    assert "skipped 2: erased by a withdrawal" in said
    assert len(small.index()) == index, "lists are there already, blackened as they are"
    small("build")
    assert small.stands(TEXT, slugs=(LATE,)) == []
    (tmp_path / "seite.txt").write_text(f"{LATE}\n(ab) – 14.03.2026\n{TEXT}\n", encoding="utf-8")
    code, said = small("import", tmp_path / "seite.txt", "--url", address, "--captured", "2026-04-02T08:00:00Z")
    assert (code, "skipped 1: erased by a withdrawal" in said) == (0, True)
    assert small.stands(TEXT, slugs=(LATE,)) == []


def test_every_slug_of_a_renamed_release_must_be_named(small: Place) -> None:
    with CaptureStore(small.captures) as store:
        url = next(row.url for row in store.rows() if LATE in row.url)
        store.start_run("import", "test", datetime(2026, 11, 28, tzinfo=UTC))
        headers = (("Location", url.replace(LATE, "bruecke-zu")),)
        store.add(Capture(url, "2026-11-28T09:00:00Z", "response", 301, headers, b""))
        store.end_run("finished", datetime(2026, 11, 28, tzinfo=UTC))
    small.withdraw(erase(LATE))
    code, said = small("erase")
    assert code == 2
    assert (
        f'{LATE} was also seen as bruecke-zu, and one led to the other: write also = ["bruecke-zu"] into its entry'
        in said
    )
    small.withdraw(erase(LATE, also=("bruecke-zu",)))
    assert small("erase")[0] == 0
    assert small.stands(slugs=(LATE, "bruecke-zu")) == []


def test_files_and_images_of_it_alone_go_with_it(small: Place, tmp_path: Path) -> None:
    now = datetime(2026, 11, 28, tzinfo=UTC)
    with CaptureStore(small.captures) as store:
        row = next(row for row in store.rows() if LATE in row.url and row.kind == "response")
        at = row.url.partition("/news/")[0]
        body = store.read(row).body.decode()
        files = '<p><a href="/fileadmin/eigene.pdf">Plan</a> <a href="/fileadmin/gemeinsame.pdf">Satzung</a></p></main>'
        other = next(row for row in store.rows() if row.url.endswith("meldung-02") and row.kind == "response")
        store.start_run("import", "test", now)
        for page, shown in ((row, files), (other, files.replace("eigene", "andere"))):
            text = store.read(page).body.decode() if page is other else body
            headers = (("Content-Type", "text/html; charset=utf-8"),)
            store.add(
                Capture(
                    page.url, "2026-03-17T08:00:00Z", "response", 200, headers, text.replace("</main>", shown).encode()
                )
            )
        for name, target in (("eigene", "ziel"), ("gemeinsame", "bleibt")):
            moved = (("Location", f"/fileadmin/{target}.pdf"),)
            store.add(Capture(f"{at}/fileadmin/{name}.pdf", "2026-03-17T08:00:01Z", "response", 302, moved, b""))
        for name in ("ziel", "bleibt", "andere", "brunnen-meister"):
            headers = (("Content-Type", "application/pdf"),)
            store.add(
                Capture(f"{at}/fileadmin/{name}.pdf", "2026-03-17T08:00:01Z", "response", 200, headers, name.encode())
            )
        store.end_run("finished", now)
    assert small("build")[0] == 0
    assert small.rows("SELECT count(*) FROM files WHERE url LIKE '%eigene.pdf'") == [(1,)]
    copies = [shutil.copy(path, tmp_path / path.name) for path in sorted(small.captures.glob("*.warc.gz"))]
    small.withdraw(erase(LATE, "Brunnen-Meister"))  # in the address of a file that nothing names
    assert small("erase")[0] == 0
    assert small.stands("eigene", "Brunnen-Meister") == []

    def pdfs() -> list[str]:
        return [url.rpartition("/")[2] for _, url, *_ in small.index() if ".pdf" in url]

    assert pdfs() == ["gemeinsame.pdf", "bleibt.pdf", "andere.pdf"]
    assert small("import", *copies)[0] == 0
    assert pdfs() == ["gemeinsame.pdf", "bleibt.pdf", "andere.pdf"], "what was erased is not taken in again"
    for index in small.captures.glob("index.db*"):
        index.unlink()
    assert small("import", *copies)[0] == 0
    assert pdfs() == ["gemeinsame.pdf", "bleibt.pdf", "andere.pdf"], "the records of the files tell it, too"


def test_words_go_from_the_captures_of_other_releases_that_an_entry_redacts(small: Place) -> None:
    other, word = "meldung-02", "Nummer 2"
    small.withdraw(erase(LATE, word))
    code, said = small("erase")
    assert (code, f"which need an entry of their own: {other}\n" in said) == (1, True)
    assert small("check", "--withdrawals")[0] == 1
    small.withdraw(erase(LATE, word) + entry(other, "redact", [f"Der Brunnen {word}"]))
    assert small("erase")[0] == 0
    code, said = small("check", "--withdrawals")
    assert (code, "entry of their own" in said) == (0, False)
    assert small.stands(word) == []
    assert told(small, other)[1] == f"{BLACK} läuft wieder."
    assert "all is whole" in small("verify")[1]
    assert small("build")[0] == 0, "an entry whose words were erased is no mistake"


def test_check_says_where_a_withdrawal_does_not_hold(small: Place) -> None:
    other, passage = "meldung-02", "Nummer 2 läuft wieder"
    assert small("check", "--withdrawals")[0] == 0, "nothing is withdrawn"
    small.withdraw(entry(LATE, "hide") + entry(other, "redact", ["Brunnen", passage]))
    code, said = small("check", "--withdrawals")
    assert code == 1
    assert "was built with other withdrawals: build" in said
    assert f"table releases: release {other}: „Brunnen“" in said
    assert f"table releases: „{passage}“" in said
    assert f"table releases: „{LATE}“" in said
    assert small("build")[0] == 0
    code, said = small("check", "--withdrawals")
    assert code == 0, said
    assert f"words of {other} also stand in other releases: meldung-00, meldung-03, meldung-04" in said
    exported = small.data / "export.csv"
    exported.write_text(f"release\n{LATE}\n", encoding="utf-8")
    code, said = small("check", "--withdrawals")
    assert (code, f"{exported}: its text: „{LATE}“" in said) == (1, True)
    exported.unlink()
    with closing(sqlite3.connect(small.data / "faulty.db")) as database, database:
        database.execute("UPDATE blocks SET text = 'Der Brunnen' WHERE release = ?", (other,))
    code, said = small("check", "--withdrawals")
    assert (code, f"table blocks: release {other}: „Brunnen“" in said) == (1, True)


def test_nothing_to_erase_is_said(small: Place) -> None:
    code, said = small("erase")
    assert (code, "has the scope erase" in said) == (0, True)


def test_damage_that_may_hold_it_is_said_and_stays(small: Place) -> None:
    path = sorted(small.captures.glob("*.warc.gz"))[0]
    with path.open("r+b") as file:
        file.seek(5_000)
        file.write(b"\0" * 40)
    small("verify")
    small.withdraw(erase(LATE))
    code, said = small("erase")
    assert code == 1
    assert "it was left as it is" in said
    assert b"\0" * 40 in path.read_bytes()
    assert small.stands(slugs=(LATE,)) == []


def test_killed_at_any_instant_the_next_run_finishes_it(
    small: Place, processes: Processes, tmp_path: Path
) -> None:  # fmt: skip
    small.withdraw(erase(LATE))
    words = ["--data", str(small.data), "--site", str(small.site_file)]
    aside = tmp_path / "aside"
    shutil.copytree(small.data, aside)
    began = time.monotonic()
    small("erase")
    takes = time.monotonic() - began
    whole, built = small.index(), small.releases()
    instants, killed = random.Random(25), 0  # noqa: S311 - instants, no secret
    for number in range(3 * KILLS):
        if killed == KILLS:
            break
        if number % 3 == 0:
            shutil.rmtree(small.data)
            shutil.copytree(aside, small.data)
        pid = processes.begin(command=[*words, "erase"])
        time.sleep(instants.random() ** 2 * takes)  # the rewriting comes first
        os.kill(pid, signal.SIGKILL)
        killed += processes.ended(pid) == -signal.SIGKILL
        # what the next run is: the same again, an update of the database, or a look at the store
        code, said = small(("erase", "build", "verify")[number % 3])
        assert code == 0, said
        if number % 3 == 1:
            with CaptureStore(small.captures) as store:
                assert not store.erasure_unfinished
    assert killed > KILLS // 2
    assert small("erase")[0] == 0
    assert small.index() == whole
    assert small.releases() == built
    assert small.stands(TEXT, slugs=(LATE,)) == []
    assert list(small.captures.glob("*.erasing")) == []


def test_a_crawl_asks_for_nothing_that_is_erased_and_keeps_no_list_that_shows_it(
    processes: Processes, tmp_path: Path, run: Run
) -> None:  # fmt: skip
    with night_site() as server:
        slug, night = "meldung-01", datetime(2026, 3, 15, 4, tzinfo=UTC)
        place = Place(run, tmp_path / "data", server.site_file(tmp_path))
        place.data.mkdir()
        processes.crawl(place.site_file, place.data, now=night)
        text = "Der Brunnen Nummer 1 läuft wieder"
        assert place.stands(text, slugs=(slug,)) == [
            "captures/faulty/20260315T040000Z-crawl.warc.gz",
            "captures/faulty/index.db",
        ]
        place.withdraw(erase(slug, text))
        assert place("erase")[0] == 0
        for after in range(1, 4):
            server.asked.clear()
            processes.crawl(place.site_file, place.data, now=night + timedelta(days=after), mode="all")
            assert f"/news/{slug}" not in server.asked
            assert server.asked["/news/meldung-02"] == 1, "what stands beside it on the lists is found"
            assert place.stands(text, slugs=(slug,)) == []
        with CaptureStore(place.captures) as store:
            lists = [row for row in store.rows() if row.url.endswith("/nachrichten")]
            assert [row.kind for row in lists] == ["conversion", "revisit", "revisit", "revisit"]
            run_of = store.runs()[-1]
            assert (run_of.ended_why, run_of.errors) == ("finished", 0)
        assert place("build")[0] == 0
        assert place.rows("SELECT count(*) FROM releases") == [(11,)]
        assert place("check", "--withdrawals")[0] == 0
        code, said = place("verify")
        assert (code, "blackened" in said) == (0, True)


def test_a_wrong_file_of_withdrawals_stops_a_crawl_before_it_asks(tmp_path: Path, run: Run) -> None:
    with night_site() as server:
        place = Place(run, tmp_path / "data", server.site_file(tmp_path))
        place.data.mkdir()
        place.withdraw("[[withdrawal]]\nrelease = 'x'\nscope = 'delete'\n")
        code, said = place("crawl")
        assert (code, "scope must be one of" in said) == (2, True)
        assert not server.asked


def test_a_record_that_leads_to_it_goes_with_it(small: Place) -> None:
    with CaptureStore(small.captures) as store:
        url = next(row.url for row in store.rows() if LATE in row.url)
        short = url.partition("/nachrichten")[0] + "/kurz/bruecke"
        now = datetime(2026, 11, 28, tzinfo=UTC)
        store.start_run("import", "test", now)
        store.add_record(
            *_with_bytes(Capture(short, "2026-11-28T09:00:00Z", "response", 302, (("Location", url),), b""))
        )
        store.end_run("finished", now)
    small.withdraw(erase(LATE))
    assert small("erase")[0] == 0
    assert small.stands(slugs=(LATE,)) == []


def _with_bytes(capture: Capture) -> tuple[Capture, bytes]:
    return capture, record_bytes(capture)
