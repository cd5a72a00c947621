"""What routes find, where a list ends, and what is worth asking again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from scraper.discovery import BOUND, Discovery
from scraper.due import KnownRelease, asked_plainly, due, printed_day, saved_since
from scraper.items import PageReading
from scraper.sites import load_site

SITE = load_site("darmstadt")
LIST = "https://www.darmstadt.de/nachrichten/darmstadt-aktuell"
NOW = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)


def release(name: str, stem: str = "/news/") -> str:
    return f"{LIST}{stem}{name}"


def known(*names: str, days: int = 3, looked: float = 1, gone: bool = False) -> dict[str, KnownRelease]:
    """Releases published so many days ago and looked at so many days ago."""
    published = f"{NOW.date() - timedelta(days=days)}"
    at = (NOW - timedelta(days=looked)).strftime("%Y-%m-%dT%H:%M:%SZ")
    return {name: KnownRelease(name, release(name), published, None, at, at, gone) for name in names}


def page(*names: str, to: tuple[str, ...] = (), layout: str = "listing") -> PageReading:
    return PageReading(layout, (), tuple(map(release, names)), tuple(f"{LIST}/{name}" for name in to))


def led_to(discovery: Discovery, reading: PageReading, digest: str, here: dict[str, KnownRelease]) -> set[str]:
    return {url.removeprefix(LIST) for url, _, _ in discovery.read(reading, "list", LIST, digest, here)} - {
        url.removeprefix(LIST) for url in reading.release_urls
    }


def followed(discovery: Discovery, pages: list[PageReading], here: dict[str, KnownRelease]) -> int:
    """How many of the pages of a list are read."""
    for number, reading in enumerate(pages):
        if not led_to(discovery, reading, str(number), here):
            return number + 1
    return len(pages)


def pages_of(*names: str) -> list[PageReading]:
    """The pages of a list; each leads to the next."""
    return [page(*name.split(), to=(f"page-{number}",)) for number, name in enumerate(names, 2)]


def test_a_list_is_read_on_behind_the_first_page_without_news_and_what_comes_late_is_counted() -> None:
    here = known(*"abcdefgh")
    old = pages_of("a", "b", "c", "d", "e", "f")
    assert followed(Discovery(SITE, "new"), old, here) == 4
    discovery = Discovery(SITE, "new")
    assert followed(discovery, pages_of("a", "b", "neu c", "d", "e", "f", "g", "h"), here) == 7
    (route,) = discovery.routes("run")
    assert (route.new, route.late) == (1, 1)


def test_a_list_that_is_swept_is_read_to_its_end_whatever_is_known() -> None:
    discovery = Discovery(SITE, "new", lambda start: start == LIST)
    assert followed(discovery, pages_of(*"abcdefgh"), known(*"abcdefgh")) == 8
    assert list(discovery.swept()) == [LIST]


def test_a_list_that_broke_off_is_not_swept() -> None:
    discovery = Discovery(SITE, "new", lambda _: True)
    followed(discovery, pages_of("a", "b"), {})
    discovery.problem("list", LIST, "HTTP 500")
    assert list(discovery.swept()) == []


def test_a_first_page_that_shows_another_one_is_said_and_the_list_is_read_on() -> None:
    discovery = Discovery(SITE, "new")
    stale = [replace(reading, page=number) for number, reading in enumerate(pages_of(*"abcdefgh"), 7)]
    assert followed(discovery, stale, known(*"abcdefgh")) == 8
    (route,) = discovery.routes("run")
    assert (route.problem, list(discovery.swept())) == ("its first page shows page 7", [])


@pytest.mark.parametrize(("layout", "most"), [("listing", 2_000), ("sitemap", 50_000)])
def test_a_page_that_names_more_than_any_page_does_is_bounded_and_says_so(layout: str, most: int) -> None:
    for count, bound in ((most, False), (most + 1, True)):
        discovery = Discovery(SITE, "new")
        named = list(discovery.read(page(*map(str, range(count)), layout=layout), "list", LIST, "1", {}))
        (route,) = discovery.routes("run")
        assert (len(named), (route.problem or "").startswith(BOUND)) == (most, bound)


def test_3000_pages_of_a_route_are_read() -> None:
    discovery = Discovery(SITE, "all")
    for number in range(2_999):
        assert led_to(discovery, page("a", str(number), to=(f"page-{number}",)), str(number), {}), number
    assert not led_to(discovery, page("a", "last", to=("page-3000",)), "last", {})
    (route,) = discovery.routes("run")
    assert route.problem == "bound: 3000 pages of this route were read"


def test_a_route_whose_addresses_give_no_answer_waits_for_the_next_run() -> None:
    discovery = Discovery(SITE, "new")
    for count in range(30):
        assert not discovery.spent("list", LIST), count
        discovery.failed("list", LIST)
    assert discovery.spent("list", LIST)
    assert not discovery.spent("feed", LIST)


def test_what_a_route_names_first_comes_first_so_that_no_route_holds_up_another() -> None:
    discovery = Discovery(SITE, "new")
    flood = [discovery.turn("sitemap", LIST) for _ in range(500)]
    assert flood == sorted(flood, reverse=True)
    assert discovery.turn("feed", LIST) > flood[-1]


def test_everything_is_followed_to_the_end_and_past_the_end_the_last_page_comes_again() -> None:
    discovery, here = Discovery(SITE, "all"), known("a", "b", "c")
    assert led_to(discovery, page("a", "b", to=("page-2",)), "1", here) == {"/page-2"}
    assert led_to(discovery, page("c", to=("page-3",)), "2", here) == {"/page-3"}
    assert led_to(discovery, page("c", to=("page-4",)), "2b", here) == set()


def test_pages_whose_entries_lead_elsewhere_are_passed_over_but_not_for_ever() -> None:
    discovery = Discovery(SITE, "new")
    found = [led_to(discovery, page(to=(f"page-{n + 1}",)), str(n), {}) for n in range(6)]
    assert found == [{"/page-1"}, {"/page-2"}, {"/page-3"}, set(), set(), set()]
    assert led_to(Discovery(SITE, "new"), page(to=("page-2",)), "1", {}) == {"/page-2"}


def test_the_same_page_without_releases_is_not_followed_twice() -> None:
    discovery = Discovery(SITE, "all")
    assert led_to(discovery, page(to=("page-2",)), "same", {}) == {"/page-2"}
    assert led_to(discovery, page(to=("page-3",)), "same", {}) == set()


def test_sub_sitemaps_are_always_followed() -> None:
    discovery = Discovery(SITE, "new")
    assert led_to(discovery, page("a", to=("s1.xml", "s2.xml"), layout="sitemap"), "1", known("a")) == {
        "/s1.xml", "/s2.xml",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        (release("neu"), True),
        (release("alt"), False),
        (release("alt") + "/?tx_contrast=1", False),
        (release("weg"), True),
        ("https://www.darmstadt.de/nachrichten/rss/news/alt", False),
        ("https://www.darmstadt.de/presseportal/pressemitteilungen/einzelansicht/alt", True),
        ("https://klon.example/nachrichten/darmstadt-aktuell/news/neu", False),
        (f"{LIST}/page-2", True),
    ],
)
def test_what_is_worth_asking(url: str, wanted: bool) -> None:
    assert Discovery(SITE, "new").wants(url, known("alt") | known("weg", gone=True)) is wanted


def test_a_release_of_many_addresses_is_asked_once_in_a_run() -> None:
    discovery = Discovery(SITE, "all")
    twins = [
        release("a"), release("a") + "/", "http://darmstadt.de/1/nachrichten/darmstadt-aktuell/news/a?tx_contrast=1",
        "https://www.darmstadt.de/nachrichten/rss/news/a", "https://www.darmstadt.de/presseservice/einzelansicht/news/a",
    ]  # fmt: skip
    assert [discovery.first_time(url) for url in twins] == [True, False, False, False, False]
    assert discovery.first_time(release("b"))


def test_each_route_says_what_it_found_or_what_was_missing() -> None:
    discovery = Discovery(SITE, "new")
    for route, start in SITE.routes:
        discovery.opened(route, start)  # type: ignore[arg-type]  # a site file names feed, list and sitemap
    feed, first, other, sitemap = (start for _, start in SITE.routes)
    list(discovery.read(page("a", "b", layout="feed"), "feed", feed, "1", known("b")))
    list(discovery.read(page("b", to=("page-2",)), "list", first, "2", known("b")))
    list(discovery.read(page("c", "b"), "list", first, "3", known("b")))
    discovery.problem("list", other, "the server answered 404")
    discovery.problem("list", first, "page 9 cannot be read")
    assert [(r.route, r.url, r.pages, r.releases, r.new, r.problem) for r in discovery.routes("run")] == [
        ("feed", feed, 1, 2, 1, None),
        ("list", first, 2, 2, 1, None),
        ("list", other, 0, 0, 0, "the server answered 404"),
        ("sitemap", sitemap, 0, 0, 0, None),
    ]


def keys(releases: dict[str, KnownRelease], unchanged: tuple[str, ...] = (), named: tuple[str, ...] = ()) -> list[str]:
    return [release.key for release in due(releases.values(), unchanged, named, NOW)]


def test_a_release_is_looked_at_in_every_run_for_a_week_then_weekly_then_monthly() -> None:
    assert keys(known("a", days=7, looked=0.1)) == ["a"]
    assert keys(known("a", days=8, looked=6.5)) == []
    assert keys(known("a", days=8, looked=6.8)) == ["a"]
    assert keys(known("a", days=60, looked=8)) == ["a"]
    assert keys(known("a", days=61, looked=8)) == []
    assert keys(known("a", days=900, looked=31)) == ["a"]


def test_what_a_sitemap_calls_unchanged_is_not_looked_at_except_in_its_first_week() -> None:
    both = known("old", days=900, looked=31) | known("fresh", days=2, looked=1)
    assert keys(both, ("old", "fresh")) == ["fresh"]


def test_what_a_sitemap_no_longer_names_is_looked_at_first() -> None:
    old = known("kept", "taken-down", days=900, looked=2) | known("overdue", days=900, looked=31)
    old = {key: replace(release, listed=key != "overdue") for key, release in old.items()}
    assert keys(old, ("kept",), ("kept",)) == ["taken-down", "overdue"]
    assert keys(old) == ["overdue"], "without a sitemap nothing is missing from it"


def test_what_seems_gone_is_looked_at_again_soon_and_what_moved_is_not() -> None:
    old = known("a", days=900, looked=1)["a"]
    yesterday, long_ago = "2026-11-23T06:00:00Z", "2026-10-20T06:00:00Z"
    assert keys({"a": replace(old, missing_since=yesterday)}) == ["a"]
    assert keys({"a": replace(old, missing_since=yesterday, gone=True)}) == ["a"]
    assert keys({"a": replace(old, missing_since=long_ago, gone=True)}) == []
    assert keys({"a": replace(old, published=f"{NOW.date()}", moved_to="b")}) == []


def test_a_look_that_only_a_wrong_clock_can_have_written_counts_as_long_ago() -> None:
    old = known("a", days=900, looked=1)["a"]
    assert keys({"a": replace(old, looked_at="2036-01-01T06:00:00Z")}) == ["a"]
    assert keys({"a": replace(old, looked_at="2026-11-24T07:00:00Z")}) == [], "an hour ahead is no wonder"


def test_old_releases_are_asked_without_validators_in_turn() -> None:
    old = {k: v for n in range(6) for k, v in known(f"o{n}", days=900).items()}
    old["o0"] = replace(old["o0"], asked_plainly="2026-11-23T06:00:00Z")
    old["o1"] = replace(old["o1"], asked_plainly="2026-11-20T06:00:00Z")
    found = [r.key for r in asked_plainly([*old.values(), *known("fresh", days=3).values()], NOW)]
    assert found == [f"o{n}" for n in range(2, 6)]


def test_one_run_looks_at_every_fresh_release_and_at_the_longest_overdue_ones() -> None:
    old = {k: v for n in range(100) for k, v in known(f"o{n:02}", days=900, looked=31 + n).items()}
    fresh = {k: v for n in range(30) for k, v in known(f"f{n:02}", days=1, looked=1).items()}
    found = keys(old | fresh)
    assert found[:30] == sorted(fresh)
    assert found[30:] == [f"o{n:02}" for n in range(99, 99 - 24, -1)]


def test_a_release_that_prints_no_day_is_as_old_as_the_sitemap_says_or_as_our_first_look() -> None:
    at, old = "2026-11-20T06:00:00Z", "2019-05-02"
    assert list(due([KnownRelease("a", release("a"), None, None, at, at, gone=False)], (), (), NOW))
    assert not list(due([KnownRelease("a", release("a"), None, old, at, at, gone=False)], (), (), NOW))
    assert not list(due([KnownRelease("a", release("a"), old, None, at, at, gone=False)], (), (), NOW))


@pytest.mark.parametrize(
    ("lastmod", "saved"),
    [
        ("2026-11-20T09:00:00+01:00", True),
        ("2026-11-20T08:59:59+01:00", False),
        ("2026-11-20T07:59:59Z", False),
        ("2026-11-20", True),
        ("2026-11-19", False),
        ("gestern", None),
        ("", None),
    ],
)
def test_lastmod_is_a_reason_to_look_when_it_lies_after_the_last_look(lastmod: str, saved: bool | None) -> None:
    assert saved_since(lastmod, "2026-11-20T07:59:59Z") is saved


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("(DK) – Donnerstag, 01.04.2021", "2021-04-01"),
        ("( PSD)   –  Freitag, 3. Januar 2014", "2014-01-03"),
        ("2021-04-01T09:00:00+02:00", "2021-04-01"),
        ("Thu, 01 Apr 2021 09:00:00 +0200", "2021-04-01"),
        ("31.02.2021", None),
        ("(dk)", None),
        (None, None),
    ],
)
def test_the_age_of_a_release_is_told_by_its_printed_day(text: str | None, day: str | None) -> None:
    assert printed_day(text) == day
