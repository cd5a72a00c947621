"""The operator's file `DIR/<site>.alerts.toml`, read and checked; deploy/alerts.toml.example explains each key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from email.utils import parseaddr
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args
from urllib.parse import urlsplit

from archive.alerts.secret_values import Value
from scraper.errors import SettingsError

if TYPE_CHECKING:
    from archive.alerts.finds import Watch  # with the whole search behind it, for which a crawl need not wait

Sending = Literal["at once", "daily", "weekly"]
Security = Literal["starttls", "tls", "none"]
PORTS: dict[Security, int] = {"starttls": 587, "tls": 465, "none": 25}
THIS_MACHINE = ("127.0.0.1", "::1", "localhost")
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*", re.ASCII)
_NAME = re.compile(r"[^\x00-\x1f\x7f-\x9f\u2028\u2029]{1,100}")


@dataclass(frozen=True)
class MailServer:
    """How mail leaves. sender: the From line as written. user, password: None where the server asks for neither."""

    host: Value
    port: int
    security: Security
    sender: str
    user: Value | None
    password: Value | None


@dataclass(frozen=True)
class Receiver:
    """Who is told. kind: what address is. secret: the key that a webhook's bodies are signed with."""

    name: str
    kind: Literal["mail", "webhook"]
    address: Value
    secret: Value | None = None


@dataclass(frozen=True)
class SavedSearch:
    """A watch and who hears of what it finds."""

    name: str
    watch: Watch
    sending: Sending
    receivers: tuple[str, ...]


@dataclass(frozen=True)
class AlertsFile:
    """All of the file. pings: addresses of the dead man's switch."""

    searches: tuple[SavedSearch, ...] = ()
    receivers: dict[str, Receiver] = field(default_factory=dict)
    server: MailServer | None = None
    pings: tuple[Value, ...] = ()


def read_alerts(path: Path, watch_of: Callable[[str], Watch]) -> AlertsFile:
    """The file; everything in it is checked but what secrets say and whether the archive has a page.

    watch_of: what an address names; raises SettingsError, if it is wrong.
    Raises: SettingsError, in one line that names the file, the key and what it must hold.
    """
    raw = _raw(path)
    try:
        _known(raw, ("ping", "mail", "receivers", "alerts"), "")
        server = _server(raw["mail"]) if "mail" in raw else None
        receivers = {name: _receiver(name, one, server) for name, one in _table(raw, "receivers").items()}
        alerts = raw.get("alerts", [])
        if not isinstance(alerts, list) or not all(isinstance(one, dict) for one in alerts):
            raise SettingsError("alerts must be tables: write [[alerts]] above each")
        searches = tuple(_search(one, receivers, watch_of) for one in alerts)
        _check_twice(searches)
        return AlertsFile(searches, receivers, server, _pings(raw))
    except SettingsError as error:
        raise SettingsError(f"{path}: {error.message}") from error


def read_pings(path: Path) -> tuple[Value, ...]:
    """The ping addresses alone, so that a mistake elsewhere in the file is reported to them, too."""
    try:
        return _pings(_raw(path))
    except SettingsError as error:
        raise SettingsError(f"{path}: {error.message.removeprefix(f'{path}: ')}") from error


