"""One tree of errors: each ends a command with one line and its exit code."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from archive.commands.workplace import CommandGroup
from scraper.errors import Locked, ReportedError, SiteError, StoreError, WrongInput


def tree(base: type[ReportedError]) -> Iterator[type[ReportedError]]:
    yield base
    for error in base.__subclasses__():
        yield from tree(error)


def fail_with(error: Exception) -> tuple[int, str]:
    @click.group(cls=CommandGroup)
    def group() -> None:
        """Any group."""

    @group.command()
    def fail() -> None:
        raise error

    result = CliRunner().invoke(group, ["fail"])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stderr


@pytest.mark.parametrize("error", list(tree(ReportedError)), ids=lambda error: error.__name__)
def test_an_error_of_the_tree_is_printed_by_click_as_one_line(error: type[ReportedError]) -> None:
    code, said = fail_with(error("x.toml: this is wrong; do that"))
    assert said == "Error: x.toml: this is wrong; do that\n"
    assert code == {Locked: 3, SiteError: 2, WrongInput: 2, StoreError: 1}.get(error, code)
    assert code in {1, 2, 3}


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (FileNotFoundError(2, "No such file or directory", "data/x.db"), "data/x.db: No such file or directory"),
        (OSError(28, "No space left on device"), "input or output: No space left on device"),
        (sqlite3.OperationalError("database or disk is full"), "a database: SQLite: database or disk is full"),
    ],
)
def test_what_the_system_refuses_is_one_line_with_the_path(error: Exception, says: str) -> None:
    assert fail_with(error) == (1, f"Error: {says}\n")


def test_an_error_that_nobody_foresaw_is_not_dressed_up_as_one() -> None:
    with pytest.raises(ZeroDivisionError):
        fail_with(ZeroDivisionError())
