"""Revisit records: which capture holds the bytes that they repeat, and what was shown then."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from scraper.errors import StoreError
from scraper.items import Capture
from scraper.warc import BrokenRecord, Repeated, read_repeated

if TYPE_CHECKING:
    from scraper.capture_index import CaptureRow
    from scraper.captures import CaptureStore


def answer(original: Capture, again: Capture) -> Capture:
    """What a server showed when it sent `again` instead of the bytes of `original`.

    The headers of the new answer hold; what it left out is that of the old one (RFC 9111 3.2).
    """
    given = {name.casefold() for name, _ in again.headers}
    kept = tuple((name, value) for name, value in original.headers if name.casefold() not in given)
    return replace(
        again, kind=original.kind, status=original.status if again.status in (None, 304) else again.status,
        headers=(*again.headers, *kept), body=original.body, digest=original.digest, cut=original.cut, row=again.id,
    )  # fmt: skip


def repeated_by(store: CaptureStore, row: CaptureRow) -> CaptureRow | None:
    """The capture in a store that a revisit repeats; None if it is not there, or nothing tells which one it is.

    By the digest, else by address and moment (some crawlers give a digest of other bytes, or none); of „not modified“
    without a moment it is what the address showed last before (ISO 28500 6.7).
    """
    try:
        with (store.folder / row.file).open("rb") as file:
            file.seek(row.offset)
            said = read_repeated(file.read(row.length))
    except (OSError, BrokenRecord):
        return None
    rows = [r for r in store.with_bytes([said.url, row.url]) if r.status in (None, 200) or r.status == row.status]
    at = next((r for r in rows if said.captured_at and r.captured_at == said.captured_at), None)
    equal = next((r for r in ([at] if at else []) + rows if said.digest and _has_digest(store, r, said.digest)), None)
    before = next((r for r in rows if r.captured_at <= row.captured_at), None) if _names_none(said) else None
    return equal or at or before


def _names_none(said: Repeated) -> bool:
    return said.unchanged and not said.captured_at


def _has_digest(store: CaptureStore, row: CaptureRow, digest: str) -> bool:
    """Whether a capture's payload has a digest as WARC files write it (`sha1:`… in base32 or hex)."""
    algorithm, _, value = digest.partition(":")
    if digest == row.digest:
        return True
    if algorithm.lower() not in {"sha1", "sha256", "sha512", "md5"}:
        return False
    try:
        hashed = hashlib.new(algorithm.lower(), store.read(row).body, usedforsecurity=False)
    except StoreError:
        return False
    return value.lower() in {hashed.hexdigest(), base64.b32encode(hashed.digest()).decode().rstrip("=").lower()}
