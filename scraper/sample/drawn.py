"""The PDFs and pictures of the sample site, drawn when they are asked for: the same bytes for the same release."""

from __future__ import annotations

import hashlib
import textwrap
from io import BytesIO

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 595, 842  # points of an A4 page
LEFT, TOP, LINE, SIZE = 64, 770, 16, 11  # points
LETTERS, LINES = 84, 42  # of a line, of a page
PICTURE = (960, 640)  # pixels
FORMATS = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG"}


def pdf(title: str, text: str) -> bytes:
    """A PDF 1.4 of A4 pages with a heading and paragraphs, in Helvetica (PDF 32000-1, annex H has the smallest one)."""
    lines = [title, ""]
    for paragraph in text.split("\n\n"):
        lines += [*textwrap.wrap(paragraph, LETTERS), ""]
    pages = [lines[at : at + LINES] for at in range(0, len(lines), LINES)]
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>"
        % (b" ".join(b"%d 0 R" % (4 + 2 * n) for n in range(len(pages))), len(pages)),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, page in enumerate(pages):
        content = _content(page)
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Resources << /Font << /F1 3 0 R >> >>"
            b" /Contents %d 0 R >>" % (WIDTH, HEIGHT, 5 + 2 * number),
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        ]
    return _file(objects)


def _content(lines: list[str]) -> bytes:
    shown = [b"BT /F1 %d Tf %d TL %d %d Td" % (SIZE, LINE, LEFT, TOP)]
    for line in lines:
        raw = line.encode("cp1252", "replace")
        for sign in (b"\\", b"(", b")"):
            raw = raw.replace(sign, b"\\" + sign)
        shown.append(b"(%s) Tj T*" % raw)
    return b"\n".join([*shown, b"ET"])


def _file(objects: list[bytes]) -> bytes:
    """The objects as a file, with the table that says where each begins."""
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return data + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (size, table, size, len(data))
    )


def picture(name: str) -> bytes | None:
    """A picture for a file name: sky, water, and houses whose number and colours follow from the name."""
    kind = FORMATS.get(name.rpartition(".")[2].lower())
    if kind is None:
        return None
    dice = hashlib.sha256(name.encode()).digest()
    image = Image.new("RGB", PICTURE, (190 + dice[0] % 50, 210 + dice[1] % 40, 235))
    pen = ImageDraw.Draw(image)
    width, height = PICTURE
    shore = height * 2 // 3
    pen.rectangle((0, shore, width, height), fill=(40, 90 + dice[2] % 40, 120 + dice[3] % 60))
    for number in range(6 + dice[4] % 5):
        left = number * 96 + dice[5 + number] % 24
        roof = shore - 90 - dice[16 + number] % 200
        pen.rectangle((left, roof, left + 72, shore), fill=(120 + dice[number] % 110, 90 + dice[8 + number] % 90, 80))
        pen.polygon([(left, roof), (left + 36, roof - 44), (left + 72, roof)], fill=(120, 50, 40))
    file = BytesIO()
    image.save(file, kind)
    return file.getvalue()
