"""Publishes a database with Datasette."""

from __future__ import annotations

import json
import os
import socket
import sys
from pathlib import Path
from typing import Any, NoReturn

from archive.errors import BuildError, WrongInput
from archive.site.metadata import metadata
from scraper.sites import Site

SITE = Path(__file__).parent / "site"
HOST = "127.0.0.1"
SETTINGS = {
    "default_page_size": 50,
    "max_returned_rows": 1000,
    "sql_time_limit_ms": 1000,
    "facet_time_limit_ms": 500,
    "suggest_facets": "off",  # it tries every column on every page: the table page is some 15 times faster without
    "truncate_cells_html": 200,  # characters; the row page shows all
    "allow_download": "on",
}


def site_options(site: Site) -> dict[str, Any]:
    """What `Datasette([database], **site_options(site))` needs to be the site that `serve` publishes."""
    return {
        "metadata": metadata(site),
        "settings": SETTINGS,
        "static_mounts": [("assets", str(SITE / "static"))],
        "template_dir": str(SITE / "templates"),
        "plugins_dir": str(SITE / "plugins"),
        "cors": True,
    }


def serve(database: Path, site: Site, port: int) -> NoReturn:
    """Become a Datasette process that serves the database on 127.0.0.1, so that one signal ends everything.

    Raises: BuildError, if there is no database; WrongInput, if the port is taken.
    """
    if not database.exists():
        raise BuildError(f"there is no {database}: build it first")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise WrongInput(f"port {port} of {HOST} cannot be used ({error.strerror}): choose another one") from error
    described = database.with_suffix(".metadata.json")
    described.write_text(json.dumps(metadata(site), ensure_ascii=False, indent=1), encoding="utf-8")
    command = [sys.executable, "-m", "datasette", "serve", str(database), "--host", HOST, "--port", str(port)]
    command += ["--metadata", str(described)]
    for name, value in SETTINGS.items():
        command += ["--setting", name, str(value)]
    command += ["--static", f"assets:{SITE / 'static'}", "--template-dir", str(SITE / "templates")]
    command += ["--plugins-dir", str(SITE / "plugins"), "--cors"]
    sys.stdout.flush()
    os.execv(sys.executable, command)  # noqa: S606 - our own interpreter and arguments, no shell
