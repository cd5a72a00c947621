"""What is new is told once and only once, whatever happened to archive, releases and file in between."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest

from archive.state import decide
from scraper.errors import StateError
from scraper.items import Capture
from scraper.sample.drawn import pdf
from scraper.sample.releases import SampleFile, SampleRelease
from tests.archive.alerts.town import HOST, MONDAY, SITE, Town, missing, page, release, told_of
from tests.archive.site.asking import site_over
from tests.processes import Run

OLD = release("alter-hafen", "Hafen wird ausgebaggert", "Der Hafen wird tiefer.", "2003-05-06")
POOL = release("schwimmbad", "Schwimmbad öffnet", "Das Schwimmbad öffnet wieder. Am Hafen bleibt alles, wie es ist.")
QUAY = release("kaimauer", "Neue Kaimauer", "Die Mauer am Hafen wird erneuert.", "2024-05-07")
TREES = release("baeume", "Bäume gepflanzt", "Zehn Linden stehen jetzt an der Straße.", "2024-05-07")
HARBOUR = ("Hafen", "/suche?q=Hafen")


def begin(town: Town, *releases: SampleRelease) -> None:
    """An archive with some releases, of which an alert has taken stock."""
    town.publish(*releases)
    town.alerts(HARBOUR)
    assert town.run().first


def test_what_was_there_before_the_first_alert_is_told_to_nobody(town: Town) -> None:
    begin(town, OLD, POOL)
    assert not town.run().first
    assert town.finds() == []


def test_a_release_that_comes_is_told_once(town: Town) -> None:
    begin(town, OLD)
    town.publish(QUAY, TREES)
    town.run()
    assert town.finds() == [("Hafen", "kaimauer")]
    town.run()
    town.publish(QUAY)  # seen again, as it was
    town.run()
    assert town.finds() == []


def test_a_release_that_is_found_late_is_told_whatever_its_day(town: Town) -> None:
    begin(town, POOL)
    town.keep(page(OLD, town.now - timedelta(days=8000)))  # from a web archive
    town.run()
    assert town.finds() == [("Hafen", "alter-hafen")]


def test_a_revision_is_told_only_where_the_release_did_not_match_before(town: Town) -> None:
    begin(town, POOL, TREES)
    town.publish(
        replace(POOL, body=POOL.body.replace("wieder", "im Mai wieder")),
        replace(TREES, body=TREES.body + "\n\nWeitere zehn stehen am Hafen."),
    )
    town.run()
    assert town.finds() == [("Hafen", "baeume")]


def test_an_alert_that_joins_others_hears_of_what_came_since_the_last_run_and_of_nothing_older(town: Town) -> None:
    begin(town, OLD, TREES)
    town.publish(QUAY)
    town.alerts(HARBOUR, ("Mauer", "/suche?q=Mauer"), ("Linden", "/suche?q=Linden"))
    town.run()
    assert town.finds() == [("Hafen", "kaimauer"), ("Mauer", "kaimauer")]


def test_an_alert_that_joins_others_hears_nothing_of_releases_whose_wording_was_there_before(town: Town) -> None:
    begin(town, OLD, TREES)
    town.alerts(HARBOUR, ("Grün", "/suche?rubrik=Gr%C3%BCn"))
    town.run()
    town.publish(replace(TREES, categories=("Grün",)))
    town.alerts(HARBOUR, ("Grün", "/suche?rubrik=Gr%C3%BCn"), ("Linden", "/suche?q=Linden"))
    assert town.run().counts == [("Hafen", 1, 0), ("Grün", 1, 1), ("Linden", 1, 0)]
    assert town.finds() == [("Grün", "baeume")], "who watched the category hears that the release got it"


def test_old_releases_that_are_read_otherwise_and_fetched_again_are_no_news(town: Town) -> None:
    quoted = release("rede", "Rede zum Fest", "Bürgermeisterin Ilse Kamp sagte: „Wir feiern lange.“", "2020-02-02")
    town.publish(quoted)
    town.alerts(("Kamp", "/zitate?person=Ilse%20Kamp-Holm"))
    town.run()
    (town.data / "sample.corrections.toml").write_text(
        '[[same]]\nperson = "Ilse Kamp-Holm"\nalso = ["Ilse Kamp"]\n', encoding="utf-8"
    )
    town.publish(replace(quoted, categories=("Feste",)))
    assert town.run().counts == [("Kamp", 1, 0)]
    town.publish(replace(quoted, body=quoted.body + "\n\nIlse Kamp ergänzte: „Und laut.“"))
    assert town.run().counts == [("Kamp", 2, 1)]


def plan(text: str, town: Town) -> Capture:
    """What the site sends at the address of a release's PDF."""
    kind = (("Content-Type", "application/pdf"),)
    at = f"{town.now:%Y-%m-%dT%H:%M:%SZ}"
    return Capture(f"http://{HOST}{FILE.path}", at, "response", 200, kind, pdf("Plan", text))


