"""What ships: the wheel's files, the entry points, the locks, and nothing of anyone's machine."""

import importlib
import importlib.util
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest

LOCKS = ("runtime", "dev", "build")
# ana and anna are the made-up people of the tests
FOREIGN_PATH = re.compile(
    r"(?<![\w.~])/(?:home|Users)/(?!ann?a\b)[\w.-]+|(?<![\w.~])/(?:root|work|tmp|opt)/[\w.-]+"
    r"|[A-Z]:\\Users\\(?!ann?a\b)"
)
ADDRESS = re.compile(r"https?://|file:|--index-url|--extra-index|--find-links|--trusted-host")
MADE = {
    *(".git", ".venv", "__pycache__", "build", "dist", "demo", "chartdesk.egg-info"),
    *(".mypy_cache", ".ruff_cache", ".pytest_cache", ".import_linter_cache", ".hypothesis"),
}
TEXT = {".py", ".toml", ".txt", ".md", ".json", ".spec", ".csv", ".svg", ".mako", ".ini", ".qss"}


@pytest.fixture(scope="module")
def project(root: Path) -> dict[str, Any]:
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Names of the files in a wheel built from a copy of what is tracked here."""
    folder = tmp_path_factory.mktemp("wheel")
    for name in tracked(root):
        target = folder / "tree" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(root / name, target)
    command = [sys.executable, "-m", "pip", "wheel", "-qq", "--no-deps", "--no-build-isolation"]
    subprocess.run(
        [*command, "--disable-pip-version-check", "-w", str(folder), str(folder / "tree")],
        check=True,
        capture_output=True,
        timeout=120,
    )
    (built,) = folder.glob("*.whl")
    with zipfile.ZipFile(built) as archive:
        return set(archive.namelist())


def tracked(root: Path) -> list[str]:
    """Files under version control that are there; outside a checkout, all but what is made."""
    if shutil.which("git") is None or not (root / ".git").exists():
        return sorted(
            file.relative_to(root).as_posix()
            for file in root.rglob("*")
            if file.is_file() and not MADE.intersection(file.relative_to(root).parts)
        )
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=root, capture_output=True, text=True, check=True
    )
    return [name for name in listed.stdout.split("\0") if name and (root / name).is_file()]


def shipped(root: Path) -> set[str]:
    """Tracked files of the four packages."""
    packages = ("app/", "db/", "ui/", "resources/")
    return {name for name in tracked(root) if name.startswith(packages)}


def test_wheel_holds_every_file_of_the_packages(wheel: set[str], root: Path) -> None:
    assert shipped(root) - wheel == set()


def test_wheel_holds_nothing_else(wheel: set[str], root: Path) -> None:
    extra = {name for name in wheel - shipped(root) if ".dist-info/" not in name}
    assert extra == set()


def test_packages_keep_their_names(project: dict[str, Any]) -> None:
    assert "package-dir" not in project["tool"]["setuptools"]


@pytest.mark.parametrize(
    ("kind", "name"), [("scripts", "chartdesk"), ("gui-scripts", "chartdesk-desktop")]
)
def test_entry_point_leads_to_a_function(kind: str, name: str, project: dict[str, Any]) -> None:
    module, function = project["project"][kind][name].split(":")
    assert callable(getattr(importlib.import_module(module), function))


def requirements(root: Path, lock: str) -> dict[str, str]:
    """Each requirement of a lock file, as name and pin, with all of its lines."""
    text = (root / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[a-z0-9])", text.partition("\n")[2])
    return {entry.split(maxsplit=1)[0]: entry.strip() for entry in entries}


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_pins_and_hashes_everything(lock: str, root: Path) -> None:
    loose = {
        name
        for name, entry in requirements(root, lock).items()
        if not re.match(r"[a-z0-9-]+==[\w.]+", entry) or "--hash=sha256:" not in entry
    }
    assert loose == set()


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_names_no_address(lock: str, root: Path) -> None:
    text = (root / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
    assert ADDRESS.findall(text) == []


@pytest.mark.parametrize(("smaller", "larger"), [("runtime", "dev"), ("dev", "build")])
def test_lock_is_part_of_the_larger_one(smaller: str, larger: str, root: Path) -> None:
    assert requirements(root, smaller).items() <= requirements(root, larger).items()


def test_lock_holds_every_declared_dependency(project: dict[str, Any], root: Path) -> None:
    declared = [
        *project["project"]["dependencies"],
        *project["project"]["optional-dependencies"]["team"],
    ]
    names = {re.split(r"[<>=]", line, maxsplit=1)[0].lower() for line in declared}
    assert names <= {pin.split("==")[0] for pin in requirements(root, "runtime")}


def test_no_tracked_file_names_a_place_on_somebodys_machine(root: Path) -> None:
    found = {
        f"{name}: {match.group()}"
        for name in tracked(root)
        if Path(name).suffix in TEXT or name.startswith(".ci/")
        for match in FOREIGN_PATH.finditer(
            (root / name).read_text(encoding="utf-8", errors="replace")
        )
    }
    assert found == set()


def test_bundle_takes_in_every_module_that_tables_name(root: Path) -> None:
    from ui.flow_rows import FLOWS

    spec = (root / "pyinstaller.spec").read_text(encoding="utf-8")
    whole = tuple(f"{name}." for name in re.findall(r'collect_submodules\("(\w+)"\)', spec))
    assert whole == ("app.", "db.", "ui.")
    named = {row.module for row in FLOWS}
    assert len(named) > 5
    assert [name for name in named if not name.startswith(whole)] == []
    assert [name for name in named if importlib.util.find_spec(name) is None] == []


def test_bundle_takes_in_what_draws_each_format_and_tells_macos_of_links(root: Path) -> None:
    spec = (root / "pyinstaller.spec").read_text(encoding="utf-8")
    kinds = re.search(r'backend_\{kind\}" for kind in (\(.*?\))', spec)
    assert kinds is not None
    assert set(re.findall(r'"(\w+)"', kinds[1])) == {"agg", "pdf", "svg"}
    links = re.search(r"CFBundleURLTypes.*?CFBundleURLSchemes\W+(\w+)", spec, re.DOTALL)
    assert links is not None
    assert links[1] == "chartdesk"
