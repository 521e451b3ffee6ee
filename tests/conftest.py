"""What every test gets: a home of its own, and a failure for anything it logs or leaves behind."""

import logging
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.profile import profile_folder
from tests import leaks
from tests.quick_workers import fork_workers

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

ROOT = Path(__file__).resolve().parents[1]
HOME_VARIABLES = (
    *("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"),
    *("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR"),
)
FONT_LIST = "matplotlib.font_manager"  # warns when making its list takes five seconds


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The material beside the checkout, or where CHARTDESK_SHARED says; the test skips without."""
    folder = Path(os.environ.get("CHARTDESK_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip(f"{folder} is not here (set CHARTDESK_SHARED to the shared material)")
    return folder


@pytest.fixture(scope="session")
def papers(shared: Path) -> Path:
    """The folder of real CC-BY papers."""
    return shared / "data" / "papers"


@pytest.fixture(autouse=True)
def _left_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that leaves a thread, process, timer or top-level widget; set up first of all."""
    marker = request.node.get_closest_marker("keeps")
    kept = set(marker.args) if marker else set()
    before = leaks.alive()
    yield
    if left := leaks.new_since(before, kept):
        pytest.fail("left behind: " + "; ".join(left), pytrace=False)


@pytest.fixture(autouse=True)
def _logged_warnings(request: pytest.FixtureRequest, _left_behind: None) -> Iterator[None]:
    """Fail a test during which the program logged a warning, unless it is marked to expect one."""
    records: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.addFilter(lambda record: record.name != FONT_LIST)
    handler.emit = lambda record: records.append(f"{record.name}: {record.getMessage()}")
    logging.getLogger().addHandler(handler)
    yield
    logging.getLogger().removeHandler(handler)
    if records and not request.node.get_closest_marker("expects_warnings"):
        pytest.fail("logged: " + "; ".join(records), pytrace=False)


@pytest.fixture(scope="session", autouse=True)
def _session_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The home in which fixtures that several tests share make their reviews."""
    home = tmp_path_factory.mktemp("shared-home")
    with pytest.MonkeyPatch.context() as patch:
        for variable in HOME_VARIABLES:
            patch.setenv(variable, str(home))
        patch.setenv("MPLCONFIGDIR", str(home / "matplotlib"))  # its list of fonts is made once
        yield profile_folder()


@pytest.fixture(autouse=True)
def _quick_workers(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers that are ready sooner, for all but the tests of the worker itself."""
    if request.node.get_closest_marker("fresh_workers") is None:
        fork_workers(monkeypatch)


@pytest.fixture(autouse=True)
def _own_home(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, _session_home: Path
) -> Path:
    """A fresh home folder, so that no test touches the settings of the person running it.

    Who made the reviews that tests share is known there.
    """
    home = tmp_path_factory.mktemp("home")
    home.chmod(0o700)
    for variable in HOME_VARIABLES:
        monkeypatch.setenv(variable, str(home))
    if _session_home.is_dir():
        shutil.copytree(_session_home, profile_folder())
    if core := sys.modules.get("PySide6.QtCore"):
        # Qt reads the variables once a process
        for kind in (core.QSettings.Format.NativeFormat, core.QSettings.Format.IniFormat):
            core.QSettings.setPath(kind, core.QSettings.Scope.UserScope, str(home))
    return home
