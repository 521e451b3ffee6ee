"""Tells the system that chartdesk:// links of workbooks open in this program; per user, no rights.

Linux: an entry for applications and its default handler. Windows: a key of the user's own. On
macOS the bundle itself says so (pyinstaller.spec).
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from app.domain.addresses import SCHEME

MARK = "registered.txt"
RESERVED = re.compile(r"""[\s"'\\><~|&;$*?#()`]""")
QUOTED, BACKSLASH = re.compile(r"""(["`$\\])"""), r"\\\1"
DESKTOP_FILE = "chartdesk.desktop"
ENTRY = """[Desktop Entry]
Type=Application
Name=Chartdesk
Exec={command} %u
Terminal=false
NoDisplay=false
Categories=Office;Education;
MimeType=x-scheme-handler/{scheme};
"""


def command() -> list[str]:
    """Return what starts this program."""
    if getattr(sys, "frozen", False):
        return [sys.executable]
    found = shutil.which("chartdesk-desktop")
    return [found] if found else [sys.executable, "-m", "ui"]


def register() -> int:
    """Register the links; return 0, or 1 where the system has no way that is known here."""
    system: str = sys.platform
    if system == "win32":
        _register_windows()
        return 0
    if system == "darwin":
        return 0
    import platformdirs

    return register_linux(platformdirs.user_data_path() / "applications")


def ensure_registered(folder: Path) -> None:
    """Register a bundle once, and again after it moved; `folder` remembers from where."""
    mark = folder / MARK
    if not getattr(sys, "frozen", False):
        return
    if mark.exists() and mark.read_text("utf-8") == sys.executable:
        return
    register()
    mark.write_text(sys.executable, encoding="utf-8")


def register_linux(folder: Path) -> int:
    """Write the entry and make it the handler; 1 where there is no xdg-mime to ask."""
    folder.mkdir(parents=True, exist_ok=True)
    entry = ENTRY.format(command=exec_line(command()), scheme=SCHEME)
    (folder / DESKTOP_FILE).write_text(entry, encoding="utf-8")
    tool = shutil.which("xdg-mime")
    if tool is None:
        return 1
    asked = [tool, "default", DESKTOP_FILE, f"x-scheme-handler/{SCHEME}"]
    return subprocess.run(asked, check=False, capture_output=True).returncode  # noqa: S603 - ours


def exec_line(words: Sequence[str]) -> str:
    """Return a command as the key Exec has it (Desktop Entry Specification 1.5, "The Exec key").

    A word with a reserved sign stands in quotes; there some signs have a backslash before them,
    and every backslash is doubled once more, as in all texts of an entry.
    """
    said = []
    for word in words:
        text = word.replace("%", "%%")
        if RESERVED.search(text):
            text = f'"{QUOTED.sub(BACKSLASH, text)}"'
        said.append(text.replace("\\", "\\\\"))
    return " ".join(said)


def windows_values(words: Sequence[str]) -> tuple[tuple[str, str, str], ...]:
    """Return the values under HKEY_CURRENT_USER: key, name ("" is its own), text."""
    place = rf"Software\Classes\{SCHEME}"
    said = subprocess.list2cmdline(words)
    return (
        (place, "", "URL:Chartdesk"),
        (place, "URL Protocol", ""),
        (rf"{place}\shell\open\command", "", f'{said} "%1"'),
    )


def _register_windows() -> None:
    import winreg

    for place, name, text in windows_values(command()):
        with winreg.CreateKey(winreg.HKEY_CURRENT_USER, place) as key:  # type: ignore[attr-defined]
            winreg.SetValueEx(key, name, 0, winreg.REG_SZ, text)  # type: ignore[attr-defined]
