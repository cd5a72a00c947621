"""How reliable the readers are: what was measured, on which texts. The page „Über“ and snapshots say it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Measured:
    """One measured figure: what, on which texts, in percent; `floor` is (file, keys) of the floor that a test holds."""

    what: str
    texts: str
    percent: float
    floor: tuple[str, ...]


NEWS = "Nachrichtentexte (Wikinews, Sammlung von Petersen-Frey und Biemann 2024)"
OWN = "erfundene Mitteilungen der Beispielstadt, an denen keine Regel entstand"
PRESS = "erfundene Mitteilungen anderer Städte, beschriftet, bevor eine Regel sie sah"
DATES = "Nachrichtentexte (KRAUTS, Strötgen und andere 2018)"
MEASURED = (
    Measured("wörtliche Zitate, auf das Zeichen genau (F1)", NEWS, 91.0, ("quotes", "direct_exact_f1")),
    Measured("Zitat und Sprecher zusammen (F1)", NEWS, 78.0, ("quotes", "quote_and_speaker_f1")),
    Measured("richtiger Sprecher, wo das Zitat gefunden ist", NEWS, 85.5, ("quotes", "speaker_accuracy")),
    Measured("sinngemäße Rede, Wort für Wort (F1)", NEWS, 65.8, ("quotes", "indirect_word_f1")),
    Measured("Zitate gefunden", OWN, 97.0, ("sample", "quotes", "kept_aside", "found")),
    Measured("richtiger Sprecher", OWN, 93.0, ("sample", "quotes", "kept_aside", "speaker")),
    Measured("Zitate gefunden", PRESS, 99.0, ("press", "kept_aside", "found")),
    Measured("richtiger Sprecher", PRESS, 97.0, ("press", "kept_aside", "speaker")),
    Measured("Datumsangaben, auf das Zeichen genau (F1)", DATES, 92.7, ("dates", "dates", "DATE cal", "strict_f1")),
    Measured("mit dem richtigen Tag (F1)", DATES, 91.1, ("dates", "dates", "DATE cal", "value_f1")),
)
