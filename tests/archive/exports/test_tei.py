"""The TEI corpus is valid TEI P5, and holds each text once, with its quotes and dates where they stand."""

from __future__ import annotations

import gzip
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from archive.exports.tei.spans import TEI, XML_ID, Place, Span, fill, tei
from tests.archive.exports.reading import exported
from tests.conftest import Crawled

SCHEMA = Path(__file__).parents[2] / "fixtures" / "tei" / "tei_all.rng.gz"
NS = {"t": TEI}


@pytest.fixture(scope="module")
def corpus(later: Crawled, tmp_path_factory: pytest.TempPathFactory) -> etree._ElementTree:
    """The whole corpus as a reader of TEI has it: the files that `<site>.xml` includes stand in it."""
    folder = tmp_path_factory.mktemp("tei")
    *years, root = exported(later, "tei", folder)
    assert [one.path.name for one in years] == sorted(one.path.name for one in years)
    tree = etree.parse(str(root.path))
    tree.xinclude()
    return tree


def query(database: Path, sql: str, *values: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(sql, values).fetchall()


def words(element: etree._Element) -> str:
    """The text in an element, without white space."""
    return "".join(str(etree.tostring(element, method="text", encoding="unicode", with_tail=False)).split())


def test_the_corpus_is_valid_tei(corpus: etree._ElementTree) -> None:
    schema = etree.RelaxNG(etree.ElementTree(etree.fromstring(gzip.decompress(SCHEMA.read_bytes()))))
    assert schema.validate(corpus), schema.error_log.filter_from_errors()
    (said, *_) = corpus.iter(f"{{{TEI}}}said")
    said.set("spoken", "yes")  # so that it is known to look
    assert not schema.validate(corpus)


def test_each_release_is_one_document_with_its_words_once(later: Crawled, corpus: etree._ElementTree) -> None:
    documents = {one.findtext(".//t:idno[@type='slug']", namespaces=NS): one for one in corpus.iter(f"{{{TEI}}}TEI")}
    rows = query(later.database, "SELECT slug, title, coalesce(teaser, ''), body FROM releases")
    assert set(documents) == {slug for slug, *_ in rows}
    for slug, *texts in rows:
        (div,) = documents[str(slug)].iterfind("t:text/t:body/t:div", NS)
        assert words(div) == "".join("".join(map(str, texts)).split()), slug


@pytest.mark.parametrize(("table", "tags"), [("quotes", {"said"}), ("dates", {"date", "time"})])
def test_each_quote_and_date_is_an_element_with_its_words(
    later: Crawled, corpus: etree._ElementTree, table: str, tags: set[str]
) -> None:
    rows = query(later.database, f"SELECT release, position, text FROM {table}")  # noqa: S608 - own names
    found: dict[tuple[str | None, str | None], str] = {}
    for document in corpus.iter(f"{{{TEI}}}TEI"):
        slug = document.findtext(".//t:idno[@type='slug']", namespaces=NS)
        for text in document.iterfind("t:text", NS):
            for element in text.iter(*(f"{{{TEI}}}{tag}" for tag in tags)):
                key = (slug, element.get("n"))
                found[key] = found.get(key, "") + words(element)
    wanted = {(slug, str(position)): text for slug, position, text in rows}
    assert set(found) == set(wanted)
    for key, text in wanted.items():
        assert found[key] == "".join(str(text).split()), key


def test_who_leads_to_a_person_with_every_office(later: Crawled, corpus: etree._ElementTree) -> None:
    named = {one.get(XML_ID): one for one in corpus.iterfind(".//t:particDesc/*/*", NS)}
    pointed = {who for one in corpus.iter(f"{{{TEI}}}said") for who in one.get("who", "").split()}
    assert pointed
    assert {who.removeprefix("#") for who in pointed} <= set(named)
    ((name,), *_) = query(later.database, "SELECT name FROM speakers WHERE kind = 'person' ORDER BY quotes DESC, name")
    (one,) = [e for e in named.values() if name in [p.text for p in e.iterfind("t:persName", NS)]]
    roles = query(later.database, "SELECT role FROM speaker_roles WHERE speaker = ?", str(name))
    assert {role for (role,) in roles} <= {o.text for o in one.iterfind("t:occupation", NS)}


def test_identifiers_are_unique(corpus: etree._ElementTree) -> None:
    identifiers = [one.get(XML_ID) for one in corpus.iter() if one.get(XML_ID)]
    assert len(identifiers) == len(set(identifiers)) > 600


def test_a_date_says_its_day_and_an_open_one_none(later: Crawled, corpus: etree._ElementTree) -> None:
    days = query(
        later.database,
        "SELECT release, position, begin_day FROM dates"
        " WHERE type = 'DATE' AND begin_day = end_day AND value = begin_day",
    )
    whens = {}
    for document in corpus.iter(f"{{{TEI}}}TEI"):
        slug = document.findtext(".//t:idno[@type='slug']", namespaces=NS)
        for one in document.iter(f"{{{TEI}}}date"):
            if one.get("n"):
                whens[slug, one.get("n")] = (one.get("when"), one.get("cert"))
    assert len(days) > 50
    for slug, position, day in days:
        assert whens[str(slug), str(position)][0] == day
    assert {when for when, cert in whens.values() if cert == "low"} <= {None}


def marked(texts: list[str], *spans: tuple[int, int]) -> list[str]:
    """What becomes of paragraphs with marked stretches; they are counted through all, with two characters between."""
    places, at = [], 0
    for text in texts:
        places.append(Place(at, text, tei("p")))
        at += len(text) + 2
    fill(places, [Span(start, end, "said", f"q{n}", ()) for n, (start, end) in enumerate(spans)])
    said = []
    for place in places:
        said.append(
            etree.tostring(place.element, encoding="unicode").replace(f' xmlns="{TEI}"', "").replace("xml:", "")
        )
    return said


@pytest.mark.parametrize(
    ("texts", "spans", "expected"),
    [
        (["abcdef"], [(1, 3)], ['<p>a<said id="q0">bc</said>def</p>']),
        (["abcdef"], [(1, 5), (2, 3)], ['<p>a<said id="q0">b<said id="q1">c</said>de</said>f</p>']),
        (["abcdef"], [(2, 3), (1, 5)], ['<p>a<said id="q1">b<said id="q0">c</said>de</said>f</p>']),
        (["abcdef"], [(1, 3), (3, 5)], ['<p>a<said id="q0">bc</said><said id="q1">de</said>f</p>']),
        (
            ["abcdef"], [(1, 4), (2, 6)],
            ['<p>a<said id="q0">b<said id="q1" next="#q1.2">cd</said></said><said id="q1.2" prev="#q1">ef</said></p>'],
        ),
        (
            ["abc", "def"], [(1, 7)],
            ['<p>a<said id="q0" next="#q0.2">bc</said></p>', '<p><said id="q0.2" prev="#q0">de</said>f</p>'],
        ),
        (
            ["ab", "cd", "ef"], [(0, 10)],
            ['<p><said id="q0" next="#q0.2">ab</said></p>', '<p><said id="q0.2" prev="#q0" next="#q0.3">cd</said></p>',
             '<p><said id="q0.3" prev="#q0.2">ef</said></p>'],
        ),
        (["a\x00b"], [(2, 3)], ['<p>a\ufffd<said id="q0">b</said></p>']),
        (["abc"], [], ["<p>abc</p>"]),
        ([""], [], ["<p></p>"]),
        (["abc"], [(0, 3), (0, 3)], ['<p><said id="q0"><said id="q1">abc</said></said></p>']),
    ],
)  # fmt: skip
def test_spans_nest_and_where_they_cannot_their_parts_link(
    texts: list[str], spans: list[tuple[int, int]], expected: list[str]
) -> None:
    assert [one.replace("<p/>", "<p></p>") for one in marked(texts, *spans)] == expected
