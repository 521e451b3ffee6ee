"""No network connection is ever made: nothing that could open one is imported."""

import ast
from pathlib import Path

import pytest

PACKAGES = ("app", "db", "ui", "resources")
NETWORK = {
    *("aiohttp", "ftplib", "http", "httpx", "imaplib", "poplib", "requests", "smtplib", "socket"),
    *(
        "socketserver",
        "ssl",
        "telnetlib",
        "urllib.error",
        "urllib.request",
        "urllib3",
        "webbrowser",
    ),
    *("xmlrpc", "PySide6.QtNetwork", "PySide6.QtWebSockets"),
}

# module and name -> why it opens nothing
ALLOWED = {
    "app/lock.py: socket": "asks for the name of this computer, to say who has a review open"
}


def network_imports(source: str) -> set[str]:
    """Imported names that lead to a network."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return {name for name in found if any(f"{name}.".startswith(f"{bad}.") for bad in NETWORK)}


@pytest.mark.parametrize("package", PACKAGES)
def test_package_imports_no_network(package: str, root: Path) -> None:
    found = {
        f"{file.relative_to(root).as_posix()}: {name}"
        for file in (root / package).rglob("*.py")
        for name in network_imports(file.read_text(encoding="utf-8"))
    }
    assert found - set(ALLOWED) == set()


@pytest.mark.parametrize(
    "statement",
    ["import socket", "from urllib import request", "from PySide6 import QtNetwork, QtCore"],
)
def test_network_import_is_seen(statement: str) -> None:
    assert network_imports(statement) != set()


def test_taking_an_address_apart_is_no_network() -> None:
    assert network_imports("from urllib.parse import quote") == set()
