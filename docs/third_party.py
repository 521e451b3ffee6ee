"""Writes resources/licences from the installed packages that requirements/runtime.txt names.

Run it after the lock file has changed: `.venv/bin/python docs/third_party.py`.
"""

import re
import sysconfig
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LICENCES = ROOT / "resources" / "licences"
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==", re.MULTILINE)
LICENCE_FILE = re.compile(r"licen[cs]e|copying|notice", re.IGNORECASE)
KEYS = ("License-Expression", "License")
LGPL = "LGPL-3.0.txt"  # Qt for Python ships no text of its licence
HEAD = """# Third-party software

Chartdesk is distributed under the MIT licence. It uses the following parts, each under
its own licence; the full texts lie beside this list.

| Part | Version | Licence | Text |
|---|---|---|---|
"""


@dataclass(frozen=True, slots=True)
class Part:
    """One line of the list; `text` names a file in resources/licences."""

    name: str
    version: str
    licence: str
    text: str


SHIPPED = (
    Part("Lucide icons", "1.62.0", "ISC and MIT", "Lucide.txt"),
    Part("Noto Sans", "2.003", "OFL-1.1", "NotoSans.txt"),
    Part(
        "world-atlas (Natural Earth)", "2.0.2", "ISC; data in the public domain", "world-atlas.txt"
    ),
    Part("Python", "3.11 or newer", "PSF-2.0", "Python.txt"),
)


def main() -> None:
    """Write the list and one text a package."""
    pinned = (ROOT / "requirements/runtime.txt").read_text(encoding="utf-8")
    names = set(PINNED.findall(pinned))
    parts = [part for name in names if (part := package(name)) is not None]
    python = _read(Path(sysconfig.get_path("stdlib")) / "LICENSE.txt")
    (LICENCES / "Python.txt").write_text(_plain(python) + "\n", encoding="utf-8")
    lines = [row(part) for part in sorted((*parts, *SHIPPED), key=lambda p: p.name.lower())]
    (LICENCES / "THIRD_PARTY.md").write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} parts")


def package(name: str) -> Part | None:
    """Write the licence texts of an installed package; None when it is not for this system."""
    try:
        found = metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return None
    texts = [_read(Path(str(file.locate()))) for file in found.files or [] if _is_licence(file)]
    licence = _licence(found.metadata)
    text = f"{found.metadata['Name']}.txt" if texts else LGPL * licence.startswith("LGPL-3.0")
    if texts:
        words = "\n\n".join(text.strip() for text in texts)
        (LICENCES / text).write_text(_plain(words) + "\n", encoding="utf-8")
    return Part(found.metadata["Name"], found.version, licence, text)


def row(part: Part) -> str:
    """Return the part as a row of the table."""
    link = f"[{part.text}]({part.text})" if part.text else ""
    return f"| {part.name} | {part.version} | {part.licence} | {link} |"


def _is_licence(file: metadata.PackagePath) -> bool:
    in_metadata = any(folder.endswith(".dist-info") for folder in file.parts)
    return in_metadata and ("licenses" in file.parts or bool(LICENCE_FILE.search(file.name)))


def _licence(described: metadata.PackageMetadata) -> str:
    named = next((described[key] for key in KEYS if key in described), "")
    if named and len(named) < 80:
        return named.replace("\n", " ")
    kinds = [c.split(" :: ")[-1] for c in described.get_all("Classifier") or [] if "License" in c]
    return ", ".join(kinds)


def _read(path: Path) -> str:
    raw = path.read_bytes()
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _plain(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.splitlines())


if __name__ == "__main__":
    main()
