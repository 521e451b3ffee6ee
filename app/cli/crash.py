"""A local report of a bug: what broke where, and nothing of what the review says."""

import platform
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path

from app import __version__


def write_report(error: BaseException, command: str) -> Path | None:
    """Write the report into the user's log folder; None when that cannot be written.

    It names files, lines and kinds of errors. Messages, arguments and values are left out,
    for they may hold titles and answers.
    """
    from platformdirs import user_log_dir

    folder = Path(user_log_dir("chartdesk", appauthor=False))
    path = folder / f"crash-{datetime.now(UTC):%Y-%m-%d_%H%M%S_%f}.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(report(error, command), encoding="utf-8")
    except OSError:
        return None
    return path


def report(error: BaseException, command: str) -> str:
    """Return the text of the report."""
    lines = [
        f"Chartdesk {__version__}, command {command}",
        f"Python {platform.python_version()} on {platform.system()} {platform.release()}",
        *(line for link in _chain(error) for line in _frames(link)),
    ]
    return "\n".join(lines) + "\n"


def _chain(error: BaseException) -> list[BaseException]:
    """Return the errors that led to this one, the first one first."""
    chain = [error]
    while (before := chain[0].__cause__ or chain[0].__context__) and before not in chain:
        chain.insert(0, before)
    return chain


def _frames(error: BaseException) -> list[str]:
    roots = sorted((Path(p).resolve() for p in sys.path if p), key=lambda p: -len(str(p)))
    frames = traceback.extract_tb(error.__traceback__)
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    return [kind, *(f"  {_short(f.filename, roots)}:{f.lineno} {f.name}" for f in frames)]


def _short(name: str, roots: list[Path]) -> str:
    """Return a file's path below the folder it is imported from, which may name a person."""
    path = Path(name)
    for root in roots:
        if path.is_relative_to(root):
            return path.relative_to(root).as_posix()
    return path.name
