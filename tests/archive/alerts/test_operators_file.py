"""A file that is wrong is refused in one line that names the file, the place and what must stand there."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

import pytest

from archive.alerts.operators_file import AlertsFile, read_alerts, read_pings
from archive.alerts.watched.addresses import watch_of
from archive.site.page import SiteInfo
from scraper.errors import SettingsError

SITE = SiteInfo("sample", "Morlingen", "Hafenstadt", "http://x/", "Europe/Berlin", address="https://archiv.example.org")
MAIL = '[mail]\nhost = "smtp.example.org"\nfrom = "a@example.org"\n'
RECEIVERS = '[receivers.r]\nmail = "r@example.org"\n'
ALERT = '[[alerts]]\nname = "A"\nwatch = "{}"\nto = ["r"]\n'
HOOK = '[receivers.h]\nwebhook = "https://example.org/x"\nsecret = "env:X"\n'


def read(folder: Path, text: str) -> AlertsFile:
    path = folder / "sample.alerts.toml"
    path.write_text(text, encoding="utf-8")
    return read_alerts(path, partial(watch_of, site=SITE, folder=folder, today=date(2026, 11, 28)))


SAME_ADDRESS = {
    "/suche?q=Hafen&rubrik=Bauen": "/suche?q=Hafen&rubrik=Bauen",
    "/suche?rubrik=Bauen&q=Hafen&seite=3&sortierung=alt&von=": "/suche?q=Hafen&rubrik=Bauen",
    "https://archiv.example.org/suche?q=Hafen": "/suche?q=Hafen",
    "/suche?q=Brücke&von=1.4.2021": "/suche?q=Br%C3%BCcke&von=2021-04-01",
    "/zitate?q=Hafen&art=direct&sortierung=alt": "/zitate?q=Hafen&art=direct",
    "/personen/Hedwig Amrath?amt=Stadträtin": "/personen/Hedwig%20Amrath?amt=Stadtr%C3%A4tin",
    "/personen/Hedwig%20Amrath": "/personen/Hedwig%20Amrath",
    "/aemter/Stadtrat?jahr=2021": "/aemter/Stadtrat?jahr=2021",
    "/themen/Bauen%20%2F%20Wohnen": "/themen/Bauen%20%2F%20Wohnen",
    "/kuerzel/lea?seite=2": "/kuerzel/lea",
    "/mitteilungen": "/mitteilungen",
    "/jahr/2021/09": "/jahr/2021/09",
    "/kalender": "/kalender",
    "/kalender/2026-W49": "/kalender/2026-W49",
    "/aenderungen?seite=2": "/aenderungen",
    "alarms": "alarms",
    "withdrawals": "withdrawals",
}


@pytest.mark.parametrize("written", SAME_ADDRESS)
def test_an_address_is_known_by_what_it_finds_however_it_is_written(tmp_path: Path, written: str) -> None:
    (search,) = read(tmp_path, MAIL + RECEIVERS + ALERT.format(written)).searches
    assert search.watch.address == SAME_ADDRESS[written]


REFUSED = {
    "/suche?q=Hafen&kategorie=Bauen": "its page knows no 'kategorie'; it takes q, genau, jahr",
    "/suche?q=Hafen&q=Steg": "'q' stands there twice",
    "/suche?q=Hafen&von=31.2.2021": "Den Tag „31.2.2021“ gibt es nicht.",
    "/suche?q=Hafen&von=2022&bis=2021": "So gibt es keinen Tag.",
    "/suche?q=autor:Kamp": "Ein Feld „autor:“ gibt es nicht",
    "/suche?q=-Hafen": "In der Anfrage steht kein Wort, das vorkommen soll.",
    "/zitate?art=laut": "Die Art „laut“ gibt es nicht.",
    "/suche.atom?q=Hafen": "names nothing that can be watched; there are /suche?…",
    "/sample/releases/hafen": "names nothing that can be watched",
    "https://other.example.org/suche?q=Hafen": "names nothing that can be watched",
    "//archiv.example.org/suche?q=Hafen": "names nothing that can be watched",
    "http://[x": "names nothing that can be watched",
    "/kalender/heute": "names nothing that can be watched",
    "Hafen": "names nothing that can be watched",
}


@pytest.mark.parametrize("written", REFUSED)
def test_an_address_that_its_page_would_not_take_is_refused(tmp_path: Path, written: str) -> None:
    with pytest.raises(SettingsError) as raised:
        read(tmp_path, MAIL + RECEIVERS + ALERT.format(written))
    said = raised.value.message
    assert said.startswith(f"{tmp_path}/sample.alerts.toml: alert 'A': watch: ")
    assert REFUSED[written] in said
    assert "\n" not in said


GOOD = ALERT.format("/suche?q=Hafen")
WRONG = {
    "alerts = 3": "alerts must be tables: write [[alerts]] above each",
    "x = [": "no readable TOML",
    "receiver = 1": "unknown key receiver; there are ping, mail, receivers, alerts",
    MAIL + RECEIVERS + GOOD + 'every = "day"': "alert 'A': every; there are name, watch, send, to",
    MAIL + RECEIVERS + GOOD + 'send = "hourly"': "alert 'A': send must be one of 'at once', 'daily', 'weekly', not",
    MAIL + RECEIVERS + GOOD.replace('["r"]', '["s"]'): "alert 'A': there is no receiver 's': write [receivers.s]",
    MAIL + RECEIVERS + GOOD.replace('["r"]', "[]"): "alert 'A': to must name receivers",
    MAIL + RECEIVERS + GOOD + GOOD.replace('"A"', '"B"'): "alerts 'A' and 'B' tell 'r' of the same: keep one",
    MAIL + RECEIVERS + GOOD + ALERT.format("/aenderungen"): "two alerts are named 'A'",
    MAIL + RECEIVERS + '[[alerts]]\nname = "A\\nBcc: x"\nwatch = "alarms"\nto = "r"': "alerts.name must be one line",
    RECEIVERS + GOOD: "receivers.r.mail needs a mail server: write [mail]",
    MAIL + '[receivers.r]\nmail = "r@example.org, s@example.org"': "receivers.r.mail must be one address",
    MAIL + '[receivers.r]\nmail = "r@example.org\\nBcc: s@example.org"': "receivers.r.mail must be one address",
    MAIL + '[receivers.r]\nmail = "r@example.org"\nwebhook = "https://x"': "receivers.r needs either mail or webhook",
    '[receivers.r]\nwebhook = "ftp://x"\nsecret = "env:X"': "receivers.r.webhook must be an address like",
    '[receivers.r]\nwebhook = "https://u:p@x/"\nsecret = "env:X"': "receivers.r.webhook must be an address like",
    '[receivers.r]\nwebhook = "https://x/"\nsecret = "plain words"': "receivers.r.secret must say where the key",
    '[receivers.r]\nwebhook = "https://x/"': "receivers.r.secret must say where the key",
    MAIL + 'password = "plain"\nuser = "u"': 'mail.password must say where it is: "env:NAME" or "file:/path"',
    MAIL + 'user = "u"': "mail.user and mail.password belong together",
    MAIL + 'security = "ssl"': "mail.security must be one of 'starttls', 'tls', 'none', not 'ssl'",
    MAIL + 'security = "none"': 'mail.security = "none" is for a mail server on this machine',
    MAIL + "port = 0": "mail.port must be a number, like port = 587",
    MAIL.replace("a@example.org", "a"): 'mail.from must be like "Archiv <archiv@example.org>"',
    MAIL.replace("a@example.org", "A\\nBcc: x <a@example.org>"): "mail.from must be like",
    "ping = 7": "ping must be addresses",
    'ping = ["hc-ping.com/x"]': "ping must be an address like",
    HOOK.replace("https://example.org/x", "https://example.org/geheim x"): "receivers.h.webhook must be an address",
}


@pytest.mark.parametrize("text", WRONG)
def test_a_file_that_is_wrong_is_refused_in_one_line_without_its_secrets(tmp_path: Path, text: str) -> None:
    with pytest.raises(SettingsError) as raised:
        read(tmp_path, text)
    said = raised.value.message
    assert said.startswith(f"{tmp_path}/sample.alerts.toml: ")
    assert WRONG[text] in said
    assert "\n" not in said
    for secret in ("geheim", "plain words", "u:p@"):
        assert secret not in said


def test_ping_addresses_are_read_where_the_rest_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "x.alerts.toml"
    path.write_text('ping = "https://hc-ping.com/geheim"\nunknown = 1\n', encoding="utf-8")
    (value,) = read_pings(path)
    assert value.read() == "https://hc-ping.com/geheim"
    assert "geheim" not in repr(value)


def test_the_example_in_deploy_is_a_file_that_is_taken(tmp_path: Path) -> None:
    text = (Path(__file__).parents[3] / "deploy" / "alerts.toml.example").read_text(encoding="utf-8")
    file = read(tmp_path, text)
    assert {one.sending for one in file.searches} == {"at once", "daily", "weekly"}
    assert {one.kind for one in file.receivers.values()} == {"mail", "webhook"}
    assert file.server
    assert file.pings
