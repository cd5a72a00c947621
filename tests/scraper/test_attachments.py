"""Which files and pictures of a release are captured: those that the site file asks for, of the site's hosts alone."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from scraper.attachments import Attachment, attachments_of, type_of
from scraper.errors import SiteError
from scraper.items import File, Image
from scraper.sites import SITES, load_site

SITE = replace(load_site("darmstadt"), attachments=("files", "images"))
HOME = "https://www.darmstadt.de/fileadmin/"
FILES = [File(f"{HOME}plan.pdf#seite=2"), File(f"{HOME}plan.PDF"), File(f"{HOME}alles.exe"), File(f"{HOME}ohne-ende")]
IMAGES = [Image(f"{HOME}bild.jpg"), Image(None), Image("https://bilder.example/fremd.jpg")]


def test_files_come_first_and_each_address_once() -> None:
    found = attachments_of([*FILES, File(f"{HOME}plan.pdf")], IMAGES, SITE)
    assert found == (
        Attachment(f"{HOME}plan.pdf", "file"), Attachment(f"{HOME}plan.PDF", "file"),
        Attachment(f"{HOME}bild.jpg", "image"),
    )  # fmt: skip


def test_only_what_the_site_file_names_is_captured() -> None:
    assert attachments_of(FILES, IMAGES, replace(SITE, attachments=())) == ()
    assert {one.kind for one in attachments_of(FILES, IMAGES, replace(SITE, attachments=("images",)))} == {"image"}
    assert len(attachments_of(FILES, IMAGES, replace(SITE, attachments_per_release=2))) == 2
    assert attachments_of(FILES, IMAGES, replace(SITE, attachment_types=("exe",))) == (
        Attachment(f"{HOME}alles.exe", "file"),
    )


@pytest.mark.parametrize(
    "url", ["https://bilder.example/a.pdf", "ftp://www.darmstadt.de/a.pdf", "https://www.darmstadt.de:99999/a.pdf",
            "http://[x/a.pdf", "https://www.darmstadt.de/presseportal/pressemitteilungen/einzelansicht/a.pdf"],
)  # fmt: skip
def test_a_foreign_address_or_a_release_is_none(url: str) -> None:
    assert attachments_of([File(url)], [], SITE) == ()


@pytest.mark.parametrize(
    ("url", "named"),
    [
        (f"{HOME}a.PDF?download=1", "pdf"),
        (f"{HOME}pr%C3%A4.sentation.pptx", "pptx"),
        (f"{HOME}ohne", ""),
        ("http://[x", ""),
    ],
)
def test_the_end_of_an_address_names_the_type(url: str, named: str) -> None:
    assert type_of(url) == named


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ('attachments = ["films"]', "attachments must be a list of files and images, not 'films'"),
        ('attachments = "files"', "attachments must be"),
        ('attachment_types = [".pdf"]', "attachment_types must be a list of ends of file names"),
        ("attachment_bytes = 0", "attachment_bytes must be a number from 1 to 67108864, not 0"),
        ("attachments_per_release = 1000", "attachments_per_release must be a number from 1 to 200, not 1000"),
    ],
)
def test_a_wrong_line_of_the_site_file_is_told(line: str, why: str, tmp_path: Path) -> None:
    text = (SITES / "sample.toml").read_text(encoding="utf-8")
    text = re.sub(r"^attachments = .*$", line, text, flags=re.M)
    (tmp_path / "x.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SiteError) as raised:
        load_site(tmp_path / "x.toml")
    assert why in str(raised.value)
