"""The sample site's releases come back out of its pages as they went in, in every generation."""

from __future__ import annotations

import re

import pytest

from scraper.items import Capture
from scraper.pages import read_page
from scraper.sample.releases import SampleRelease, sample_releases
from scraper.sample.server import Content
from scraper.sites import load_site

SITE = load_site("sample")
HOST = "127.0.0.1:8765"
LAYOUTS = {"A": "portal", "B": "ext_news", "C": "presseportal"}


def printed(text: str, generation: str) -> str:
    """Sample markup as its page prints it: link texts, and e-mail addresses as that generation shows them."""
    mail = r"\1@\2.\3" if generation == "A" else r"\1@1sp4m\2.ab\3"
    text = re.sub(r"\[([^\]\[]+)\]\([^()\s]+\)", r"\1", text)
    return " ".join(re.sub(r"<([\w.+-]+)@([\w-]+(?:\.[\w-]+)*)\.(\w+)>", mail, text).split())


def blocks(release: SampleRelease) -> list[str]:
    """The texts of a sample's body blocks."""
    texts = []
    for block in re.split(r"\n\s*\n", release.body.strip()):
        lines = [re.sub(r"^(?:## |- |> )", "", line) for line in block.split("\n")]
        rows = [" ".join(c.strip() for c in x.strip("|").split("|")) if x.startswith("| ") else x for x in lines]
        texts.append(printed(" ".join(rows), release.generation))
    return texts


@pytest.mark.parametrize("state", [1, 2])
@pytest.mark.parametrize("generation", ["A", "B", "C"])
def test_a_sample_page_gives_the_release_it_was_made_of(generation: str, state: int) -> None:
    releases = sample_releases(state)
    content = Content(releases)
    chosen = [release for release in releases if release.generation == generation]
    assert chosen
    for release in chosen:
        answer = content.answer(release.path, HOST)
        headers = (("Content-Type", answer.media_type),)
        url = f"http://{HOST}{release.path}"
        capture = Capture(url, "2026-01-01T00:00:00Z", "response", answer.status, headers, answer.text.encode())
        (item,) = read_page(capture, SITE).items
        assert item.layout == LAYOUTS[generation]
        assert (item.title, item.teaser) == (
            release.title,
            printed(release.teaser, generation) if release.teaser else None,
        )
        assert [" ".join(block.text.split()) for block in item.body] == blocks(release)
        assert len(item.images) == len(release.images)
        for image, sample in zip(item.images, release.images, strict=True):
            line = " ".join(filter(None, (sample.caption, sample.credit)))
            bare = re.sub(r"^(?:©|Quelle:|Foto:)\s*", "", line)
            if bare != line or not line:
                assert (image.caption, image.credit or "") == (None, bare)
            elif generation == "A":  # prints caption and credit on lines of their own
                assert image.caption == sample.caption
            else:
                assert (image.caption, image.credit or "") == (line, line[-len(image.credit) :] if image.credit else "")
            if sample.credit:
                assert image.credit == re.sub(r"^(?:©|Quelle:|Foto:)\s*", "", sample.credit)
        assert [(file.title, file.size) for file in item.files] == [(f.title, f.size) for f in release.files]
        assert item.categories == (release.categories if generation == "B" else ())
        codes = re.match(r"\(\s*(.*?)\s*\)", item.meta_line or "")
        assert (codes[1] if codes else None) == release.codes
