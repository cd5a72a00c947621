"""One WARC record ↔ one Capture (ISO 28500, written and read with warcio)."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from http import HTTPStatus

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from scraper.items import Capture, CaptureKind

# ISO 28500 5.4: W3C profile of ISO 8601 in UTC; version 1.1 allows fractions of a second.
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})")
UNVERIFIED = "X-TLS-Verified"  # a field of our own (ISO 28500 4 allows more): `no`, where the site file says so
STATUS, BLACKENED = "X-HTTP-Status", "X-Blackened"  # of a conversion that is the page without an erased release
ERASED_URI = "urn:darmstadt-aktuell:erased"  # an address would tell what the release was about
BESIDE = "X-Erased-Address"  # digest of the address of a file or image that an erased release named
ERASED = "erased"  # field of the metadata record that stands where an erased one stood
CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r\n")  # RFC 9112 7.1
NO_BODY = {204, 304}
KINDS: dict[str, CaptureKind] = {"response": "response", "conversion": "conversion", "revisit": "revisit"}


RUN_NUMBER = "run-number"  # field of the warcinfo record; no clock can put runs in another order


class _Copier(WARCWriter):  # type: ignore[misc]  # warcio ships no type hints
    """Adds no digest to a copied record: warcio would take the HTTP headers for payload."""

    def ensure_digest(self, record: ArcWarcRecord, block: bool = True, payload: bool = True) -> None:
        """Keep the record's digests unchanged."""


class BrokenRecord(Exception):
    """A WARC record that cannot be read back; the message says what is wrong with it."""


class NoCapture(BrokenRecord):
    """A whole record of a kind that holds no capture: `warcinfo`, `request`, `metadata` …"""


@dataclass(frozen=True)
class Repeated:
    """What a revisit record says of the capture that it repeats; None where it says nothing.

    url: `WARC-Refers-To-Target-URI`, else the address itself. captured_at: `WARC-Refers-To-Date`, UTC.
    digest: `WARC-Payload-Digest`. unchanged: the server said „not modified“; else the bytes were compared.
    """

    url: str
    captured_at: str | None
    digest: str | None
    unchanged: bool


def record_bytes(capture: Capture, *, repeats: Capture | None = None, blackened: bool = False) -> bytes:
    """A capture as one gzip member that can be appended to a WARC file.

    repeats: for a revisit, the earlier capture that holds the bytes. blackened: of a conversion, that an erased release
    was blackened in it; it keeps the status of its page.
    """
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    headers = {"WARC-Date": capture.captured_at}
    if capture.cut:
        headers["WARC-Truncated"] = "disconnect"  # ISO 28500 5.13
    if capture.unverified:
        headers[UNVERIFIED] = "no"
    if capture.kind == "conversion":
        headers["Content-Type"] = capture.header("Content-Type") or "text/plain"
        if blackened:
            headers[BLACKENED] = "by a withdrawal"
            headers[STATUS] = str(capture.status or "")
        record = writer.create_warc_record(
            capture.url, "conversion", payload=io.BytesIO(capture.body), length=len(capture.body),
            warc_headers_dict=headers, warc_content_type=headers["Content-Type"],
        )  # fmt: skip
    elif capture.kind == "revisit":
        if repeats is None:
            raise ValueError("a revisit needs the capture that it repeats")
        record = writer.create_revisit_record(
            capture.url, capture.digest, repeats.url, repeats.captured_at, _http(capture), warc_headers_dict=headers
        )
    else:
        headers["WARC-Payload-Digest"] = capture.digest
        record = writer.create_warc_record(
            capture.url, "response", payload=io.BytesIO(capture.body), length=len(capture.body),
            http_headers=_http(capture), warc_headers_dict=headers,
        )  # fmt: skip
    writer.write_record(record)
    return out.getvalue()


def erasure_bytes(captured_at: str, kind: str, day: str, reason: str, beside: str = "") -> bytes:
    """The `metadata` record that takes the place of an erased one; it says what was there, and nothing of whom.

    captured_at, kind: of the erased record. day, reason: of the withdrawal. beside: the digest of its address, where
    nothing else tells that what is there is not to be taken in again (`address_digest`).
    """
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    said = f"{ERASED}: {kind} record\r\nwithdrawn-since: {day}\r\nreason: {reason}\r\n".encode()
    headers = {"WARC-Date": captured_at} | ({BESIDE: beside} if beside else {})
    record = writer.create_warc_record(
        ERASED_URI, "metadata", payload=io.BytesIO(said), length=len(said), warc_content_type="application/warc-fields",
        warc_headers_dict=headers,
    )  # fmt: skip
    writer.write_record(record)
    return out.getvalue()


