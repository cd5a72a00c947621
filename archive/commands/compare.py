"""The `compare` command: which passages of an article stand in which release."""

from __future__ import annotations

import json
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archive.commands.workplace import Place
from archive.database.opening import open_database
from scraper.errors import FOUND_SOMETHING, WrongInput

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archive.wording.checking import CheckedArticle
    from archive.wording.report import Permalink

SAID = {
    "verbatim": "verbatim", "changed": "differs", "other_speaker": "another person",
    "earlier_revision": "earlier revision only", "withdrawn": "withdrawn", "not_found": "not found",
}  # fmt: skip
SHOWN = 100  # characters of a passage on its line


@click.command("compare")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True))
@click.option("--json", "as_json", is_flag=True, help="Print JSON, as /pruefen.json of the site answers it.")
@click.pass_obj
def compare_command(place: Place, *, file: Path, as_json: bool) -> None:
    """Compare an article with the releases: a FILE of UTF-8 text of up to 50 kB, or - for stdin.

    Each passage between quotation marks, and each longer run of words that stands in a release, is verbatim, differs
    (-from the release +from the article), is given to another person, stands in an earlier revision only, was withdrawn
    by the city, or was not found. The exit code is 0 if all of it is verbatim, 1 if anything is not.

    Example: darmstadt-aktuell compare article.txt
    """
    # it loads the grammars; `--help` need not wait for them
    from archive.site.safe import slug_part
    from archive.wording.checking import LARGEST, TooLong, check_article
    from archive.wording.report import as_object

    with click.open_file(str(file), "rb") as opened:
        given = opened.read(LARGEST + 1)
    try:
        text = given.decode("utf-8-sig")
        with closing(open_database(place.database)) as connection:
            checked = check_article(connection, text)
    except UnicodeDecodeError as error:
        raise WrongInput(f"{file}: not UTF-8 at byte {error.start}") from error
    except TooLong as error:
        raise WrongInput(f"{file}: more than {LARGEST:,} bytes: compare it in parts") from error
    address, name = place.settings.public_address.rstrip("/"), slug_part(place.site.name)

    def permalink(slug: str, revision: int | None, anchor: str | None) -> str:
        path = f"/{name}/releases/{slug_part(slug)}" + (f"/fassung/{revision}" if revision else "")
        return address + path + (f"#{anchor}" if anchor else "")

    if as_json:
        click.echo(json.dumps(as_object(checked, permalink), ensure_ascii=False, indent=1))
    else:
        for line in _lines(checked, permalink):
            click.echo(line)
    sys.exit(FOUND_SOMETHING if any(one.verdict != "verbatim" for one in checked.passages) else 0)


def _lines(checked: CheckedArticle, permalink: Permalink) -> Iterator[str]:
    from archive.wording.report import permalink_of

    for one in checked.passages:
        start, end = one.span
        words = " ".join(checked.text[start:end].split())
        marks = "„{}“" if one.passage.quoted else "{}"
        yield f"{SAID[one.verdict]}: {marks.format(words if len(words) <= SHOWN else words[:SHOWN] + ' …')}"
        if one.place:
            yield f"    {one.place.release.published or 'undated'}  {permalink_of(one, permalink)}"
            if one.place.other_speaker and one.place.quote:
                yield f"    the release: {one.place.quote.speaker}; the article: {one.passage.speaker}"
            for difference in one.place.aligned.differences:
                yield f"    -{difference.release or '∅'} +{difference.article or '∅'}"
    percent = 100 * checked.shared / max(1, checked.words)
    yield f"{percent:.0f} % of {checked.words} words stand in {len(checked.sources)} releases"
    for source in checked.sources:
        yield f"    {100 * source.words / max(1, checked.words):.0f} %  {permalink(source.release.slug, None, None)}"
    if checked.cut:
        yield "the article has more passages than are compared: compare it in parts"
