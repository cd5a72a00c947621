"""Mail goes out encrypted, says what was found and why, and nothing that was crawled can change what it is."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from email.message import EmailMessage
from pathlib import Path

import pytest
from parsel import Selector

from archive.alerts import mail
from archive.settings import Settings
from tests.archive.alerts.mail_server import PASSWORD, USER, MailServer, Security, mail_server, make_certificate
from tests.archive.alerts.test_stock import OLD, POOL, QUAY
from tests.archive.alerts.town import HOST, Town, release

HEAD = """[mail]
host = "127.0.0.1"
port = {port}
security = "{security}"
{login}
from = "Archiv Morlingen <archiv@example.org>"

[receivers.redaktion]
mail = "redaktion@example.org"
{more}
[[alerts]]
name = "{name}"
watch = "{watch}"
to = ["redaktion"{others}]
"""
LOGIN = f'user = "{USER}"\npassword = "file:{{file}}"'


@dataclass
class Post:
    """A town whose alerts go out by mail."""

    town: Town
    server: MailServer
    security: Security
    login: str

    def alert(self, name: str = "Hafen", watch: str = "/suche?q=Hafen", more: str = "", others: str = "") -> None:
        self.town.write(
            HEAD.format(port=self.server.port, security=self.security, login=self.login, name=name, watch=watch,
                        more=more, others=others)
        )  # fmt: skip

    def begin(self) -> None:
        self.town.publish(OLD)
        self.alert()
        self.town.run()


@pytest.fixture
def opened(town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[Security, Post]]:
    """Servers of each kind of security; started when asked for."""
    certificate = make_certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    secret = tmp_path / "password"
    secret.write_text(PASSWORD + "\n", encoding="utf-8")
    with ExitStack() as stack:

        class Opened(dict[Security, Post]):
            def __missing__(self, security: Security) -> Post:
                login = "" if security == "none" else LOGIN.format(file=secret)
                server = stack.enter_context(mail_server(None if security == "none" else certificate, security))
                return Post(town, server, security, login)

        yield Opened()


@pytest.fixture
def post(opened: dict[Security, Post]) -> Post:
    """A town whose alerts go out over STARTTLS."""
    return opened["starttls"]


def parts(mail: EmailMessage) -> tuple[str, str]:
    """Plain text and HTML of a mail."""
    plain, html = (mail.get_body((kind,)) for kind in ("plain", "html"))
    assert plain
    assert html
    return plain.get_content(), html.get_content()


@pytest.mark.parametrize("security", ["starttls", "tls", "none"])
def test_a_mail_says_what_was_found_where_and_why(opened: dict[Security, Post], security: Security) -> None:
    post = opened[security]
    post.begin()
    post.town.publish(QUAY)
    told = post.town.run()
    assert (told.delivered.sent, told.delivered.problems, told.delivered.alarms) == (1, [], [])
    (mail,) = post.server.taken
    assert (mail["Subject"], mail["To"], mail["From"]) == (
        "Hafen: Neue Kaimauer", "redaktion@example.org", "Archiv Morlingen <archiv@example.org>",
    )  # fmt: skip
    assert mail["List-Unsubscribe"] == "<mailto:weg@example.org?subject=Abbestellen%3A%20Hafen>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Message-ID"].endswith("@example.org>")
    text, html = parts(mail)
    for words in (
        "Neue Kaimauer", "Dienstag, 7. Mai 2024", "Gefunden: Hafen", "Die Mauer am Hafen wird erneuert.",
        "Im Archiv: https://archiv.example.org/sample/releases/kaimauer", f"Bei der Stadt: http://{HOST}{QUAY.path}",
        "Alle Treffer: https://archiv.example.org/suche?q=Hafen&sortierung=neu", "Abbestellen: weg@example.org",
    ):  # fmt: skip
        assert words in " ".join(text.split())
    page = Selector(html)
    assert page.css("h3 a::attr(href)").get() == "https://archiv.example.org/sample/releases/kaimauer"
    assert page.css("mark::text").getall() == ["Hafen"]
    assert page.css("html::attr(lang)").get() == "de"


def test_crawled_text_is_shown_as_it_is_and_changes_no_header_and_no_markup(post: Post) -> None:
    post.begin()
    evil = release(
        "boese", "Hafen\u2028Bcc: x@example.org\x0bSubject: fremd </title><script>alert(1)</script>\u202eknil",
        'Am Hafen: <img src=x onerror="alert(1)"> & <a href="javascript:x">hier</a> {{ 7 * 7 }}', "2024-05-07",
    )  # fmt: skip
    post.town.publish(evil)
    post.town.run()
    (mail,) = post.server.taken
    assert mail.keys() == [
        "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "List-Unsubscribe", "MIME-Version",
        "Content-Type",
    ]  # fmt: skip
    assert mail["Subject"].startswith("Hafen: Hafen Bcc: x@example.org")
    assert not set(mail["Subject"]) & set("\n\r\u2028\u202e\x0b")
    text, html = parts(mail)
    page = Selector(html)
    assert page.css("script, img, [onerror], a[href^=javascript]").getall() == []
    assert "<script>alert(1)</script>" in (page.css("h3").xpath("string()").get() or "")
    assert "{{ 7 * 7 }}" in text
    assert "\u202e" not in text + html


def test_what_the_server_says_never_holds_the_password_and_nothing_of_it_is_stored(post: Post) -> None:
    post.begin()
    post.server.refused = {"redaktion@example.org"}
    post.town.publish(QUAY)
    told = post.town.run()
    (alarm,) = told.delivered.alarms
    assert "the mail server refuses the address (550) (5.1.1 nobody here; ***); 3 tries in a row" in alarm
    stored = post.town.state.read_bytes()
    for secret in (PASSWORD, "nobody here"):
        assert secret.encode() not in stored
    assert b"refuses the address" in stored


@pytest.mark.parametrize(
    ("security", "wrong", "reason"),
    [
        ("starttls", f'user = "{USER}"\npassword = "env:WRONG"', "the mail server refuses user and password (535)"),
        ("none", f'user = "{USER}"\npassword = "env:WRONG"', "the mail server offers no STARTTLS"),
    ],
)
def test_mail_goes_out_encrypted_and_with_the_password_or_not_at_all(
    opened: dict[Security, Post], monkeypatch: pytest.MonkeyPatch, security: Security, wrong: str, reason: str
) -> None:
    monkeypatch.setenv("WRONG", "another password")
    post = opened[security]
    post.begin()
    post.security, post.login = "starttls", wrong
    post.alert()
    post.town.publish(QUAY)
    told = post.town.run()
    assert [line.partition(";")[0] for line in told.delivered.alarms] == [f"receiver 'redaktion': {reason}"]
    assert post.server.taken == []


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_that_nobody_vouches_for_is_refused(
    opened: dict[Security, Post], monkeypatch: pytest.MonkeyPatch, security: Security
) -> None:
    post = opened[security]
    post.begin()
    monkeypatch.delenv("SSL_CERT_FILE")
    post.town.publish(QUAY)
    (alarm,) = post.town.run().delivered.alarms
    assert "the mail server cannot be used: its certificate is not valid" in alarm
    assert post.server.taken == []


def test_a_mail_that_the_server_puts_off_keeps_no_other_waiting(post: Post) -> None:
    post.begin()
    hook = f'[receivers.two]\nmail = "zwei@example.org"\n[receivers.hook]\nwebhook = "{post.town.web.home}/hook"\n'
    post.alert(more=f'{hook}secret = "env:HOOK_KEY"\n', others=', "two", "hook"')
    post.town.run()
    post.town.publish(QUAY)
    post.server.put_off = {"redaktion@example.org"}
    told = post.town.run()
    assert post.town.finds() == [("Hafen", "kaimauer")]
    assert (told.delivered.sent, told.delivered.waiting) == (2, 1)
    assert [one["To"] for one in post.server.taken] == ["zwei@example.org"]
    post.server.put_off.clear()
    told = post.town.run()
    assert (told.delivered.sent, told.delivered.waiting) == (1, 0)
    assert [one["To"] for one in post.server.taken] == ["zwei@example.org", "redaktion@example.org"]
    text, _ = parts(post.server.taken[-1])
    assert "Neue Kaimauer" in text


def test_a_message_that_cannot_be_written_costs_its_receiver_alone(post: Post) -> None:
    post.begin()
    hook = f'[receivers.hook]\nwebhook = "{post.town.web.home}/hook"\nsecret = "env:HOOK_KEY"\n'
    post.alert(more=hook, others=', "hook"')
    post.town.run()
    post.town.settings = Settings("https://archiv.example.org/", "https://example.org/\udc80")
    post.town.publish(QUAY)
    told = post.town.run()
    assert [line.partition(";")[0] for line in told.delivered.alarms] == [
        "receiver 'redaktion': its message cannot be written (UnicodeEncodeError)"
    ]  # fmt: skip
    assert post.town.finds() == [("Hafen", "kaimauer")]


def test_a_title_of_any_length_makes_a_message_of_some(post: Post) -> None:
    post.begin()
    post.town.publish(release("lang", "Hafen " + "und noch ein Wort " * 2000, "Kurz.", "2024-05-08"))
    post.town.run()
    (mail,) = post.server.taken
    assert len(mail["Subject"]) < 400
    assert len(mail.as_bytes()) < 20_000


def test_a_header_of_any_length_is_read_by_programs_that_decode_nothing(post: Post) -> None:
    post.begin()
    post.alert("Ä" * 100)
    post.town.publish(QUAY)
    post.town.run()
    (mail,) = post.server.taken
    (raw,) = [line for line in post.server.raw[0].split(b"\r\n") if line.startswith(b"List-Unsubscribe")]
    assert raw == b"List-Unsubscribe: <mailto:weg@example.org?subject=Abbestellen%3A%20" + b"%C3%84" * 60 + b">"
    assert all(len(line) < 998 for line in post.server.raw[0].split(b"\r\n"))
    assert post.server.raw[0].isascii()
    assert mail["Subject"] == "Ä" * 100 + ": Neue Kaimauer"


def test_a_change_is_told_with_the_words_that_went_and_came(post: Post) -> None:
    post.town.publish(POOL)
    post.alert("Änderungen", "/aenderungen")
    post.town.run()
    post.town.publish(replace(POOL, body=POOL.body.replace("wieder", "nicht mehr")))
    post.town.run()
    (mail,) = post.server.taken
    text, html = parts(mail)
    assert "Das Schwimmbad öffnet [entfällt: wieder] [neu: nicht mehr]." in " ".join(text.split())
    assert "<del>wieder</del> → <ins>nicht mehr</ins>" in html
    assert mail["List-Unsubscribe"] == "<mailto:weg@example.org?subject=Abbestellen%3A%20%C3%84nderungen>"


def test_a_mail_server_that_is_down_is_tried_for_one_receiver_and_hurts_no_webhook(post: Post) -> None:
    post.begin()
    hook = f'[receivers.two]\nmail = "zwei@example.org"\n[receivers.hook]\nwebhook = "{post.town.web.home}/hook"\n'
    more, others = f'{hook}secret = "env:HOOK_KEY"\n', ', "two", "hook"'
    post.alert(more=more, others=others)
    post.town.run()
    post.town.publish(QUAY)
    up, post.server.port = post.server.port, 9  # where nobody listens
    post.alert(more=more, others=others)
    told = post.town.run()
    reason = "the mail server cannot be used: it refuses the connection"
    (alarm,), (problem,) = told.delivered.alarms, told.delivered.problems
    assert alarm.startswith(f"receiver 'redaktion': {reason}; 3 tries in a row since ")
    assert problem == f"receiver 'two': {reason}; it is tried again in the next run"
    assert post.town.finds() == [("Hafen", "kaimauer")]
    post.server.port = up
    post.alert(more=more, others=others)
    post.town.run()
    assert sorted(one["To"] for one in post.server.taken) == ["redaktion@example.org", "zwei@example.org"]


def test_a_mail_server_that_says_nothing_is_told_from_one_that_hangs_up(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail, "_STEP", 0.2)
    post.begin()
    post.town.publish(QUAY)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        post.server.port = silent.getsockname()[1]
        post.alert()
        (alarm,) = post.town.run().delivered.alarms
    assert alarm.startswith("receiver 'redaktion': the mail server did not answer in time; 3 tries")
