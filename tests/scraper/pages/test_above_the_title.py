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
