"""Rendered pages are kept while the database file is the same, and never more than fits."""

from __future__ import annotations

from pathlib import Path

from archive.site.cache import PageCache, Rendered, file_identity
from tests.archive.site.asking import Get


def rendered(text: str) -> Rendered:
    return Rendered(200, "text/html", text.encode())


def test_the_page_used_least_recently_goes_first() -> None:
    cache = PageCache(max_bytes=10)
    cache.put("a", rendered("aaaa"))
    cache.put("b", rendered("bbbb"))
    assert cache.get("a")
    cache.put("c", rendered("cccc"))
    assert [bool(cache.get(key)) for key in "abc"] == [True, False, True]


def test_a_page_larger_than_the_cache_is_answered_but_not_kept() -> None:
    cache = PageCache(max_bytes=3)
    assert cache.put("a", rendered("aaaa"))[0].body == b"aaaa"
    assert cache.get("a") is None


def test_the_same_bytes_have_the_same_tag() -> None:
    assert rendered("x").etag == rendered("x").etag != rendered("y").etag


def test_a_replaced_database_is_another_one(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    path.write_text("old")
    old = file_identity(str(path))
    (tmp_path / "x.db.new").write_text("new")
    (tmp_path / "x.db.new").replace(path)
    assert file_identity(str(path)) != old
    assert file_identity(None) is None


def test_what_a_page_does_not_read_makes_no_page_of_its_own(get: Get) -> None:
    for path, known in (("/", ""), ("/mitteilungen", "seite=2"), ("/suche", "q=Haus"), ("/suche.atom", "q=Haus")):
        plain = get(f"{path}?{known}")
        other = get(f"{path}?x=1&{known}&utm_source=y&{known.replace('2', '1')}")
        assert (plain.status_code, other.headers["etag"]) == (200, plain.headers["etag"]), path
        assert "utm_source" not in other.text
