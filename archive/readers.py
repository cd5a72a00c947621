"""What determines how a capture is read: our files, libraries and the site. A change of one forces a full build."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import fields
from importlib.metadata import version
from pathlib import Path

from scraper.sites import DetailRule, Site

ROOT = Path(__file__).parent.parent
# tests/test_dependencies.py holds these lists against what a build imports.
READERS = (
    "scraper/pages", "scraper/items.py", "scraper/sites.py", "scraper/boilerplate.py", "scraper/warc.py",
    "scraper/revisits.py", "scraper/evidence.py", "scraper/naming.py", "scraper/passages.py", "scraper/withdrawals.py",
    "scraper/attachments.py", "archive/attachments", "archive/database/attached.py", "archive/database/authors.py",
    "archive/build.py", "archive/capture_reader.py", "archive/quarantine.py", "archive/readers.py", "archive/spool.py",
    "archive/state.py", "archive/withdrawn.py", "archive/withholding.py",
    "archive/german",
    "archive/releases", "archive/database/columns.py", "archive/database/schema.py", "archive/database/schema_crawl.py",
    "archive/database/speakers.py", "archive/database/views.py", "archive/database/withheld.py",
    "archive/database/create.py", "archive/database/fingerprinted.py",
    "archive/database/store.py", "archive/wording/__init__.py", "archive/wording/fingerprints.py",
    "archive/wording/words.py", "archive/search/additions.py", "archive/search/dictionary.py",
    "archive/search/kept.py", "archive/search/keys.py", "archive/search/readings.py", "archive/search/signs.py",
    "archive/search/split.py", "archive/search/verbs.py", "archive/search/vocabulary.py",
    "archive/search/wordlist.py", "archive/search/words.py", "archive/search/lexicon.toml",
    "archive/search/signs.toml", "archive/search/spellings.toml", "archive/search/verbs.toml",
    "archive/search/words.toml",
)  # fmt: skip
DECIDING_LIBRARIES = ("dateparser", "lxml", "nh3", "pypdf", "PyStemmer", "simplemma", "trafilatura", "w3lib", "warcio")
SITE_DECIDES_NOTHING = {"title", "publisher", "public", "feeds", "sitemaps"}  # for crawls and for pages of our own


def readers() -> list[Path]:
    """The files of this program that determine how a capture is read, in order."""
    found: set[Path] = set()
    for name in READERS:
        path = ROOT / name
        found |= {path} if path.is_file() else {p for p in path.rglob("*") if p.suffix in {".py", ".toml"}}
    return sorted(found)


def readers_digest(site: Site, corrections: str) -> str:
    """A digest of all that determines how captures are read: site, corrections, our readers and their libraries."""
    decides = [(f.name, _text(getattr(site, f.name))) for f in fields(site) if f.name not in SITE_DECIDES_NOTHING]
    libraries = [(name, version(name)) for name in DECIDING_LIBRARIES]
    digest = hashlib.sha256(f"{decides}\n{corrections}\n{libraries}\n{unicodedata.unidata_version}".encode())
    for path in readers():
        digest.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()


def _text(value: object) -> str:
    """A value of a site as text; `repr` would truncate a long pattern."""
    if isinstance(value, tuple):
        return repr([_text(part) for part in value])
    if isinstance(value, DetailRule):
        return repr((value.path.pattern, value.generation))
    return repr(value)
