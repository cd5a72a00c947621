"""The lock of the container holds what the package asks for, in the versions of constraints.txt, each with its hash."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
LOCKED = re.compile(r"^([a-z0-9-]+)==(\S+) \\\n    --hash=sha256:([0-9a-f]{64})$", re.MULTILINE)


def locked() -> dict[str, str]:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    found = {name: version for name, version, _ in LOCKED.findall(text)}
    assert len(found) == len([line for line in text.splitlines() if "==" in line])
    return found


def test_every_locked_version_is_the_one_that_is_tested() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").split()
    tested: dict[str, str] = {
        canonicalize_name(name): version for name, version in (line.split("==") for line in lines)
    }
    differing = {name: (version, tested.get(name)) for name, version in locked().items() if tested.get(name) != version}
    assert set(differing) <= {"setuptools", "pip"}, differing  # which build and install, and are no part of the package


def test_every_package_that_is_asked_for_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    asked = [*project["dependencies"], *(one for name in extras if name != "dev" for one in extras[name])]
    names = {canonicalize_name(Requirement(one).name) for one in asked} - {project["name"]}
    assert names <= set(locked())
