"""What stands above a title, or is marked as something else, and says who wrote the text and when."""

from __future__ import annotations

import pytest

from tests.scraper.pages.test_short_texts import TITLE, read

BODY = (
    "<p>Auf dem Turm brüten seit Mai zwei Falken, wie der Türmer gestern bestätigt hat. Die Treppe bleibt zu.</p>"
    "<p>Im Juli sind die Jungen flügge.</p>"
)
HOLDERS = {
    "in the article": "<main><article>{line}<h1>{title}</h1>{body}</article></main>",
    "in the main part": "<main>{line}<h1>{title}</h1><div>{body}</div></main>",
    "before the article": "<div>{line}<article><h1>{title}</h1>{body}</article></div>",
    "below the title": "<main><h1>{title}</h1>{line}<div>{body}</div></main>",
}
BYLINES = {
    "line of fields": ('<div>Erstellt von okr | <time datetime="2023-05-04">04.05.2023</time> | Natur</div>', "okr"),
    "code alone": ("<p>Von okr</p>", "okr"),
    "label": ("<p>Autor: okr</p>", "okr"),
    "name": ("<div><span>Von Uta Kroll</span></div>", "Uta Kroll"),
    "title and day": ("<p>Autorin: Dr. Uta Kroll, 4. Mai 2023</p>", "Dr. Uta Kroll"),
    "marked, with its day": ('<p class="author">Von Uta Kroll | 4. Mai 2023</p>', "Uta Kroll"),
    "no byline": ("<p>Von Montag an geöffnet</p>", None),
}


@pytest.mark.parametrize("holder", HOLDERS.values(), ids=HOLDERS)
@pytest.mark.parametrize(("line", "author"), BYLINES.values(), ids=BYLINES)
def test_a_byline_is_read_above_the_title_as_below(line: str, author: str | None, holder: str) -> None:
    item = read(holder.format(line=line, title=TITLE, body=BODY))
    assert item.author_text == author
    assert [block.text[:8] for block in item.body] == ["Auf dem ", "Im Juli "]


DAYS = {
    "place in front": "<p>Rohrbeck, den 4. Mai 2023</p><{h}>{title}</{h}>",
    "day alone above": "<p>4. Mai 2023</p><{h}>{title}</{h}>",
    "day alone below": "<{h}>{title}</{h}><p>04.05.2023</p>",
    "place and day below": "<{h}>{title}</{h}><p>Rohrbeck, 04.05.2023</p>",
}
CELLS = {
    "table": "<table width=700><tr><td width=150><a href=a>Start</a><br>Quellbach</td><td>{text}</td></tr></table>",
    "boxes": '<div><div class="links"><a href="a">Start</a></div><div>{text}</div></div>',
}


@pytest.mark.parametrize("cells", CELLS.values(), ids=CELLS)
@pytest.mark.parametrize("level", ["h2", "h3"])
@pytest.mark.parametrize("day", DAYS.values(), ids=DAYS)
def test_a_heading_with_a_day_beside_it_is_the_title_of_a_page_without_h1(day: str, level: str, cells: str) -> None:
    text = day.format(h=level, title="Falken brüten am Turm") + BODY
    page = cells.format(text=text + "<hr><p>Letzte Änderung: 06.05.2023 · Webmaster</p>")
    item = read(page, title="Amtsblatt der Stadt")
    assert item.title == "Falken brüten am Turm"
    assert item.published_text in {"4. Mai 2023", "04.05.2023"}
    assert item.modified_text == "06.05.2023"
    assert item.teaser is None
    assert [block.text[:8] for block in item.body] == ["Auf dem ", "Im Juli "]


@pytest.mark.parametrize("name", ["tag", "kicker", "rubrik", "datum autor"])
@pytest.mark.parametrize("day", ["4. Mai 2023", "04.05.2023"])
def test_a_day_below_the_title_is_one_whatever_its_class(name: str, day: str) -> None:
    line = f'<p class="{name}">{day}</p>'
    item = read(HOLDERS["below the title"].format(line=line, title=TITLE, body=BODY))
    assert item.published_text == day
    assert item.author_text is None
    assert [block.text[:8] for block in item.body] == ["Auf dem ", "Im Juli "]


def test_a_table_of_values_stays_a_table() -> None:
    table = "<table><tr><th>Tag</th><th>Zeit</th></tr><tr><td>Montag</td><td>acht Uhr</td></tr></table>"
    item = read(HOLDERS["in the article"].format(line="", title=TITLE, body=BODY + table))
    assert item.body[-1].text == "Tag\tZeit\nMontag\tacht Uhr"


@pytest.mark.parametrize("head", ["{title} - Amtsblatt Rohrbeck", "{title} | Amtsblatt Rohrbeck | Start"])
def test_a_heading_that_names_the_site_is_not_the_title(head: str) -> None:
    title = "Falken brüten am Turm"
    logo = "<div><h1>Amtsblatt Rohrbeck</h1></div>"
    page = f"{logo}<div><h2>{title}</h2><p>4. Mai 2023</p>{BODY}</div><div><h2>Kontakt</h2></div>"
    assert read(page, title=head.format(title=title)).title == title


def test_the_site_named_below_the_text_leaves_the_title_as_it_is() -> None:
    title = "Falken brüten am Turm"
    page = f"<main><h1>{title}</h1>{BODY}</main><div><h2>Amtsblatt Rohrbeck</h2><p>Markt 1</p></div>"
    assert read(page, title=f"Amtsblatt Rohrbeck - {title}").title == title
