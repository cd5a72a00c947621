"""The `verify` command: whether every stored capture is intact."""

from __future__ import annotations

import sys

import click

from archive.commands.workplace import Place
from scraper.captures import CaptureStore
from scraper.errors import FOUND_SOMETHING, BuildError
from scraper.lock import RunLock
from scraper.verify import verify_store


@click.command("verify")
@click.pass_obj
def verify_command(place: Place) -> None:
    """Read every stored record and compare its digest; exit code 1 if anything is damaged or lost.

    Example: darmstadt-aktuell --data /var/lib/darmstadt-aktuell verify
    """
    if not place.has_captures:
        raise BuildError(f"there are no captures in {place.captures}: crawl or import first")
    with RunLock(place.captures, "verify"), CaptureStore(place.captures) as store:
        store.mend()
        found = verify_store(store)
    for damage in found.damage:
        click.echo(f"{place.captures / damage.file} at byte {damage.offset}, {damage.length} bytes: {damage.reason}")
    for row, reason in found.missing:
        click.echo(f"{row.url} {row.captured_at}  capture {row.id}: {reason}")
    if found.unresolved:
        click.echo(f"{found.unresolved} revisits repeat captures that are not in this store", err=True)
    if found.erased or found.blackened:
        click.echo(
            f"withdrawals erased {found.erased} records and blackened a part of {found.blackened} others", err=True
        )
    click.echo(
        f"{found.records} records in {found.files} files: {len(found.damage)} damaged,"
        f" {len(found.missing)} captures lost; {'all is whole' if found.whole else 'restore the files from a backup'}",
        err=True,
    )
    sys.exit(0 if found.whole else FOUND_SOMETHING)
