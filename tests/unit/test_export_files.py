"""New files appear whole or not at all, and never over another one."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.domain.errors import DiskFull
from app.export.files import (
    ExportExists,
    FolderNotWritable,
    export_path,
    safe_name,
    written_whole,
)
from app.export.workbook import write_workbook
from tests.unit.export_data import entry, table

DAY = date(2026, 11, 23)


def test_export_is_named_after_title_and_day(tmp_path: Path) -> None:
    assert export_path(tmp_path, "Peer support", DAY).name == "Peer support_2026-11-23.xlsx"


def test_second_export_of_a_day_gets_a_number(tmp_path: Path) -> None:
    export_path(tmp_path, "A", DAY).touch()
    (tmp_path / "A_2026-11-23_2.xlsx").touch()
    assert export_path(tmp_path, "A", DAY).name == "A_2026-11-23_3.xlsx"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("a/b: c?", "a b c"),
        ("../../etc/passwd", "etc passwd"),
        ("CON", "_CON"),
        ("com1.x", "_com1.x"),
        ("ends. ", "ends"),
        ("\x00\n", "Review"),
        ("\ud800", "Review"),
        ("", "Review"),
    ],
)
def test_file_names_are_safe_on_every_system(title: str, name: str) -> None:
    assert safe_name(title) == name


def test_long_titles_make_names_that_a_disk_takes() -> None:
    assert len(safe_name("é漢" * 300).encode()) <= 180


def test_existing_file_is_refused_and_untouched(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"earlier")
    with pytest.raises(ExportExists, match="left as it is"):
        write_workbook(table(entry()), path)
    assert path.read_bytes() == b"earlier"
    assert [p.name for p in tmp_path.iterdir()] == ["a.xlsx"]


def test_failing_block_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), written_whole(tmp_path / "a.csv") as stream:
        stream.write(bytes(1 // len(b"")))
    assert list(tmp_path.iterdir()) == []


def test_full_disk_is_told(tmp_path: Path) -> None:
    with (
        pytest.raises(DiskFull, match="was not written"),
        written_whole(tmp_path / "out.csv"),
    ):
        raise OSError(28, "No space left on device")
    assert list(tmp_path.iterdir()) == []


def test_path_that_no_disk_takes_is_told(tmp_path: Path) -> None:
    path = export_path(tmp_path.joinpath(*["deep" * 50] * 25), "Peer support", DAY)
    with pytest.raises(FolderNotWritable, match="could not be written"), written_whole(path):
        pass


def test_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "f").touch()
    with pytest.raises(FolderNotWritable), written_whole(tmp_path / "f" / "out.csv"):
        pass


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a file system of 64 kB."""
    folder = tmp_path / "tiny"
    folder.mkdir()
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("mounting a small disk takes root on Linux")
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("this machine lets nobody mount")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_really_full_disk_keeps_earlier_exports(tiny_disk: Path) -> None:
    path = write_workbook(table(entry()), tiny_disk / "a.xlsx")
    before = path.read_bytes()
    (tiny_disk / "ballast").write_bytes(b"x" * 4096)
    noise = os.urandom(40_000).hex()
    with pytest.raises(DiskFull):
        write_workbook(table(entry({"results.found": noise})), tiny_disk / "b.xlsx")
    assert path.read_bytes() == before
    assert sorted(p.name for p in tiny_disk.iterdir()) == ["a.xlsx", "ballast"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no file modes")
def test_new_files_have_the_rights_that_the_person_gives(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        path = write_workbook(table(entry()), tmp_path / "a.xlsx")
    finally:
        os.umask(before)
    assert path.stat().st_mode & 0o777 == 0o600
