"""What other crawlers wrote: revisits, cut and damaged records, moments that are none, files of every form."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.commands.import_files import ImportResult, import_file
from scraper.captures import CaptureStore
from scraper.errors import WrongInput
from scraper.items import Capture
from scraper.sites import load_site
from scraper.warc import read_moment

SITE = load_site("darmstadt")
URL = "https://www.darmstadt.de/nachrichten/darmstadt-aktuell/news/a"
NOW = datetime(2026, 1, 1, tzinfo=UTC)
BODY = b"<html><p>Bei uns.</p></html>"
PACKED = gzip.compress(BODY, mtime=0)
SHA1 = "sha1:" + base64.b32encode(hashlib.sha1(BODY).digest()).decode()  # noqa: S324 - what WARC files carry
FIRST, LATER = "2023-05-10T08:00:00Z", "2023-07-01T08:00:00Z"
IDENTICAL = "http://netpreserve.org/warc/1.0/revisit/identical-payload-digest"
UNCHANGED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"


def record(
    date: str = FIRST, *fields: str, kind: str = "response", url: str = URL, http: str | None = "HTTP/1.1 200 OK",
    body: bytes = BODY, end: str = "\r\n", version: str = "1.0",
) -> bytes:  # fmt: skip
    block = (f"{http}{end}{end}".encode() if http else b"") + body
    lines = [f"WARC/{version}", f"WARC-Type: {kind}", f"WARC-Date: {date}", f"WARC-Target-URI: {url}",
             "Content-Type: application/http; msgtype=response", *fields, f"Content-Length: {len(block)}"]  # fmt: skip
    return f"{end.join(lines)}{end}{end}".encode() + block + f"{end}{end}".encode()


def revisit(*fields: str, http: str | None = "HTTP/1.1 200 OK", date: str = LATER) -> bytes:
    return record(date, *fields, kind="revisit", http=http, body=b"")


def imported(folder: Path, *files: bytes) -> tuple[list[Capture], ImportResult]:
    """What answers showed after these files were imported one after another."""
    result = ImportResult()
    with CaptureStore(folder / "captures") as store:
        store.start_run("import", "1", NOW)
        for number, data in enumerate(files):
            path = folder / f"{number}.warc{'.gz' if data.startswith(gzip.compress(b'')[:3]) else ''}"
            path.write_bytes(data)
            import_file(path, store, SITE, result, NOW)
        result.unresolved = store.resolve()
        store.end_run("finished", NOW)
        return [store.shown(row) for row in store.rows()], result


@pytest.mark.parametrize(
    "again",
    [
        revisit(f"WARC-Profile: {IDENTICAL}", f"WARC-Payload-Digest: {SHA1}"),
        revisit(f"WARC-Profile: {IDENTICAL}", f"WARC-Refers-To-Date: {FIRST}", f"WARC-Refers-To-Target-URI: {URL}"),
        revisit(f"WARC-Profile: {IDENTICAL}", f"WARC-Refers-To-Date: {FIRST}", "WARC-Payload-Digest: sha1:ANDERS"),
        revisit(f"WARC-Profile: {UNCHANGED}", http="HTTP/1.1 304 Not Modified"),
        revisit(f"WARC-Profile: {UNCHANGED}", "WARC-Truncated: length", http=None),
    ],
)
@pytest.mark.parametrize("first", [True, False])
def test_a_revisit_shows_the_bytes_that_it_repeats_whichever_was_imported_first(
    tmp_path: Path, again: bytes, first: bool
) -> None:
    files = (record(), again) if first else (again, record())
    shown, result = imported(tmp_path, *files)
    assert [(c.body, c.status, c.cut) for c in shown] == [(BODY, 200, None)] * 2
    assert {c.captured_at for c in shown} == {FIRST, LATER}
    assert (result.taken, result.unresolved, result.problems) == (2, 0, [])


def test_a_revisit_of_another_address_is_a_page_of_its_own(tmp_path: Path) -> None:
    other = URL.replace("/a", "/b")
    again = record(LATER, f"WARC-Profile: {IDENTICAL}", f"WARC-Payload-Digest: {SHA1}",
                   f"WARC-Refers-To-Target-URI: {URL}", kind="revisit", url=other, body=b"")  # fmt: skip
    shown, _ = imported(tmp_path, record() + again)
    assert [(c.url, c.body) for c in shown] == [(URL, BODY), (other, BODY)]


def test_a_revisit_whose_original_is_not_there_is_kept_and_counted(tmp_path: Path) -> None:
    _, result = imported(tmp_path, revisit(f"WARC-Profile: {IDENTICAL}", "WARC-Payload-Digest: sha1:FEHLT"))
    assert (result.taken, result.unresolved) == (1, 1)


@pytest.mark.parametrize(
    ("http", "body", "cut"),
    [
        ("HTTP/1.1 200 OK", BODY, False),
        ("HTTP/1.1 200 OK\r\nContent-Length: 28", BODY, False),
        ("HTTP/1.1 200 OK\r\nContent-Length: 28, 28", BODY, False),
        ("HTTP/1.1 200 OK\r\nContent-Length: 9", BODY, True),
        ("HTTP/1.1 200 OK\r\nContent-Length: 99\r\nContent-Length: 28", BODY, True),
        ("HTTP/1.1 200 OK\r\nContent-Length: 29", BODY, True),
        ("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 999", PACKED, False),
        ("HTTP/1.1 304 Not Modified\r\nContent-Length: 999", b"", False),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked", b"1c\r\n" + BODY + b"\r\n0\r\n\r\n", False),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked", b"1c\r\n" + BODY + b"\r\n0;x\r\nA: b\r\n\r\n", False),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked", b"1c\r\n" + BODY + b"\r\n", True),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked", b"2c\r\n" + BODY, True),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked", BODY, False),
    ],
)
def test_a_body_that_is_not_all_that_was_sent_is_cut(tmp_path: Path, http: str, body: bytes, cut: bool) -> None:
    (capture,), _ = imported(tmp_path, record(http=http, body=body))
    assert bool(capture.cut) is cut
    assert capture.body in (BODY, PACKED, b"")


@pytest.mark.parametrize("why", ["length", "time", "disconnect"])
def test_what_its_crawler_calls_truncated_is_cut(tmp_path: Path, why: str) -> None:
    (capture,), _ = imported(tmp_path, record(FIRST, f"WARC-Truncated: {why}"))
    assert capture.cut == f"its crawler cut it ({why})"


@pytest.mark.parametrize("date", ["gestern", "2023-05", "2023-02-30T08:00:00Z", "20230510080000", ""])
def test_a_moment_that_is_none_is_refused_and_named(tmp_path: Path, date: str) -> None:
    shown, result = imported(tmp_path, record() + record(date))
    assert len(shown) == 1
    assert "is no moment" in result.problems[0]


@pytest.mark.parametrize(
    ("date", "moment"),
    [
        ("2023-05-10T08:00:00Z", "2023-05-10T08:00:00Z"),
        ("2023-05-10T08:00:00.123456Z", "2023-05-10T08:00:00Z"),
        ("2023-05-10T10:00:00+02:00", "2023-05-10T08:00:00Z"),
    ],
)
def test_a_moment_is_utc_to_the_second(date: str, moment: str) -> None:
    assert read_moment(date) == moment


def test_what_is_dated_in_the_future_is_refused(tmp_path: Path) -> None:
    shown, result = imported(tmp_path, record("2026-01-01T20:00:00Z") + record("2036-01-01T00:00:00Z"))
    assert [c.captured_at for c in shown] == ["2026-01-01T20:00:00Z"]
    assert result.problems == [f"{URL}: it is dated 2036-01-01T00:00:00Z, which is still to come"]


def each(records: list[bytes]) -> bytes:
    return b"".join(map(gzip.compress, records))


def in_one(records: list[bytes]) -> bytes:
    return gzip.compress(b"".join(records))


FORMS: dict[str, Callable[[list[bytes]], bytes]] = {
    "uncompressed": b"".join, "a gzip member each": each, "one gzip member": in_one,
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("version", "end"), [("1.0", "\r\n"), ("1.1", "\r\n"), ("0.18", "\r\n"), ("1.0", "\n")])
def test_files_of_every_form_are_read(tmp_path: Path, form: str, version: str, end: str) -> None:
    records = [record(f"2023-05-1{n}T08:00:00Z", version=version, end=end) for n in range(3)]
    shown, result = imported(tmp_path, FORMS[form](records))
    assert [c.body for c in shown] == [BODY] * 3
    assert result.problems == []


@pytest.mark.parametrize("form", ["uncompressed", "a gzip member each"])
def test_a_damaged_record_is_passed_over_and_named(tmp_path: Path, form: str) -> None:
    records = [record(f"2023-05-1{n}T08:00:00Z") for n in range(4)]
    data = bytearray(FORMS[form](records))
    second = len(FORMS[form](records[:1]))
    data[second : second + 40] = bytes(40)
    shown, result = imported(tmp_path, bytes(data))
    assert [c.captured_at[:10] for c in shown] == ["2023-05-10", "2023-05-12", "2023-05-13"]
    assert len(result.problems) == 1


def test_a_file_without_a_record_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongInput, match="cannot be read as WARC"):
        imported(tmp_path, io.BytesIO(b"Kein Archiv").getvalue())
