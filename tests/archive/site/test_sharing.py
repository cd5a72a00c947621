"""What other sites show of a release: a picture, a card, an answer to oEmbed; nobody slows the site by them."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Callable
from io import BytesIO
from urllib.parse import quote

import httpx
import pytest
from parsel import Selector
from PIL import Image
from playwright.sync_api import Browser

from archive.site.apart.kept import Kept
from archive.site.apart.limits import PICTURES
from archive.site.apart.pool import Full, Pool
from archive.site.picture import SIZE, draw
from tests.archive.site.asking import LOCAL, Get
from tests.archive.site.browsing import needs_chromium, visit

Rows = Callable[..., list[sqlite3.Row]]
RELEASE = "/sample/releases/brueckenpruefung-suedbruecke"


def anchor_of(rows: Rows) -> str:
    return str(
        rows("SELECT anchor FROM quotes WHERE release = ? AND speaker IS NOT NULL", RELEASE.split("/")[-1])[0][0]
    )


def oembed(get: Get, url: str, **more: str) -> httpx.Response:
    arguments = "".join(f"&{name}={value}" for name, value in more.items())
    answer: httpx.Response = get(f"/oembed.json?url={quote(url, safe='')}{arguments}")
    return answer


@pytest.mark.parametrize(("head", "title", "foot"), [
    ("Archiv", "Kurz", "1. April 2021"), ("A" * 900, "Donaudampfschifffahrtsgesellschaft" * 9, "Z" * 500), ("", "", ""),
    ("Archiv", "wort " * 400, "Stadt"), ("Archiv", "„Ä ö ß“ – ⚓ 漢", "🙂"),
])  # fmt: skip
def test_whatever_a_title_holds_the_picture_has_its_size(head: str, title: str, foot: str) -> None:
    with Image.open(BytesIO(draw(head, title, foot))) as image:
        assert (image.size, image.format) == (SIZE, "PNG")


def test_another_title_is_another_picture_and_the_text_stays_inside() -> None:
    one, other = draw("Archiv", "Brücke gesperrt", "Stadt"), draw("Archiv", "Brücke offen", "Stadt")
    assert one != other
    with Image.open(BytesIO(draw("W" * 99, "Wärmedämmverbundsysteme " * 30, "W" * 99))) as image:
        border = image.convert("RGB").crop((SIZE[0] - 60, 0, *SIZE)).getcolors()
    assert border is not None
    assert len(border) == 1


def test_every_release_names_its_picture_and_the_picture_is_there(get: Get) -> None:
    for path, wanted in ((RELEASE, f"{LOCAL}{RELEASE}.png"), ("/", f"{LOCAL}/bild.png")):
        page = Selector(get(path).text)
        cards = {meta.attrib["property"]: meta.attrib["content"] for meta in page.css("meta[property^='og:']")}
        assert cards["og:image"] == wanted
        assert cards["og:image:alt"]
        answer = get(wanted.removeprefix(LOCAL))
        assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")
        assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
        with Image.open(BytesIO(answer.content)) as image:
            assert (str(image.width), str(image.height)) == (cards["og:image:width"], cards["og:image:height"])
        assert get(wanted.removeprefix(LOCAL), **{"if-none-match": answer.headers["etag"]}).status_code == 304
    assert get("/sample/releases/nowhere.png").status_code == 404


def test_a_picture_is_drawn_once_and_then_only_sent(get: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    first = get(f"{RELEASE}.png")

    async def refused(*_: object) -> None:
        raise Full

    monkeypatch.setattr(Pool, "ask", refused)
    again, head = get(f"{RELEASE}.png?x=1"), get(f"{RELEASE}.png", method="HEAD")
    assert (again.status_code, again.content) == (200, first.content)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == first.headers["content-length"]
    assert get("/sample/releases/osthafen-rahmenplan.png").status_code == 503


def test_kept_answers_are_bounded_in_number_and_size() -> None:
    kept = Kept(most=3, largest=10)
    for number in range(5):
        kept.put(("database", f"/{number}"), 200, [(b"etag", b'"1"')], b"x" * number)
    kept.put(("database", "/large"), 200, [], b"x" * 11)
    kept.put(("database", "/missing"), 404, [], b"")
    assert [kept.get(("database", f"/{number}")) is not None for number in range(5)] == [False, False, True, True, True]
    assert kept.get(("database", "/large")) is None
    assert kept.get(("database", "/missing")) is None
    assert kept.get(("another database", "/4")) is None
    assert PICTURES.at_once == 1
    assert PICTURES.weight <= 2**20


def test_a_card_may_be_framed_by_anybody_and_may_do_nothing(get: Get, rows: Rows) -> None:
    for path in (f"{RELEASE}/karte", f"{RELEASE}/karte/{anchor_of(rows)}"):
        answer = get(path)
        policy = dict(one.split(" ", 1) for one in answer.headers["content-security-policy"].split("; "))
        assert (policy["default-src"], policy["frame-ancestors"]) == ("'none'", "*"), path
        assert "script-src" not in policy
        assert "x-frame-options" not in answer.headers
        page = Selector(answer.text)
        assert not page.css("script, iframe, img, form, [style], style")
        assert all(a.attrib["href"].startswith(LOCAL) for a in page.css("a"))
        assert all(a.attrib["target"] == "_blank" for a in page.css("a"))
    assert "frame-ancestors 'none'" in get(RELEASE).headers["content-security-policy"]
    assert get(f"{RELEASE}/karte/nowhere").status_code == 404
    assert get("/sample/releases/nowhere/karte").status_code == 404


def test_a_quote_card_has_the_words_the_speaker_and_the_day(get: Get, rows: Rows) -> None:
    anchor = anchor_of(rows)
    text, speaker, title = rows(
        "SELECT q.text, q.speaker, r.title FROM quotes q JOIN releases r ON r.slug = q.release WHERE anchor = ?", anchor
    )[0]
    page = Selector(get(f"{RELEASE}/karte/{anchor}").text)
    assert page.css("blockquote p::text").get() == text
    assert page.css("blockquote footer::text").get("").startswith(speaker)
    assert title in page.css("h1").xpath("string()").get("")
    assert page.css("h1 a::attr(href)").get() == f"{LOCAL}{RELEASE}#{anchor}"
    assert "Stadt Morlingen, Pressemitteilung vom" in page.css(".source").xpath("string()").get("")


def test_oembed_answers_for_releases_quotes_and_cards(get: Get, rows: Rows) -> None:
    anchor = anchor_of(rows)
    link = Selector(get(RELEASE).text).css('link[type="application/json+oembed"]::attr(href)').get("")
    assert get(link.removeprefix(LOCAL)).json() == oembed(get, LOCAL + RELEASE).json()
    for url, card in (
        (RELEASE, f"{RELEASE}/karte"), (f"{RELEASE}#{anchor}", f"{RELEASE}/karte/{anchor}"),
        (f"{RELEASE}/karte/{anchor}", f"{RELEASE}/karte/{anchor}"),
        (f"{RELEASE}#{anchor}:~:text=Die%20Br", f"{RELEASE}/karte/{anchor}"),
    ):  # fmt: skip
        found = oembed(get, LOCAL + url).json()
        frame = Selector(found["html"]).css("iframe")[0].attrib
        assert (found["version"], found["type"], found["provider_name"]) == ("1.0", "rich", "Archiv Morlingen Aktuell")
        assert frame["src"] == LOCAL + card
        assert (frame["width"], frame["height"]) == (str(found["width"]), str(found["height"]))
        assert f";min-height:clamp({found['height']}px," in frame["style"]
        assert get(frame["src"].removeprefix(LOCAL)).status_code == 200
    small = oembed(get, LOCAL + RELEASE, maxwidth="300", maxheight="200").json()
    assert small["width"] <= 300
    assert small["height"] <= 200
    assert "min-height" not in small["html"]


@pytest.mark.parametrize("url", [
    "", "https://elsewhere.example" + RELEASE, LOCAL + "/", LOCAL + "/sample/releases/nowhere", LOCAL + "/ueber",
    LOCAL + RELEASE + "#nowhere", LOCAL + ".elsewhere.example" + RELEASE, "javascript:alert(1)", LOCAL + "/[",
])  # fmt: skip
def test_oembed_knows_nothing_of_other_addresses(get: Get, url: str) -> None:
    assert oembed(get, url).status_code == 404


def test_oembed_as_xml_is_said_not_to_be_there(get: Get) -> None:
    assert oembed(get, LOCAL + RELEASE, format="xml").status_code == 404


def test_many_pictures_at_once_are_refused_and_cost_the_pages_nothing(get: Get, rows: Rows) -> None:
    slugs = [slug for (slug,) in rows("SELECT slug FROM releases LIMIT 30")]

    async def all_at_once() -> list[int]:
        transport = httpx.ASGITransport(app=get.front)
        async with httpx.AsyncClient(transport=transport, base_url=LOCAL, timeout=60) as client:
            asked = [client.get(f"/sample/releases/{slug}.png") for slug in slugs]
            page = asyncio.create_task(client.get("/ueber"))
            answers = await asyncio.gather(*asked)
            return [(await page).status_code, *(answer.status_code for answer in answers)]

    page, *pictures = asyncio.run(all_at_once())
    assert page == 200
    assert set(pictures) <= {200, 503}


@needs_chromium
def test_a_journalist_sees_the_card_and_copies_its_html(browser: Browser, home: str, rows: Rows) -> None:
    with visit(browser, home, 390) as visited:
        visited.go(RELEASE)
        visited.follow("#zitat-1 a:has-text('Einbetten')")
        frame = visited.page.frame_locator("iframe.card")
        assert frame.locator("blockquote p").inner_text() == rows(
            "SELECT text FROM quotes WHERE release = ? ORDER BY position", RELEASE.split("/")[-1])[0][0]  # fmt: skip
        for width, scheme in ((1280, "light"), (390, "dark")):
            visited.look(width, scheme)  # type: ignore[arg-type]
            assert visited.violations() == []
            assert visited.overflow() <= 0
        assert visited.complaints == []
        visited.go(
            json.loads(visited.page.evaluate("JSON.stringify(document.querySelector('iframe').src)")).removeprefix(home)
        )
        assert visited.violations() == []
        assert visited.complaints == []
