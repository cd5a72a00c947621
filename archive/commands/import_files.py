"""The `import` command: captures from files (WARC, WARC.gz, WET) and from plain text pages."""

from __future__ import annotations

import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path

import click

from archive.commands.workplace import Place
from scraper.captures import CaptureStore
from scraper.errors import FOUND_SOMETHING, WrongInput
from scraper.foreign import foreign_records
from scraper.items import Capture
from scraper.lock import RunLock
from scraper.sites import Site
from scraper.warc import KINDS, BrokenRecord, read_record, record_bytes
from scraper.withdrawals import Withdrawals, load_withdrawals

NONE = Withdrawals()
CLOCKS_DIFFER = timedelta(hours=24)
WARC_NAME = re.compile(r"\.(warc|wet)(\.gz)?$")


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--url", help="The address that a .txt page was captured from, e.g. https://www.darmstadt.de/…/news/neues-amt."
)
@click.option(
    "--captured",
    metavar="ISO-TIME",
    help="When a .txt page was captured, e.g. 2021-04-02T08:00:00Z; UTC if there is no offset.",
)
@click.pass_obj
def import_command(place: Place, files: tuple[Path, ...], url: str | None, captured: str | None) -> None:
    """Copy captures from WARC and WET files, or one .txt page, into the store.

    Example: darmstadt-aktuell import crawl.warc.gz
    """
    texts = [path for path in files if path.suffix == ".txt"]
    if texts and not (url and captured and len(files) == 1):
        raise WrongInput("a .txt page needs --url and --captured, and must be the only file")
    if not texts and (url or captured):
        raise WrongInput("--url and --captured are for a single .txt page")
    for path in files:
        check_file(path)
    now = datetime.now(UTC)
    page = text_capture(texts[0], url, captured, place.site) if texts and url and captured else None
    if page and in_future(page.captured_at, now):
        raise WrongInput(f"--captured {captured} lies in the future")
    result, withdrawals = ImportResult(), load_withdrawals(place.data, place.site)
    with RunLock(place.captures, "import"), CaptureStore(place.captures) as store:
        store.mend()
        store.start_run("import", version("darmstadt-aktuell"), datetime.now(UTC))
        why = "stopped"
        try:
            if page:
                _take(page, record_bytes(page), store, place.site, result, now, withdrawals)
            else:
                for path in files:
                    import_file(path, store, place.site, result, now, withdrawals)
            result.unresolved = store.resolve()
            why = "finished"
        finally:
            store.end_run(why, datetime.now(UTC), new=result.taken, unchanged=result.known)
    click.echo(f"{result.taken} captures taken, {result.known} already there, {result.skipped.total()} skipped")
    for reason, count in sorted(result.skipped.items()):
        click.echo(f"  skipped {count}: {reason}")
    for problem in result.problems:
        click.echo(f"  refused: {problem}", err=True)
    if result.unresolved:
        click.echo(
            f"  {result.unresolved} revisits repeat captures that are not in the store: import those too", err=True
        )
    sys.exit(FOUND_SOMETHING if result.problems else 0)


@dataclass
class ImportResult:
    """How many records were imported or already there, how many were skipped and why, and which cannot be used.

    unresolved: revisits in the store whose original is not there.
    """

    taken: int = 0
    known: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)
    unresolved: int = 0

    def count(self, taken: bool) -> None:
        """Count a capture that was imported or was already there."""
        self.taken, self.known = self.taken + taken, self.known + (not taken)


def check_file(path: Path) -> None:
    """Raises: WrongInput, if a file is missing or is of a kind that cannot be imported."""
    if not path.is_file():
        raise WrongInput(f"{path}: no such file")
    if path.suffix != ".txt" and not WARC_NAME.search(path.name):
        raise WrongInput(
            f"{path}: give a .warc, .warc.gz, .wet or .wet.gz file, or a .txt page with --url and --captured"
        )


def import_file(
    path: Path, store: CaptureStore, site: Site, result: ImportResult, now: datetime, withdrawals: Withdrawals = NONE
) -> None:
    """Copy the records of a WARC or WET file that hold captures into the store, which has a run started.

    now: UTC; records dated later are refused. Of erased releases nothing is taken: where a record names one among
    others, its blackened conversion is. Damaged records are skipped and reported.
    Raises: WrongInput, if no record can be read in the file.
    """
    found = False
    for record in foreign_records(path):
        found = found or not record.problem
        if record.problem:
            result.problems.append(f"{path}: {record.problem}")
        elif record.kind not in KINDS:
            result.skipped[f"{record.kind} record"] += 1
        else:
            try:
                capture = read_record(record.member)
            except BrokenRecord as error:
                result.problems.append(f"{path}: {record.url}: {error}")
                continue
            _take(capture, record.member, store, site, result, now, withdrawals)
    if not found:
        raise WrongInput(f"{path} cannot be read as WARC: {(result.problems or ['it is empty'])[-1]}")


def text_capture(path: Path, url: str, captured: str, site: Site) -> Capture:
    """A plain text page as a `conversion` capture of an address at a moment (ISO 8601; UTC if it has no offset).

    Raises: WrongInput, if the file, the moment or the address cannot be used.
    """
    try:
        moment = datetime.fromisoformat(captured)
        body = path.read_bytes()
        body.decode("utf-8")
    except ValueError as error:
        raise WrongInput(
            f"{path}: {error}; --captured wants 2021-04-02T08:00:00Z and the text must be UTF-8"
        ) from error
    except OSError as error:
        raise WrongInput(f"{path}: {error.strerror}") from error
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    headers = (("Content-Type", "text/plain"),)
    if not site.owns(url):
        raise WrongInput(f"{url} is not on a host of site {site.name}: {', '.join(site.hosts)}")
    return Capture(url, f"{moment:%Y-%m-%dT%H:%M:%SZ}", "conversion", None, headers, body)


def _take(
    capture: Capture,
    member: bytes,
    store: CaptureStore,
    site: Site,
    result: ImportResult,
    now: datetime,
    withdrawals: Withdrawals,
) -> None:
    from scraper.blackening import NothingLeft, blackened, is_of  # it loads the readers, which help need not wait for

    if not site.owns(capture.url):
        result.skipped[f"not a host of site {site.name}"] += 1
    elif in_future(capture.captured_at, now):
        result.problems.append(f"{capture.url}: it is dated {capture.captured_at}, which is still to come")
    elif is_of(capture, site, withdrawals.erased) or (withdrawals.erased and store.is_erased(capture.url)):
        result.skipped["erased by a withdrawal"] += 1
    elif capture.kind == "revisit" and withdrawals.erased and store.repeated_at(capture.url, capture.captured_at):
        result.count(False)  # there under the digest of the conversion that took the place of what it repeats
    else:
        try:
            black = blackened(capture, site, withdrawals.erased, withdrawals.erased_words, withdrawals.erased_elsewhere)
        except NothingLeft:
            result.skipped["erased by a withdrawal"] += 1
            return
        result.count(store.add_blackened(black) if black else store.add_record(capture, member))


def in_future(captured_at: str, now: datetime) -> bool:
    """Whether a moment lies further in the future than a wrong clock explains."""
    return datetime.fromisoformat(captured_at) > now + CLOCKS_DIFFER
