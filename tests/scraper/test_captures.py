"""The capture store keeps bytes as sent and survives being killed."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from scraper.captures import CaptureStore
from scraper.errors import StoreError
from scraper.items import Capture

NOW = datetime(2026, 11, 1, 12, 0, 0, tzinfo=UTC)
HEADERS = (("Content-Type", "text/html; charset=utf-8"), ("ETag", '"a1"'), ("X-Two", "1"), ("X-Two", "2"))


def page(number: int, body: bytes = b"<p>Text</p>") -> Capture:
    return Capture(f"https://stadt.example/{number}", f"2026-11-01T12:00:{number:02}Z", "response", 200, HEADERS, body)


def fill(folder: Path, count: int) -> list[Capture]:
    captures = [page(n, b"<p>%d</p>" % n) for n in range(count)]
    with CaptureStore(folder) as store:
        store.start_run("crawl", "0", NOW)
        for capture in captures:
            assert store.add(capture)
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


def test_a_torn_record_is_cut_off_and_the_rest_stays(tmp_path: Path) -> None:
    captures = fill(tmp_path, 4)
    path = next(tmp_path.glob("*.warc.gz"))
    whole = path.read_bytes()
    for cut in range(1, 200, 10):
        path.write_bytes(whole)
        with CaptureStore(tmp_path) as store:
            last = list(store.rows())[-1]
        path.write_bytes(whole + whole[last.offset :][:cut])
        with CaptureStore(tmp_path) as store:
            store.mend()
        assert path.read_bytes() == whole
        assert kept(tmp_path) == captures


def test_a_record_without_its_index_row_is_found_again(tmp_path: Path) -> None:
    captures = fill(tmp_path, 4)
    for name in ("index.db", "index.db-wal", "index.db-shm"):
        (tmp_path / name).unlink(missing_ok=True)
    with CaptureStore(tmp_path) as store:
        assert store.mend() == 4
        assert store.mend() == 0
        assert [run.ended_why for run in store.runs()] == ["killed"]
    assert kept(tmp_path) == captures


def test_bytes_that_changed_on_disk_are_refused(tmp_path: Path) -> None:
    fill(tmp_path, 2)
    path = next(tmp_path.glob("*.warc.gz"))
    data = bytearray(path.read_bytes())
    data[-30] ^= 0xFF
    path.write_bytes(data)
    with CaptureStore(tmp_path) as store, pytest.raises(StoreError, match="restore the file from a backup"):
        store.read(list(store.rows())[-1])
