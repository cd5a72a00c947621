"""Webhooks as Standard Webhooks describes them (https://www.standardwebhooks.com): JSON, signed with HMAC-SHA256.

A receiver verifies `webhook-signature` over `<webhook-id>.<webhook-timestamp>.<body>`, refuses old timestamps, and
knows a message that it gets twice by its id.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from datetime import UTC, datetime

from archive.alerts.connecting import json_body, post
from archive.alerts.letters import Letter
from archive.alerts.operators_file import Receiver, check_address
from scraper.errors import SettingsError

_PREFIX = "whsec_"
_SHORTEST = 16  # bytes of a key


def send_webhook(letter: Letter, receiver: Receiver, now: datetime) -> None:
    """POST a letter, signed. now: of this try.

    Raises: NotDelivered, unless the answer is 200 to 299; SettingsError, if address or key cannot be used.
    """
    if receiver.secret is None:
        raise SettingsError(f"receivers.{receiver.name}.secret is missing")
    written = receiver.secret.read()
    key = key_of(written, f"receivers.{receiver.name}.secret")
    address = check_address(receiver.address.read(), f"receivers.{receiver.name}.webhook")
    body, at = json_body(letter.data()), f"{int(now.astimezone(UTC).timestamp())}"
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "webhook-id": letter.id,
        "webhook-timestamp": at,
        "webhook-signature": signature(key, letter.id, at, body),
    }
    post(address, body, headers, [written, written.removeprefix(_PREFIX), address])


def signature(key: bytes, message: str, at: str, body: bytes) -> str:
    """The value of `webhook-signature`. at: seconds since 1970, as the header has them."""
    digest = hmac.new(key, f"{message}.{at}.".encode() + body, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(digest).decode()}"


def key_of(written: str, name: str) -> bytes:
    """The bytes of a key: base64 behind `whsec_`, else the text itself. Raises: SettingsError, if it is too short."""
    key = written.encode()
    if written.startswith(_PREFIX):
        try:
            key = base64.b64decode(written.removeprefix(_PREFIX), validate=True)
        except (binascii.Error, ValueError) as error:
            raise SettingsError(f"{name} is no base64 behind {_PREFIX}") from error
    if len(key) < _SHORTEST:
        raise SettingsError(f"{name} must have {_SHORTEST} bytes at least: openssl rand -base64 32")
    return key
