"""What bytes are: an address that ends as a file's may show something else."""

from __future__ import annotations

import pytest

from archive.attachments.signs import media_type_of
from scraper.sample.drawn import pdf, picture

PDF, JPEG, PNG = pdf("A", "B"), picture("a.jpg") or b"", picture("a.png") or b""
HTML = b"\n<!DOCTYPE html><html><body>Hoppla!</body></html>"


@pytest.mark.parametrize(
    ("data", "named", "found"),
    [
        (PDF, "pdf", "application/pdf"),
        (b"\xef\xbb\xbf\n" + PDF, "pdf", "application/pdf"),
        (HTML, "pdf", None),
        (b"", "pdf", None),
        (PNG, "pdf", None),
        (JPEG, "jpg", "image/jpeg"),
        (PNG, "jpg", "image/png"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "png", "image/webp"),
        (PDF, "png", None),
        (HTML, "jpg", None),
        (b"PK\x03\x04rest", "docx", "application/zip"),
        (HTML, "docx", None),
        (b"a;b\n1;2\n", "csv", "application/octet-stream"),
        (HTML, "csv", None),
    ],
)
def test_the_first_bytes_decide(data: bytes, named: str, found: str | None) -> None:
    assert media_type_of(data, named) == found
