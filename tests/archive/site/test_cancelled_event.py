"""What a subscriber learns of an event that a later wording of its release cancels or moves."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from icalendar import Calendar

from archive.build import build
from archive.site.page import Asked, SiteInfo
from archive.site.pages.calendar_feed import ics
from scraper.captures import CaptureStore
from scraper.items import Capture
from scraper.sites import load_site
from tests.archive.test_odd_pages import NEWS, news

NOW = datetime(2026, 1, 1, tzinfo=UTC)
Event = tuple[str, str | None, int]


def events(folder: Path, title: str, body: str, at: str, *, meta: str = "(ak) – Mittwoch, 10.05.2023") -> list[Event]:
    """Capture a wording of the one release, build, and return UID, status and sequence of each event by its start."""
    site = load_site("darmstadt")
    headers = (("Content-Type", "text/html; charset=utf-8"),)
    page = Capture(NEWS + "lesung", at, "response", 200, headers, news(title, meta, f"<p>{body}</p>").encode())
    with CaptureStore(folder / "captures") as store:
        store.start_run("import", "1", NOW)
        store.add(page)
        build(store, site, folder / "darmstadt.db")
        store.end_run("finished", NOW)
    info = SiteInfo("darmstadt", "Archiv", "Stadt", "https://www.example.org/", "Europe/Berlin")
    asked = Asked(info, "/kalender.ics", {}, {}, folder, date(2023, 5, 20))
    with closing(sqlite3.connect(folder / "darmstadt.db")) as database:
        made: Any = Calendar.from_ical(ics(database, asked).body)
    found = sorted(made.walk("VEVENT"), key=lambda event: str(event["dtstart"].dt))
    return [(str(event["uid"]), event.get("status"), int(event["sequence"])) for event in found]


def test_a_cancellation_reaches_who_subscribed(tmp_path: Path) -> None:
    text = "Ruth Amend liest am 14. Juni 2023 um 19 Uhr im Kleinen Haus. Der Eintritt ist frei, Karten braucht niemand."
    ((uid, status, sequence),) = events(tmp_path, "Lesung im Kleinen Haus", text, "2023-05-10T08:00:00Z")
    assert (status, sequence) == (None, 0)
    off = "Die Lesung, die am 14. Juni 2023 um 19 Uhr stattfinden sollte, ist leider abgesagt. Karten gab es nicht."
    (later,) = events(tmp_path, "Abgesagt: Lesung im Kleinen Haus", off, "2023-05-20T08:00:00Z")
    assert later == (uid, "CANCELLED", 1)


def test_a_moved_event_is_cancelled_on_its_day_and_stands_on_the_new_one(tmp_path: Path) -> None:
    text = "Ruth Amend liest am 14. Juni 2023 um 19 Uhr im Kleinen Haus. Der Eintritt ist frei, Karten braucht niemand."
    ((uid, *_),) = events(tmp_path, "Lesung im Kleinen Haus", text, "2023-05-10T08:00:00Z")
    new = "Die Lesung am 14. Juni 2023 um 19 Uhr wird auf Mittwoch, 21. Juni 2023, 20 Uhr, verschoben. Kommen Sie alle!"
    old, moved = events(tmp_path, "Lesung im Kleinen Haus", new, "2023-05-20T08:00:00Z")
    assert old == (uid, "CANCELLED", 1)
    assert (moved[0] != uid, moved[1]) == (True, None)


def test_an_undated_release_announces_what_it_prints_in_full(tmp_path: Path) -> None:
    text = "Am Freitag ist Markt. Ruth Amend liest am 14. Juni 2023 um 19 Uhr im Kleinen Haus, Karten braucht niemand."
    assert len(events(tmp_path, "Lesung im Kleinen Haus", text, "2023-05-10T08:00:00Z", meta="(ak)")) == 1


def test_a_title_announces_as_a_text_does(tmp_path: Path) -> None:
    text = "Ruth Amend stellt ihr neues Buch im Kleinen Haus vor. Der Eintritt ist frei, Karten braucht niemand."
    assert len(events(tmp_path, "Lesung am 14. Juni 2023", text, "2023-05-10T08:00:00Z")) == 1
