"""Webhooks are signed JSON; a receiver that fails, hangs or answers late costs nobody else anything."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from datetime import timedelta
from pathlib import Path

import pytest

from archive.alerts import connecting
from archive.alerts.finds import mark
from archive.alerts.ledger import failing, messages_with
from archive.alerts.letters import section_of
from archive.alerts.webhook import key_of
from scraper.errors import SettingsError
from tests.archive.alerts.test_stock import OLD, QUAY, begin
from tests.archive.alerts.town import KEY, Town, release
from tests.archive.alerts.web_server import LATE, Behaviour

TWO = """[receivers.two]
webhook = "{home}/two"
secret = "env:HOOK_KEY"

[receivers.hook]
webhook = "{home}/hook"
secret = "env:HOOK_KEY"

[[alerts]]
name = "Hafen"
watch = "/suche?q=Hafen"
to = ["two", "hook"]
"""


def two(town: Town) -> None:
    """Two receivers, of whom the first may be trouble."""
    begin(town, OLD)
    town.write(TWO.format(home=town.web.home))
    town.run()
    town.publish(QUAY)


def test_a_body_is_signed_as_standard_webhooks_says(town: Town) -> None:
    begin(town, OLD)
    town.publish(QUAY)
    town.run()
    ((_, headers, body),) = town.web.posted
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    digest = hmac.new(KEY.encode(), signed, hashlib.sha256).digest()
    assert headers["webhook-signature"] == f"v1,{base64.b64encode(digest).decode()}"
    assert abs(time.time() - int(headers["webhook-timestamp"])) < 60
    told = json.loads(body)
    assert (told["id"], told["type"], told["site"], told["receiver"]) == (
        headers["webhook-id"], "info", "sample", "hook",
    )  # fmt: skip
    assert (told["title"], told["format"]) == ("Hafen: Neue Kaimauer", "text")
    assert "Die Mauer am Hafen wird erneuert." in told["body"]
    assert told["body"].endswith("Alle Treffer: https://archiv.example.org/suche?q=Hafen&sortierung=neu\n")
    (alert,) = told["alerts"]
    (find,) = alert.pop("finds")
    assert alert == {
        "name": "Hafen", "watch": "/suche?q=Hafen", "new": 1, "not_shown": 0, "vanished": 0,
        "page": "https://archiv.example.org/suche?q=Hafen&sortierung=neu",
    }  # fmt: skip
    assert (find["title"], find["published"], find["words"]) == ("Neue Kaimauer", "2024-05-07", ["Hafen"])
    assert find["link"] == "https://archiv.example.org/sample/releases/kaimauer"
    assert ["!", "Hafen"] in find["passages"][0]["parts"]


@pytest.mark.parametrize(
    ("watch", "more", "heading"),
    [
        ("/suche?q=Hafen", 1, "A: 1 neuer Treffer"),
        ("/suche?q=/zitate", 2, "A: 2 neue Treffer"),
        ("/zitate?q=Hafen", 1, "A: 1 neues Zitat"),
        ("/aemter/Stadtrat", 3, "A: 3 neue Zitate"),
        ("/kalender/2026-12", 1, "A: 1 neuer Termin"),
        ("/aenderungen", 2, "A: 2 neue Änderungen"),
        ("withdrawals", 2, "A: 2 neue Einträge"),
        ("alarms", 1, "A: 1 neuer Alarm"),
    ],
)
def test_a_heading_says_what_was_found(watch: str, more: int, heading: str) -> None:
    assert section_of("A", watch, "", (), more, 0).heading == heading


def test_a_key_is_base64_behind_its_prefix_and_never_short() -> None:
    key = b"thirty-two bytes of a good key.."
    assert key_of("whsec_" + base64.b64encode(key).decode(), "x") == key
    for wrong in ("short", "whsec_äöü", "whsec_" + base64.b64encode(b"short").decode()):
        with pytest.raises(SettingsError, match=r"^receivers\.x\.secret ") as raised:
            key_of(wrong, "receivers.x.secret")
        assert wrong.removeprefix("whsec_") not in raised.value.message


@pytest.mark.parametrize(
    ("how", "reason"),
    [
        ("fail", "it answered 500 (no: ***)"),
        ("hang", "no answer within 1 seconds"),
        ("drip", "no answer within 1 seconds"),
        ("cut", "its answer was cut short or is no HTTP"),
        ("move", "it answered 302"),
    ],
)
def test_a_receiver_in_trouble_is_an_alarm_after_three_tries_and_hurts_no_other(
    town: Town, monkeypatch: pytest.MonkeyPatch, how: Behaviour, reason: str
) -> None:
    monkeypatch.setattr(connecting, "WHOLE", 1.0)
    two(town)
    town.web.behaviour["/two"] = how
    told = town.run()
    paths = [path for path, _, _ in town.web.posted]
    assert paths == ["/two", "/hook", "/two", "/two"], "nobody waits for the second and third try of another"
    tried = [one for one in town.web.posted if one[0] == "/two"]
    assert len({body for _, _, body in tried}) == 1
    assert len({headers["webhook-id"] for _, headers, _ in tried}) == 1
    (alarm,) = told.delivered.alarms
    said = reason.replace(" (no: ***)", "")
    assert alarm.startswith(f"receiver 'two': {said}")
    assert "; 3 tries in a row since " in alarm
    assert [one[:2] + one[3:] for one in failing(town.state)] == [("two", 3, said)]
    town.run()  # one try a run from then on, and behind the others
    assert [path for path, _, _ in town.web.posted[4:]] == ["/two"]
    del town.web.behaviour["/two"]
    town.publish(release("steg", "Steg am Hafen", "Der Steg ist neu."))
    town.run()
    assert [path for path, _, _ in town.web.posted[5:]] == ["/hook", "/two", "/two"]
    assert town.web.posted[-2][1]["webhook-id"] == town.web.posted[0][1]["webhook-id"], "what waited goes out first"
    assert failing(town.state) == []
    town.run()
    assert len(town.web.posted) == 8


def test_a_receiver_that_asks_for_a_pause_gets_one_try_a_run(town: Town) -> None:
    two(town)
    town.web.behaviour["/two"] = "busy"
    for _ in range(3):
        told = town.run()
    assert [path for path, _, _ in town.web.posted] == ["/two", "/hook", "/two", "/two"]
    (alarm,) = told.delivered.alarms
    assert alarm.startswith("receiver 'two': it answered 429; 3 tries in a row")


def test_what_a_receiver_says_is_told_without_what_it_repeats(town: Town) -> None:
    begin(town, OLD)
    town.publish(QUAY)
    town.web.behaviour["/hook"] = "fail"
    (alarm,) = town.run().delivered.alarms
    assert "it answered 500 (no: v1," in alarm
    assert KEY not in alarm
    assert town.web.home not in alarm
    assert KEY.encode() not in town.state.read_bytes()


def test_a_receiver_that_answers_late_is_told_once(town: Town) -> None:
    begin(town, OLD)
    town.publish(QUAY)
    town.web.behaviour["/hook"] = "late"
    began = time.monotonic()
    assert town.run().delivered.sent == 1
    assert time.monotonic() - began > LATE
    town.run()
    assert len(town.web.posted) == 1


def test_a_secret_that_is_not_there_costs_its_receiver_alone(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    two(town)
    town.write(TWO.format(home=town.web.home).replace("env:HOOK_KEY", "env:NO_SUCH_KEY", 1))
    told = town.run()
    assert [path for path, _, _ in town.web.posted] == ["/hook"]
    assert told.delivered.problems == [
        "receiver 'two': env:NO_SUCH_KEY is not set; it is tried again in the next run"
    ]  # fmt: skip
    monkeypatch.setenv("NO_SUCH_KEY", KEY)
    town.run()
    assert [path for path, _, _ in town.web.posted] == ["/hook", "/two"]


def test_which_messages_held_a_release_is_recorded_before_they_go_out(town: Town) -> None:
    begin(town, OLD)
    town.publish(QUAY)
    town.web.behaviour["/hook"] = "fail"
    town.run()
    (tried,) = messages_with(town.state, mark("kaimauer"))
    assert (tried.receiver, tried.sent) == ("hook", False)
    town.web.behaviour.clear()
    town.run()
    (sent,) = messages_with(town.state, mark("kaimauer"))
    assert (sent.message, sent.sent) == (tried.message, True)
    assert messages_with(town.state, mark("alter-hafen")) == []
    assert messages_with(Path("nowhere.db"), mark("kaimauer")) == []


def test_what_waits_and_is_no_longer_found_is_said_and_not_shown(town: Town) -> None:
    begin(town, OLD)
    before = town.database.read_bytes()
    town.web.behaviour["/hook"] = "fail"
    town.publish(QUAY)
    town.run()
    town.database.write_bytes(before)  # as if it were withdrawn
    town.web.behaviour.clear()
    town.run()
    assert len(town.web.posted) == 3, "nothing of it is left to tell"
    town.publish(QUAY, release("steg", "Steg am Hafen", "Der Steg ist neu."))
    town.run()
    assert [one for one in town.finds() if one[1] == "steg"] == [("Hafen", "steg")]


def test_many_finds_are_counted_and_not_all_shown(town: Town) -> None:
    begin(town, OLD)
    town.publish(*(release(f"kahn-{n}", f"Kahn {n} im Hafen", "Ein Kahn legt an.") for n in range(53)))
    town.run()
    (alert,) = json.loads(town.web.posted[0][2])["alerts"]
    assert (alert["new"], len(alert["finds"]), alert["not_shown"]) == (53, 50, 3)
    town.run()
    assert len(town.web.posted) == 1


def test_digests_go_out_at_the_first_run_of_a_day_or_week_and_hold_all_that_waited(town: Town) -> None:
    town.publish(OLD)
    town.alerts(("Tag", "/suche?q=Hafen", "daily"), ("Woche", "/suche?q=Steg", "weekly"), ("Sofort", "/suche?q=Kahn"))
    hour = timedelta(hours=1)
    town.run(later=hour)  # Monday, 06.00 UTC
    for number, at in enumerate(("Mon 07", "Mon 08")):
        town.publish(release(f"s-{number}", f"Steg {number} am Hafen", f"Am Steg {number} liegt ein Kahn. {at}"))
        town.run(later=hour)
    assert town.finds() == [("Sofort", "s-0"), ("Sofort", "s-1")]
    town.now += 20 * hour
    town.run()  # Tuesday
    assert sorted(town.finds()) == [("Tag", "s-0"), ("Tag", "s-1")]
    town.now += 5 * 24 * hour
    town.run()  # Monday
    assert sorted(town.finds()) == [("Woche", "s-0"), ("Woche", "s-1")]


def test_a_digest_is_one_message_for_all_of_a_receivers_alerts(town: Town) -> None:
    town.publish(OLD)
    town.alerts(("Hafen", "/suche?q=Hafen", "daily"), ("Mauer", "/suche?q=Mauer", "daily"))
    town.run()
    town.publish(QUAY)
    town.run()
    ((_, _, body),) = town.web.posted
    assert [one["name"] for one in json.loads(body)["alerts"]] == ["Hafen", "Mauer"]


def test_a_failing_receiver_is_an_alarm_that_others_can_be_told(town: Town) -> None:
    two(town)
    alarms = f'\n[receivers.ops]\nwebhook = "{town.web.home}/ops"\nsecret = "env:HOOK_KEY"\n'
    alarms += '[[alerts]]\nname = "Alarme"\nwatch = "alarms"\nto = ["ops"]\n'
    town.write(TWO.format(home=town.web.home) + alarms)
    town.web.behaviour["/two"] = "fail"
    town.run()
    town.run()
    told = [json.loads(body) for path, _, body in town.web.posted if path == "/ops"]
    assert [one["alerts"][0]["finds"][0]["title"] for one in told] == ["Empfänger „two“ ist nicht erreichbar"]
    town.run()
    assert len([path for path, _, _ in town.web.posted if path == "/ops"]) == 1
