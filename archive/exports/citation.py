"""How others find and cite a data package: CITATION.cff, `metadata.json` for Zenodo, `dcat.jsonld` for data portals."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from archive.exports.about import About
from archive.exports.files import Written
from archive.exports.package import NAME, checksum

CITATION, ZENODO, DCAT = "CITATION.cff", "metadata.json", "dcat.jsonld"
KEYWORDS = ("Pressemitteilungen", "press releases", "local government", "Germany", "quotes", "web archive")
MEDIA_TYPES = {".csv": "text/csv", ".json": "application/json", ".db": "application/vnd.sqlite3"}
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/", "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#", "xsd": "http://www.w3.org/2001/XMLSchema#",
}  # fmt: skip


def write_citations(folder: Path, files: Sequence[Written], about: About) -> list[Path]:
    """Write the three into the folder of a data package; files: what it offers to download. Returns their paths."""
    texts = {
        CITATION: citation(about),
        ZENODO: f"{json.dumps(zenodo(about), ensure_ascii=False, indent=1)}\n",
        DCAT: f"{json.dumps(dcat(folder, files, about), ensure_ascii=False, indent=1)}\n",
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in texts]


def citation(about: About) -> str:
    """CITATION.cff (Citation File Format 1.2.0). Its texts are JSON, which YAML contains."""
    lines = [
        ("cff-version", "1.2.0"), ("type", "dataset"),
        ("message", "Please cite this dataset with its version, and the city for its texts."),
        ("title", about.title), ("abstract", about.description_in_english), ("version", about.state.version),
    ]  # fmt: skip
    if about.state.last_captured_at:
        lines.append(("date-released", about.state.day))
    if (licence := about.licence_of_data) and licence.identifier:
        lines.append(("license", licence.identifier))
    if about.settings.public_address:
        lines.append(("url", about.settings.public_address))
    said = [f"{key}: {_text(value)}" for key, value in lines]
    said += ["keywords:", *(f"  - {_text(word)}" for word in KEYWORDS)]
    said += ["authors:", f"  - name: {_text(about.makers)}"]
    return "\n".join([*said, ""])


def zenodo(about: About) -> dict[str, Any]:
    """The deposit metadata of Zenodo's REST API; open only where the licence of the data is a known open one."""
    licence = about.licence_of_data
    said: dict[str, Any] = {
        "upload_type": "dataset",
        "title": about.title,
        "creators": [{"name": about.makers}],
        "description": f"<p>{about.description_in_english}</p><p>{about.description}</p>",
        "keywords": list(KEYWORDS),
        "language": "deu",
        "version": about.state.version,
        "notes": f"Licence of the texts: {about.licence_of_texts}",
        "access_right": "open" if licence and licence.identifier else "closed",
    }
    if licence and licence.identifier:
        said["license"] = licence.identifier.lower()
    if about.state.last_captured_at:
        said["publication_date"] = about.state.day
    if about.settings.public_address:
        said["related_identifiers"] = [
            {"identifier": about.settings.public_address, "relation": "isDerivedFrom", "resource_type": "dataset"}
        ]
    return {"metadata": said}


def dcat(folder: Path, files: Sequence[Written], about: About) -> dict[str, Any]:
    """The data as a dataset of DCAT 3, in JSON-LD; addresses of files are relative to this file."""
    said: dict[str, Any] = {
        "@context": CONTEXT,
        "@id": f"{about.settings.public_address}daten" if about.settings.public_address else NAME,
        "@type": "dcat:Dataset",
        "dct:title": [_tagged(about.title, "de"), _tagged(about.title_in_english, "en")],
        "dct:description": [_tagged(about.description, "de"), _tagged(about.description_in_english, "en")],
        "dct:publisher": {"@type": "foaf:Agent", "foaf:name": about.makers},
        "dct:source": {"@id": about.site.home},
        "dct:language": {"@id": "http://publications.europa.eu/resource/authority/language/DEU"},
        "dct:rights": _tagged(about.licence_of_texts, "de"),
        "dcat:version": about.state.version,
        "dcat:keyword": list(KEYWORDS),
        "dcat:distribution": [_distribution(folder, one, about) for one in files],
    }
    if about.state.last_captured_at:
        said["dct:modified"] = {"@type": "xsd:dateTime", "@value": about.state.last_captured_at}
    if about.state.first_published:
        said["dct:temporal"] = {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": {"@type": "xsd:date", "@value": about.state.first_published},
            "dcat:endDate": {"@type": "xsd:date", "@value": about.state.last_published},
        }
    return said


def _distribution(folder: Path, one: Written, about: About) -> dict[str, Any]:
    path = quote(one.path.relative_to(folder).as_posix())
    said: dict[str, Any] = {
        "@type": "dcat:Distribution",
        "dct:title": one.path.name,
        "dcat:downloadURL": {"@id": path},
        "dcat:accessURL": {"@id": path},
        "dcat:mediaType": MEDIA_TYPES[one.path.suffix],
        "dcat:byteSize": one.bytes,
        "spdx:checksum": {"spdx:algorithm": "sha256", "spdx:checksumValue": checksum(one.path)},
    }
    if licence := about.licence_of_data:
        said["dct:license"] = {"@id": licence.address} if licence.address else licence.name
    return said


def _tagged(text: str, language: str) -> dict[str, str]:
    return {"@language": language, "@value": text}


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)
