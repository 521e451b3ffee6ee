"""The gates of tests/conftest.py: each is seen to close on a test that deserves it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

CASES = {
    "a thread": (
        "left behind: threads",
        "threading.Thread(target=EVENT.wait, daemon=True).start()",
    ),
    "a child process": (
        "left behind: children",
        "CHILDREN.append(subprocess.Popen([sys.executable, '-c', 'input()'], stdin=-1))",
    ),
    "a running timer": (
        "left behind: timers",
        "QtWidgets.QApplication.instance(); t = QtCore.QTimer(); t.start(9999); CHILDREN.append(t)",
    ),
    "a window": ("left behind: widgets", "CHILDREN.append(QtWidgets.QWidget())"),
    "a logged warning": ("logged: root: careful", "logging.warning('careful')"),
    "a Qt warning": ("careful", "QtCore.qWarning('careful')"),
    "a Python warning": ("DeprecationWarning", "warnings.warn('old', DeprecationWarning)"),
}
PREAMBLE = """
import logging, subprocess, sys, threading, warnings
from PySide6 import QtCore, QtWidgets
EVENT = threading.Event()
CHILDREN = []
def test_planted(qapp):
    {statement}
"""


@pytest.mark.parametrize("case", CASES)
def test_gate_closes_on(case: str, tmp_path: Path, root: Path) -> None:
    sentence, statement = CASES[case]
    result = run_planted(statement, tmp_path, root)
    assert result.returncode == 1
    assert sentence in result.stdout


def test_gates_stay_open_for_a_quiet_test(tmp_path: Path, root: Path) -> None:
    result = run_planted("QtWidgets.QLabel('quiet').deleteLater()", tmp_path, root)
    assert result.returncode == 0, result.stdout


def run_planted(statement: str, folder: Path, root: Path) -> "subprocess.CompletedProcess[str]":
    """Run one test of that statement under this conftest, in a folder of its own."""
    (folder / "conftest.py").write_text(
        "from tests import leaks\nleaks.GRACE_SECONDS = 0.1\nfrom tests.conftest import *\n"
        "from tests.conftest import _left_behind, _logged_warnings, _own_home, _session_home\n",
        encoding="utf-8",
    )
    (folder / "test_planted.py").write_text(PREAMBLE.format(statement=statement), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(folder)]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    arguments = ["-c", str(root / "pyproject.toml"), "--rootdir", str(folder)]
    return subprocess.run(
        [*command, *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