def address_digest(url: str) -> str:
    """What stands for an address that must not stand there itself."""
    return sha256(url.encode()).hexdigest()


def erased_beside(member: bytes) -> str | None:
    """The digest that `erasure_bytes` wrote of an address; None of any other record."""
    try:
        headers = next(ArchiveIterator(io.BytesIO(member))).rec_headers
    except (StopIteration, EOFError, ArchiveLoadFailed, ValueError, OSError):
        return None
    value: str | None = headers.get_header(BESIDE) if headers.get_header("WARC-Target-URI") == ERASED_URI else None
    return value


def withdrawn_record(member: bytes) -> str | None:
    """What a withdrawal left of a record: `erased`, `blackened`, or None of any other record."""
    try:
        record = next(ArchiveIterator(io.BytesIO(member)))
        if record.rec_type == "conversion":
            return "blackened" if record.rec_headers.get_header(BLACKENED) else None
        return ERASED if record.rec_headers.get_header("WARC-Target-URI") == ERASED_URI else None
    except (StopIteration, EOFError, ArchiveLoadFailed, ValueError, OSError):
        return None


def warcinfo_bytes(filename: str, software: str, captured_at: str, number: int) -> bytes:
    """The `warcinfo` record that opens a file: which software wrote it, when, and as which run of its store."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    info = {"software": software, "format": "WARC File Format 1.0", RUN_NUMBER: str(number)}
    record = writer.create_warcinfo_record(filename, info)
    record.rec_headers.replace_header("WARC-Date", captured_at)
    writer.write_record(record)
    return out.getvalue()


def copied_bytes(record: ArcWarcRecord) -> bytes:
    """A record that was read with `no_record_parse`, as one gzip member with headers and block unchanged.

    Raises: BrokenRecord, if the file ends before the record does.
    """
    out = io.BytesIO()
    block = _read_all(record.raw_stream)
    declared = record.rec_headers.get_header("Content-Length") or ""
    if declared != str(len(block)):
        raise BrokenRecord(f"cut off: the record says {declared} bytes and has {len(block)}")
    copy = ArcWarcRecord("warc", record.rec_type, record.rec_headers, io.BytesIO(block), None, None, len(block))
    _Copier(out, gzip=True).write_record(copy)
    return out.getvalue()


def run_number(member: bytes) -> int | None:
    """The number of the run that a file's first record gives; None if it gives none."""
    try:
        record = next(ArchiveIterator(io.BytesIO(member)))
        match = re.search(rf"^{RUN_NUMBER}: (\d+)", _read_all(record.raw_stream).decode("utf-8", "replace"), re.M)
        return int(match[1]) if record.rec_type == "warcinfo" and match else None
    except (StopIteration, EOFError, ArchiveLoadFailed, ValueError, OSError):
        return None


def read_record(member: bytes) -> Capture:
    """The capture in one record's bytes.

    Raises: BrokenRecord, if the bytes are no whole record; NoCapture, if it is of a kind that holds none.
    """
    try:
        record = next(ArchiveIterator(io.BytesIO(member)))
        kind = KINDS.get(record.rec_type)
        if kind is None:
            raise NoCapture(f"a {record.rec_type} record holds no capture")
        url = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
        if not url:
            raise BrokenRecord(f"the {record.rec_type} record names no address")
        moment = read_moment(record.rec_headers.get_header("WARC-Date"))
        http = record.http_headers
        headers = tuple((k, v) for k, v in http.headers) if http else ()
        status = int(http.get_statuscode()) if http else None
        body, cut = _read_all(record.raw_stream), None
        if kind == "response":
            body, cut = _payload(body, headers, status)
        if kind == "conversion":
            headers = (("Content-Type", record.rec_headers.get_header("Content-Type") or "text/plain"),)
            said = record.rec_headers.get_header(STATUS) if record.rec_headers.get_header(BLACKENED) else ""
            status = int(said) if said and said.isdecimal() else None
        truncated = record.rec_headers.get_header("WARC-Truncated")
        if truncated and kind != "revisit":  # a revisit leaves its payload out by nature
            cut = f"its crawler cut it ({truncated})"
        digest = (record.rec_headers.get_header("WARC-Payload-Digest") or "") if kind == "revisit" else ""
        unverified = record.rec_headers.get_header(UNVERIFIED) == "no"
        return Capture(url, moment, kind, status, headers, body, digest, cut, unverified)
    except (StopIteration, EOFError, ArchiveLoadFailed, ValueError, OSError) as error:
        raise BrokenRecord(f"no readable WARC record: {in_short(error)}") from error


