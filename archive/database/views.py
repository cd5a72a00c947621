"""The views of the database: questions that are asked often, as tables.

None has an order of its own: SQLite would sort the whole view within every query that reads a part of it. The order
that a page of a view begins with is in `archive.site.metadata`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from archive.database.columns import Column, day, integer, text
from archive.database.schema import TABLES


@dataclass(frozen=True)
class View:
    """A view with its meaning; columns: (name, the `table.column` that it shows, or what it says); `sql` a SELECT.

    numbers, days: which of the columns that it computes are whole numbers or ISO days; the others are texts.
    """

    name: str
    meaning: str
    columns: tuple[tuple[str, str], ...]
    sql: str
    numbers: frozenset[str] = frozenset()
    days: frozenset[str] = frozenset()


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
  WHERE r.published IS NULL OR d.day >= r.published"""),
    View("quotes_by_speaker", "Die Zitate mit Sprecher, nach Name und Tag.", (
        ("speaker", "quotes.speaker"), ("published", "releases.published"), ("text", "quotes.text"),
        ("role", "quotes.role"), ("kind", "quotes.kind"), ("confidence", "quotes.confidence"),
        ("title", "releases.title"), ("release", "quotes.release"), ("position", "quotes.position"),
        ("corrected", "quotes.corrected"),
    ), """SELECT q.speaker, r.published, q.text, q.role, q.kind, q.confidence,
  r.title, q.release, q.position, q.corrected FROM quotes q JOIN releases r ON r.slug = q.release
  WHERE q.speaker IS NOT NULL"""),
    View("speakers_by_year", "Wer in einem Jahr wie oft zitiert wird.", (
        ("speaker", "quotes.speaker"), ("year", "releases.year"), ("quotes", "Zahl der Zitate in diesem Jahr"),
        ("releases", "Zahl der Pressemitteilungen, in denen sie stehen"),
    ), """SELECT q.speaker, r.year, sum(q.counted) AS quotes, count(DISTINCT q.release) AS releases
  FROM quotes q JOIN releases r ON r.slug = q.release WHERE q.speaker IS NOT NULL
  GROUP BY q.speaker, r.year""", frozenset({"quotes", "releases"})),
    View("person_offices", "Welche Ämter ein Mensch wann hatte, soweit Zitate sie nennen.", (
        ("person", "speakers.person"), ("normal_role", "speaker_roles.normal_role"),
        ("role", "Amt, wie zuletzt angegeben"), ("quotes", "Zahl der Zitate mit diesem Amt"),
        ("first_published", "Tag des ersten"), ("last_published", "Tag des letzten"),
    ), """SELECT s.person, r.normal_role, r.role, sum(r.quotes) AS quotes, min(r.first_published) AS first_published,
  max(r.last_published) AS last_published FROM speaker_roles r JOIN speakers s ON s.name = r.speaker
  WHERE s.person IS NOT NULL GROUP BY s.person, r.normal_role""",
    frozenset({"quotes"}), frozenset({"first_published", "last_published"})),
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
  AND substr(' ' || b.speaker, -length(a.speaker) - 1) <> ' ' || a.speaker""", frozenset({"number"})),
    View("layouts", "Was die Seiten jeder Vorlage angeben: ob keine Rubrik heißt, dass die Vorlage nie eine nennt.", (
        ("layout", "releases.layout"),
        ("releases", "Zahl der Pressemitteilungen, deren Text von dieser Vorlage stammt"),
        ("dated", "davon mit einem Tag, woher er auch stammt"),
        ("print_a_day", "davon nennt die Seite selbst den Tag"),
        ("print_author_codes", "davon nennt die Seite selbst Kürzel"),
        ("print_categories", "davon nennt die Seite selbst Rubriken; 0: diese Vorlage nennt keine"),
        ("with_categories", "davon mit Rubriken, auch aus anderen Archivkopien wie dem Feed"),
        ("with_teaser", "davon mit Vorspann"), ("with_images", "davon mit Bildern"),
        ("first_published", "Tag der ersten datierten"), ("last_published", "Tag der letzten datierten"),
    ), """SELECT r.layout, count(*) AS releases, count(r.published) AS dated,
  sum(r.published_capture IS r.capture) AS print_a_day,
  sum(EXISTS (SELECT 1 FROM release_sources s WHERE s.release = r.slug AND s.field = 'authors'
    AND s.capture = r.capture)) AS print_author_codes,
  sum(EXISTS (SELECT 1 FROM release_sources s WHERE s.release = r.slug AND s.field = 'categories'
    AND s.capture = r.capture)) AS print_categories,
  sum(EXISTS (SELECT 1 FROM release_categories c WHERE c.release = r.slug)) AS with_categories,
  count(r.teaser) AS with_teaser,
  sum(EXISTS (SELECT 1 FROM images i WHERE i.release = r.slug)) AS with_images,
  min(r.published) AS first_published, max(r.published) AS last_published FROM releases r GROUP BY r.layout""",
    frozenset({
        "releases", "dated", "print_a_day", "print_author_codes", "print_categories", "with_categories", "with_teaser",
        "with_images",
    }), frozenset({"first_published", "last_published"})),
)  # fmt: skip


def shown_columns(name: str) -> dict[str, Column]:
    """The columns of a table or view by name, with what each holds; nothing for what is neither."""
    tables = {table.name: {column.name: column for column in table.columns} for table in TABLES}
    view = next((one for one in VIEWS if one.name == name), None)
    if view is None:
        return tables.get(name, {})
    found = {}
    for column, said in view.columns:
        table, _, shown = said.partition(".")
        if table in tables and shown in tables[table]:
            found[column] = replace(tables[table][shown], name=column, refers=None, required=False)
        else:
            make = integer if column in view.numbers else day if column in view.days else text
            found[column] = make(column, said)
    return found
