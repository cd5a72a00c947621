"""Whether everything that was stored is intact: reads every record and compares every digest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from scraper.capture_index import CaptureRow, Damage
from scraper.captures import CaptureStore
from scraper.errors import StoreError
from scraper.members import read_members
from scraper.warc import BrokenRecord, NoCapture, read_record, withdrawn_record


@dataclass(frozen=True)
class Verified:
    """The outcome of reading every record.

    files, records: that were read. damage: what is no readable record. missing: captures of the index whose bytes are
    not those that were kept, or not there, with the reason. unresolved: revisits whose original is not in the store.
    erased, blackened: records that a withdrawal took away, or from which it took a part.
    """

    files: int
    records: int
    damage: tuple[Damage, ...]
    missing: tuple[tuple[CaptureRow, str], ...]
    unresolved: int
    erased: int = 0
    blackened: int = 0

    @property
    def whole(self) -> bool:
        """Whether nothing is damaged or missing."""
        return not self.damage and not self.missing


def verify_store(store: CaptureStore, progress: Callable[[int, int], None] | None = None) -> Verified:
    """Read every record of a store and record what is damaged; nothing else is changed.

    progress: takes the files read and how many there are.
    """
    paths = sorted(store.folder.glob("*.warc.gz"))
    indexed = {(row.file, row.offset) for row in store.rows()}
    records, damage, withdrawn = 0, [], Counter[str | None]()
    for done, path in enumerate(paths):
        if progress:
            progress(done, len(paths))
        found = []
        for member, data in read_members(path):
            records += 1
            reason = member.damage or _fault(data, indexed=(path.name, member.offset) in indexed)
            withdrawn[None if reason else withdrawn_record(data)] += 1
            if reason:
                found.append(Damage(path.name, member.offset, member.length, reason))
        store.put_damage(found, path.name)
        damage += found
    missing = []
    for row in store.rows():
        try:
            store.read(row)
        except StoreError as error:
            missing.append((row, str(error)))
    told = {(place.file, place.offset) for place in damage}
    lost = [(row, reason) for row, reason in missing if (row.file, row.offset) not in told]
    store.put_damage(Damage(row.file, row.offset, row.length, reason) for row, reason in lost)
    return Verified(len(paths), records, tuple(damage), tuple(missing), store.resolve(), withdrawn["erased"],
                    withdrawn["blackened"])  # fmt: skip


def _fault(member: bytes, *, indexed: bool) -> str | None:
    """What is wrong with a whole gzip member: it holds no record, or one that the index does not know."""
    try:
        read_record(member)
    except NoCapture:
        return None
    except BrokenRecord as error:
        return str(error)
    return None if indexed else "a whole record that the index does not know: run build"
