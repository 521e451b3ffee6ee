"""Sets Chartdesk up and starts it; with `test`, runs every check; with `bench`, the benchmarks.

Needs nothing but Python 3.11: packages go into `.venv` beside this file, held to the hashes in
`requirements/`. Running it again is quick, and mends an environment that is broken.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
import venv
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ROOT = Path(__file__).resolve().parent
OLDEST_PYTHON = (3, 11)
DEMO_FOLDER = "demo"
HELP = """python3 run.py [REVIEW]   open the sample review, or the review in this folder
python3 run.py test       run every check; more words go to pytest
python3 run.py bench      run the benchmarks, or those named"""
QT_APT = [
    *("libglib2.0-0", "libgl1", "libegl1", "libxkbcommon0", "libfontconfig1", "libdbus-1-3"),
    *("libxkbcommon-x11-0", "libxcb-cursor0", "libxcb-icccm4", "libxcb-keysyms1"),
    *("libxcb-shape0", "fonts-dejavu-core"),
]
QT_DNF = [
    *("glib2", "libglvnd-glx", "libglvnd-egl", "libxkbcommon", "libxkbcommon-x11", "fontconfig"),
    *("dbus-libs", "xcb-util-cursor", "xcb-util-wm", "xcb-util-keysyms", "dejavu-sans-fonts"),
]
SIDE_BY_SIDE = ("-n", "auto", "--dist", "loadfile")  # one process a core, a file in one of them
WIDGETS_LOAD = "from PySide6 import QtSvg, QtWidgets"
WINDOW_OPENS = "from PySide6.QtWidgets import QApplication; QApplication([])"


class SetUpFailed(Exception):
    """One sentence that says what stopped the set-up and what to do."""


class Step(NamedTuple):
    """One check: its name and what the environment's interpreter is started with."""

    name: str
    arguments: tuple[str, ...]


class Place(NamedTuple):
    """Where the checkout lies; `.venv` belongs to it."""

    root: Path

    @property
    def venv(self) -> Path:
        """The environment of this checkout."""
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        """The environment's interpreter."""
        if os.name == "nt":
            return self.venv / "Scripts" / "python.exe"
        return self.venv / "bin" / "python"

    @property
    def stamp(self) -> Path:
        """Says which lock files the environment was filled from."""
        return self.venv / "chartdesk-setup.txt"

    def lock(self, name: str) -> Path:
        """The lock file `runtime` or `dev`."""
        return self.root / "requirements" / f"{name}.txt"


