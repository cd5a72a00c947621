"""Addresses as a page writes them."""

from __future__ import annotations

import pytest

from scraper.pages.addresses import base_address, hidden_mail


@pytest.mark.parametrize(
    ("href", "token", "address"),
    [
        ("javascript:linkTo_UnCryptMailto('nbjmup+jogpAtubeu/fybnqmf');", None, "mailto:info@stadt.example"),
        ("javascript:linkTo_UnCryptMailto(%27nbjmup%2BjogpAtubeu%2Ffybnqmf%27);", None, "mailto:info@stadt.example"),
        ("javascript:linkTo_UnCryptMailto('nbjmup%2BjogpAtubeu%2Ffybnqmf');", None, "mailto:info@stadt.example"),
        ("#", "ocknvq,kphqBuvcfv0gzcorng", "mailto:info@stadt.example"),
        ("#", "kygjrm8gldmYqrybr,cvyknjc", "mailto:info@stadt.example"),
        ("javascript:alert('nbjmup+jogpAtubeu/fybnqmf')", None, None),
        ("javascript:linkTo_UnCryptMailto('')", None, None),
        ("https://stadt.example/", None, None),
        (None, None, None),
    ],
)
def test_a_hidden_mail_address_is_turned_back(href: str | None, token: str | None, address: str | None) -> None:
    assert hidden_mail(href, token) == address


@pytest.mark.parametrize(
    ("head", "base"),
    [
        ('<base href="https://stadt.example/presse/">', "https://stadt.example/presse/"),
        ("<base target=_blank><base href='/presse/'>", "https://stadt.example/presse/"),
        ('<base href="">', "https://stadt.example/a/b"),
        ('<base href="http://[x">', "https://stadt.example/a/b"),
        ('<base href="javascript:alert(1)">', "https://stadt.example/a/b"),
        ('<!-- <base href="/presse/"> -->', "https://stadt.example/a/b"),
        ("", "https://stadt.example/a/b"),
    ],
)
def test_a_page_may_say_what_its_addresses_are_relative_to(head: str, base: str) -> None:
    assert base_address(f"<html><head>{head}</head>", "https://stadt.example/a/b") == base