FILE = SampleFile("/fileadmin/plan.pdf", "Plan der Kaimauer", "(1 KB)")
PLANNED = replace(QUAY, slug="plan", title="Plan liegt aus", body="Die Stadt legt einen Plan aus.", files=(FILE,))


def test_what_an_attachment_alone_says_is_told_once_with_the_words_that_matched(town: Town) -> None:
    begin(town, OLD)
    town.keep(page(PLANNED, town.now), plan("Die Spundwand am Hafen wird erneuert.", town))
    town.run()
    ((name, find),) = told_of(town.web.taken())
    assert (name, find["release"], find["notes"], find["words"]) == ("Hafen", "plan", ["in der Anlage"], ["Hafen"])
    assert [one["lead"] for one in find["passages"]] == ["Anlage „Plan der Kaimauer“"]
    town.keep(page(PLANNED, town.now), plan("Die Spundwand am Hafen wird nicht erneuert.", town))
    town.run()
    assert town.finds() == [], "the alert has found this release before"


def test_an_attachment_that_says_it_only_since_it_was_replaced_is_told_and_so_is_the_change(town: Town) -> None:
    town.keep(page(OLD, town.now), page(PLANNED, town.now), plan("Die Spundwand wird erneuert.", town))
    town.alerts(HARBOUR, ("Änderungen", "/aenderungen"))
    assert town.run().first
    town.keep(plan("Die Spundwand am Hafen wird erneuert.", town))
    town.run()
    told = told_of(town.web.taken())
    assert [(name, find["release"], find["notes"]) for name, find in told] == [
        ("Hafen", "plan", ["in der Anlage"]), ("Änderungen", "plan", ["Anlage geändert"]),
    ]  # fmt: skip
    assert told[1][1]["link"].endswith("/plan#anlage-0")
    assert "Die Anlage „Plan der Kaimauer“ wurde ersetzt" in told[1][1]["passages"][0]["parts"][0][1]
    town.run()
    assert town.finds() == []


def test_an_attachment_that_its_release_no_longer_names_is_a_change(town: Town) -> None:
    town.keep(page(PLANNED, town.now), plan("Die Spundwand wird erneuert.", town))
    town.alerts(HARBOUR, ("Änderungen", "/aenderungen"))
    assert town.run().first
    town.publish(replace(PLANNED, files=()))
    town.run()
    ((name, find),) = told_of(town.web.taken())
    assert (name, find["release"], find["notes"]) == ("Änderungen", "plan", ["Anlage weggefallen"])
    said = "Auf die Anlage „Plan der Kaimauer“ verweist die Mitteilung nicht mehr."
    assert find["passages"] == [{"lead": "", "parts": [["=", said]]}]
    assert find["link"].endswith("/plan#anlage-0")
    with site_over(town.database, SITE) as get:
        assert "Die Mitteilung verweist nicht mehr darauf." in get("/sample/releases/plan").text
        assert 'id="anlage-0"' in get("/sample/releases/plan").text
        assert said.removesuffix(".") in get("/aenderungen").text
        assert said in get("/aenderungen.atom").text
    town.run()
    assert town.finds() == []


