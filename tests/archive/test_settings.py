"""The operator's settings: typed, unknown keys refused, and no part of a build."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

from archive import settings
from archive.readers import readers_digest
from archive.settings import Legal, Settings, load_settings, settings_path
from scraper.contact import CONTACT
from scraper.errors import SettingsError
from scraper.sites import load_site

SITE = load_site("sample")


def loaded(folder: Path, text: str) -> Settings:
    settings_path(folder, SITE).write_text(text, encoding="utf-8")
    return load_settings(folder, SITE)


@pytest.fixture(autouse=True)
def _without_contact(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(CONTACT, raising=False)


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    assert load_settings(tmp_path, SITE) == Settings("", "", timedelta(hours=36), Legal())


def test_the_example_in_the_docstring_and_the_manual_is_a_settings_file(tmp_path: Path) -> None:
    manual = (Path(__file__).parents[2] / "docs" / "operating.md").read_text(encoding="utf-8")
    in_manual = re.search(r"```toml\n(public_address.*?)```", manual, re.S)
    in_module = re.search(r"( {4}public_address.*?)\n\nEvery key", settings.__doc__ or "", re.S)
    assert in_manual
    assert in_module
    assert loaded(tmp_path, in_manual[1]) == loaded(tmp_path, in_module[1])
    assert load_settings(tmp_path, SITE) == Settings(
        "https://archiv.example.org/",
        "mailto:redaktion@example.org",
        timedelta(hours=36),
        Legal(
            ("Verein Beispiel e. V.", "Hauptstraße 1, 64283 Darmstadt"),
            ("Diese Seite speichert nichts über ihre Leser.",),
            "© Wissenschaftsstadt Darmstadt",
            "CC0 1.0",
        ),
        downloads=True,
    )


@pytest.mark.parametrize(
    ("text", "every"),
    [("36 h", 36), ("36h", 36), ("2 d", 48), ("90 min", 1.5), ("1.5 d", 36)],
)
def test_a_duration_has_a_unit(tmp_path: Path, text: str, every: float) -> None:
    assert loaded(tmp_path, f'expect_every = "{text}"').expect_every == timedelta(hours=every)


def test_the_public_address_ends_with_a_slash_and_may_have_a_path(tmp_path: Path) -> None:
    assert loaded(tmp_path, 'public_address = "https://x.example/archiv"').public_address == "https://x.example/archiv/"


def test_the_contact_of_the_environment_goes_before_that_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert loaded(tmp_path, 'contact = "mailto:a@example.org"').contact == "mailto:a@example.org"
    monkeypatch.setenv(CONTACT, " mailto:b@example.org ")
    assert load_settings(tmp_path, SITE).contact == "mailto:b@example.org"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('publik_address = "https://x.example/"', "unknown key publik_address; there are public_address, contact"),
        ('[legal]\nimpressum = "A"', "unknown key legal.impressum"),
        ('legal = "A"', "legal must be a table"),
        ('public_address = "archiv.example.org"', "public_address must be like"),
        ('public_address = "https://x.example/?a=1"', "public_address must be like"),
        ('expect_every = "täglich"', "expect_every must be like"),
        ('expect_every = "0 h"', "expect_every must be like"),
        ("expect_every = 36", "expect_every must be a text"),
        ('downloads = "ja"', "downloads must be true or false"),
        ("contact = 1", "contact must be a text"),
        ("[legal]\nimprint = 1", "imprint must be lines"),
        ("contact", "no readable TOML"),
    ],
)
def test_a_wrong_setting_is_named_with_its_file(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(SettingsError, match=re.escape(says)) as error:
        loaded(tmp_path, text)
    assert error.value.exit_code == 2
    assert "sample.settings.toml" in str(error.value)


def test_no_setting_is_part_of_what_a_build_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = readers_digest(SITE, "")
    monkeypatch.setenv(CONTACT, "mailto:b@example.org")
    loaded(tmp_path, 'expect_every = "2 d"')
    assert readers_digest(SITE, "") == before