def _raw(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: no readable TOML: {' '.join(str(error).split())}") from error


def _server(raw: Any) -> MailServer:
    if not isinstance(raw, dict):
        raise SettingsError("mail must be a table: write [mail]")
    _known(raw, ("host", "port", "security", "user", "password", "from"), "mail.")
    security = _one_of(get_args(Security), raw, "security", "mail.", "starttls")
    port = raw.get("port", PORTS[security])
    if not isinstance(port, int) or isinstance(port, bool) or not 0 < port < 65_536:
        raise SettingsError(f"mail.port must be a number, like port = {PORTS[security]}")
    sender = _text(raw, "from", "mail.")
    if not _ADDRESS.fullmatch(parseaddr(sender)[1]) or not _NAME.fullmatch(sender):
        raise SettingsError(f'mail.from must be like "Archiv <archiv@example.org>", not {sender!r}')
    user, password = _value(raw, "user"), _value(raw, "password")
    if password and not password.elsewhere:
        raise SettingsError('mail.password must say where it is: "env:NAME" or "file:/path"')
    if bool(user) != bool(password):
        raise SettingsError("mail.user and mail.password belong together: give both or neither")
    host = Value(_text(raw, "host", "mail."))
    if not host.elsewhere and not re.fullmatch(r"[A-Za-z0-9.:-]+", host.written, re.ASCII):
        raise SettingsError(f'mail.host must be a name like "smtp.example.org", not {host.written!r}')
    if security == "none" and (host.elsewhere or host.written not in THIS_MACHINE or password):
        raise SettingsError(
            'mail.security = "none" is for a mail server on this machine, without a password: host = "127.0.0.1"'
        )
    return MailServer(host, port, security, sender, user, password)


def _receiver(name: str, raw: Any, server: MailServer | None) -> Receiver:
    key = f"receivers.{name}"
    if not isinstance(raw, dict) or not _NAME.fullmatch(name):
        raise SettingsError(f"receivers must be tables: write [receivers.NAME], not {key!r}")
    _known(raw, ("mail", "webhook", "secret"), f"{key}.")
    if ("mail" in raw) == ("webhook" in raw):
        raise SettingsError(f"{key} needs either mail or webhook")
    if "mail" in raw:
        address = _text(raw, "mail", f"{key}.")
        if not _ADDRESS.fullmatch(address):
            raise SettingsError(f'{key}.mail must be one address like "redaktion@example.org", not {address!r}')
        if server is None:
            raise SettingsError(f"{key}.mail needs a mail server: write [mail] with host and from")
        if "secret" in raw:
            raise SettingsError(f"{key}.secret is for webhooks")
        return Receiver(name, "mail", Value(address))
    secret = _value(raw, "secret")
    if not secret or not secret.elsewhere:
        raise SettingsError(f'{key}.secret must say where the key for signatures is: "env:NAME" or "file:/path"')
    return Receiver(name, "webhook", _address(raw["webhook"], f"{key}.webhook"), secret)


def _search(raw: dict[str, Any], receivers: dict[str, Receiver], watch_of: Callable[[str], Watch]) -> SavedSearch:
    name = _text(raw, "name", "alerts.")
    if not _NAME.fullmatch(name):
        raise SettingsError(f"alerts.name must be one line of at most 100 letters, not {name[:100]!r}")
    said = f"alert {name!r}: "
    _known(raw, ("name", "watch", "send", "to"), said)
    sending = _one_of(get_args(Sending), raw, "send", said, "at once")
    to = raw.get("to")
    to = [to] if isinstance(to, str) else to
    if not isinstance(to, list) or not to or not all(isinstance(one, str) for one in to):
        raise SettingsError(f'{said}to must name receivers, like to = ["redaktion"]')
    if strange := [one for one in to if one not in receivers]:
        raise SettingsError(f"{said}there is no receiver {strange[0]!r}: write [receivers.{strange[0]}]")
    try:
        watch = watch_of(_text(raw, "watch", said))
    except SettingsError as error:
        raise SettingsError(f"{said}watch: {error.message.removeprefix(said)}") from error
    return SavedSearch(name, watch, sending, tuple(dict.fromkeys(to)))


def _check_twice(searches: tuple[SavedSearch, ...]) -> None:
    """One receiver is told of a find once: the ledger knows a find by what is watched and by who hears of it."""
    known: dict[tuple[str, str], str] = {}
    for one in searches:
        for receiver in one.receivers:
            before = known.setdefault((one.watch.address, receiver), one.name)
            if before != one.name:
                raise SettingsError(f"alerts {before!r} and {one.name!r} tell {receiver!r} of the same: keep one")
    names = [one.name for one in searches]
    if double := next((name for name in names if names.count(name) > 1), None):
        raise SettingsError(f"two alerts are named {double!r}")


def _pings(raw: dict[str, Any]) -> tuple[Value, ...]:
    given = raw.get("ping", [])
    given = [given] if isinstance(given, str) else given
    if not isinstance(given, list):
        raise SettingsError('ping must be addresses, like ping = ["https://hc-ping.com/…"]')
    return tuple(_address(one, "ping") for one in given)


def _address(written: Any, key: str) -> Value:
    value = Value(written.strip()) if isinstance(written, str) else Value("")
    if not value.elsewhere:
        check_address(value.written, key)
    return value


def check_address(address: str, key: str) -> str:
    """An address that may be asked. Raises: SettingsError, which shows nothing of it: it may hold a secret."""
    try:
        parts = urlsplit(address)
        fits = parts.scheme in {"http", "https"} and parts.hostname and not parts.username and (parts.port or 1) > 0
    except ValueError:
        fits = False
    if not fits or not re.fullmatch(r"[!-~]+", address):
        raise SettingsError(f'{key} must be an address like "https://example.org/…", without a user in it')
    return address


def _known(raw: dict[str, Any], names: tuple[str, ...], before: str) -> None:
    if unknown := sorted(set(raw) - set(names)):
        raise SettingsError(f"unknown key {before}{unknown[0]}; there are {', '.join(names)}")


def _table(raw: dict[str, Any], key: str) -> dict[str, Any]:
    value = raw.get(key, {})
    if not isinstance(value, dict):
        raise SettingsError(f"{key} must be tables: write [{key}.NAME] above each")
    return value


def _text(raw: dict[str, Any], key: str, before: str, default: str | None = None) -> str:
    value = raw.get(key, default)
    if not isinstance(value, str) or not value.strip():
        raise SettingsError(f'{before}{key} must be a text in quotation marks, like {key} = "…"')
    return value.strip()


def _one_of(values: Sequence[str], raw: dict[str, Any], key: str, before: str, default: str) -> Any:
    value = _text(raw, key, before, default)
    if value not in values:
        raise SettingsError(f"{before}{key} must be one of {', '.join(map(repr, values))}, not {value!r}")
    return value


def _value(raw: dict[str, Any], key: str) -> Value | None:
    if key not in raw:
        return None
    if not isinstance(raw[key], str) or not raw[key].strip():
        raise SettingsError(f'{key} must be a text in quotation marks, like {key} = "env:NAME"')
    return Value(raw[key].strip())