def main(arguments: list[str]) -> int:
    """Do what the first argument names; the exit code of what failed, else 0."""
    if complaint := python_complaint(sys.version_info[:2]):
        print(complaint, file=sys.stderr)
        return 2
    verb, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if verb in ("-h", "--help"):
        print(HELP)
        return 0
    try:
        if verb == "test":
            return check(Place(ROOT), rest)
        if verb == "bench":
            return bench(Place(ROOT), rest)
        return start(Place(ROOT), arguments)
    except SetUpFailed as failure:
        print(f"\n{failure}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def python_complaint(version: tuple[int, ...]) -> str:
    """Why this interpreter will not do, or nothing."""
    if version >= OLDEST_PYTHON:
        return ""
    have, need = (".".join(map(str, numbers)) for numbers in (version, OLDEST_PYTHON))
    return f"Chartdesk needs Python {need} or newer, and this is {have}. Try `python{need} run.py`."


# --- the three verbs


def start(place: Place, arguments: list[str]) -> int:
    """Open the sample review (or what the arguments name), or do the main job without a display."""
    set_up(place, "runtime")
    load_qt(place)
    if has_display(sys.platform, os.environ) and window_opens(place):
        return run(place, ["-m", "ui", *(arguments or ["--sample"])])
    folder = place.root / DEMO_FOLDER
    print("There is no display here, so Chartdesk works without its window:")
    print(f"it charts the sample review into {folder}", flush=True)
    environment = {"QT_QPA_PLATFORM": "offscreen"}
    return run(place, ["-m", "ui", "--headless-demo", str(folder)], environment)


def check(place: Place, pytest_arguments: list[str]) -> int:
    """Everything a change must pass, in the order of its speed; stops at the first failure."""
    set_up(place, "dev")
    load_qt(place)
    offer_postgresql(sys.platform)
    began = time.monotonic()
    for step in steps(pytest_arguments):
        print(f"\n== {step.name}", flush=True)
        step_began = time.monotonic()
        code = run(place, list(step.arguments), {"QT_QPA_PLATFORM": "offscreen"})
        verdict = "passed" if code == 0 else f"FAILED with exit code {code}"
        print(f"== {step.name} {verdict}, {time.monotonic() - step_began:.1f} s", flush=True)
        if code:
            return code
    print(f"\nEvery check passed, {time.monotonic() - began:.0f} s.")
    return 0


def bench(place: Place, names: list[str]) -> int:
    """Run tests/bench, all of it or the benchmarks named; each prints its figures."""
    set_up(place, "dev")
    load_qt(place)
    worst = 0
    for module in benchmarks(place.root / "tests" / "bench", names):
        print(f"\n== {module}", flush=True)
        worst = max(
            worst,
            abs(run(place, ["-m", f"tests.bench.{module}"], {"QT_QPA_PLATFORM": "offscreen"})),
        )
    return worst


def steps(pytest_arguments: list[str]) -> tuple[Step, ...]:
    """The checks of a change; the arguments go to pytest."""
    return (
        Step("lint", ("-m", "ruff", "check", ".")),
        Step("format", ("-m", "ruff", "format", "--check", ".")),
        Step("types", ("-m", "mypy")),
        Step("imports", ("-c", "from importlinter.cli import lint_imports_command as c; c()")),
        Step("tests", ("-m", "pytest", *SIDE_BY_SIDE, *pytest_arguments)),
    )


def benchmarks(folder: Path, names: list[str]) -> list[str]:
    """Module names of the benchmarks, `bench_` may be left out; all of them when none is named."""
    found = sorted(file.stem for file in folder.glob("bench_*.py"))
    wanted = {name if name.startswith("bench_") else f"bench_{name}" for name in names}
    if unknown := wanted - set(found):
        raise SetUpFailed(f"There is no benchmark {', '.join(sorted(unknown))}.")
    return [module for module in found if not wanted or module in wanted]


# --- the environment


def set_up(place: Place, lock: str) -> None:
    """Make `.venv` hold what the lock file names; nothing to do when its stamp says so."""
    usable, stamped = is_healthy(place), is_stamped(place, lock)
    if usable and stamped and has_packages(place):
        return
    print(f"Setting up {place.venv} (once; needs a network or a filled pip cache) ...", flush=True)
    # stamped and yet incomplete is broken: pip would believe its own records and mend nothing
    if usable and not stamped and install(place, lock) and has_packages(place):
        return
    make_venv(place)
    if not install(place, lock):
        raise SetUpFailed(
            "The packages could not be installed; pip says why above. "
            "Nothing else was changed: mend it (often the network) and run this again."
        )


def is_healthy(place: Place) -> bool:
    """Whether the environment's interpreter starts, is new enough and has pip."""
    if not place.python.exists():
        return False
    code = f"import sys, pip; sys.exit(sys.version_info < {OLDEST_PYTHON})"
    return run_quietly([str(place.python), "-c", code])


def is_stamped(place: Place, lock: str) -> bool:
    """Whether the environment was filled from this lock file, for this checkout."""
    try:
        stamped = place.stamp.read_text(encoding="utf-8").splitlines()
    except OSError:
        return False
    return set(stamp_lines(place, (lock,))) <= set(stamped)


def has_packages(place: Place) -> bool:
    """Whether the packages everything needs are where the environment looks."""
    code = (
        "import sys, importlib.util as u; "
        "sys.exit(not all(map(u.find_spec, ('PySide6', 'sqlalchemy', 'pypdfium2', 'pypdf'))))"
    )
    return run_quietly([str(place.python), "-c", code])


def stamp_lines(place: Place, locks: tuple[str, ...]) -> list[str]:
    """What the stamp says: the checkout, the digest of its project file, and of each lock file."""
    files = [place.root / "pyproject.toml", *map(place.lock, locks)]
    digests = [f"{file.name} {hashlib.sha256(file.read_bytes()).hexdigest()}" for file in files]
    return [f"checkout {place.root}", *digests]


def make_venv(place: Place) -> None:
    """A fresh `.venv`; on Debian, whose Python comes without venv, that is installed first."""
    if run_quietly([sys.executable, "-c", "import ensurepip"]) or apt_install(["python3-venv"]):
        shutil.rmtree(place.venv, ignore_errors=True)
        venv.EnvBuilder(symlinks=os.name != "nt").create(place.venv)
        if run_quietly([str(place.python), "-m", "ensurepip", "--default-pip"]):
            return
    raise SetUpFailed(
        "Python could not make a virtual environment. On Debian and Ubuntu run "
        "`sudo apt-get install -y python3-venv`, then this again."
    )


def install(place: Place, lock: str) -> bool:
    """Install the locked packages and the entry points of the checkout; False if pip refused."""
    place.stamp.unlink(missing_ok=True)
    pip = [str(place.python), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    locked = [*pip, "--require-hashes", "-r", str(place.lock(lock))]
    itself = [*pip, "--no-deps", "--no-build-isolation", "-e", str(place.root)]
    for command in (locked, itself):
        if subprocess.run(command, check=False, cwd=place.root).returncode:
            return False
    # the dev lock holds all of the runtime lock (tests/arch), so it serves both
    locks = ("runtime", "dev") if lock == "dev" else (lock,)
    place.stamp.write_text("\n".join(stamp_lines(place, locks)) + "\n", encoding="utf-8")
    return True


# --- what the system must have


def load_qt(place: Place) -> None:
    """See Qt load; where system libraries are missing, install them (root, Debian) or say how."""
    if run_quietly([str(place.python), "-c", WIDGETS_LOAD]):
        return
    print("Installing the system libraries Qt needs ...", flush=True)
    if apt_install(QT_APT) and run_quietly([str(place.python), "-c", WIDGETS_LOAD]):
        return
    subprocess.run([str(place.python), "-c", WIDGETS_LOAD], check=False)
    raise SetUpFailed(
        "Qt does not load because system libraries are missing (its words are above). "
        f"Run this once, then start again:\n  {install_command(shutil.which)}"
    )


def window_opens(place: Place) -> bool:
    """Whether Qt can open a window on this display; its libraries are installed where we may."""
    opens = [str(place.python), "-c", WINDOW_OPENS]
    if run_quietly(opens):
        return True
    if sys.platform.startswith("linux") and apt_install(QT_APT) and run_quietly(opens):
        return True
    print("Qt cannot open a window on this display. If one is there, run this and start again:")
    print(f"  {install_command(shutil.which)}")
    return False


def install_command(which: Callable[[str], str | None]) -> str:
    """The one command that installs Qt's libraries here; `which` finds a program by its name."""
    if which("apt-get"):
        return f"sudo apt-get install -y {' '.join(QT_APT)}"
    if which("dnf"):
        return f"sudo dnf install -y {' '.join(QT_DNF)}"
    return "(your package manager): EGL, GL, glib, fontconfig, dbus, xkbcommon, xcb-util-cursor"


def has_display(system: str, environment: Mapping[str, str]) -> bool:
    """Whether a window would be seen: on Linux, whether a display is named and not declined."""
    if environment.get("QT_QPA_PLATFORM") in {"offscreen", "minimal"}:
        return False
    if not system.startswith("linux"):
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def offer_postgresql(system: str) -> None:
    """Install PostgreSQL for the team tests where we may; without it they skip and say so."""
    if not system.startswith("linux") or has_postgresql(Path("/usr/lib/postgresql")):
        return
    print("Installing PostgreSQL for the team tests ...", flush=True)
    if not apt_install(["postgresql"]):
        print("PostgreSQL is not here and could not be installed: the team tests will skip.")


def has_postgresql(folder: Path) -> bool:
    """Whether Debian's folder of PostgreSQL versions, or the search path, holds a server."""
    return any(folder.glob("*/bin/initdb")) or shutil.which("initdb") is not None


def apt_install(packages: list[str]) -> bool:
    """Install Debian packages if we are root there; False when we are not or apt failed."""
    if not is_root() or not shutil.which("apt-get"):
        return False
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install_packages = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    for command in (["apt-get", "update", "-qq"], install_packages):
        done = subprocess.run(command, check=False, env=environment, capture_output=True, text=True)
    if done.returncode:
        print(done.stderr.strip(), file=sys.stderr)
    return done.returncode == 0


def is_root() -> bool:
    """Whether this may install system packages; nobody is root on Windows."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


# --- processes


def run(place: Place, arguments: list[str], changes: dict[str, str] | None = None) -> int:
    """Start the environment's interpreter in the checkout and wait; its exit code."""
    environment = {**os.environ, **(changes or {})}
    command = [str(place.python), *arguments]
    return subprocess.run(command, check=False, cwd=place.root, env=environment).returncode


def run_quietly(command: list[str]) -> bool:
    """Whether a command succeeds; what it prints is dropped."""
    try:
        return subprocess.run(command, check=False, capture_output=True).returncode == 0
    except OSError:
        return False


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
