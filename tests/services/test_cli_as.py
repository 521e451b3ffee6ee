"""Every command asks who one is on a computer where the review was never opened, and takes --as."""

import argparse
import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from app.bootstrap import open_review
from app.cli.main import main, parser
from app.profile import profile_folder
from tests.services.computers import computer
from tests.services.reviews import FIELD, add_study

BEN, STUDY = "Ben Kim", "Lee 2020"
ASKS_NOBODY = {
    "new": "makes a review",
    "sample": "makes a review",
    "restore": "puts a file back; opening it asks",
    "form template": "lists the forms that ship",
}
AFTER: Mapping[str, tuple[str, ...]] = {
    "add-references": ("{out}/a.ris",), "match-papers": ("{out}/a.pdf",),
    "import-workbook": ("{out}/a.xlsx",), "add-papers": ("{out}/a.pdf",),
    "replace-paper": (STUDY, "{out}/a.pdf"), "add-report": (STUDY, "{out}/a.pdf"),
    "answer": (STUDY, FIELD, "Sweden"), "find": ("words",), "import-table": ("{out}/a.csv",),
    "form export": ("{out}/a.json",), "form import": ("{out}/a.csv",),
    "form publish": ("--reason", "why"), "form reinstate": ("1",), "export": ("{out}/a.json",),
    "figure": ("flow", "{out}/a.svg"), "packet": ("{out}/a.chartpacket",),
    "merge": ("{out}/a.chartpacket",), "seal": (STUDY,),
    "compare decide": (STUDY, FIELD, "--take", "a"), "compare close": (STUDY,),
    "compare reopen": (STUDY, "--reason", "why"), "compare third": ("{out}/a.xlsx",),
    "compare answers": ("{out}/a.xlsx", "--name", "Dora"), "compare look": (STUDY,),
    "screen export": ("{out}/a.csv",), "screen import": ("{out}/a.csv",),
    "screen excluded": ("{out}/b.csv",), "screen link": (STUDY, STUDY), "screen unlink": (STUDY,),
    "searches describe": ("1",), "searches join": ("1", "2"), "searches part": ("1",),
    "searches remove": ("1",), "searches add": ("--database", "MEDLINE"),
}  # fmt: skip
"""What a command needs beside the folder; what is not there it refuses after asking who one is."""


def commands(of: argparse.ArgumentParser, path: str = "") -> Iterator[str]:
    """Yield every command that does something, such as "compare look"."""
    below = [action for action in of._actions if isinstance(action, argparse._SubParsersAction)]
    if of.get_default("run") is not None:
        yield path
    for action in below:
        for name, command in action.choices.items():
            yield from commands(command, f"{path} {name}".strip())


ALL = [name for name in commands(parser()) if name not in ASKS_NOBODY]
ONE_OF_EACH = (
    "info", "answer", "find", "form show", "export", "merge", "assign", "codes", "compare look",
    "screen flow", "searches list", "verify",
)  # fmt: skip
"""A command of each family that opens a review in its own way."""


@pytest.fixture(scope="module")
def made(_empty_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A review with a study, which only Ana's computer knows."""
    folder = Path(shutil.copytree(_empty_folder, tmp_path_factory.mktemp("made") / "review"))
    with open_review(folder) as review:
        add_study(review)
    return folder


def spoken(name: str, folder: Path, *who: str) -> list[str]:
    """Return the words of a command on a review; who acts is named behind the folder."""
    top, _, below = name.partition(" ")
    rest = [word.format(out=folder.parent) for word in AFTER.get(name, ())]
    if below:
        return [top, str(folder), *who, below, *rest]
    return [top, str(folder), *rest, *who]


def known_here() -> set[str]:
    """Return who is known on this computer, by id."""
    files = profile_folder().glob("*.json")
    return {str(json.loads(file.read_text(encoding="utf-8"))["reviewer"]) for file in files}


def told_who(name: str) -> str:
    """Return whom a command acts as when it is told --as; the folder is not looked at."""
    return str(parser().parse_args(spoken(name, Path("review"), "--as", BEN)).reviewer)


@pytest.mark.parametrize("name", ALL)
def test_a_command_asks_who_one_is_and_can_be_told(
    name: str, made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (made.parent / "a.csv").write_text("Study,Label,Type,Decision\nLee 2020,Land,short_text,in\n")
    with computer(tmp_path / "laptop"):
        refused = main(spoken(name, made))
        told = capsys.readouterr()
        assert (refused, told.out, known_here()) == (2, "", set())
    assert "--as" in told.err
    assert told_who(name) == BEN


@pytest.mark.parametrize("name", ONE_OF_EACH)
def test_who_was_told_is_known_on_the_computer(name: str, made: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(made, tmp_path / "review"))
    with computer(tmp_path / "laptop"):
        main(spoken(name, folder, "--as", BEN))
        assert len(known_here()) == 1
