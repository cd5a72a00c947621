"""Image credits: photographer and agency apart, nothing guessed."""

from __future__ import annotations

import pytest

from archive.releases.credits import Credit, split_names, without_credit

TOLD = [
    ("©", "lichtkunst73 / pixelio.de", "lichtkunst73", "pixelio.de"),
    ("©", "lichtkunst73/pixelio.de", "lichtkunst73", "pixelio.de"),
    ("Foto:", "Jonte Berg / Pixabay", "Jonte Berg", "Pixabay"),
    ("©", "Jonte Berg via Unsplash", "Jonte Berg", "Unsplash"),
    ("©", "Jonte Berg auf Pixabay", "Jonte Berg", "Pixabay"),
    ("©", "Jonte Berg – stock.adobe.com", "Jonte Berg", "stock.adobe.com"),
    ("©", "Jonte Berg, stock.adobe.com", "Jonte Berg", "stock.adobe.com"),
    ("©", "dpa / Jonte Berg", "Jonte Berg", "dpa"),
    ("©", "Pixabay", None, "Pixabay"),
    ("Quelle:", "www.pixelio.de", None, "www.pixelio.de"),
    ("©", "picture alliance / dpa", None, "picture alliance / dpa"),
    ("Foto:", "Jonte Berg", "Jonte Berg", None),
    ("Fotos:", "Dr. Mara von Linden", "Dr. Mara von Linden", None),
]
NOT_TOLD = [
    ("©", "Jonte Berg"),
    ("©", "Wissenschaftsstadt Darmstadt"),
    ("Quelle:", "Wissenschaftsstadt Darmstadt"),
    ("Foto:", "privat"),
    ("Foto:", "Grünflächenamt"),
    ("Foto:", "Wissenschaftsstadt Darmstadt"),
    ("Foto:", "Studio Nordlicht"),
    ("©", "Stadtarchiv / Grünflächenamt"),
    ("©", None),
    (None, None),
]


@pytest.mark.parametrize(("mark", "credit", "photographer", "agency"), TOLD)
def test_a_credit_that_names_an_agency_or_a_photographer_gives_them(
    mark: str, credit: str, photographer: str | None, agency: str | None
) -> None:
    assert split_names(mark, credit) == Credit(photographer, agency)


@pytest.mark.parametrize(("mark", "credit"), NOT_TOLD)
def test_whoever_may_only_hold_the_rights_is_no_photographer(mark: str | None, credit: str | None) -> None:
    assert split_names(mark, credit) == Credit(None, None)


@pytest.mark.parametrize(
    ("printed", "mark", "caption"),
    [
        ("Der Saal. (Foto: privat)", "Foto:", "Der Saal."),
        ("Der Saal © Amt / pixelio.de", "©", "Der Saal"),
        ("Empfang im Schloss\nGäste (v.l.n.r.) © Studio", "©", "Empfang im Schloss\nGäste (v.l.n.r.)"),
        ("Das Titelfoto: ein Baum. foto: privat", "foto:", "Das Titelfoto: ein Baum."),
        ("Der Saal", None, "Der Saal"),
        ("Der Saal", "©", "Der Saal"),  # its credit stands on a line of its own
        (None, "©", None),
        ("Gruß\nQuelle: Stadt", "Quelle:", "Gruß"),
    ],
)
def test_a_caption_is_what_is_printed_without_the_credit(
    printed: str | None, mark: str | None, caption: str | None
) -> None:
    assert without_credit(printed, mark) == caption
