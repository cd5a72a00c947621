"""Attachments on the site: their bytes to download, small pictures, versions, and hits in the text of PDFs."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

import pytest
from PIL import Image

from archive.site.pages.attached import MOST_PIXELS, SMALL, drawn_small
from scraper.sample.drawn import pdf, picture
from scraper.sample.releases import sample_releases
from tests.archive.site.asking import Get

Rows = Callable[..., list[sqlite3.Row]]
SLUG = "brueckenpruefung-suedbruecke"
RELEASE = f"/sample/releases/{SLUG}"
LATER = next(file for one in sample_releases(2) if one.slug == SLUG for file in one.files)
FIRST = next(file for one in sample_releases(1) if one.slug == SLUG for file in one.files)


def search(get: Get, query: str, form: str = "", **filters: str) -> Any:
    return get(f"/suche{form}?{urlencode({'q': query, **filters})}")


def versions(rows: Rows, position: int = 0) -> list[sqlite3.Row]:
    sql = "SELECT * FROM attachment_versions WHERE release = ? AND position = ? ORDER BY number"
    return rows(sql, SLUG, position)


def test_every_file_and_picture_of_the_sample_has_its_bytes(rows: Rows) -> None:
    found = {row["kind"]: row for row in rows(
        "SELECT kind, count(*) AS count, count(capture) AS kept, count(problem) AS wrong FROM attachments GROUP BY kind"
    )}  # fmt: skip
    assert (found["file"]["count"], found["file"]["kept"], found["file"]["wrong"]) == (12, 12, 0)
    assert found["image"]["count"] == found["image"]["kept"] > 50
    texts = rows("SELECT a.text FROM attachments a WHERE a.kind = 'file'")
    assert all(row["text"] for row in texts)


def test_bytes_are_served_as_captured_to_download_in_a_sandbox(get: Get, rows: Rows) -> None:
    first, later = versions(rows)
    for row, file in ((first, FIRST), (later, LATER)):
        answer = get(f"/anlage/{row['capture']}")
        assert answer.content == pdf(file.title, file.text)
        assert answer.headers["content-type"] == "application/pdf"
        assert answer.headers["content-disposition"] == 'attachment; filename="pruefbericht-suedbruecke.pdf"'
        assert answer.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "access-control-allow-origin" not in answer.headers


def test_what_is_no_attachment_is_not_served_there(get: Get, rows: Rows) -> None:
    (page,) = rows("SELECT capture FROM releases WHERE slug = ?", SLUG)
    assert get(f"/abzug/{page['capture']}").status_code == 200
    assert get(f"/anlage/{page['capture']}").status_code == 404
    assert get("/anlage/0123456789abcdef").status_code == 404
    (file, *_) = versions(rows)
    assert get(f"/anlage/{file['capture']}/klein.jpg").status_code == 404, "a PDF has no small picture"


def test_a_picture_is_drawn_small(get: Get, rows: Rows) -> None:
    (row,) = versions(rows, 1)
    answer = get(f"/anlage/{row['capture']}/klein.jpg")
    assert answer.headers["content-type"] == "image/jpeg"
    assert answer.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    with Image.open(BytesIO(answer.content)) as image:
        assert (image.format, max(image.size)) == ("JPEG", max(SMALL))
    assert len(answer.content) < row["size"]


@pytest.mark.parametrize("mode", ["RGBA", "P", "L", "1", "CMYK"])
def test_pictures_of_every_kind_are_drawn(mode: str) -> None:
    file = BytesIO()
    Image.new(mode, (900, 300)).save(file, "JPEG" if mode == "CMYK" else "PNG")
    drawn = drawn_small(file.getvalue())
    assert drawn is not None
    with Image.open(BytesIO(drawn)) as image:
        assert (image.mode, image.size) == ("RGB", (480, 160))


def test_what_is_no_picture_or_too_large_a_one_is_not_drawn() -> None:
    huge, vast = BytesIO(), BytesIO()  # Pillow warns of the latter
    for file, height in ((huge, 4001), (vast, 9001)):
        Image.new("1", (MOST_PIXELS // 4000, height)).save(file, "PNG")
    whole = picture("a.jpg") or b""
    for data in (b"", b"\x89PNG\r\n\x1a\n", whole[:900], huge.getvalue(), vast.getvalue()):
        assert drawn_small(data) is None


def test_the_release_shows_picture_files_and_their_versions(get: Get, rows: Rows) -> None:
    first, later = versions(rows)
    (image,) = versions(rows, 1)
    page = get(RELEASE).text
    (shown,) = rows("SELECT release, capture FROM attachments WHERE title = 'Hafenfest'")
    assert f'<img src="/anlage/{shown["capture"]}/klein.jpg" alt="Hafenfest' in get(f"/sample/releases/{shown[0]}").text
    former = page.partition('id="frueher"')[2].partition("</ul>")[0]
    assert f'href="/anlage/{image["capture"]}"' in former, "the second state shows it no longer"
    assert "Südbrücke" in former
    assert "<img" not in page.partition("<main")[2].partition('id="frueher"')[0]
    assert f'href="/anlage/{later["capture"]}"' in page
    assert "PDF, 1 kB, 1 Seite" in page
    assert "2 Ausgaben" in page
    assert f'<a href="/anlage/{first["capture"]}" rel="nofollow">Ausgabe 1</a>' in page
    assert later["digest"] in page


def test_another_pdf_is_a_change(get: Get, rows: Rows) -> None:
    first, later = versions(rows)
    page, feed = get("/aenderungen").text, get("/aenderungen.atom").text
    assert "Anlage geändert" in page
    assert f"{RELEASE}#anlage-0" in page
    assert page.index(f"/anlage/{first['capture']}") < page.index(f"/anlage/{later['capture']}")
    assert "Die Anlage „Prüfbericht zur Südbrücke“ wurde ersetzt" in feed
    assert f"{RELEASE}#anlage-0" in feed


@pytest.mark.parametrize(
    "query", ["Aquiferspeicher", "aquiferspeicher vorlauftemperatur", '"im Sommer 11 Gigawattstunden"']
)
def test_what_stands_in_a_pdf_alone_is_found_and_says_so(get: Get, query: str) -> None:
    page = search(get, query).text
    part = page.partition('id="anlagen"')[2]
    assert "0 Treffer" in page
    assert "in der Anlage" in part
    assert "auch in der Mitteilung" not in part.partition("</ol>")[0]
    assert "Kommunaler Wärmeplan liegt vor" in part
    assert "<mark>" in part
    (found,) = search(get, query, ".json").json()["attachments"]
    assert (found["release"], found["name"]) == ("heizungswende-waermeplan", "Kurzfassung des Wärmeplans")


def test_a_hit_in_both_says_so_and_filters_hold(get: Get) -> None:
    assert "auch in der Mitteilung" in search(get, "Südbrücke Risse").text
    assert "in der Anlage" not in search(get, "Aquiferspeicher", jahr="2019").text
    assert "in der Anlage" in search(get, "Aquiferspeicher", jahr="2025").text
    assert "in der Anlage" not in search(get, "kuerzel:mo").text
    assert "in der Anlage" not in search(get, "").text
