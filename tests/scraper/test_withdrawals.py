"""The file of withdrawals: what it may say, and one clear line for everything else."""

from __future__ import annotations

from pathlib import Path

import pytest

from scraper.errors import CALLED_WRONGLY, WithdrawalsError
from scraper.passages import BLACK, Passages
from scraper.sites import load_site
from scraper.withdrawals import Withdrawal, load_withdrawals, withdrawals_path

SITE = load_site("darmstadt")
ENTRY = {"release": '"rathaus-zu"', "scope": '"hide"', "day": "2026-11-28", "reason": '"Auf Antrag"'}


def written(folder: Path, *entries: dict[str, str]) -> Path:
    path = withdrawals_path(folder, SITE)
    lines = ["[[withdrawal]]\n" + "\n".join(f"{key} = {value}" for key, value in entry.items()) for entry in entries]
    path.write_text("\n".join(lines), encoding="utf-8")
    return folder


def test_without_a_file_nothing_is_withdrawn(tmp_path: Path) -> None:
    assert load_withdrawals(tmp_path, SITE).entries == ()


def test_an_entry_names_its_release_by_slug_or_address(tmp_path: Path) -> None:
    address = '"https://www.darmstadt.de/nachrichten/darmstadt-aktuell/news/rathaus-zu/"'
    folder = written(tmp_path, ENTRY, ENTRY | {"release": address, "also": '["rathaus-donnerstag-zu"]'})
    one, two = load_withdrawals(folder, SITE).entries
    assert one == Withdrawal("rathaus-zu", "hide", "2026-11-28", "Auf Antrag")
    assert two.slugs == ("rathaus-zu", "rathaus-donnerstag-zu")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (
            {"scope": '"delete"'},
            "entry 1 (rathaus-zu): scope must be one of noindex, redact, hide, erase, not 'delete'",
        ),
        ({"day": '"2026-11-28"'}, "day must be a day without quotes, like day = 2026-11-28, not '2026-11-28'"),
        ({"day": "2026-11-28T08:00:00"}, "day must be a day without quotes"),
        ({"day": "2026-02-30"}, "is no readable TOML"),
        ({"reason": '" "'}, "a reason is missing"),
        ({"release": '""'}, "a release is missing"),
        ({"release": '"https://www.darmstadt.de/impressum"'}, "is no address of a release of site darmstadt"),
        ({"words": '["Otto Kern"]'}, "words are for redact and erase; hide concerns the whole release"),
        ({"scope": '"redact"'}, 'redact needs what is to be blackened: words = ["…"]'),
        ({"scope": '"redact"', "words": '"Otto Kern"'}, "words must be texts, like words"),
        ({"scope": '"redact"', "words": '["…"]'}, "'…' in words has neither a letter nor a digit"),
        ({"scope": '"erase"', "words": '["Kern"]', "reason": '"Antrag von Otto Kern"'}, "visitors read it"),
        ({"who": '"Otto Kern"'}, "unknown key who; there are release, also, scope, day, reason, words"),
    ],
)
def test_a_wrong_entry_is_one_clear_line(tmp_path: Path, changed: dict[str, str], said: str) -> None:
    with pytest.raises(WithdrawalsError) as caught:
        load_withdrawals(written(tmp_path, ENTRY | changed), SITE)
    assert said in caught.value.message
    assert str(withdrawals_path(tmp_path, SITE)) in caught.value.message
    assert "\n" not in caught.value.message
    assert caught.value.exit_code == CALLED_WRONGLY


def test_other_tables_are_refused(tmp_path: Path) -> None:
    withdrawals_path(tmp_path, SITE).write_text("[[hide]]\nrelease = 'x'\n", encoding="utf-8")
    with pytest.raises(WithdrawalsError, match=r"unknown key hide: write each withdrawal as \[\[withdrawal\]\]"):
        load_withdrawals(tmp_path, SITE)


@pytest.mark.parametrize(
    ("words", "text", "black"),
    [
        (["Otto Kern"], "Otto Kern sprach.", f"{BLACK} sprach."),
        (["Otto Kern"], "OTTO\u00a0\n KERN", BLACK),
        (["Otto Kern"], "Otto\u00adKern und Ot\u00adto Ker\u00adn", f"Otto\u00adKern und {BLACK}"),
        (["Otto Kern"], "Otto Kerns Rede, Otto Kern’s Rede", f"{BLACK} Rede, {BLACK} Rede"),
        (["Kern", "Otto Kern"], "Otto Kern, dann Kern", f"{BLACK}, dann {BLACK}"),
        (["Kern"], "Kernstadt, Apfelkern, Stadt-Kern", f"Kernstadt, Apfelkern, Stadt-{BLACK}"),
        (["Kern"], "Ap\u00adfel\u00adkern, Otto\u200bKern", f"Ap\u00adfel\u00adkern, Otto\u200b{BLACK}"),
        (["Änne Groß"], "Aenne Gross und ÄNNE GROSS, Änne\u00a0Gro\u00adss", f"{BLACK} und {BLACK}, {BLACK}"),
        (["Änne Groß"], "Anne Groß", "Anne Groß"),
        (["Irène Noël"], "Irene Noel", BLACK),
        (["Änne Groß"], "Änne G r o ß, Ä n n e  G r o ß und Än-\nne Groß", f"Änne G r o ß, {BLACK} und {BLACK}"),
        (["Kern"], "Kern-\nstadt, Apfel-\nkern", f"{BLACK}-\nstadt, Apfel-\n{BLACK}"),
        (["Änne"], "A\u0308nne kam.", f"{BLACK} kam."),
        (["Änne Groß"], "Post an aenne.gross@example.org, danke", f"Post an {BLACK}, danke"),
        (["Änne Groß"], "siehe https://example.org/p/aenne-gross-spricht!", f"siehe {BLACK}!"),
        (["Kern"], "siehe https://example.org/kernstadt", "siehe https://example.org/kernstadt"),
        (["„Nie wieder.“"], "Sie sagte: „Nie wieder.“ Dann ging sie.", f"Sie sagte: {BLACK} Dann ging sie."),
        (["a.b"], "aXb", "aXb"),
        ([], "Otto Kern", "Otto Kern"),
    ],
)
def test_words_are_blackened_however_they_are_set(words: list[str], text: str, black: str) -> None:
    passages = Passages(words)
    assert passages.blacken(text) == black
    assert bool(passages.found(text)) == (black != text)


@pytest.mark.parametrize(
    ("slug", "black"),
    [
        ("otto-kern-geht", f"{BLACK}-geht"),
        ("neues-von-otto-kern", f"neues-von-{BLACK}"),
        ("lotto-kern", "lotto-kern"),
        ("otto-kernstadt", "otto-kernstadt"),
    ],
)
def test_a_slug_is_blackened_by_whole_words(slug: str, black: str) -> None:
    assert Passages(["Otto Kern"]).blacken_slug(slug) == black
