"""A Frictionless data package: every table as CSV, and `datapackage.json`, which says what each column is.

https://specs.frictionlessdata.io/; German sentences first, English ones beside them as the pattern „Language Support“
has it (`description@en`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from archive.database.columns import Column, Table
from archive.database.english import column_in_english, table_in_english
from archive.database.schema import TABLES
from archive.exports.about import About
from archive.exports.files import Written

NAME = "datapackage.json"
OF_SQLITE = {"TEXT": "string", "INTEGER": "integer", "REAL": "number"}
TYPES: dict[str, dict[str, Any]] = {
    "day": {"type": "date"},
    "instant": {"type": "datetime", "format": "%Y-%m-%dT%H:%M:%SZ"},
    "flag": {"type": "boolean", "trueValues": ["1"], "falseValues": ["0"]},
    "list": {"type": "array"},
}
# Tables in which the city's own words stand: its licence holds for them, too.
TEXTS = {
    "releases", "blocks", "revisions", "changes", "conflicts", "images", "files", "former_files", "attachments",
    "links", "quotes", "revision_quotes", "refused_quotes", "dates", "quarantine",
}  # fmt: skip
BY_NAME = {table.name: table for table in TABLES}
READ_AT_ONCE = 1024 * 1024


def descriptor(folder: Path, files: Iterator[Written] | list[Written], about: About) -> dict[str, Any]:
    """The descriptor of a package whose CSV files lie in a folder, one named after each table."""
    licence = about.licence_of_data
    said: dict[str, Any] = {
        "name": f"{about.site.name}-{about.state.day}",
        "title": about.title, "title@en": about.title_in_english,
        "description": about.description, "description@en": about.description_in_english,
        "languages": ["de", "en"],
        "version": about.state.version,
        "sources": [{"title": about.site.publisher, "path": about.site.home}],
        "program": {"title": "Darmstadt Aktuell", "version": about.state.program, "readers": about.state.readers},
        "captures": {"count": about.state.captures, "digest": f"sha256:{about.state.digest}",
                     "last": about.state.last_captured_at},
        "licenceOfData": licence.name if licence else None,
        "licenceOfTexts": about.licence_of_texts,
    }  # fmt: skip
    if about.state.last_captured_at:
        said["created"] = about.state.last_captured_at
    if licence and (known := _known(about)):
        said["licenses"] = [known]
    if about.settings.public_address:
        said["homepage"] = about.settings.public_address
    said["resources"] = [_resource(folder, one, BY_NAME[one.path.stem], about) for one in files]
    return said


def write_descriptor(folder: Path, files: list[Written], about: About) -> Path:
    """Write `datapackage.json` into the folder of a package; returns its path."""
    path = folder / NAME
    text = json.dumps(descriptor(folder, files, about), ensure_ascii=False, indent=1)
    path.write_text(f"{text}\n", encoding="utf-8")
    return path


def checksum(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal digits."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while part := file.read(READ_AT_ONCE):
            digest.update(part)
    return digest.hexdigest()


def _known(about: About) -> dict[str, str] | None:
    """The licence of the data as the specification wants it: by identifier or address."""
    licence = about.licence_of_data
    if licence is None or licence.identifier is None or licence.address is None:
        return None
    return {"name": licence.identifier, "path": licence.address, "title": licence.name}


def _resource(folder: Path, one: Written, table: Table, about: About) -> dict[str, Any]:
    said: dict[str, Any] = {
        "name": table.name,
        "path": one.path.relative_to(folder).as_posix(),
        "type": "table",
        "description": table.meaning, "description@en": table_in_english(table.name),
        "scheme": "file", "format": "csv", "mediatype": "text/csv", "encoding": "utf-8",
        "bytes": one.path.stat().st_size,
        "hash": f"sha256:{checksum(one.path)}",
        "rows": one.rows,
        "schema": _schema(table),
    }  # fmt: skip
    if table.name in TEXTS:
        said["licenceOfTexts"] = about.licence_of_texts
    return said


def _schema(table: Table) -> dict[str, Any]:
    said: dict[str, Any] = {
        "fields": [_field(table, column) for column in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.key),
    }
    if table.foreign_keys:
        said["foreignKeys"] = [
            {"fields": [column], "reference": {"resource": other, "fields": [there]}}
            for column, other, there in table.foreign_keys
        ]
    return said


def _field(table: Table, column: Column) -> dict[str, Any]:
    said: dict[str, Any] = {
        "name": column.name,
        **TYPES.get(column.holds, {"type": OF_SQLITE[column.type]}),
        "description": column.meaning,
        "description@en": column_in_english(table.name, column.name),
    }
    if column.required or column.name in table.key:
        said["constraints"] = {"required": True}
    return said
