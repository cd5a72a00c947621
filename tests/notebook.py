"""Executes the notebook of docs/notebooks as its reader does.

python -m tests.notebook PARQUET-FOLDER draws the pictures of docs/images from it anew
"""

from __future__ import annotations

import asyncio
import base64
import os
import sys
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

from tests.processes import ROOT

NOTEBOOK = ROOT / "docs" / "notebooks" / "five-questions.ipynb"
PICTURES = ("who-speaks", "how-long-before", "quoted-together")  # in the order of the cells that draw them


def executed(parquet: Path) -> Any:
    """The notebook with its outputs, executed on the Parquet files in a folder, named as the notebook says."""
    notebook = nbformat.read(NOTEBOOK, as_version=4)  # type: ignore[no-untyped-call] # it has no types
    client = NotebookClient(notebook, kernel_name="python3", timeout=240, resources={"metadata": {"path": parquet}})
    return asyncio.run(client.async_execute(env=os.environ | {"PARQUET": str(parquet)}))


def pictures(notebook: Any) -> list[bytes]:
    """The pictures that an executed notebook has drawn, as PNG."""
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return [base64.b64decode(o["data"]["image/png"]) for o in outputs if "image/png" in o.get("data", {})]


if __name__ == "__main__":
    for name, picture in zip(PICTURES, pictures(executed(Path(sys.argv[1]).absolute())), strict=True):
        (ROOT / "docs" / "images" / f"{name}.png").write_bytes(picture)
