"""Everything imported is declared, and everything declared is imported."""

import ast
import importlib.metadata
import re
import sys
import tomllib
from pathlib import Path

import pytest

PACKAGES = ("app", "db", "ui", "resources")
# declared, used by a library of ours and never imported by us
BEHIND = {
    "cryptography": "pypdf needs it for encrypted papers",
    "pg8000": "named in a database URL",
}
# comes with a declared one, of the same version
TOGETHER = {"shiboken6": "pyside6-essentials"}


@pytest.fixture(scope="module")
def imported(root: Path) -> set[str]:
    """Distributions that the four packages import from."""
    names: set[str] = set()
    for file in (file for package in PACKAGES for file in (root / package).rglob("*.py")):
        names |= imports(file.read_text(encoding="utf-8"))
    foreign = names - set(PACKAGES) - sys.stdlib_module_names
    owners = importlib.metadata.packages_distributions()
    found = {distribution for name in foreign for distribution in owners.get(name, [name])}
    return {TOGETHER.get(plain(name), plain(name)) for name in found}


def imports(source: str) -> set[str]:
    """First parts of the imported names."""
    nodes = list(ast.walk(ast.parse(source)))
    whole = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    parts = {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}
    return {name.split(".")[0] for name in whole | parts}


def plain(name: str) -> str:
    """A distribution's name in the form in which names are compared."""
    return re.sub(r"[-_.]+", "-", re.split(r"[<>=;\s]", name, maxsplit=1)[0]).lower()


@pytest.fixture(scope="module")
def declared(root: Path) -> set[str]:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extra = project["optional-dependencies"]["team"]
    return {plain(line) for line in [*project["dependencies"], *extra]}


def test_every_import_is_declared(imported: set[str], declared: set[str]) -> None:
    assert imported - declared == set()


def test_every_declared_dependency_is_used(imported: set[str], declared: set[str]) -> None:
    assert declared - imported - set(BEHIND) == set()
