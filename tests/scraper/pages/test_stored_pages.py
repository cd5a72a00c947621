"""Every stored page gives what is stored beside it, value for value."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import lxml.html
import pytest

from scraper.pages import LAYOUTS, read_page
from scraper.pages.page_text import PageText
from scraper.sites import load_site
from tests.scraper.pages.stored_pages import DETAIL_LAYOUTS, capture_of, expected_of, name_of, stored

SITE = load_site("darmstadt")


@pytest.mark.parametrize("folder", stored(*DETAIL_LAYOUTS, "plain_text"), ids=name_of)
def test_a_stored_release_reads_as_stored(folder: Path) -> None:
    reading = read_page(capture_of(folder), SITE)
    assert reading.layout == folder.parent.name
    (item,) = reading.items
    found = json.loads(json.dumps(asdict(item)))
    assert found.pop("found_in")
    for name in ("marked", "error_title", "other_days"):  # signs for the quarantine and for conflicts
        del found[name]
    assert found == expected_of(folder)


@pytest.mark.parametrize("folder", stored(*DETAIL_LAYOUTS), ids=name_of)
def test_exactly_one_layout_claims_a_page(folder: Path) -> None:
    capture = capture_of(folder)
    document = lxml.html.document_fromstring(capture.body, parser=lxml.html.HTMLParser(encoding="utf-8"))
    text = PageText(document, capture.url, capture.url, SITE.boilerplate)
    assert [layout.layout for layout in LAYOUTS if layout(text).claims()] == [folder.parent.name]


@pytest.mark.parametrize("layout", DETAIL_LAYOUTS)
def test_every_generation_is_stored_in_three_templates_or_more(layout: str) -> None:
    assert len(stored(layout)) >= 3
    assert any(folder.name == "divs_alone" for folder in stored(layout))
