"""Erases withdrawn releases from a store: the one exception to „nothing that was stored is ever shortened“.

A file of records is written anew beside the old one and then takes its place at once; where it stands, only the index
has to follow. That a file is being rewritten stands in the index before, so that a run which is killed at any instant
leaves either the old file or the new one, and the next run brings the index to what the file holds (`Mending`).

    record of an erased release           → a metadata record that says so
    record that names one among others    → its conversion with that part blackened (`scraper.blackening`)
    everything else                       → the same bytes as before
"""

from __future__ import annotations

import os
import re
import zlib
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from urllib.parse import urldefrag

from scraper.attachments import led_to
from scraper.blackening import NothingLeft, blackened
from scraper.captures import CaptureStore
from scraper.errors import StoreError, WithdrawalsError
from scraper.items import Capture
from scraper.members import Member, read_members
from scraper.pages import PageError, read_page
from scraper.pages.addresses import absolute
from scraper.passages import BLACK
from scraper.sites import Site
from scraper.warc import BrokenRecord, address_digest, erasure_bytes, read_record, record_bytes
from scraper.withdrawals import Withdrawal, Withdrawals

Progress = Callable[[int, int], None]
FEWEST_TOLD = 5  # words of a text; shorter ones stand in many releases
ADDRESS = re.compile(r"https?://[^\s<>\"'\])]+")


@dataclass
class Erasure:
    """What an erasure did. erased, blackened: records by the slug of the entry; files: that were written anew.

    doubtful: lines that say where bytes of an erased release may be left.
    """

    erased: Counter[str] = field(default_factory=Counter)
    blackened: int = 0
    files: list[str] = field(default_factory=list)
    doubtful: list[str] = field(default_factory=list)


