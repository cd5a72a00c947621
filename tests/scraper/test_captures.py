"""The capture store keeps bytes as sent and survives being killed."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from scraper.captures import CaptureStore
from scraper.errors import StoreError
from scraper.items import Capture
from scraper.verify import verify_store

NOW = datetime(2026, 11, 1, 12, 0, 0, tzinfo=UTC)
HEADERS = (("Content-Type", "text/html; charset=utf-8"), ("ETag", '"a1"'), ("X-Two", "1"), ("X-Two", "2"))


def page(number: int, body: bytes = b"<p>Text</p>") -> Capture:
    return Capture(f"https://stadt.example/{number}", f"2026-11-01T12:00:{number:02}Z", "response", 200, HEADERS, body)


def fill(folder: Path, count: int, *, end: bool = True) -> list[Capture]:
    captures = [page(n, b"<p>%d</p>" % n) for n in range(count)]
    with CaptureStore(folder) as store:
        store.start_run("crawl", "0", NOW)
        for capture in captures:
            assert store.add(capture)
        if end:
            store.end_run("finished", NOW, new=count)
    return captures


def kept(folder: Path) -> list[Capture]:
    with CaptureStore(folder) as store:
        return [store.read(row) for row in store.rows()]


@pytest.mark.parametrize(
    "body", [b"", b"\x1f\x8b\x00broken gzip", bytes(range(256)) * 300, b"line\r\n\r\nWARC/1.0\r\n"]
)
def test_a_capture_is_read_back_byte_for_byte(tmp_path: Path, body: bytes) -> None:
    with CaptureStore(tmp_path) as store:
        store.start_run("crawl", "0", NOW)
        store.add(page(1, body))
    assert kept(tmp_path) == [page(1, body)]


def test_plain_text_and_revisits_are_kept_too(tmp_path: Path) -> None:
    text = Capture("https://stadt.example/t", "2026-11-01T12:00:00Z", "conversion", None,
                   (("Content-Type", "text/plain"),), "Größe".encode())  # fmt: skip
    again = Capture("https://stadt.example/1", "2026-11-02T12:00:00Z", "revisit", 304, (), b"", page(1).digest)
    with CaptureStore(tmp_path) as store:
        store.start_run("crawl", "0", NOW)
        store.add(page(1))
        store.add(text)
        store.add(again, repeats=page(1))
    assert kept(tmp_path) == [page(1), text, again]


def test_the_same_capture_is_kept_once(tmp_path: Path) -> None:
    with CaptureStore(tmp_path) as store:
        store.start_run("crawl", "0", NOW)
        assert store.add(page(1))
        assert not store.add(page(1))
        assert store.add(page(1, b"other bytes"))


def test_other_tools_read_the_file(tmp_path: Path) -> None:
    fill(tmp_path, 3)
    with next(tmp_path.glob("*.warc.gz")).open("rb") as file:
        records = [(r.rec_type, r.rec_headers.get_header("WARC-Target-URI")) for r in ArchiveIterator(file)]
    assert records == [("warcinfo", None), *(("response", f"https://stadt.example/{n}") for n in range(3))]


def test_a_torn_record_of_a_killed_run_is_closed_and_its_bytes_are_kept_beside(tmp_path: Path) -> None:
    for cut in range(1, 200, 40):
        folder = tmp_path / str(cut)
        captures = fill(folder, 4, end=False)
        path = next(folder.glob("*.warc.gz"))
        whole = path.read_bytes()
        with CaptureStore(folder) as store:
            last = store.rows()[-1]
        path.write_bytes(whole + whole[last.offset :][:cut])
        with CaptureStore(folder) as store:
            store.mend()
            assert store.damage() == []
        assert path.read_bytes() == whole
        assert path.with_name(f"{path.name}.torn-{len(whole)}").read_bytes() == whole[last.offset :][:cut]
        assert kept(folder) == captures


def test_what_is_torn_in_a_run_that_ended_or_that_nobody_knows_is_kept_and_reported(tmp_path: Path) -> None:
    captures = fill(tmp_path, 4)
    path = next(tmp_path.glob("*.warc.gz"))
    path.write_bytes(path.read_bytes()[:-7])
    cut = path.read_bytes()
    forget(tmp_path)
    with CaptureStore(tmp_path) as store:
        assert store.mend() == 3
        assert [d.reason for d in store.damage()] == ["the file ends in the middle of a record"]
        assert store.mend() == 0
    assert path.read_bytes() == cut
    assert kept(tmp_path) == captures[:3]


@pytest.mark.parametrize("at", [0.3, 0.6])
def test_a_flipped_byte_costs_its_record_and_no_byte_of_the_file(tmp_path: Path, at: float) -> None:
    captures = fill(tmp_path, 9)
    path = next(tmp_path.glob("*.warc.gz"))
    data = bytearray(path.read_bytes())
    with CaptureStore(tmp_path) as store:
        hit = next(row for row in store.rows() if row.offset + row.length > at * len(data))
    data[hit.offset + hit.length // 2] ^= 0xFF
    path.write_bytes(data)
    with CaptureStore(tmp_path) as store:
        found = verify_store(store)
        assert (found.whole, [d.offset for d in found.damage]) == (False, [hit.offset])
        assert [row.id for row, _ in found.missing] == [hit.id]
    forget(tmp_path)
    with CaptureStore(tmp_path) as store:
        assert store.mend() == 8
        assert [(d.offset, d.length) for d in store.damage()] == [(hit.offset, hit.length)]
    assert path.read_bytes() == data, "nothing that was kept is shortened"
    assert kept(tmp_path) == [capture for capture in captures if capture.id != hit.id]


def test_a_whole_store_is_verified_as_whole(tmp_path: Path) -> None:
    fill(tmp_path, 5)
    with CaptureStore(tmp_path) as store:
        found = verify_store(store)
    assert (found.whole, found.files, found.records, found.unresolved) == (True, 1, 6, 0)


def test_runs_keep_their_order_whatever_their_clocks_said_and_without_an_index(tmp_path: Path) -> None:
    for year in (2026, 2036, 2027):
        with CaptureStore(tmp_path) as store:
            store.start_run("crawl", "0", NOW.replace(year=year))
            store.add(page(year - 2020))
            store.end_run("finished", NOW.replace(year=year))
    with CaptureStore(tmp_path) as store:
        runs = store.runs()
    assert [run.started_at[:4] for run in runs] == ["2026", "2036", "2027"]
    assert [bool(run.clock) for run in runs] == [False, True, False]
    forget(tmp_path)
    with CaptureStore(tmp_path) as store:
        store.mend()
        assert [run.started_at[:4] for run in store.runs()] == ["2026", "2036", "2027"]


def test_a_disk_that_takes_no_more_is_said_with_its_path(tmp_path: Path) -> None:
    with CaptureStore(tmp_path) as store:
        run = store.start_run("crawl", "0", NOW)
        path = tmp_path / f"{run}.warc.gz"
        path.unlink()
        path.symlink_to("/dev/full")
        with pytest.raises(StoreError, match=rf"{run}.warc.gz cannot be written: No space left on device"):
            store.add(page(1))


def forget(folder: Path) -> None:
    for name in ("index.db", "index.db-wal", "index.db-shm"):
        (folder / name).unlink(missing_ok=True)


def test_a_record_without_its_index_row_is_found_again(tmp_path: Path) -> None:
    captures = fill(tmp_path, 4)
    forget(tmp_path)
    with CaptureStore(tmp_path) as store:
        assert store.mend() == 4
        assert store.mend() == 0
        assert [run.ended_why for run in store.runs()] == ["recovered"]
    assert kept(tmp_path) == captures


def test_bytes_that_changed_on_disk_are_refused(tmp_path: Path) -> None:
    fill(tmp_path, 2)
    path = next(tmp_path.glob("*.warc.gz"))
    data = bytearray(path.read_bytes())
    data[-30] ^= 0xFF
    path.write_bytes(data)
    with CaptureStore(tmp_path) as store, pytest.raises(StoreError, match="restore the file from a backup"):
        store.read(list(store.rows())[-1])
