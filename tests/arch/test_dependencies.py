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

# needed by a library of ours for what we do not ask of it: the bundle may leave these out
DISPENSABLE = {"pikepdf": {"lxml", "pillow"}}


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


def test_bundle_leaves_out_nothing_that_is_imported(root: Path, imported: set[str]) -> None:
    needed = imported.union(*map(required, imported))
    assert left_out(root / "pyinstaller.spec") & needed == set()


def required(distribution: str) -> set[str]:
    """Distributions that a distribution always needs, but for what is dispensable."""
    try:
        lines = importlib.metadata.requires(distribution) or []
    except importlib.metadata.PackageNotFoundError:
        return set()
    needed = {plain(line.split("(")[0].strip()) for line in lines if "extra ==" not in line}
    return needed - DISPENSABLE.get(distribution, set())


def left_out(spec: Path) -> set[str]:
    """Distributions whose modules the bundle's recipe leaves out."""
    (listed,) = (
        node.value
        for node in ast.parse(spec.read_text(encoding="utf-8")).body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "UNUSED_MODULES"
    )
    names = {node.value for node in ast.walk(listed) if isinstance(node, ast.Constant)}
    owners = importlib.metadata.packages_distributions()
    return {plain(d) for name in names for d in owners.get(str(name), [str(name)])}
