"""The process that reads PDFs: `python -m archive.attachments.pdf_process`, started and ended by `pdf_text`.

It takes PDFs from stdin, each behind its length (8 bytes, big-endian), and writes a line of JSON for each. What a PDF
may cost is bounded by counts, so that it reads the same everywhere; the kernel ends only what no count stops.
"""

from __future__ import annotations

import json
import logging
import re
import resource
import signal
import sys
from io import BytesIO

from scraper.pages.characters import readable

LENGTH = 8  # bytes
MOST_PAGES = 300
MOST_CHARACTERS = 1_000_000
MOST_CONTENT = 2_000_000  # bytes of one page's drawing instructions; maps have more. pypdf bounds what is unpacked.
MEMORY = 1536 * 1024 * 1024  # bytes of address space
CPU = 60.0  # seconds for one PDF: a last resort that no honest file comes near
# a word that the end of a line parts; „Bau- und Planungsamt“, „CDU-nah“ and „Süd-West“ have hyphens of their own
PARTED = re.compile(r"(?<=[a-zäöüß]{2})-[^\S\n]*\n[^\S\n]*(?=[a-zäöüß])(?!(?:und|oder|sowie|bis|bzw)\b)")
SPACE = re.compile(r"[^\S\n]+")
EMPTY_LINES = re.compile(r"\s*\n\s*\n\s*")


def main() -> None:
    """Read PDFs until stdin ends."""
    logging.disable(logging.CRITICAL)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    source, sink = sys.stdin.buffer, sys.stdout
    while head := source.read(LENGTH):
        data = source.read(int.from_bytes(head, "big"))
        signal.setitimer(signal.ITIMER_PROF, CPU)
        answer = json.dumps(read(data))
        signal.setitimer(signal.ITIMER_PROF, 0)
        sink.write(answer + "\n")
        sink.flush()


def read(data: bytes) -> dict[str, object]:
    """Number of pages, text of all that could be read, and what could not be and why; `pages` is None for no PDF."""
    from pypdf import PdfReader  # here: who starts this process imports the module for its LENGTH, and needs no pypdf
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            return {"pages": None, "text": "", "problem": "it is encrypted"}
        count = len(reader.pages)
    except (PyPdfError, ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError, OSError) as error:
        return {"pages": None, "text": "", "problem": f"it is no readable PDF: {type(error).__name__}"}
    texts: list[str] = []
    problems: list[str] = []
    characters = 0
    for number in range(min(count, MOST_PAGES)):
        if characters >= MOST_CHARACTERS:
            problems.append(f"only {MOST_CHARACTERS:,} characters were read")
            break
        try:
            page = reader.pages[number]
            content = page.get_contents()
            if content is not None and len(content.get_data()) > MOST_CONTENT:
                problems.append(f"page {number + 1} draws too much")
                continue
            text = tidy(page.extract_text())
        except Exception as error:  # noqa: BLE001 - whatever one page breaks costs that page, and is said
            problems.append(f"page {number + 1} cannot be read: {type(error).__name__}")
            continue
        texts.append(text[: MOST_CHARACTERS - characters])
        characters += len(texts[-1])
    if count > MOST_PAGES:
        problems.append(f"only {MOST_PAGES} of {count} pages were read")
    return {"pages": count, "text": "\n\n".join(filter(None, texts)), "problem": "; ".join(problems) or None}


def tidy(text: str) -> str:
    """The text of a page with single blanks and empty lines, and words whole that a line's end parted."""
    text = PARTED.sub("", readable(text.replace("\xad\n", "").replace("\xad", "")))
    text = SPACE.sub(" ", text)
    return EMPTY_LINES.sub("\n\n", text).strip()


if __name__ == "__main__":
    main()
