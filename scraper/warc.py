"""One WARC record ↔ one Capture (ISO 28500, written and read with warcio)."""

from __future__ import annotations

import io
from http import HTTPStatus

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from scraper.items import Capture, CaptureKind

KINDS: dict[str, CaptureKind] = {"response": "response", "conversion": "conversion", "revisit": "revisit"}


class _Copier(WARCWriter):  # type: ignore[misc]  # warcio ships no type hints
    """Adds no digest to a copied record: warcio would take the HTTP headers for payload."""

    def ensure_digest(self, record: ArcWarcRecord, block: bool = True, payload: bool = True) -> None:
        """Leave the record's digests as they are."""


class BrokenRecord(Exception):
    """A WARC record that cannot be read back; the message says what is wrong with it."""


def record_bytes(capture: Capture, *, repeats: Capture | None = None) -> bytes:
    """A capture as one gzip member that can be appended to a WARC file.

    repeats: for a revisit, the earlier capture that holds the bytes.
    """
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    headers = {"WARC-Date": capture.captured_at}
    if capture.kind == "conversion":
        headers["Content-Type"] = capture.header("Content-Type") or "text/plain"
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


def warcinfo_bytes(filename: str, software: str, captured_at: str) -> bytes:
    """The `warcinfo` record that opens a file: which software wrote it, when."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    info = {"software": software, "format": "WARC File Format 1.0"}
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


def read_record(member: bytes) -> Capture:
    """The capture in one record's bytes.

    Raises: BrokenRecord, if the bytes are no whole record of a kind that holds a capture.
    """
    try:
        iterator = ArchiveIterator(io.BytesIO(member))
        record = next(iterator)
        kind = KINDS.get(record.rec_type)
        url = record.rec_headers.get_header("WARC-Target-URI")
        date = record.rec_headers.get_header("WARC-Date")
        if kind is None or not url or not date:
            raise BrokenRecord(f"a {record.rec_type} record without an address or a date holds no capture")
        url = url.strip("<>")
        http = record.http_headers
        headers = tuple((k, v) for k, v in http.headers) if http else ()
        stream = record.raw_stream
        if http and (http.get_header("Transfer-Encoding") or "").lower() == "chunked":
            stream = ChunkedDataReader(stream)
        body = _read_all(stream)
        if kind == "conversion":
            headers = (("Content-Type", record.rec_headers.get_header("Content-Type") or "text/plain"),)
        digest = (record.rec_headers.get_header("WARC-Payload-Digest") or "") if kind == "revisit" else ""
        status = int(http.get_statuscode()) if http else None
        return Capture(url, date, kind, status, headers, body, digest)
    except (StopIteration, EOFError, ArchiveLoadFailed, ValueError, OSError) as error:
        raise BrokenRecord(f"no readable WARC record: {error or type(error).__name__}") from error


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
