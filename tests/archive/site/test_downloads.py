"""„Daten“ links the whole archive in every format, with sizes, and only as the database is now."""

from __future__ import annotations

import io
import os
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
from parsel import Selector

from archive.commands.workplace import Place, renew_downloads
from archive.database.schema import TABLES
from archive.exports.downloads import NAMES, downloads, downloads_folder, make_downloads
from archive.settings import DEFAULTS
from archive.site.german import megabytes
from tests.archive.exports.reading import stored
from tests.archive.site.asking import site_over
from tests.conftest import Crawled

BY_FORM = {form: f"/daten/sample{name}" for form, name in NAMES.items()}


def test_the_whole_archive_is_there_in_every_format_while_the_database_is_the_one_it_was_made_of(
    later: Crawled, tmp_path: Path
) -> None:
    database = tmp_path / "sample.db"
    shutil.copyfile(later.database, database)
    with site_over(database, later.site) as get:

        def linked() -> dict[str, str]:
            """Address → size, as the page says."""
            lines = Selector(get("/daten").text).css("[aria-label*='ganze Archiv'] li")
            return {line.css("a::attr(href)").get(""): line.css("span::text").get("") for line in lines}

        assert linked() == {}
        assert get(BY_FORM["parquet"]).status_code == 404

        make_downloads(database, later.site, DEFAULTS)
        sizes = {f"/daten/{one.path.name}": one.bytes for one in downloads(database)}
        assert linked() == {address: megabytes(size) for address, size in sizes.items()}
        assert set(sizes) == set(BY_FORM.values())
        answers = {form: get(address) for form, address in BY_FORM.items()}
        for form, address in BY_FORM.items():
            assert (answers[form].status_code, len(answers[form].content)) == (200, sizes[address])
            assert f'filename="sample{NAMES[form]}"' in answers[form].headers["content-disposition"]
        with zipfile.ZipFile(io.BytesIO(answers["parquet"].content)) as packed:
            assert sorted(packed.namelist()) == sorted(f"{table.name}.parquet" for table in TABLES)
            for table in TABLES:
                rows = pq.read_table(io.BytesIO(packed.read(f"{table.name}.parquet"))).num_rows
                assert rows == len(stored(database, table))
        with zipfile.ZipFile(io.BytesIO(answers["datapackage"].content)) as packed:
            assert {"datapackage.json", "CITATION.cff", "data/releases.csv"} <= set(packed.namelist())
        assert "releases" in openpyxl.load_workbook(io.BytesIO(answers["xlsx"].content), read_only=True).sheetnames
        for path in ("/daten/sample.db", "/daten/sample-csv.zip"):
            assert get(path).status_code == 404

        os.utime(database, (1, 1))  # as a build leaves it: a file of another time
        assert linked() == {}
        assert get(BY_FORM["parquet"]).status_code == 404


def test_files_of_an_older_state_are_removed_and_the_same_rows_give_the_same_bytes(
    later: Crawled, tmp_path: Path
) -> None:
    place = Place(tmp_path, later.site, "sample")
    shutil.copyfile(later.database, place.database)
    (tmp_path / "sample.settings.toml").write_text("downloads = true\n", encoding="utf-8")
    renew_downloads(place)
    (folder,) = downloads_folder(place.database).iterdir()
    first = {one.form: one.path.read_bytes() for one in downloads(place.database)}
    os.utime(place.database, (1, 1))
    renew_downloads(place)
    assert not folder.exists()
    second = {one.form: one.path.read_bytes() for one in downloads(place.database)}
    assert set(first) == set(second) == set(NAMES)
    assert {form for form in NAMES if first[form] != second[form]} <= {"xlsx"}  # its cells are the same

    (tmp_path / "sample.settings.toml").unlink()
    renew_downloads(Place(tmp_path, later.site, "sample"))
    assert not downloads_folder(place.database).exists()
