"""What every template has: German filters, the site's name."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from datasette import hookimpl
from datasette.utils import tilde_encode
from markupsafe import Markup

from archive.site import columns, german, labels
from archive.site.files.sources import as_form
from archive.site.grouping import neighbours
from archive.site.menu import menu_item
from archive.site.page import site_info
from archive.site.pages.charts import room
from archive.site.pages.listing import trail_of_day
from archive.site.pages.subscribing import alert_lines, twin_path
from archive.site.reported import told
from archive.site.safe import data_block, slug_part, text_fragment, unbroken, web_address

STATIC = Path(__file__).parents[1] / "static"


@cache
def asset(name: str) -> str:
    """The address of a static file, with a digest, so that a browser may keep it for ever (see `answers.py`)."""
    return f"/assets/{name}?{hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]}"


@hookimpl
def prepare_jinja2_environment(env: Any, datasette: Any) -> None:
    """German days, moments and numbers for the templates, and `site` for all of them, that of errors too."""
    env.globals["site"] = site_info(datasette)
    env.globals["asset"] = asset
    for name in ("long_day", "short_day", "month_name", "moment", "number", "counted", "path_part", "megabytes"):
        env.filters[name] = getattr(german, name)
    env.filters["menu_item"] = menu_item
    for name in ("table_name", "column_name", "page_of"):
        env.filters[name] = getattr(columns, name)
    env.filters["list_trail"] = trail_of_day
    env.filters["room"] = room
    env.filters["subscribing"] = twin_path
    env.globals["alert_lines"] = alert_lines
    env.filters["tilde"] = tilde_encode
    env.filters["web_address"] = web_address
    env.filters["groupby_run"] = neighbours
    env.filters["label"] = labels.label
    env.filters["file_type"] = labels.file_type
    env.filters["form_name"] = labels.form_name
    env.filters["reason"] = labels.reason
    env.filters["certainty"] = labels.certainty
    env.filters["sureness"] = labels.sureness
    env.filters["told"] = told
    env.filters["alarm_name"] = labels.alarm_name
    env.globals["lookup_name"] = labels.lookup_name
    env.filters["names"] = json.loads
    env.filters["text_fragment"] = text_fragment
    env.filters["unbroken"] = unbroken
    env.filters["data_block"] = data_block
    env.filters["as_form"] = as_form


@hookimpl
def render_cell(value: Any, column: str, table: str | None, database: str) -> Markup | None:
    """Let the result of a query lead to the pages of releases and speakers, as the tables do by their keys."""
    if table is None and value and isinstance(value, str):
        if column in ("slug", "release"):
            return Markup('<a href="/{}/releases/{}">{}</a>').format(database, slug_part(value), value)
        if column == "speaker":
            return Markup('<a href="/personen/{}">{}</a>').format(german.path_part(value), value)
    return None
