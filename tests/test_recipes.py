"""The code in the documents for researchers runs as it is printed, and so does the notebook."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import pytest
from click.testing import CliRunner

from archive.cli import main
from tests.archive.site.browsing import served
from tests.conftest import Crawled
from tests.notebook import NOTEBOOK, PICTURES, executed, pictures
from tests.processes import ROOT

BLOCK = re.compile(r"^```(sh|python|sql)\n(.*?)^```$", re.M | re.S)
SERVED = "http://127.0.0.1:8001"
TOTAL = "SELECT count(*) FROM quotes JOIN releases ON slug = release WHERE counted AND speaker IS NOT NULL"


def blocks(document: str) -> list[tuple[str, str]]:
    """(language, code) of the blocks of a document."""
    text = (ROOT / "docs" / document).read_text(encoding="utf-8")
    found = [(one[1], one[2]) for one in BLOCK.finditer(text)]
    assert len(found) == len(re.findall(r"^```(?:sh|python|sql)$", text, re.M)) > 0
    return found


def run_blocks(document: str, home: str = SERVED) -> dict[str, Any]:
    """Run the Python and SQL of a document, one behind the other, in one namespace, which is returned."""
    names: dict[str, Any] = {}
    for number, (language, block) in enumerate(blocks(document), 1):
        if language == "python":
            code = block.replace(SERVED, home)
            exec(compile(code, f"{document}, block {number}", "exec"), names)  # noqa: S102 - our own documents
        elif language == "sql":
            relation = duckdb.sql(block)
            assert relation is not None
            names["rows"] = relation.fetchall()
    return names


def answer(database: Path, sql: str) -> Any:
    """The first value that a query gives."""
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(sql).fetchone()[0]


@pytest.fixture
def folder(later: Crawled, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout's folder as it is behind the first commands of researchers.md, and where we are."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data").mkdir()
    shutil.copyfile(later.database, tmp_path / "data" / "sample.db")
    (command,) = [line for _, block in blocks("researchers.md") for line in block.splitlines() if " export " in line]
    done = CliRunner().invoke(main, shlex.split(command)[1:])
    assert done.exit_code == 0, done.output
    return tmp_path


def test_the_library_works_as_it_is_documented(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    table = run_blocks("library.md")["table"]
    assert list(table["text"]) == ["„Das Bad öffnet morgen für alle.“"]


def test_every_recipe_runs_and_gives_what_the_database_holds(
    later: Crawled, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (folder / "parquet").is_dir()
    with served(later.database, later.site) as home:
        found = run_blocks("researchers.md", home)
        assert f"{home}/sample" == found["site"]
        assert len(found["late"]) == answer(
            later.database, "SELECT count(*) FROM quotes WHERE confidence >= 0.9 AND speaker_kind = 'person'"
        )
    assert (folder / "quotes.png").read_bytes().startswith(b"\x89PNG")
    assert found["by_year"].to_numpy().sum() == answer(later.database, TOTAL) > 100
    assert sum(row[2] for row in found["rows"]) == answer(
        later.database, "SELECT sum(counted) FROM quotes JOIN releases ON slug = release"
    )
    assert found["lags"].fetchall()[0][0] == "Kultur"
    assert found["inferred"]["mentions"].sum() == answer(later.database, "SELECT count(*) FROM dates")
    assert len(found["layouts"]) == answer(later.database, "SELECT count(*) FROM layouts")
    assert list(found["vanished"]["title"]) == ["Katzenschutzverordnung in Kraft"]
    assert "Miriam Oelschläger" in capsys.readouterr().out


def test_the_notebook_answers_its_five_questions(later: Crawled, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("JUPYTER_RUNTIME_DIR", "IPYTHONDIR"):  # what a kernel writes there is not for this machine's user
        monkeypatch.setenv(name, str(folder / name.lower()))
    monkeypatch.setitem(os.environ, "PYDEVD_DISABLE_FILE_VALIDATION", "1")
    notebook = executed(folder / "parquet")
    assert len(pictures(notebook)) == len(PICTURES)
    said = {
        number: "".join(output["data"].get("text/plain", "") for output in cell["outputs"] if "data" in output)
        for number, cell in enumerate(notebook.cells)
        if cell["cell_type"] == "code"
    }
    everything = "\n".join(said.values())
    releases = answer(later.database, "SELECT count(*) FROM releases")
    assert re.search(rf"^0 +{releases} ", said[1], re.M)
    assert "-[Donnerstag, 7] +[Freitag, 8]" in everything
    assert "Katzenschutzverordnung in Kraft" in everything
    for question in ("Who speaks", "How long", "What is edited", "Who is quoted", "What vanished"):
        assert question in NOTEBOOK.read_text(encoding="utf-8")


def test_the_pictures_of_the_notebook_are_in_the_document() -> None:
    text = (ROOT / "docs" / "researchers.md").read_text(encoding="utf-8")
    for name in PICTURES:
        assert f"](images/{name}.png)" in text
        assert (ROOT / "docs" / "images" / f"{name}.png").read_bytes().startswith(b"\x89PNG")
