"""Sample releases as detail pages, in the three generations of the site; templates in `templates/`."""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path
from string import Template

from scraper.sample.markup import blocks, inline, plain_mail, spam_safe_mail
from scraper.sample.releases import WEEKDAYS, SampleFile, SampleImage, SampleRelease

TEMPLATES = Path(__file__).parent / "templates"
MONTHS = (
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
)
ENGLISH_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
CITY_MAIL = spam_safe_mail("info", "morlingen", "example")
NBSP = "\u00a0"


@cache
def template(name: str) -> Template:
    """The template of that name."""
    return Template((TEMPLATES / f"{name}.html").read_text(encoding="utf-8"))


def detail_page(
    release: SampleRelease, host: str, kicker: str, related: tuple[SampleRelease, ...], english: bool
) -> str:
    """The release's detail page.

    host:    host and port of the request, for absolute addresses.
    kicker:  what generation B prints above the title; it depends on the address.
    related: the releases it links to.
    english: weekday in English, as below `/1/` in 2015.
    """
    values = {
        "title": escape(release.title),
        "url": f"http://{host}{release.path}",
        "city_mail": CITY_MAIL,
        "kicker": kicker,
    }
    values |= {"A": _values_a, "B": _values_b, "C": _values_c}[release.generation](release, related)
    if release.generation == "B":
        values["meta"] = _meta_b(release, english)
    return template(release.generation.lower()).substitute(values)


def printed_day(release: SampleRelease, english: bool = False) -> str:
    """The day as generation B's meta line and the list print it: `Donnerstag, 01.04.2021`."""
    if release.day_printed:
        return release.day_printed
    weekdays = ENGLISH_WEEKDAYS if english else WEEKDAYS
    return f"{weekdays[release.published.weekday()]}, {release.published:%d.%m.%Y}"


def _values_a(release: SampleRelease, related: tuple[SampleRelease, ...]) -> dict[str, str]:
    day = release.published
    long_day = f"{WEEKDAYS[day.weekday()]}, {day.day}. {MONTHS[day.month - 1]} {day.year}"
    codes = f"( {escape(release.codes)}){NBSP * 3}–{NBSP} " if release.codes else ""
    return {
        "meta": codes + (release.day_printed or long_day),
        "teaser": f"<p><b>{inline(release.teaser, plain_mail)}</b></p>" if release.teaser else "",
        "image": "\n".join(map(_image_a, release.images)),
        "body": blocks(release.body, plain_mail, heading="h4"),
        "files": "\n".join(f'<p><a href="{f.path}">{escape(f.title)}</a> ({f.size})</p>' for f in release.files),
        "related": _related(related, "<h3>Zum Thema</h3>"),
    }


def _values_b(release: SampleRelease, related: tuple[SampleRelease, ...]) -> dict[str, str]:
    teaser = (
        f'<div class="teaser-text" itemprop="description"><p>{inline(release.teaser)}</p></div>'
        if release.teaser
        else ""
    )
    categories = "\n\t\t".join(map(escape, release.categories))
    return {
        "teaser": teaser,
        "image": "\n".join(map(_image_b, release.images)),
        "body": blocks(release.body),
        "categories": f'<span class="news-list-category">{categories}</span>' if categories else "",
        "files": _files(release.files, '<div class="news-related-files"><h4>Zugehörige Dateien</h4>', "</div>"),
        "related": _related(related, "<h4>Verwandte Nachrichten</h4>"),
    }


def _values_c(release: SampleRelease, related: tuple[SampleRelease, ...]) -> dict[str, str]:
    return {
        "meta": f"<p>({escape(release.codes)})</p>" if release.codes else "",
        "teaser": f"<p><strong>{inline(release.teaser)}</strong></p>" if release.teaser else "",
        "image": "\n".join(map(_image_c, release.images)),
        "body": blocks(release.body, heading="h2"),
        "files": _files(release.files, "<aside><h2>Downloads</h2>", "</aside>"),
        "related": _related(related, "<h2>Weitere Pressemitteilungen</h2>"),
    }


def _meta_b(release: SampleRelease, english: bool) -> str:
    codes = f"({escape(release.codes)}) – " if release.codes else ""
    # EXT:news before 12.3.1 puts only the day into the attribute
    day = f"{release.published:%Y-%m-%d}"
    return f'{codes}<time itemprop="datePublished" datetime="{day}">{printed_day(release, english)}</time>'


def _image_a(image: SampleImage) -> str:
    lines = [escape(line, quote=False) for line in (image.caption, image.credit) if line]
    return f'<div class="bild"><img src="/bilder/{image.name}" alt="" /><br />{"<br />".join(lines)}</div>'


def _image_b(image: SampleImage) -> str:
    line = escape(" ".join(filter(None, (image.caption, image.credit))), quote=False)
    caption = f'<p class="news-img-caption">{line}</p>' if line else ""
    return (
        '<div class="news-img-wrap"><div class="outer"><div class="mediaelement mediaelement-image">'
        f'<img itemprop="image" src="/fileadmin/bilder/{image.name}" alt=""></div>{caption}</div></div>'
    )


def _image_c(image: SampleImage) -> str:
    line = escape(" ".join(filter(None, (image.caption, image.credit))), quote=False)
    caption = f"<figcaption>{line}</figcaption>" if line else ""
    return f'<figure><img src="/fileadmin/bilder/{image.name}" alt="">{caption}</figure>'


def _files(files: tuple[SampleFile, ...], opening: str, closing: str) -> str:
    entries = "".join(f'<li><a href="{f.path}">{escape(f.title)}</a> <span>{f.size}</span></li>' for f in files)
    return f"{opening}<ul>{entries}</ul>{closing}" if entries else ""


def _related(releases: tuple[SampleRelease, ...], heading: str) -> str:
    entries = "".join(
        f'<li><span class="news-related-news-date">{r.published:%d.%m.%Y}</span> '
        f'<a href="{r.path}">{escape(r.title)}</a></li>'
        for r in releases
    )
    return f'<div class="news-related">{heading}<ul>{entries}</ul></div>' if entries else ""
