"""The import contracts of pyproject.toml: kept by the tree, broken by a planted import."""

import ast
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

PACKAGES = ("app", "db", "ui", "resources")
# contract -> the module that breaks it, and the import that does
PLANTED = {
    "layers": ("db/planted.py", "import app.domain.errors"),
    "inside-app": ("app/domain/planted.py", "import app.pdf.text"),
    "no-qt-below": ("app/domain/planted.py", "import PySide6.QtCore"),
    "no-storage-above": ("ui/planted.py", "import sqlalchemy"),
    "plain-domain": ("app/domain/planted.py", "import rapidfuzz"),
    "formats-without-storage": ("app/export/planted.py", "import sqlalchemy"),
    "pdfium-in-workers": ("app/services/planted.py", "import pypdfium2"),
}


def contracts(root: Path) -> dict[str, str]:
    """The contracts' names by their ids."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    found = project["tool"]["importlinter"]["contracts"]
    return {contract["id"]: contract["name"] for contract in found}


def lint(folder: Path, contract: str) -> "subprocess.CompletedProcess[str]":
    code = "from importlinter.cli import lint_imports_command as c; c()"
    return subprocess.run(
        [sys.executable, "-c", code, "--no-cache", "--contract", contract],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.fixture
def tree(root: Path, tmp_path: Path) -> Path:
    """The Python files of the checkout, copied to where they may be spoilt."""
    for package in PACKAGES:
        shutil.copytree(root / package, tmp_path / package, ignore=only_python)
    shutil.copy(root / "pyproject.toml", tmp_path)
    return tmp_path


def only_python(folder: str, names: list[str]) -> set[str]:
    return {
        name
        for name in names
        if name == "__pycache__" or (not name.endswith(".py") and not Path(folder, name).is_dir())
    }


@pytest.mark.parametrize("contract", PLANTED)
def test_contract_breaks_on_a_planted_import(contract: str, tree: Path) -> None:
    file, statement = PLANTED[contract]
    (tree / file).write_text(f'"""Planted."""\n\n{statement}\n', encoding="utf-8")
    result = lint(tree, contract)
    assert result.returncode == 1, result.stdout
    assert f"{contracts(tree)[contract]} BROKEN" in " ".join(result.stdout.split())


def test_every_contract_has_its_planted_import(root: Path) -> None:
    assert set(PLANTED) == set(contracts(root))


def domain_imports(root: Path) -> set[str]:
    """First names of everything the domain imports, wherever in its modules."""
    nodes = [
        node
        for file in (root / "app" / "domain").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
    ]
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    named = {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    return {name for name in plain | named if not name.startswith("app.domain")}


def test_domain_imports_only_the_standard_library(root: Path) -> None:
    assert {name.split(".")[0] for name in domain_imports(root)} <= sys.stdlib_module_names
