"""Withdrawals that reach into the captures: erase; and whether they hold (`check --withdrawals`)."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from contextlib import AbstractContextManager, closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from archive.commands.workplace import Place, build_place, progress_of
from archive.database.opening import open_database, stored_schema
from archive.database.schema import SCHEMA_VERSION
from archive.state import forget, state_path
from scraper.captures import CaptureStore
from scraper.errors import FOUND_SOMETHING, BuildError
from scraper.lock import RunLock
from scraper.withdrawals import WITHHELD, Withdrawals, load_withdrawals

# What searches and erases loads the readers, which the help of other commands need not wait for.
if TYPE_CHECKING:
    from archive.proof import Looked
    from scraper.erasing import Erasure

FEWEST = 3  # words of a passage that tells its release from others; a name may stand in many
SHOWN = 80  # characters of a passage
NAMED = 5  # releases, in a line


@click.command("erase")
@click.pass_obj
def erase_command(place: Place) -> None:
    """Erase from the captures what the withdrawals file says is to be erased, and build.

    This cannot be undone. Example: darmstadt-aktuell erase
    """
    from archive.proof import Search

    if not place.has_captures:
        raise BuildError(f"there are no captures in {place.captures}: crawl or import first")
    withdrawals = load_withdrawals(place.data, place.site)
    if not withdrawals.erased:
        click.echo(f"no entry of {withdrawals.path} has the scope erase")
        return
    with RunLock(place.captures, "erase"):
        if not place.database.exists() or stored_schema(place.database) != SCHEMA_VERSION:
            build_place(place)  # it says which files and images other releases name
        texts, done = _erase(place, withdrawals)
        for name, count in sorted(done.erased.items()):
            click.echo(f"{name}: {count} records erased")
        click.echo(f"{done.blackened} records that name them among others blackened; {len(done.files)} files rewritten")
        build_place(place)
    looked = Search(withdrawals.erased_words.words, withdrawals.erased).folder(place.data)
    left = _say(place.data, looked) + _say_lines(done.doubtful)
    _say_shared(place.data, texts)
    _say_elsewhere(place, withdrawals)
    _say_messages(place, withdrawals.erased)
    click.echo(f"{looked.files} files searched: {left or 'no'} places where it still stands", err=True)
    sys.exit(FOUND_SOMETHING if left else 0)


def _erase(place: Place, withdrawals: Withdrawals) -> tuple[list[str], Erasure]:
    """Erase, and return the texts that were erased, so that it can be said where they still stand."""
    from scraper.erasing import Eraser

    bar: AbstractContextManager[Any] = click.progressbar(
        length=1, label="Erasing", file=sys.stderr, hidden=not sys.stderr.isatty()
    )
    with CaptureStore(place.captures) as store, bar as shown:
        store.mend()
        eraser = Eraser(store, place.site, withdrawals, _addresses_of_others(place, withdrawals))
        texts = eraser.texts()
        done = eraser.run(progress_of(shown))
    forget(state_path(place.data, place.site), withdrawals.erased)
    return texts, done


NAMING = ("files", "images", "former_files")


def _addresses_of_others(place: Place, withdrawals: Withdrawals) -> set[str]:
    """The files and images that other releases name: they stay."""
    with closing(open_database(place.database)) as connection:
        sql = " UNION ".join(f"SELECT release, url FROM {table}" for table in NAMING)  # noqa: S608 - our own names
        rows = connection.execute(sql).fetchall()
    return {url for release, url in rows if url and release not in withdrawals.erased}


def say_withdrawals(place: Place) -> int:
    """Say where something stands that is withdrawn; the exit code."""
    from archive.proof import Search
    from archive.redacted_rows import elsewhere, is_built, withdrawn_now, words_left

    withdrawals = load_withdrawals(place.data, place.site)
    if not withdrawals.entries:
        click.echo(f"nothing is withdrawn in {withdrawals.path}", err=True)
        return 0
    with CaptureStore(place.captures) as store:
        withdrawn = withdrawn_now(store, place.site, withdrawals)
    built = is_built(place.database, withdrawn)
    left = _say_lines([] if built else [f"{place.database} was built with other withdrawals: build"])
    erased = Search(withdrawals.erased_words.words, withdrawals.erased).folder(place.data)
    left += _say(place.data, erased)
    _say_elsewhere(place, withdrawals)
    passages = [word for one in withdrawn.passages.values() for word in one.words if len(word.split()) >= FEWEST]
    hidden = {twin for slug in withdrawn.away for twin in withdrawn.twins(slug)} - withdrawals.erased
    published = Search(passages, hidden).folder(place.data, lambda path: _is_published(place, path))
    left += _say(place.data, published)
    for slug, table, word in words_left(place.database, withdrawn, place.site):
        left += _say_lines([f"{place.database}: table {table}: release {slug}: „{word}“"])
    for slug, one in withdrawn.passages.items():
        if others := elsewhere(place.database, withdrawn.shown(slug), one):
            shown = withdrawn.shown(slug)
            click.echo(f"words of {shown} also stand in other releases: {_few(others)}", err=True)
    _say_messages(place, withdrawals.slugs(WITHHELD))
    click.echo(f"{erased.files} files searched: {left or 'no'} places where something withdrawn stands", err=True)
    return FOUND_SOMETHING if left else 0


def _is_published(place: Place, path: Path) -> bool:
    """Whether a file may be handed on: what is hidden or blackened stays in the captures and in what was decided."""
    return not path.is_relative_to(place.captures) and ".state.db" not in path.name and path.suffix != ".toml"


def _say(data: Path, looked: Looked) -> int:
    found = _say_lines(f"{data / place.path}: {place.where}: „{place.word}“" for place in looked.places)
    return found + _say_lines(f"{data / path}: nobody here can look into it" for path in looked.closed)


def _say_messages(place: Place, slugs: Iterable[str]) -> None:
    """Name the messages of alerts that told of releases which are withdrawn now: nobody can call them back."""
    from archive.alerts.finds import mark
    from archive.alerts.ledger import messages_with

    for slug in sorted(slugs):
        for held in messages_with(state_path(place.data, place.site), mark(slug)):
            how = "was sent" if held.sent else "may have been sent"
            click.echo(f"message {held.message} with {slug} {how} to {held.receiver} on {held.at[:10]}", err=True)


def _say_shared(data: Path, texts: Iterable[str]) -> None:
    """Name passages of an erased release that stand in others, too: whether they go is for the operator to decide."""
    from archive.proof import Search

    found: dict[str, list[str]] = {}
    for place in Search(texts).folder(data).places:
        found.setdefault(place.word, []).append(f"{data / place.path}: {place.where}")
    for text, places in sorted(found.items()):
        click.echo(
            f"a passage of it also stands in {len(places)} other places, as {places[0]}: „{text[:SHOWN]}“", err=True
        )


def _say_elsewhere(place: Place, withdrawals: Withdrawals) -> None:
    """Name the releases that say words of `erase`: what becomes of those is for the operator to decide."""
    from archive.redacted_rows import elsewhere

    if others := elsewhere(place.database, "", withdrawals.erased_words):
        click.echo(
            f"words to be erased stand in other releases, which need an entry of their own: {_few(others)}", err=True
        )


def _few(slugs: list[str]) -> str:
    more = f" and {len(slugs) - NAMED} more" if len(slugs) > NAMED else ""
    return ", ".join(slugs[:NAMED]) + more


def _say_lines(lines: Iterable[str]) -> int:
    said = list(lines)
    for line in said:
        click.echo(line)
    return len(said)
