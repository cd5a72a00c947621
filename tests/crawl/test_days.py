"""A changing site, day after day, against its own truth: what was shown, changed, taken down and put back."""

from __future__ import annotations

import os
import random
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from archive.build import build
from archive.commands.spider import judged
from archive.paths import database_path
from scraper.captures import CaptureStore
from scraper.sites import load_site
from scraper.verify import verify_store
from tests.crawl.night_site import Town, night_site
from tests.processes import Processes

DAYS = 300 if os.environ.get("SOAK") else 14
START = datetime(2026, 3, 14, 6, tzinfo=UTC)
YOUNG = 6  # days; what is a week old is looked at weekly
QUIET: dict[str, Any] = {"RETRY_TIMES": 0, "LOG_LEVEL": "WARNING"}


class Truth:
    """What happened to each release, as the city knows it: its wordings, and since which day it is not shown."""

    def __init__(self, town: Town) -> None:
        self.town, self.day = town, 0
        self.wordings = {slug: [text] for slug, (_, text) in town.releases.items()}
        self.born = {slug: -(number // 2) for number, slug in enumerate(town.releases)}
        self.away: dict[str, tuple[int, tuple[str, str]]] = {}
        self._chance = random.Random(18)  # noqa: S311 - a story, no secret

    def goes_on(self) -> None:
        """A day passes: something is published, edited, taken down or put back.

        Only to what was shown on the day before, for what nobody saw is in no truth; and to what is so young that it is
        looked at every day.
        """
        self.day += 1
        lately = [slug for slug in self.town.releases if self.day - self.born[slug] <= YOUNG]
        for number in range(self._chance.randint(0, 2)):
            slug, text = f"tag-{self.day}-{number}", f"Am Tag {self.day} geschieht etwas auf dem Markt."
            self.town.releases = {slug: (f"{START + timedelta(days=self.day):%d.%m.%Y}", text), **self.town.releases}
            self.wordings[slug], self.born[slug] = [text], self.day
        edited = None
        if lately and self._chance.random() < 0.4:
            edited = self._chance.choice(lately)
            text = f"{self.wordings[edited][-1]} Das gilt seit dem Tag {self.day}."
            self.town.releases[edited] = (self.town.releases[edited][0], text)
            self.wordings[edited].append(text)
        if lately and self._chance.random() < 0.15 and (slug := self._chance.choice(lately)) != edited:
            self.away[slug] = (self.day, self.town.releases.pop(slug))
        for slug, (since, release) in list(self.away.items()):
            if self.day - since == 4 and self._chance.random() < 0.3:
                self.town.releases[slug] = release
                del self.away[slug]

    def gone(self) -> set[str]:
        """What was away on the looks of two days at least."""
        return {slug for slug, (since, _) in self.away.items() if self.day - since >= 1}


def test_the_archive_knows_what_the_city_knows(processes: Processes, tmp_path: Path) -> None:
    with night_site() as site:
        truth, path, now = Truth(site.town), site.site_file(tmp_path), START
        town = load_site(path)
        database = database_path(tmp_path, town)
        for day in range(DAYS):
            processes.crawl(path, tmp_path, now=now + timedelta(days=day), **QUIET)
            with CaptureStore(tmp_path / "captures" / town.name) as store:
                done = judged(town, store, tmp_path / "log")
                build(store, town, database)
            assert (done.run.ended_why, done.run.errors) == ("finished", 0)
            with closing(sqlite3.connect(database)) as db:
                gone = {slug for (slug,) in db.execute("SELECT slug FROM releases WHERE gone_at IS NOT NULL")}
                texts: dict[str, list[str]] = {slug: [] for (slug,) in db.execute("SELECT slug FROM releases")}
                for slug, body in db.execute("SELECT release, body FROM revisions ORDER BY release, number"):
                    texts[slug].append(body.split("\n\n")[0])
            assert gone == truth.gone(), f"day {day}"
            assert texts == truth.wordings, f"day {day}"
            truth.goes_on()
        with CaptureStore(tmp_path / "captures" / town.name) as store:
            assert verify_store(store).whole
            build(store, town, tmp_path / "whole.db", whole=True)
        with closing(sqlite3.connect(database)) as one, closing(sqlite3.connect(tmp_path / "whole.db")) as other:
            for table in ("releases", "revisions", "release_captures", "captures"):
                rows = f"SELECT * FROM {table} ORDER BY 1, 2"  # noqa: S608 - our own names
                assert one.execute(rows).fetchall() == other.execute(rows).fetchall(), table