class Eraser:
    """Erases from one store what the withdrawals say; call it under the store's lock.

    shared: addresses of files and images that stay, whatever an erased release names.
    """

    def __init__(self, store: CaptureStore, site: Site, withdrawals: Withdrawals, shared: Collection[str] = ()) -> None:
        self._store, self._site, self._withdrawals = store, site, withdrawals
        self._entries = {
            slug: entry for entry in withdrawals.entries if entry.scope == "erase" for slug in entry.slugs
        }  # fmt: skip
        self._shared = {urldefrag(url).url for url in shared}
        self._beside: set[str] = set()  # files and images that erased releases alone name
        self._done = Erasure()

    def texts(self) -> list[str]:
        """What the captures say of the releases to erase: titles, and passages that are long enough to be theirs.

        Their files and images are noted on the way, to be erased with them.
        """
        found: dict[str, None] = {}
        for row in self._store.rows():
            if row.kind == "revisit" or self._site.key(row.url) not in self._entries:
                continue
            try:
                items = read_page(self._store.read(row), self._site).items
            except (PageError, StoreError):
                continue
            for item in items:
                named = (*(file.url for file in item.files), *(image.url or "" for image in item.images))
                self._beside |= {urldefrag(url).url for url in named if url}
            said = (text for item in items for text in (item.title, item.teaser, *(b.text for b in item.body)))
            found |= dict.fromkeys(text for text in said if text and len(text.split()) >= FEWEST_TOLD)
        return list(found)

    def run(self, progress: Progress | None = None) -> Erasure:
        """Erase; what was done before is found done.

        Raises: WithdrawalsError, if an entry lacks a slug of its release.
        """
        self._check_names()
        rows = self._store.rows()
        self._beside |= {row.url for row in rows if self._is_left_over(row.url)}
        shared = led_to(self._shared, rows, self._site)
        self._store.erasing(True, led_to(self._beside, rows, self._site) - shared)
        self._beside = self._store.erasing_beside()
        own = {row.id for row in rows if self._entry(row.url, row.location)}
        known = {row.id for row in rows}
        # of a killed run, the record that a revisit repeats may be gone already
        again = {
            (row.file, row.offset) for row in rows if row.repeats and (row.repeats in own or row.repeats not in known)
        }  # fmt: skip
        paths = sorted(self._store.folder.glob("*.warc.gz"))
        for number, path in enumerate(paths):
            if progress:
                progress(number, len(paths))
            self._file(path, partial(self._record, {offset for file, offset in again if file == path.name}))
        self._revisits()
        self._torn()
        self._logs()
        self._store.forget(set(self._entries), self._site, self._beside)
        self._store.erasing(False)
        return self._done

    def _check_names(self) -> None:
        """Where one slug of a release leads to another, both must be named, or a crawl would fetch the other again."""
        for row in self._store.rows():
            if not row.location:
                continue
            pair = self._site.key(row.url), self._site.key(absolute(row.url, row.location))
            if None not in pair and len(known := set(pair) & self._entries.keys()) == 1 and len(set(pair)) > 1:
                (slug,), (other,) = known, set(pair) - known
                raise WithdrawalsError(
                    f"{self._withdrawals.path}: {slug} was also seen as {other}, and one led to the other: write"
                    f' also = ["{other}"] into its entry'
                )

    def _is_left_over(self, url: str) -> bool:
        """Whether an address that is no release's was erased before, or has one of the words in it."""
        if self._site.key(url):
            return False
        return self._store.is_erased(url) or self._withdrawals.erased_words.in_address(url)

    def _entry(self, url: str, location: str | None) -> Withdrawal | None:
        if url in self._beside:
            return next(iter(self._entries.values()), None)
        target = absolute(url, location or "") if location else ""
        keys = (self._site.key(address) for address in (url, target) if address)
        return next((self._entries[key] for key in keys if key in self._entries), None)

    def _revisits(self) -> None:
        """Let revisit records give the digest of the conversion that they repeat since it took a page's place."""
        rows = self._store.rows()
        black = {row.id: row for row in rows if row.kind == "conversion" and row.status is not None}
        repeating = {(r.file, r.offset): black[r.repeats] for r in rows if r.kind == "revisit" and r.repeats in black}

        def following(file: str, member: Member, data: bytes) -> bytes:
            row = repeating.get((file, member.offset))
            capture = read_record(data) if row else None
            if row is None or capture is None or capture.digest == row.digest:
                return data
            now = self._store.row(row.id) or row  # it moves with the file that holds it
            return record_bytes(replace(capture, digest=row.digest), repeats=self._store.read(now))

        for file in sorted({file for file, _ in repeating}):
            self._file(self._store.folder / file, partial(following, file))

    def _file(self, path: Path, record: Callable[[Member, bytes], bytes]) -> None:
        """Write a file anew with what becomes of each record; the same object where nothing does."""
        beside = path.with_name(path.name + ".erasing")
        changed = False
        with beside.open("wb") as file:
            for member, data in read_members(path):
                new = data if member.damage else record(member, data)
                if member.damage:
                    self._done.doubtful.append(f"{path} at byte {member.offset}: {member.damage}: it was left as it is")
                changed = changed or new is not data
                file.write(new)
            file.flush()
            os.fsync(file.fileno())
        if not changed:
            beside.unlink()
            return
        self._store.rewrite(path, beside)
        if path.name not in self._done.files:
            self._done.files.append(path.name)

    def _record(self, again: set[int], place: Member, member: bytes) -> bytes:
        """What takes the place of a record.

        again: where the revisits of the file lie that repeat an erased record.
        """
        try:
            capture = read_record(member)
        except BrokenRecord:  # no capture; or damage, which `verify` reports
            return member
        entry = self._entry(capture.url, capture.header("Location"))
        if entry is None and place.offset in again:
            entry = next(iter(self._entries.values()))
        if entry:
            return self._gone(capture, entry)
        try:
            black = blackened(
                capture, self._site, self._entries.keys(), self._withdrawals.erased_words,
                self._withdrawals.erased_elsewhere,
            )  # fmt: skip
        except NothingLeft:
            return self._gone(capture, next(iter(self._entries.values())))
        if black is None:
            return member
        self._done.blackened += 1
        return record_bytes(black, blackened=True)

    def _gone(self, capture: Capture, entry: Withdrawal) -> bytes:
        self._done.erased[entry.release] += 1
        beside = address_digest(capture.url) if capture.url in self._beside else ""
        return erasure_bytes(capture.captured_at, capture.kind, entry.day, entry.reason, beside)

    def _torn(self) -> None:
        """Ends of records that killed runs left beside their files: such a piece goes as a whole."""
        for path in self._store.folder.glob("*.torn-*"):
            inflater = zlib.decompressobj(zlib.MAX_WBITS + 16)
            try:
                text = inflater.decompress(path.read_bytes()).decode("utf-8", "replace")
            except zlib.error:
                text = ""
            if not text:
                self._done.doubtful.append(f"{path}: no readable gzip: it was left as it is")
            elif self._names(text):
                path.unlink()
                self._done.erased["torn records"] += 1

    def _logs(self) -> None:
        """Lines of the crawl logs that name an erased release, or its words."""
        for path in self._store.folder.glob("crawl.log*"):
            lines = path.read_text(encoding="utf-8", errors="replace").splitlines(keepends=True)
            black = [BLACK + "\n" if self._names(line) else line for line in lines]
            if black != lines:
                beside = path.with_name(path.name + ".erasing")
                beside.write_text("".join(black), encoding="utf-8")
                beside.replace(path)

    def _names(self, text: str) -> bool:
        named = {key for address in ADDRESS.findall(text) if (key := self._site.key(address))}
        slugs = any(re.search(rf"(?<![\w-]){re.escape(slug)}(?![\w-])", text) for slug in self._entries)
        return slugs or bool(named & self._entries.keys()) or bool(self._withdrawals.erased_words.found(text))
