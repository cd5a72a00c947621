"""The views of the database: questions that are asked often, as tables."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class View:
    """A view with its meaning; columns: (name, the `table.column` that it shows, or what it says); `sql` a SELECT."""

    name: str
    meaning: str
    columns: tuple[tuple[str, str], ...]
    sql: str


VIEWS = (
    View("calendar", "Der Kalender: jeder Tag, den der Text einer Pressemitteilung nennt, von ihrem Tag an.", (
        ("day", "date_days.day"), ("utc", "date_days.utc"), ("utc_end", "date_days.utc_end"),
        ("ends", "date_days.ends"), ("certainty", "dates.certainty"), ("status", "dates.status"),
        ("value", "dates.value"),
        ("text", "dates.text"), ("sentence", "dates.sentence"), ("title", "releases.title"),
        ("release", "dates.release"), ("position", "dates.position"),
    ), """SELECT d.day, d.utc, d.utc_end, d.ends, m.certainty, m.status, m.value, m.text, m.sentence,
  r.title, m.release, m.position
  FROM date_days d JOIN dates m ON m.release = d.release AND m.position = d.position
  JOIN releases r ON r.slug = d.release
  WHERE r.published IS NULL OR d.day >= r.published ORDER BY d.day, d.utc IS NULL, d.utc, m.release, m.position"""),
    View("quotes_by_speaker", "Die Zitate mit Sprecher, nach Name und Tag.", (
        ("speaker", "quotes.speaker"), ("published", "releases.published"), ("text", "quotes.text"),
        ("role", "quotes.role"), ("kind", "quotes.kind"), ("confidence", "quotes.confidence"),
        ("title", "releases.title"), ("release", "quotes.release"), ("position", "quotes.position"),
        ("corrected", "quotes.corrected"),
    ), """SELECT q.speaker, r.published, q.text, q.role, q.kind, q.confidence,
  r.title, q.release, q.position, q.corrected FROM quotes q JOIN releases r ON r.slug = q.release
  WHERE q.speaker IS NOT NULL ORDER BY q.speaker, r.published, q.release, q.position"""),
    View("speakers_by_year", "Wer in einem Jahr wie oft zitiert wird.", (
        ("speaker", "quotes.speaker"), ("year", "releases.year"), ("quotes", "Zahl der Zitate in diesem Jahr"),
        ("releases", "Zahl der Pressemitteilungen, in denen sie stehen"),
    ), """SELECT q.speaker, r.year, sum(q.counted) AS quotes, count(DISTINCT q.release) AS releases
  FROM quotes q JOIN releases r ON r.slug = q.release WHERE q.speaker IS NOT NULL
  GROUP BY q.speaker, r.year ORDER BY r.year, quotes DESC, q.speaker"""),
    View("person_offices", "Welche Ämter ein Mensch wann hatte, soweit Zitate sie nennen.", (
        ("person", "speakers.person"), ("normal_role", "speaker_roles.normal_role"),
        ("role", "Amt, wie zuletzt angegeben"), ("quotes", "Zahl der Zitate mit diesem Amt"),
        ("first_published", "Tag des ersten"), ("last_published", "Tag des letzten"),
    ), """SELECT s.person, r.normal_role, r.role, sum(r.quotes) AS quotes, min(r.first_published) AS first_published,
  max(r.last_published) AS last_published FROM speaker_roles r JOIN speakers s ON s.name = r.speaker
  WHERE s.person IS NOT NULL GROUP BY s.person, r.normal_role"""),
    View("requoted", "Zitate, die eine spätere Fassung jemand anderem gibt.", (
        ("release", "revision_quotes.release"), ("number", "Nummer der späteren Fassung"),
        ("position", "revision_quotes.position"),
        ("anchor", "revision_quotes.anchor"), ("text", "revision_quotes.text"),
        ("speaker_before", "Sprecher in der Fassung davor"), ("speaker", "Sprecher in dieser Fassung"),
        ("first_seen", "revisions.first_seen"), ("capture", "revisions.capture"),
    ), """SELECT b.release, b.number, b.position, b.anchor, b.text, a.speaker AS speaker_before, b.speaker,
  v.first_seen, v.capture FROM revision_quotes a JOIN revision_quotes b ON b.release = a.release
  AND b.number = a.number + 1 AND b.anchor = a.anchor JOIN revisions v ON v.release = b.release AND v.number = b.number
  WHERE a.speaker <> b.speaker AND substr(' ' || a.speaker, -length(b.speaker) - 1) <> ' ' || b.speaker
  AND substr(' ' || b.speaker, -length(a.speaker) - 1) <> ' ' || a.speaker"""),
)  # fmt: skip
