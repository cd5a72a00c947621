"""A bad page costs that page only; nothing is asked that is not the site's."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from archive.commands.spider import Order, crawl
from scraper.captures import CaptureStore
from scraper.contact import CONTACT
from scraper.frontier import Frontier
from scraper.politeness import retry_after
from scraper.sites import load_site
from tests.crawl.fault_server import FAULTS, GOOD, fault_server
from tests.crawl.spider_runs import captures, run_spider
from tests.processes import Processes

QUICK: dict[str, Any] = {"DOWNLOAD_TIMEOUT": 1, "BACKOFF_SECONDS": 0.05, "DOWNLOAD_MAXSIZE": 2_000_000}
ONCE = QUICK | {"RETRY_TIMES": 0}  # where it is of no matter whether a page that hangs is asked again


def test_a_bad_page_costs_that_page_only_and_no_other_host_is_asked(processes: Processes, tmp_path: Path) -> None:
    with fault_server() as neighbour, fault_server(neighbour.host) as server:
        run, log = run_spider(processes, server.site_file(tmp_path), tmp_path, **QUICK)
        assert neighbour.asked == {}
        assert server.asked["/news/haengt"] == 3
        assert server.asked["/verboten"] == 0
    assert run.ended_why == "finished"
    with CaptureStore(captures(tmp_path)) as store:
        routes = {route.route: route for route in store.routes()}
        ok = {row.url.rpartition("/")[2] for row in store.rows() if row.status == 200}
    assert set(GOOD) <= ok
    frontier = Frontier(captures(tmp_path))
    known, left = set(frontier.known()), {p.url.rpartition("/")[2] for p in frontier.pending()}
    frontier.close()
    assert set(GOOD) <= known
    assert left == set(FAULTS), "only an answer of its own takes an address off the list"
    # three that gave no answer; bomb, circle and three foreign hosts refused; a picture and an error page unreadable
    assert run.errors == 3 + 5 + 2
    for name in FAULTS:
        assert f"/news/{name}" in log, f"{name} is not reported"
    assert routes["feed"].releases == 1, "what can be read of a broken feed is read"
    assert routes["list"].releases == len(GOOD) - 1 + len(FAULTS)
    assert routes["sitemap"].problem == "the server answered 404"


def test_the_pause_that_the_server_asks_for_is_kept(processes: Processes, tmp_path: Path) -> None:
    with fault_server() as server:
        run_spider(processes, server.site_file(tmp_path), tmp_path, **QUICK)
        asked = [moment for path, moment in server.times if path == "/news/besetzt"]
        first = server.times.index(("/news/besetzt", asked[0]))
        assert server.times[first + 1][1] - asked[0] >= 1.0, "nothing at all is asked during the pause"
    assert len(asked) == 2


def test_a_server_that_wants_peace_for_long_gets_it_until_the_next_run(processes: Processes, tmp_path: Path) -> None:
    with fault_server() as server:
        server.retry_after = "86400"
        run, _ = run_spider(processes, server.site_file(tmp_path), tmp_path, **QUICK)
        asked = len(server.times)
        assert run.ended_why == "the server asks to wait 86400 seconds"
        assert asked < len(GOOD) + len(FAULTS)
        run, _ = run_spider(processes, server.site_file(tmp_path), tmp_path, **ONCE)
    assert run.ended_why == "finished"


def test_crawl_delay_of_robots_txt_is_obeyed(processes: Processes, tmp_path: Path) -> None:
    with fault_server() as server:
        server.robots = f"User-agent: *\nDisallow: /news/\nCrawl-delay: 0.6\nSitemap: http://{server.host}/karte.xml\n"
        run_spider(processes, server.site_file(tmp_path), tmp_path, **QUICK)
        moments = [moment for path, moment in server.times if path != "/robots.txt"]
        assert {path for path, _ in server.times} == {
            "/robots.txt", "/?type=9818", "/nachrichten", "/sitemap.xml", "/karte.xml",
        }  # fmt: skip
    # a busy machine may note one request late: then its pause looks shorter, and the one before it longer
    assert all(after - before >= 0.3 for before, after in pairwise(moments))
    assert all(moment - moments[0] >= 0.59 * number for number, moment in enumerate(moments))


@pytest.mark.parametrize(("status", "asked"), [(500, {"/robots.txt"}), (404, None)])
def test_robots_txt_that_fails_forbids_all_and_one_that_is_missing_nothing(
    processes: Processes, tmp_path: Path, status: int, asked: set[str] | None
) -> None:
    with fault_server() as server:
        server.robots_status, server.robots = status, "User-agent: *\nDisallow: /news/gut-eins\n"
        run, _ = run_spider(processes, server.site_file(tmp_path), tmp_path, **ONCE)
        assert set(server.asked) == asked if asked else server.asked["/news/gut-eins"]
    assert run.ended_why == "finished"


def test_robots_txt_that_never_answers_forbids_all_and_leaves_no_capture(processes: Processes, tmp_path: Path) -> None:
    with fault_server() as server:
        site = server.site_file(tmp_path)
    run, log = run_spider(processes, site, tmp_path, **QUICK)  # the server has ended: nothing listens on its port
    assert (run.requests, run.bytes) == (3, 0)
    assert "robots.txt gave no answer" in log
    with CaptureStore(captures(tmp_path)) as store:
        assert store.rows() == []
        assert {route.problem for route in store.routes()} == {"Forbidden by robots.txt"}


def test_a_public_site_on_a_private_address_is_refused(processes: Processes, tmp_path: Path) -> None:
    with fault_server() as server:
        site = server.site_file(tmp_path, f"localhost:{server.server_address[1]}", public=True)
        run, log = run_spider(processes, site, tmp_path, environment={CONTACT: "mailto:archiv@example.org"}, **QUICK)
        assert server.asked == {}
    assert "leads to 127.0.0.1, which is no public address: refused" in log
    assert run.requests == 0


@pytest.mark.parametrize(
    ("settings", "why"),
    [({"MAX_REQUESTS": 4}, "budget: 4 requests"), ({"MAX_MINUTES": 0.01}, "budget: 0.01 minutes")],
)
def test_a_spent_budget_ends_the_run_cleanly_and_the_next_goes_on(
    processes: Processes, tmp_path: Path, settings: dict[str, Any], why: str
) -> None:
    with fault_server() as server:
        site = server.site_file(tmp_path)
        run, _ = run_spider(processes, site, tmp_path, **ONCE, **settings)
        assert run.ended_why == why
        assert run.requests <= settings.get("MAX_REQUESTS", 99)
        run_spider(processes, site, tmp_path, **QUICK)
    frontier = Frontier(captures(tmp_path))
    assert set(GOOD) <= set(frontier.known())
    frontier.close()


def test_a_response_larger_than_allowed_is_refused_and_reported(processes: Processes, tmp_path: Path) -> None:
    with fault_server() as server:
        site = server.site_file(tmp_path)
        run, log = run_spider(processes, site, tmp_path, **ONCE | {"DOWNLOAD_MAXSIZE": 300})
    assert run.ended_why == "finished"
    assert "larger than download max size" in log


def test_all_routes_missing_is_a_failure_that_says_why(tmp_path: Path) -> None:
    with fault_server() as server:
        path = server.site_file(tmp_path)
        path.write_text(path.read_text().replace('"/nachrichten"', '"/weg"').replace("/?type=9818", "/weg.xml"))
        site = load_site(path)
        done = crawl(site, str(path), tmp_path, tmp_path / "captures" / "faulty", Order())
    assert [alarm.name for alarm in done.alarms] == ["nothing_found"]
    assert "list http" in done.alarms[0].reason
    assert "the server answered 404" in done.alarms[0].reason


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120.0),
        (" 0 ", 0.0),
        ("Tue, 03 Nov 2026 12:00:30 GMT", 30.0),
        ("Tue, 03 Nov 2026 11:00:00 GMT", 0.0),
        ("bald", None),
        ("-5", None),
        ("", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(header: str, seconds: float | None) -> None:
    from datetime import UTC, datetime

    assert retry_after(header, datetime(2026, 11, 3, 12, 0, tzinfo=UTC)) == seconds
