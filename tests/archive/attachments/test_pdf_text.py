"""The text of PDFs: read in a process of its own, bounded by counts, and whatever breaks it is said."""

from __future__ import annotations

import signal
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfWriter

from archive.attachments import pdf_process
from archive.attachments.pdf_process import read, tidy
from archive.attachments.pdf_text import DIED, PdfText, PdfTexts
from scraper.sample.drawn import LINES, pdf

TEXT = "Der Wall ist fünf Meter hoch – „und dicht“, sagt (wie immer) die Bauleiterin.\n\nFertig."


def test_the_text_of_every_page_is_read() -> None:
    with PdfTexts() as texts:
        found = texts.read(pdf("Bericht zum Wall", TEXT))
    assert (found.pages, found.problem) == (1, None)
    assert found.text.split() == f"Bericht zum Wall {TEXT}".split()


def test_the_same_process_reads_many_and_gives_the_same_each_time() -> None:
    long = pdf("Lang", "\n\n".join(f"Absatz Nummer {n}." for n in range(LINES * 2)))
    with PdfTexts() as texts:
        first, other, again = texts.read(long), texts.read(pdf("Kurz", TEXT)), texts.read(long)
    assert first == again
    assert other.text.startswith("Kurz")
    assert (first.pages or 0) > 2
    assert f"Absatz Nummer {LINES * 2 - 1}." in first.text


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("die Bürger-\nmeisterin", "die Bürgermeisterin"),
        ("die Straßen- \n bahn", "die Straßenbahn"),
        ("Bürger\xad\nmeisterin", "Bürgermeisterin"),
        ("Bau-\nund Planungsamt", "Bau-\nund Planungsamt"),
        ("Ein-\nundzwanzig", "Einundzwanzig"),
        ("CDU-\nnah", "CDU-\nnah"),
        ("Süd-\nWest", "Süd-\nWest"),
        ("2019-\n2020", "2019-\n2020"),
        ("drei -\nvier", "drei -\nvier"),
        ("Ende-\n\nneu", "Ende-\n\nneu"),
    ],
)
def test_words_that_the_end_of_a_line_parts_are_whole(printed: str, text: str) -> None:
    assert tidy(printed) == text


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4", b"no PDF at all", pdf("Bericht", TEXT)[:120]])
def test_what_is_no_pdf_is_said_and_ends_nothing(data: bytes) -> None:
    with PdfTexts() as texts:
        broken, whole = texts.read(data), texts.read(pdf("Bericht", TEXT))
    assert (broken.pages or 0, broken.text) == (0, "")
    assert whole.pages == 1


def test_a_file_with_a_password_has_no_text() -> None:
    writer, file = PdfWriter(clone_from=BytesIO(pdf("Bericht", TEXT))), BytesIO()
    writer.encrypt("geheim", algorithm="RC4-128")
    writer.write(file)
    assert read(file.getvalue()) == {"pages": None, "text": "", "problem": "it is encrypted"}


def test_pages_and_characters_are_bounded_by_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    long = pdf("Lang", "\n\n".join(f"Absatz Nummer {n}." for n in range(LINES * 2)))
    pages = read(long)["pages"]
    monkeypatch.setattr(pdf_process, "MOST_PAGES", 2)
    cut = read(long)
    assert (cut["pages"], cut["problem"]) == (pages, f"only 2 of {pages} pages were read")
    monkeypatch.setattr(pdf_process, "MOST_CHARACTERS", 100)
    assert len(str(read(long)["text"])) == 100
    monkeypatch.setattr(pdf_process, "MOST_CONTENT", 10)
    assert "page 1 draws too much" in str(read(long)["problem"])


def test_a_process_that_dies_is_tried_again_and_then_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The process is replaced by one that kills itself on the word „stirb“ and counts how often it was asked."""
    dying = tmp_path / "dying.py"
    dying.write_text(
        "import os, sys, pathlib\n"
        "from archive.attachments import pdf_process\n"
        "whole = pdf_process.read\n"
        "def read(data):\n"
        f"    with pathlib.Path({str(tmp_path / 'asked')!r}).open('a') as file: file.write('x')\n"
        f"    if b'stirb' in data: os.kill(os.getpid(), {int(signal.SIGKILL)})\n"
        "    return whole(data)\n"
        "pdf_process.read = read\n"
        "pdf_process.resource.setrlimit = lambda *_: None\n"
        "pdf_process.main()\n"
    )
    begin, path = subprocess.Popen, {"PYTHONPATH": "."}
    monkeypatch.setattr(subprocess, "Popen", lambda command, **how: begin([command[0], str(dying)], **how, env=path))
    with PdfTexts() as texts:
        assert texts.read(pdf("stirb", TEXT)) == PdfText(None, "", DIED)
        assert (tmp_path / "asked").read_text() == "xx"
        assert texts.read(pdf("lebt", TEXT)).pages == 1
