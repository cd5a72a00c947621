"""Any mixture of the parts that the city prints, in the orders it prints them, is read back exactly."""

from __future__ import annotations

import re
from datetime import datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scraper.items import Capture, ReleaseItem
from scraper.pages import read_page
from scraper.sample.releases import ZONE, Generation, SampleFile, SampleImage, SampleRelease
from scraper.sample.render import detail_page, printed_day
from scraper.sites import load_site

SITE = load_site("sample")
HOST = "127.0.0.1:8765"
FIRST_YEAR = {"A": 2013, "B": 2015, "C": 2025}
CODES = (None, "DK", "dk", "ono", "PSD", "lea", "Evi", "dk, stip", "stip/ho")
TITLES = ("Brücke am Hafen gesperrt", "Neue Linie 7: Fahrplan steht", "„Sommer am Ufer“ beginnt", "Ämter am 3. Mai zu")
TEASERS = (
    None,
    "Brücke bis Freitag zu / Umleitung über die Uferstraße",
    "Bürgermeisterin Dr. Ada Kolb: „Wir öffnen die Brücke bald“",
    "Alle Bürger*innen sind eingeladen",
)
CAPTIONS = (None, "Die Brücke am Hafen", "Bei der Eröffnung (v.l.n.r.): Ada Kolb, Nils Brandt")
CREDITS = (None, "© lichtkunst73 / pixelio.de", "© Pixabay", "Quelle: Hafenstadt Morlingen", "Foto: Jonte Berg")
FILES = (SampleFile("/fileadmin/plan.pdf", "Lageplan", "120 KB"), SampleFile("/fileadmin/liste.docx", "Liste", "2 MB"))
BLOCKS = (
    "Die Brücke am Hafen ist seit Montag gesperrt. Busse fahren eine Umleitung.",
    "„Wir bitten um Geduld“, sagt Bürgermeisterin Ada Kolb. „Es geht voran.“",
    "## Umleitung",
    "- Linie 7 über die Uferstraße\n- Linie 9 über den Markt",
    "> „Ein guter Tag für die Stadt.“",
    "| Tag | Zeit |\n| Montag | 9 bis 12 Uhr |",
    "Am Dienstag (14.) tagt der Ausschuss um 17.30 Uhr in Raum 2.04.",
    "Straßen\u00adbahnen halten am Kai, © steht auf dem Schild.",
)


@st.composite
def releases(draw: st.DrawFn, generation: Generation) -> SampleRelease:
    """A release of that generation, of parts that the city is known to print."""
    images = draw(
        st.lists(st.tuples(st.sampled_from(CAPTIONS), st.sampled_from(CREDITS)).filter(any), max_size=2, unique=True)
    )
    first = draw(st.sampled_from([b for b in BLOCKS if b[0] not in "#-|>"]))
    more = draw(st.lists(st.sampled_from(BLOCKS), max_size=5, unique=True))
    day = draw(st.integers(1, 28))
    return SampleRelease(
        uid=1,
        slug="bruecke-am-hafen",
        title=draw(st.sampled_from(TITLES)),
        published=datetime(FIRST_YEAR[generation], draw(st.integers(1, 12)), day, 9, tzinfo=ZONE),
        body="\n\n".join(
            [first, *(block for block in more if block != first), BLOCKS[0] if first != BLOCKS[0] else BLOCKS[6]]
        ),
        codes=draw(st.sampled_from(CODES)),
        teaser=draw(st.sampled_from(TEASERS)),
        images=tuple(SampleImage(f"{n}.jpg", *lines) for n, lines in enumerate(images)),
        files=tuple(draw(st.lists(st.sampled_from(FILES), max_size=2, unique=True))),
    )


def read(release: SampleRelease, english: bool = False) -> ReleaseItem:
    text = detail_page(release, HOST, "Darmstadt Aktuell", (), english)
    headers = (("Content-Type", "text/html; charset=utf-8"),)
    url = f"http://{HOST}{release.path}"
    (item,) = read_page(Capture(url, "2026-01-01T00:00:00Z", "response", 200, headers, text.encode()), SITE).items
    return item


def plain(block: str) -> str:
    """The text of a sample's block, as `Block.text` has it."""
    lines = [re.sub(r"^(?:## |- |> )", "", line) for line in block.split("\n")]
    cells = ["\t".join(c.strip() for c in x.strip("|").split("|")) if x.startswith("| ") else x for x in lines]
    return "\n".join(cells)


def check(release: SampleRelease, english: bool = False) -> None:
    item = read(release, english)
    assert item.title == release.title
    assert item.teaser == release.teaser
    kinds = {"#": "heading", "-": "list", "|": "table", ">": "quotation"}
    assert [(b.kind, b.text) for b in item.body] == [
        (kinds.get(b[0], "paragraph"), plain(b)) for b in release.body.split("\n\n")
    ]
    assert len(item.images) == len(release.images)
    for image, sample in zip(item.images, release.images, strict=True):
        bare = re.sub(r"^(?:©|Quelle:|Foto:)\s*", "", sample.credit) if sample.credit else None
        assert image.credit == bare
        assert (sample.caption or "") in (image.caption or "")
        assert (image.mark is None) == (sample.credit is None)
    assert [(f.title, f.size) for f in item.files] == [(f.title, f.size) for f in release.files]
    if release.generation == "C":
        assert item.meta_line == (f"({release.codes})" if release.codes else None)
        assert item.published_text is None
    else:
        assert item.meta_line
        assert (release.codes or "–") in item.meta_line or release.codes is None
        if release.generation == "B":
            assert item.meta_line.endswith(printed_day(release, english))


SETTINGS = settings(max_examples=150, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


@SETTINGS
@given(releases("A"))
def test_any_mixture_is_read_back_in_the_portal_of_2014(release: SampleRelease) -> None:
    check(release)


@SETTINGS
@given(releases("B"), st.booleans())
def test_any_mixture_is_read_back_in_ext_news(release: SampleRelease, english: bool) -> None:
    check(release, english)


@SETTINGS
@given(releases("C"))
def test_any_mixture_is_read_back_in_the_presseportal(release: SampleRelease) -> None:
    check(release)
