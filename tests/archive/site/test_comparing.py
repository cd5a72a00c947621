"""„Wortlaut prüfen“ on the site: page, JSON, limits, and that nothing of what is sent is kept."""

from __future__ import annotations

import asyncio
import contextlib
import io
from typing import Any
from urllib.parse import urlencode

import pytest
from datasette.utils.asgi import Request
from parsel import Selector
from playwright.sync_api import Browser

from archive.site.apart import front as of_front
from archive.site.apart.limits import COMPARISONS
from archive.site.app import site_app, site_options
from archive.site.posted import Unreadable, posting, sent_text
from archive.wording.checking import LARGEST
from tests.archive.site.asking import Get
from tests.archive.site.browsing import needs_chromium, visit
from tests.archive.wording.labelled import articles
from tests.conftest import Crawled

FORM, PLAIN = "application/x-www-form-urlencoded", "text/plain; charset=utf-8"
PRIVATE = "Quittenmarmelade"
ARTICLE = f"„Niemand soll zahlen müssen, weil wir nichts begriffen haben“, sagte Ines Valentin. {PRIVATE}!"
SLUG = "strassenumbenennung-kolonialzeit"


def post(get: Get, path: str, text: str, kind: str = FORM) -> Any:
    sent = urlencode({"text": text}).encode() if kind == FORM else text.encode()
    return get.post(path, sent, kind)


def test_the_page_says_where_a_passage_stands_and_how_it_differs(get: Get) -> None:
    answer = post(get, "/pruefen", ARTICLE)
    assert answer.status_code == 200
    page = Selector(answer.text)
    (line,) = page.css(".compared > li")
    assert line.css(".flag::text").get() == "andere Person"
    assert (line.css("del::text").get(), line.css("ins::text").get()) == ("etwas", "nichts")
    link = line.css("a::attr(href)").get("")
    assert link.startswith(f"/sample/releases/{SLUG}#z")
    assert get(link.partition("#")[0]).text.count(f'id="{link.partition("#")[2]}"') == 1
    assert line.css("time::attr(datetime)").get() == "2020-10-08"
    assert "Miriam Oelschläger" in line.xpath("string()").get("")
    assert page.css("textarea::text").get("").strip() == ARTICLE
    assert "falsch" not in answer.text.casefold()


def test_what_was_taken_down_or_changed_says_so(get: Get) -> None:
    texts = {labels[0].article: text for text, labels in articles("articles.toml")}
    page = Selector(post(get, "/pruefen", texts["bruecke"] + texts["katzen"]).text)
    found = {
        (line.css(".flag::text").get(), line.css("a::attr(href)").get("").partition("#")[0])
        for line in page.css(".compared > li")
    }
    assert ("nur in einer früheren Fassung", "/sample/releases/brueckenpruefung-suedbruecke/fassung/1") in found
    assert ("zurückgezogen", "/sample/releases/katzenschutzverordnung") in found


@pytest.mark.parametrize("kind", [FORM, PLAIN])
def test_json_says_the_same(get: Get, kind: str) -> None:
    answer = post(get, "/pruefen.json", ARTICLE, kind)
    assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (200, "*")
    found = answer.json()
    (passage,) = found["passages"]
    assert (passage["verdict"], passage["release"]["slug"]) == ("other_speaker", SLUG)
    assert passage["speaker"] == {"article": "Ines Valentin", "release": "Miriam Oelschläger"}
    assert found["share"] == round(found["shared"] / found["words"], 4)


@pytest.mark.parametrize("path", ["/pruefen", "/pruefen.json"])
def test_nothing_that_is_sent_is_kept(get: Get, later: Crawled, path: str) -> None:
    noted = {p: p.stat().st_mtime_ns for p in later.data.rglob("*") if p.is_file()}
    said = io.StringIO()
    with contextlib.redirect_stderr(said), contextlib.redirect_stdout(said):
        answer = post(get, path, ARTICLE)
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert "etag" not in answer.headers
    assert "set-cookie" not in answer.headers
    assert PRIVATE not in said.getvalue()
    assert {p: p.stat().st_mtime_ns for p in later.data.rglob("*") if p.is_file()} == noted
    assert PRIVATE not in get("/pruefen").text