def read_repeated(member: bytes) -> Repeated:
    """What a revisit record says of the capture that it repeats. Raises: BrokenRecord."""
    try:
        headers = next(ArchiveIterator(io.BytesIO(member))).rec_headers
    except (StopIteration, EOFError, ArchiveLoadFailed, ValueError, OSError) as error:
        raise BrokenRecord(f"no readable WARC record: {in_short(error)}") from error
    url = headers.get_header("WARC-Refers-To-Target-URI") or headers.get_header("WARC-Target-URI") or ""
    date = headers.get_header("WARC-Refers-To-Date")
    unchanged = "not-modified" in (headers.get_header("WARC-Profile") or "")
    return Repeated(url.strip("<>"), read_moment(date) if date else None,
                    headers.get_header("WARC-Payload-Digest"), unchanged)  # fmt: skip


def in_short(error: Exception) -> str:
    """What warcio says, without the bytes that it quotes."""
    return str(error).partition(", first line")[0][:200] or type(error).__name__


def read_moment(text: str | None) -> str:
    """A WARC-Date as UTC to the second. Raises: BrokenRecord, if it is none or no such moment ever was."""
    try:
        if not text or not MOMENT.fullmatch(text.strip()):
            raise ValueError
        moment = datetime.fromisoformat(text.strip()).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise BrokenRecord(f"its WARC-Date {text!r} is no moment") from error
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}".rjust(20, "0")


def _payload(block: bytes, headers: Sequence[tuple[str, str]], status: int | None) -> tuple[bytes, str | None]:
    """The bytes behind the HTTP headers without their chunks, and why they are not what was sent.

    Some tools keep the chunks, some undo them and leave the header. A Content-Length beside a Content-Encoding may be
    that of either form: there the encoding itself tells whether it is whole. Of several lengths (RFC 9110 8.6) each
    must be the true one.
    """
    said: dict[str, list[str]] = {}
    for name, value in headers:
        said.setdefault(name.lower(), []).extend(part.strip().lower() for part in value.split(","))
    if "chunked" in said.get("transfer-encoding", ()) and CHUNK.match(block):
        return _without_chunks(block)
    plain = set(said.get("content-encoding", ())) <= {"", "identity", "none"}
    lengths = [int(length) for length in said.get("content-length", ()) if length.isdecimal()]
    if plain and status not in NO_BODY and (wrong := [length for length in lengths if length != len(block)]):
        return block, f"its Content-Length is {wrong[0]}, and {len(block)} bytes came"
    return block, None


def _without_chunks(block: bytes) -> tuple[bytes, str | None]:
    """The data of chunks (RFC 9112 7.1), and why they are not all; warcio's reader takes a trailer for data."""
    parts: list[bytes] = []
    at = 0
    while head := CHUNK.match(block, at):
        size = int(head[1], 16)
        if size == 0:
            return b"".join(parts), None
        parts.append(block[head.end() : head.end() + size])
        at = head.end() + size + len(b"\r\n")
    return b"".join(parts), "its last chunk is missing"


def _http(capture: Capture) -> StatusAndHeaders:
    # Transfer-Encoding described the wire, not the payload kept here; a reader would try to undo it a second time.
    kept = [(k, v) for k, v in capture.headers if k.casefold() != "transfer-encoding"]
    phrase = HTTPStatus(capture.status).phrase if capture.status in set(HTTPStatus) else "Unknown"
    return StatusAndHeaders(f"{capture.status} {phrase}", kept, protocol="HTTP/1.1")


def _read_all(stream: io.BytesIO) -> bytes:
    parts = []
    while part := stream.read(65536):
        parts.append(part)
    return b"".join(parts)
