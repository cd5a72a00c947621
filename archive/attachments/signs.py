"""What bytes are, by their first ones: an address that ends as a PDF's may show an error page."""

from __future__ import annotations

HEAD = 1024  # bytes in which a PDF begins (PDF 32000-1, annex H.3.4.1)
SIGNS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"), (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"), (b"PK\x03\x04", "application/zip"),
)  # fmt: skip
EXPECTED = {
    "pdf": "application/pdf", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif",
    "webp": "image/webp",
} | dict.fromkeys(("docx", "xlsx", "pptx", "odt", "ods", "zip"), "application/zip")  # fmt: skip
PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})


def media_type_of(data: bytes, named: str) -> str | None:
    """The media type of a file; None, if it is not what its address says.

    named: the type that its address ends with, `pdf`. A picture may be one of another kind: servers convert them.
    """
    found = next((kind for sign, kind in SIGNS if data.startswith(sign)), None)
    if b"%PDF-" in data[:HEAD]:
        found = "application/pdf"
    elif data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        found = "image/webp"
    expected = EXPECTED.get(named)
    if expected in PICTURES:
        return found if found in PICTURES else None
    if expected:
        return found if found == expected else None
    begin = data[:HEAD].lstrip().lower()
    return None if begin.startswith((b"<!doctype html", b"<html")) else "application/octet-stream"
