"""Where the files of a site lie in the data folder."""

from __future__ import annotations

from pathlib import Path

from scraper.sites import Site


def database_path(data: Path, site: Site) -> Path:
    """Where a site's database lies below the data folder."""
    return data / f"{site.name}.db"


def alerts_path(data: Path, site: Site) -> Path:
    """Where the operator's alerts lie below the data folder."""
    return data / f"{site.name}.alerts.toml"
