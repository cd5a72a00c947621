"""Sample releases: invented texts, stored as TOML in `texts/`, with what a city's site would know about each."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

Generation = Literal["A", "B", "C"]
TEXTS = Path(__file__).parent / "texts"
ZONE = ZoneInfo("Europe/Berlin")
FIRST_DAY_OF_B = datetime(2015, 1, 1, tzinfo=ZONE)
FIRST_DAY_OF_C = datetime(2024, 11, 1, tzinfo=ZONE)
WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
STATES = (1, 2)


@dataclass(frozen=True)
class SampleImage:
    """An image of a release; `caption` and `credit` (`© Pixabay`, `Quelle: …`, `Foto: …`) as printed, or None."""

    name: str
    caption: str | None = None
    credit: str | None = None


@dataclass(frozen=True)
class SampleFile:
    """An attached file: path on the sample site, title, size as printed; what stands in it, if it is a PDF."""

    path: str
    title: str
    size: str
    text: str = "Diese Anlage ist erfunden, wie alles auf dieser Seite."


@dataclass(frozen=True)
class SampleRelease:
    """One invented release.

    uid:         news uid, as the feed gives it.
    published:   instant with the offset of Europe/Berlin.
    codes:       author codes as printed between the brackets of the meta line; None if it has no brackets.
    body:        blocks parted by empty lines: a paragraph on one line; `## heading`; lines `- entry`; rows `| a | b |`;
                 lines `> quotation`. In a block `[text](address)` is a link and `<name@host>` an e-mail address.
    day_printed: the date as the meta line misprints it; None where it prints the day of `published`.
    related:     slugs of other releases that the page links to.
    states:      states of the site in which the release is there.
    """

    uid: int
    slug: str
    title: str
    published: datetime
    body: str
    codes: str | None = None
    teaser: str | None = None
    images: tuple[SampleImage, ...] = ()
    categories: tuple[str, ...] = ()
    files: tuple[SampleFile, ...] = ()
    related: tuple[str, ...] = ()
    day_printed: str | None = None
    states: tuple[int, ...] = STATES

    @property
    def generation(self) -> Generation:
        """The generation of the site that published it, by its day."""
        if self.published < FIRST_DAY_OF_B:
            return "A"
        return "B" if self.published < FIRST_DAY_OF_C else "C"

    @property
    def path(self) -> str:
        """The address path at which the list and the sitemap name it."""
        if self.generation == "A":
            return f"/portal/darmstadt-aktuell/article/{self.slug}-1/index.htm"
        if self.generation == "B":
            return f"/nachrichten/darmstadt-aktuell/news/{self.slug}"
        return f"/presseportal/pressemitteilungen/einzelansicht/{self.slug}"


def sample_releases(state: int = 1) -> tuple[SampleRelease, ...]:
    """The bundled releases, newest first, as the site shows them in that state.

    State 2 is a later day: one release is corrected, one is gone, one is new.

    Raises: ValueError, if there is no such state.
    """
    if state not in STATES:
        raise ValueError(f"the sample site has the states {STATES}, not {state}")
    found = []
    for path in sorted(TEXTS.glob("*.toml")):
        for raw in tomllib.loads(path.read_text(encoding="utf-8"))["release"]:
            release = _release(raw, state)
            if state in release.states:
                found.append(release)
    return tuple(sorted(found, key=lambda r: (r.published, r.uid), reverse=True))


def _release(raw: dict[str, Any], state: int) -> SampleRelease:
    body = str(raw["body"]).strip()
    for correction in raw.get("corrections", ()):
        if state >= correction["state"]:
            if correction["old"] not in body:
                raise ValueError(f"{raw['slug']}: the text to correct is not in the body: {correction['old']!r}")
            body = body.replace(correction["old"], correction["new"])
    return SampleRelease(
        uid=raw["uid"],
        slug=raw["slug"],
        title=raw["title"],
        published=_instant(raw),
        body=body,
        codes=raw.get("codes"),
        teaser=raw.get("teaser"),
        images=tuple(_image(image) for image in raw.get("images", ()) if state in image.get("states", STATES)),
        categories=tuple(raw.get("categories", ())),
        files=tuple(_file(file, state) for file in raw.get("files", ())),
        related=tuple(raw.get("related", ())),
        day_printed=raw.get("day_printed"),
        states=tuple(raw.get("states", STATES)),
    )


def _image(raw: Mapping[str, Any]) -> SampleImage:
    return SampleImage(**{name: value for name, value in raw.items() if name != "states"})


def _file(raw: Mapping[str, Any], state: int) -> SampleFile:
    """A file as it is in a state: `later` is what stands in it from state 2 on."""
    told = {name: raw[name] for name in ("path", "title", "size", "text") if name in raw}
    if state > 1 and "later" in raw:
        told["text"] = raw["later"]
    return SampleFile(**told)


def _instant(raw: Mapping[str, Any]) -> datetime:
    local: datetime = raw["published"]
    if local.tzinfo is not None:
        raise ValueError(f"{raw['slug']}: published is local time and has no offset")
    return local.replace(tzinfo=ZONE)
