"""What run.py decides, without making an environment."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import run


@pytest.fixture
def place(tmp_path: Path) -> run.Place:
    """A checkout with locks and an environment's folder, and nothing in it."""
    (tmp_path / "requirements").mkdir()
    (tmp_path / ".venv").mkdir()
    (tmp_path / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    for name in ("runtime", "dev"):
        (tmp_path / "requirements" / f"{name}.txt").write_text(f"{name}==1\n", encoding="utf-8")
    return run.Place(tmp_path)


def stamp(place: run.Place, *locks: str) -> None:
    place.stamp.write_text("\n".join(run.stamp_lines(place, locks)), encoding="utf-8")


def test_old_python_is_told_what_is_needed() -> None:
    complaint = run.python_complaint((3, 10))
    assert "needs Python 3.11 or newer, and this is 3.10" in complaint


@pytest.mark.parametrize("version", [(3, 11), (3, 14)])
def test_new_python_is_no_complaint(version: tuple[int, int]) -> None:
    assert run.python_complaint(version) == ""


def test_environment_without_a_stamp_is_set_up(place: run.Place) -> None:
    assert not run.is_stamped(place, "runtime")


def test_stamped_environment_is_left_alone(place: run.Place) -> None:
    stamp(place, "runtime")
    assert run.is_stamped(place, "runtime")


def test_environment_for_running_is_not_enough_for_checking(place: run.Place) -> None:
    stamp(place, "runtime")
    assert not run.is_stamped(place, "dev")


def test_environment_for_checking_serves_for_running(place: run.Place) -> None:
    stamp(place, "runtime", "dev")
    assert run.is_stamped(place, "runtime")


def test_changed_lock_is_installed_again(place: run.Place) -> None:
    stamp(place, "runtime")
    place.lock("runtime").write_text("runtime==2\n", encoding="utf-8")
    assert not run.is_stamped(place, "runtime")


def test_moved_checkout_is_installed_again(place: run.Place) -> None:
    stamp(place, "runtime")
    moved = place.root.with_name("moved")
    place.root.rename(moved)
    assert not run.is_stamped(run.Place(moved), "runtime")


def test_empty_environment_is_not_healthy(place: run.Place) -> None:
    assert not run.is_healthy(place)


def test_environment_whose_interpreter_is_gone_is_not_healthy(place: run.Place) -> None:
    place.python.parent.mkdir()
    place.python.symlink_to(place.root / "gone")
    assert not run.is_healthy(place)


@pytest.mark.parametrize(
    ("system", "environment", "expected"),
    [
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("linux", {}, False),
        ("linux", {"DISPLAY": ""}, False),
        ("linux", {"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, False),
        ("darwin", {}, True),
        ("win32", {}, True),
    ],
)
def test_display_is_recognised(system: str, environment: dict[str, str], expected: bool) -> None:
    assert run.has_display(system, environment) is expected


@pytest.mark.parametrize(("tool", "start"), [("apt-get", "sudo apt-get"), ("dnf", "sudo dnf")])
def test_library_command_suits_the_package_manager(tool: str, start: str) -> None:
    command = run.install_command(lambda name: name if name == tool else None)
    assert command.startswith(start)


def test_library_command_names_the_libraries_elsewhere() -> None:
    assert "xcb-util-cursor" in run.install_command(lambda _: None)


def test_postgresql_is_found_in_debians_folder(tmp_path: Path) -> None:
    server = tmp_path / "15" / "bin" / "initdb"
    server.parent.mkdir(parents=True)
    server.touch()
    assert run.has_postgresql(tmp_path)


@pytest.fixture
def apt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stand-in for apt-get that writes down what it is asked; returns what it wrote to."""
    log, program = tmp_path / "asked", tmp_path / "apt-get"
    program.write_text(f'#!/bin/sh\necho "$@" >> {log}\n', encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    return log


@pytest.mark.skipif(os.name == "nt", reason="Debian only")
def test_root_updates_and_then_installs(apt: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert run.apt_install(["libegl1"])
    asked = [line.split() for line in apt.read_text(encoding="utf-8").splitlines()]
    assert [words[0] for words in asked] == ["update", "install"]
    assert asked[1][-1] == "libegl1"


@pytest.mark.skipif(os.name == "nt", reason="Debian only")
def test_nobody_but_root_installs(apt: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert not run.apt_install(["libegl1"])
    assert not apt.exists()


def test_checks_end_with_the_tests_and_their_arguments() -> None:
    last = run.steps(["-k", "anchors"])[-1]
    assert last.arguments == ("-m", "pytest", *run.SIDE_BY_SIDE, "-k", "anchors")


def test_every_benchmark_runs_when_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "bench_pdf.py").touch()
    (tmp_path / "bench_start.py").touch()
    assert run.benchmarks(tmp_path, []) == ["bench_pdf", "bench_start"]


def test_benchmark_is_named_with_or_without_its_prefix(tmp_path: Path) -> None:
    (tmp_path / "bench_pdf.py").touch()
    assert run.benchmarks(tmp_path, ["pdf"]) == run.benchmarks(tmp_path, ["bench_pdf"])


def test_unknown_benchmark_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(run.SetUpFailed, match="no benchmark bench_typo"):
        run.benchmarks(tmp_path, ["typo"])


def test_failed_set_up_is_a_sentence_and_not_a_traceback(root: Path) -> None:
    code = "import run, sys; run.set_up = lambda *_: None; run.load_qt = run.set_up; "
    code += "sys.exit(run.main(['bench', 'typo']))"
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=False
    )
    assert (result.returncode, result.stderr) == (2, "\nThere is no benchmark bench_typo.\n")


def test_help_is_given_without_setting_anything_up(capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main(["--help"]) == 0
    assert "python3 run.py test" in capsys.readouterr().out