def test_an_error_reaches_the_log_without_a_word_of_what_was_sent(
    later: Crawled, capsys: pytest.CaptureFixture[str]
) -> None:  # fmt: skip
    def fails(_: Any, __: Any, text: str) -> Any:
        raise ValueError(text)

    async def never(*_: Any) -> Any:
        raise AssertionError

    datasette, _ = site_app(str(later.database), site_options(later.site))
    view = posting(never, fails, COMPARISONS, "text")
    scope = {
        "type": "http", "method": "POST", "path": "/pruefen.json", "raw_path": b"/pruefen.json", "query_string": b"",
        "headers": [(b"content-type", PLAIN.encode())], "url_route": {"kwargs": {}},
    }  # fmt: skip

    async def receive() -> Any:
        return {"type": "http.request", "body": PRIVATE.encode(), "more_body": False}

    async def answered() -> Any:
        return await view(datasette, Request(scope, receive))

    answer = asyncio.run(answered())
    noted = capsys.readouterr()
    assert answer.status == 500
    assert PRIVATE not in answer.body + noted.out + noted.err
    assert "ValueError at test_comparing.py" in noted.err


@pytest.mark.parametrize(
    ("text", "status", "says"),
    [
        ("ä" * (LARGEST // 2 + 1), 413, "Der Text ist länger als 50 kB"),
        ("ä" * of_front.LONGEST_SENT, 413, "Der Text ist länger als 50 kB"),
        (" \n", 400, "Es ist kein Text angekommen"),
    ],
    ids=["too long", "much too long", "blank"],
)
def test_what_cannot_be_compared_is_said_in_a_sentence(get: Get, text: str, status: int, says: str) -> None:
    page, data = post(get, "/pruefen", text), post(get, "/pruefen.json", text)
    assert (page.status_code, data.status_code) == (status, status)
    assert says in page.text
    assert data.json()["ok"] is False
    assert says in data.json()["error"]


def test_as_much_as_is_allowed_is_answered(get: Get) -> None:
    every = "\n\n".join(text for text, _ in articles("articles.toml"))
    text = (every * 20).encode()[:LARGEST].decode(errors="ignore")
    answer = post(get, "/pruefen.json", text)
    if answer.status_code != 503:  # a machine so busy that it had no time for it
        assert (answer.status_code, len(answer.json()["passages"]) > 100) == (200, True)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (PLAIN, b"caf\xe9"),
        (FORM, b"text=caf%E9"),
        (FORM, b"text=\xff"),
        (FORM, b"&a=1" * 20),
        ("image/png", b"x"),
        ("", b"x"),
    ],
)
def test_what_is_no_text_is_refused(kind: str, body: bytes) -> None:
    with pytest.raises(Unreadable):
        sent_text(kind, body, "text")


def test_only_these_addresses_take_anything(get: Get) -> None:
    refused = get("/pruefen.json")
    assert (refused.status_code, refused.headers["allow"]) == (405, "POST")
    assert "POST" in refused.json()["error"]
    assert get("/pruefen", "PUT").headers["allow"] == "GET, HEAD, OPTIONS, POST"
    assert post(get, "/suche", "Haus").status_code == 405


def test_a_body_that_does_not_come_is_given_up(get: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(of_front, "SENT_WITHIN", 0.05)
    sent: list[Any] = []

    async def never() -> Any:
        await asyncio.sleep(60)

    async def note(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http", "method": "POST", "path": "/pruefen", "raw_path": b"/pruefen", "query_string": b"",
        "headers": [], "root_path": "",
    }  # fmt: skip
    asyncio.run(get.front(scope, never, note))
    assert sent[0]["status"] == 408


@needs_chromium
def test_what_was_found_is_accessible_and_fits_a_phone(browser: Browser, home: str) -> None:
    texts = [text for text, _ in articles("articles.toml")]
    with visit(browser, home, 1280) as visited:
        visited.go("/pruefen")
        visited.page.fill("#text", "\n\n".join(texts))
        visited.page.click("form.comparing button:not(.other)")
        visited.page.wait_for_selector(".compared")
        for width, scheme in ((1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")):
            visited.look(width, "light" if scheme == "light" else "dark")
            assert visited.violations() == [], (width, scheme)
            assert visited.overflow() <= 0, width
        assert visited.complaints == []
