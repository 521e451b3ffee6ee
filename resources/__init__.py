"""Files that ship with the program, found from the source tree and from a bundle alike."""

from pathlib import Path

_HERE = Path(__file__).resolve().parent


def path(name: str) -> Path:
    """Absolute path of a shipped file or folder, such as `icons/x.svg`; a wrong name is a bug.

    Raises FileNotFoundError when nothing of that name ships.
    """
    found = _HERE / name
    if not found.exists():
        raise FileNotFoundError(f"{name} does not ship with the program")
    return found
