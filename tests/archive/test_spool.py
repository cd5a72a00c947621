"""What was read waits on the disk, and comes back as it was."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from archive.spool import Spool
from scraper.items import Block, ReleaseItem

URL = "https://www.auenfurt.example/presse/fest"


def item(text: str) -> ReleaseItem:
    return ReleaseItem(
        URL, "ext_news", "Fest", body=(Block("paragraph", text),), marked=True, found_in=(("title", "h1"),)
    )


def test_what_is_put_comes_back_whole(tmp_path: Path) -> None:
    with closing(Spool(tmp_path)) as spool:
        first, second = spool.put(item("Ein Fest am Fluss.")), spool.put(item("Zwei Feste."))
        assert spool.get(second) == item("Zwei Feste.")
        third = spool.put("noch etwas, nachdem gelesen wurde")
        assert spool.get(first) == item("Ein Fest am Fluss.")
        assert spool.get(first).found_in == (("title", "h1"),)
        assert spool.get(first).marked
        assert spool.get(third) == "noch etwas, nachdem gelesen wurde"


def test_equal_values_are_written_once(tmp_path: Path) -> None:
    with closing(Spool(tmp_path)) as spool:
        place = spool.put(item("Ein Fest am Fluss."))
        assert spool.put(item("Ein Fest am Fluss.")) == place
        assert spool.put(item("Ein Fest am Fluss!")).offset == place.offset + place.length


def test_nothing_is_left_in_the_folder(tmp_path: Path) -> None:
    with closing(Spool(tmp_path)) as spool:
        spool.put(item("Ein Fest am Fluss."))
        assert list(tmp_path.iterdir()) == []
