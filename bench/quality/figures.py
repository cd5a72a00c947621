"""The figures that snapshots and „Über“ show: archive/exports/quality.toml is made of them."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from archive.exports.quality import FILE, Measured
from bench.quality import dates, earlier, revisions, speech
from bench.quality.labelled import labelling
from bench.quality.shares import Share, wilson

FLOORS = Path(__file__).parents[2] / "tests" / "floors"
QUALITY = "Mitteilungen erfundener Städte, zweimal unabhängig beschriftet; an ihnen entstand keine Regel"
PRESS = "erfundene Mitteilungen anderer Städte, beschriftet, bevor eine Regel sie sah"
PAIRS = "erfundene Paare von Fassungen, beschriftet, bevor sie verglichen wurden"
WIKINEWS = "Nachrichtentexte (Wikinews, Sammlung von Petersen-Frey und Biemann 2024), mindestens"
KRAUTS = "Nachrichtentexte (KRAUTS, Strötgen und andere 2018), mindestens"
PINNED = (  # on texts whose licence keeps them out: the floors that a test holds where they are
    ("wörtliche Zitate, auf das Zeichen genau (F1)", WIKINEWS, "quotes", ("direct_exact_f1",)),
    ("Zitat und Sprecher zusammen (F1)", WIKINEWS, "quotes", ("quote_and_speaker_f1",)),
    ("richtiger Sprecher, wo das Zitat gefunden ist", WIKINEWS, "quotes", ("speaker_accuracy",)),
    ("sinngemäße Rede, Wort für Wort (F1)", WIKINEWS, "quotes", ("indirect_word_f1",)),
    ("Datumsangaben, auf das Zeichen genau (F1)", KRAUTS, "dates", ("dates", "DATE cal", "strict_f1")),
    ("Datumsangaben mit dem richtigen Tag (F1)", KRAUTS, "dates", ("dates", "DATE cal", "value_f1")),
)
HEAD = "# Made by `python -m bench.quality --write`; what each figure means stands in docs/quality.md.\n"


def figures() -> list[Measured]:
    """Return what is measured, in the order in which it is shown."""
    return [*_quality_set(), *_earlier(), *_pinned()]


def written(measured: list[Measured]) -> str:
    """Return the figures as TOML."""
    tables = []
    for one in measured:
        given = {key: value for key, value in asdict(one).items() if value is not None}
        tables.append("".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in given.items()))
    return HEAD + "".join(f"\n[[measured]]\n{table}" for table in tables)


def _quality_set() -> Iterator[Measured]:
    labels = labelling("labels")
    mentions = [one for one in dates.judge(labels) if dates.kind(one) != "interval"]
    found, right = dates.found(mentions), sum(one.right for one in mentions)
    yield _share("Datumsangaben gefunden", QUALITY, found.recall)
    yield _share("Datumsangaben mit dem richtigen Wert", QUALITY, Share(right, found.labelled))
    yield _share("gelesene Datumsangaben, die welche sind", QUALITY, found.precision)
    marked = speech.judge(labels, reported=False)
    of_labels, _, wrong = speech.speakers(marked, ("direct",))
    yield _share("wörtliche Zitate gefunden", QUALITY, speech.literal(marked, ("direct",)).recall)
    yield _share("wörtliche Zitate mit dem richtigen Sprecher", QUALITY, of_labels)
    yield _share("wörtliche Zitate, jemand anderem gegeben", QUALITY, wrong)
    words = speech.reported_words(labels)
    yield _share("Wörter sinngemäßer Rede gefunden", QUALITY, words.recall)
    yield _share("Wörter, die als sinngemäße Rede gelesen wurden und es sind", QUALITY, words.precision)


def _earlier() -> Iterator[Measured]:
    some = earlier.press("kept_aside")
    yield _share("wörtliche Zitate gefunden", PRESS, some.found)
    yield _share("wörtliche Zitate mit dem richtigen Sprecher", PRESS, some.speaker)
    pairs = list(revisions.pairs())
    yield _share("geänderte Wortlaute als neue Fassung erkannt", PAIRS, revisions.found_at_all(pairs).recall)


def _pinned() -> Iterator[Measured]:
    for what, texts, name, keys in PINNED:
        value = tomllib.loads((FLOORS / f"{name}.toml").read_text(encoding="utf-8"))
        for key in keys:
            value = value[key]
        yield Measured(what, texts, value, floor=".".join((name, *keys)))  # type: ignore[arg-type]


def _share(what: str, texts: str, share: Share) -> Measured:
    low, high = wilson(share.hits, share.of)
    return Measured(what, texts, round(share.percent, 1), share.of, round(100 * low, 1), round(100 * high, 1))


__all__ = ["FILE", "figures", "written"]
