"""The data package is valid, describes every column in two languages, and says whose texts these are."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import frictionless
import pytest
import yaml

from archive.database.english import column_in_english, table_in_english
from archive.database.schema import TABLES
from archive.exports.package import TEXTS, checksum
from archive.settings import DEFAULTS, Legal, Settings
from tests.archive.exports.reading import exported
from tests.conftest import Crawled

OPEN = Settings(
    public_address="https://archiv.example.org/",
    legal=Legal(licence_of_texts="© Hafenstadt Morlingen", licence_of_data="CC0 1.0"),
)


@pytest.fixture(scope="module")
def package(later: Crawled, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("package")
    exported(later, "datapackage", folder, OPEN)
    return folder


def read(folder: Path, name: str) -> Any:
    return json.loads((folder / name).read_text(encoding="utf-8"))


def test_frictionless_finds_the_package_valid(package: Path) -> None:
    report = frictionless.validate(str(package / "datapackage.json"))
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "message"])
    assert len(report.tasks) == len(TABLES)
    assert sum(task.stats.get("rows", 0) for task in report.tasks) > 3000


def test_frictionless_would_find_a_row_that_refers_to_nothing(package: Path, tmp_path: Path) -> None:
    """So that the test above can fail: keys, types and checksums are really looked at."""
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "data").mkdir()
    for path in (package / "data").iterdir():
        (broken / "data" / path.name).write_bytes(path.read_bytes())
    described = read(package, "datapackage.json")
    (broken / "datapackage.json").write_text(json.dumps(described), encoding="utf-8")
    with (broken / "data" / "release_categories.csv").open("a", encoding="utf-8") as file:
        file.write("no-such-release,0,Bauen\n")
    report = frictionless.validate(str(broken / "datapackage.json"))
    assert {error.type for task in report.tasks for error in task.errors} >= {"foreign-key", "hash-count"}


def test_every_table_key_and_column_is_described_in_german_and_english(package: Path) -> None:
    described = {one["name"]: one for one in read(package, "datapackage.json")["resources"]}
    assert list(described) == [table.name for table in TABLES]
    for table in TABLES:
        one = described[table.name]
        assert (one["description"], one["description@en"]) == (table.meaning, table_in_english(table.name))
        assert one["schema"]["primaryKey"] == list(table.key)
        keys = [(k["fields"][0], k["reference"]["resource"], k["reference"]["fields"][0])
                for k in one["schema"].get("foreignKeys", [])]  # fmt: skip
        assert keys == table.foreign_keys
        assert [(f["name"], f["description"], f["description@en"]) for f in one["schema"]["fields"]] == [
            (c.name, c.meaning, column_in_english(table.name, c.name)) for c in table.columns
        ]


def test_an_english_sentence_is_no_german_one() -> None:
    german = [
        (table.name, column.name)
        for table in TABLES
        for column in table.columns
        if set(column_in_english(table.name, column.name).lower().split()) & {"der", "die", "das", "und", "oder"}
    ]
    assert german == []


def test_licences_of_data_and_texts_stand_apart(package: Path) -> None:
    described = read(package, "datapackage.json")
    assert [one["name"] for one in described["licenses"]] == ["CC0-1.0"]
    assert described["licenceOfTexts"] == "© Hafenstadt Morlingen"
    assert {one["name"] for one in described["resources"] if "licenceOfTexts" in one} == TEXTS
    assert described["sources"][0]["title"] == "Hafenstadt Morlingen"


@pytest.mark.parametrize("name", ["", "Meine eigene Lizenz"])
def test_a_licence_that_is_not_known_is_not_claimed(later: Crawled, tmp_path: Path, name: str) -> None:
    settings = replace(DEFAULTS, legal=Legal(licence_of_data=name))
    exported(later, "datapackage", tmp_path, settings)
    described = read(tmp_path, "datapackage.json")
    assert "licenses" not in described
    assert described["licenceOfData"] == (name or None)
    assert read(tmp_path, "metadata.json")["metadata"]["access_right"] == "closed"
    assert "license" not in yaml.safe_load((tmp_path / "CITATION.cff").read_text(encoding="utf-8"))


def test_the_citations_say_the_same_of_the_data(package: Path) -> None:
    described = read(package, "datapackage.json")
    cited = yaml.safe_load((package / "CITATION.cff").read_text(encoding="utf-8"))
    zenodo = read(package, "metadata.json")["metadata"]
    assert {"cff-version", "message", "title", "authors", "type"} <= set(cited)
    assert cited["title"] == zenodo["title"] == described["title"]
    assert cited["version"] == zenodo["version"] == described["version"]
    assert str(cited["date-released"]) == zenodo["publication_date"] == described["captures"]["last"][:10]
    assert (cited["license"], zenodo["license"], zenodo["access_right"]) == ("CC0-1.0", "cc0-1.0", "open")
    assert zenodo["upload_type"] == "dataset"
    assert zenodo["creators"][0]["name"]


def test_a_portal_finds_every_file_with_size_and_checksum(package: Path) -> None:
    dataset = read(package, "dcat.jsonld")
    assert dataset["@type"] == "dcat:Dataset"
    offered = {one["dcat:downloadURL"]["@id"]: one for one in dataset["dcat:distribution"]}
    assert set(offered) == {f"data/{table.name}.csv" for table in TABLES}
    for name, one in offered.items():
        path = package / name
        assert one["dcat:byteSize"] == path.stat().st_size
        assert one["spdx:checksum"]["spdx:checksumValue"] == checksum(path)
        assert one["dct:license"]["@id"].endswith("/zero/1.0/")