def test_a_release_that_says_it_itself_is_not_told_again_for_its_attachment(town: Town) -> None:
    begin(town, OLD)
    itself = replace(PLANNED, body="Die Stadt legt einen Plan für den Hafen aus.")
    town.keep(page(itself, town.now), plan("Die Spundwand am Hafen wird erneuert.", town))
    town.run()
    assert town.finds() == [("Hafen", "plan")]


def test_a_renamed_alert_is_the_same_alert_however_its_address_is_written(town: Town) -> None:
    begin(town, OLD)
    town.alerts(("Am Wasser", "https://archiv.example.org/suche?sortierung=alt&q=Hafen&seite=1&von="))
    town.publish(QUAY)
    town.run()
    assert town.finds() == [("Am Wasser", "kaimauer")]
    town.alerts(("Noch einmal", "/suche?q=Hafen"))
    assert town.run().counts == [("Noch einmal", 2, 0)]
    assert town.finds() == []


def test_a_damaged_ledger_is_named_and_left_as_it_is(town: Town) -> None:
    begin(town, OLD)
    whole = town.state.read_bytes()
    for damaged in (b"broken" * 1000, whole[: len(whole) // 2], whole[:4096] + b"\xff" * 4096 + whole[8192:]):
        town.state.write_bytes(damaged)
        for dry in (True, False):
            with pytest.raises(StateError, match=r"sample\.state\.db: .*restore it from a backup"):
                town.run(dry=dry)
        assert town.state.read_bytes() == damaged
    town.state.write_bytes(whole)
    town.publish(QUAY)
    town.run()
    assert town.finds() == [("Hafen", "kaimauer")]


def test_an_alert_that_went_and_comes_back_begins_anew(town: Town) -> None:
    begin(town, OLD)
    town.alerts(("Linden", "/suche?q=Linden"))
    town.publish(QUAY)
    town.run()
    town.alerts(HARBOUR, ("Linden", "/suche?q=Linden"))
    town.run()
    assert town.finds() == []


def test_a_database_that_is_built_anew_with_other_rows_brings_no_news(town: Town) -> None:
    begin(town, POOL, OLD, QUAY)
    with closing(sqlite3.connect(town.database)) as connection:
        before = connection.execute("SELECT slug, rowid FROM releases ORDER BY slug").fetchall()
    town.database.unlink()
    town.publish(release("aal", "Aale im Fluss", "Ein Bericht ohne Wasser."))
    with closing(sqlite3.connect(town.database)) as connection:
        after = connection.execute("SELECT slug, rowid FROM releases WHERE slug <> 'aal' ORDER BY slug").fetchall()
    assert [slug for slug, _ in before] == [slug for slug, _ in after]
    assert before != after
    town.run()
    assert town.finds() == []


def test_an_old_release_that_is_merely_read_otherwise_is_no_news(town: Town) -> None:
    quoted = release("rede", "Rede zum Fest", "Bürgermeisterin Ilse Kamp sagte: „Wir feiern lange.“", "2020-02-02")
    town.publish(quoted, OLD)
    town.alerts(("Kamp", "/zitate?person=Ilse%20Kamp-Holm"))
    assert town.run().counts == [("Kamp", 0, 0)]
    (town.data / "sample.corrections.toml").write_text(
        '[[same]]\nperson = "Ilse Kamp-Holm"\nalso = ["Ilse Kamp"]\n', encoding="utf-8"
    )
    town.publish(TREES)
    assert town.run().counts == [("Kamp", 1, 0)]
    assert town.finds() == []


def test_a_release_that_went_from_the_database_and_came_back_is_not_told_again(town: Town) -> None:
    begin(town, OLD)
    without = town.database.read_bytes()
    town.publish(QUAY)
    town.run()
    assert town.finds() == [("Hafen", "kaimauer")]
    kept = town.database.read_bytes()
    town.database.write_bytes(without)
    assert town.run().counts == [("Hafen", 1, 0)]
    town.database.write_bytes(kept)
    assert town.run().counts == [("Hafen", 2, 0)]
    assert town.finds() == []


def test_a_release_under_a_new_address_is_the_same_release(town: Town) -> None:
    begin(town, POOL, QUAY)
    later = replace(QUAY, slug="kaimauer-neu")
    moved = replace(
        page(later, town.now), url=page(QUAY).url, status=301, body=b"",
        headers=(("Location", f"{page(later).url}"),),
    )  # fmt: skip
    town.keep(moved, page(later, town.now + timedelta(hours=1)))
    with closing(sqlite3.connect(town.database)) as connection:
        assert ("kaimauer",) in connection.execute("SELECT slug FROM releases").fetchall()
    town.run()
    assert town.finds() == []


def test_a_release_whose_first_look_waited_in_quarantine_is_told_when_it_is_accepted(town: Town) -> None:
    begin(town, OLD)
    town.publish(replace(QUAY, title="Kein Zugriff", codes=None, body="Sie dürfen diese Seite vom Hafen nicht sehen."))
    town.run()
    assert town.finds() == []
    with closing(sqlite3.connect(town.database)) as connection:
        ((digest, capture),) = connection.execute("SELECT digest, capture FROM quarantine WHERE state = 'waiting'")
    decide(town.state, "kaimauer", digest, "accepted", capture, "2026-11-04T08:00:00Z")
    town.keep()
    town.run()
    assert town.finds() == [("Hafen", "kaimauer")]


def test_a_release_whose_older_address_turns_up_later_is_the_same_release(town: Town) -> None:
    begin(town, POOL, QUAY)
    before = replace(QUAY, slug="kai")
    led = replace(
        page(before, MONDAY - timedelta(days=2)), status=301, body=b"", headers=(("Location", page(QUAY).url),)
    )  # fmt: skip
    town.keep(page(before, MONDAY - timedelta(days=9)), led)
    with closing(sqlite3.connect(town.database)) as connection:
        slugs = {slug for (slug,) in connection.execute("SELECT slug FROM releases")}
    assert slugs == {"schwimmbad", "kai"}
    town.run()
    assert town.finds() == []


def test_a_removal_is_told_where_removals_are_searched(town: Town) -> None:
    begin(town, QUAY, OLD)
    town.alerts(HARBOUR, ("Entfernt", "/suche?entfernt=1"), ("Sperrungen", "withdrawals"), ("Alles", "/aenderungen"))
    town.run()
    for hours in (0, 13, 26):
        town.keep(missing(QUAY, town.now + timedelta(hours=hours)))
    town.now += timedelta(hours=40)
    town.run()
    assert town.finds() == [("Entfernt", "kaimauer"), ("Sperrungen", "kaimauer"), ("Alles", "kaimauer")]
    town.run()
    assert town.finds() == []


def test_a_withdrawal_is_told_without_a_word_of_what_is_hidden(town: Town) -> None:
    begin(town, OLD, QUAY, TREES)
    town.alerts(("Sperrungen", "withdrawals"), ("Linden", "/suche?q=Linden"))
    town.run()
    town.publish(replace(TREES, body=TREES.body + "\n\nLinden blühen."))
    (town.data / "sample.withdrawals.toml").write_text(
        '[[withdrawal]]\nrelease = "kaimauer"\nscope = "hide"\nday = 2026-11-03\nreason = "Auf Antrag"\n'
        '[[withdrawal]]\nrelease = "baeume"\nscope = "redact"\nwords = ["Zehn"]\nday = 2026-11-03\nreason = "Irrtum"\n',
        encoding="utf-8",
    )
    town.keep()
    town.run()
    ((_, _, body),) = town.web.posted
    assert b"aimauer" not in body
    told = [(find["title"], find["passages"][0]["parts"]) for _, find in told_of([body])]
    assert sorted(told) == [
        ("An Stellen geschwärzt: Bäume gepflanzt", [["=", "Seit dem 3. November 2026. Grund: Irrtum"]]),
        ("Gesperrt: eine Mitteilung", [["=", "Seit dem 3. November 2026. Grund: Auf Antrag"]]),
    ]
    town.run()
    assert len(town.web.posted) == 1


def test_what_is_withdrawn_while_its_message_waits_does_not_go_out(town: Town) -> None:
    begin(town, OLD)
    town.web.behaviour["/hook"] = "fail"
    town.publish(QUAY, TREES)
    town.run()
    (town.data / "sample.withdrawals.toml").write_text(
        '[[withdrawal]]\nrelease = "kaimauer"\nscope = "hide"\nday = 2026-11-03\nreason = "Auf Antrag"\n',
        encoding="utf-8",
    )
    town.keep()
    town.web.behaviour.clear()
    town.web.taken()
    assert town.run().delivered.sent == 0
    assert town.web.taken() == []


def test_erasing_names_the_messages_that_held_the_release_and_finds_no_word_of_it_in_the_ledger(
    town: Town, run: Run
) -> None:
    begin(town, OLD)
    town.publish(QUAY, TREES)
    town.run()
    ((_, headers, _),) = town.web.posted
    (town.data / "sample.withdrawals.toml").write_text(
        '[[withdrawal]]\nrelease = "kaimauer"\nscope = "erase"\nday = 2026-11-03\nreason = "Auf Antrag"\n',
        encoding="utf-8",
    )
    done = run("--data", town.data, "--site", "sample", "erase")
    assert f"message {headers['webhook-id']} with kaimauer was sent to hook on " in done.stderr
    assert "baeume" not in done.stderr
    assert "sample.state.db" not in done.stdout
    assert run("--data", town.data, "--site", "sample", "check", "--withdrawals").returncode == 0


def test_a_change_is_told_when_either_wording_turns_up_late(town: Town) -> None:
    town.publish(POOL)
    town.alerts(("Alles", "/aenderungen"))
    town.run()
    first = replace(POOL, body=POOL.body.replace("wieder", "nie wieder"))
    town.keep(page(first, town.now - timedelta(days=30)))
    town.run()
    assert town.finds() == [("Alles", "schwimmbad")]
    town.publish(replace(POOL, body=POOL.body + "\n\nDer Eintritt ist frei."))
    town.run()
    assert town.finds() == [("Alles", "schwimmbad")]
    town.run()
    assert town.finds() == []


def test_a_dry_run_says_what_would_go_out_and_leaves_everything_as_it_is(town: Town) -> None:
    town.publish(OLD)
    town.alerts(HARBOUR)
    assert town.run(dry=True).first
    assert not town.state.exists()
    town.run()
    town.publish(QUAY)
    before = town.state.read_bytes()
    told = town.run(dry=True)
    assert [head for head, _ in told.shown] == ["webhook to hook: Hafen: Neue Kaimauer"]
    assert "https://archiv.example.org/sample/releases/kaimauer" in told.shown[0][1]
    assert (town.state.read_bytes(), town.web.posted) == (before, [])
    town.run()
    assert town.finds() == [("Hafen", "kaimauer")]


def test_the_ledger_keeps_no_word_of_a_release_or_a_search(town: Town) -> None:
    begin(town, OLD)
    town.publish(QUAY)
    town.run()
    assert town.finds()
    kept = town.state.read_bytes()
    assert b"hook" in kept
    for word in (b"kaimauer", b"Kaimauer", b"Hafen", b"hafen", b"suche", b"127.0.0.1"):
        assert word not in kept
