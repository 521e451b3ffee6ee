"""The command line on a real copy of the sample review."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pytest

from app.cli import main as cli
from app.lock import ReviewLock
from tests.services import pdf_files

REVIEWER = ("--reviewer", "AB")


class Said(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Said]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in this process."""

    def run_command(*arguments: object) -> Said:
        code = cli.main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Said(code, captured.out, captured.err)

    return run_command


@pytest.fixture(scope="session")
def _sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample") / "review"
    assert cli.main(["sample", str(folder)]) == 0
    return folder


@pytest.fixture
def sample(_sample: Path, tmp_path: Path) -> Path:
    """A copy of the sample review of the test's own."""
    return Path(shutil.copytree(_sample, tmp_path / "review"))


def test_new_review_is_empty_and_open_to_its_reviewer(run: Run, tmp_path: Path) -> None:
    made = run("new", tmp_path / "r", "--title", "Peer support", "--reviewer", "Anna Berg")
    info = run("info", tmp_path / "r", "--json").document
    assert made.code == 0
    assert (info["title"], info["studies"]) == ("Peer support", [])
    people = [(person["name"], person["initials"]) for person in info["reviewers"]]
    assert people == [("Anna Berg", "AB")]


def test_new_refuses_a_folder_with_files(run: Run, tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").touch()
    said = run("new", tmp_path, "--title", "T")
    assert said.code == 2
    assert "is not empty" in said.err


def test_new_refuses_an_empty_title(run: Run, tmp_path: Path) -> None:
    said = run("new", tmp_path / "r", "--title", " ")
    assert (said.code, "needs a title" in said.err) == (2, True)
    assert not (tmp_path / "r").exists()


def test_info_lists_every_study_with_its_progress(run: Run, sample: Path) -> None:
    said = run("info", sample)
    assert said.code == 0
    assert "Malejko 2018" in said.out
    assert "26 of 27" in said.out


def test_folder_without_a_review_is_refused_in_one_line(run: Run, tmp_path: Path) -> None:
    said = run("info", tmp_path)
    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)
    assert said.err.startswith("chartdesk: There is no review in")


def test_answer_is_kept(run: Run, sample: Path) -> None:
    said = run("answer", sample, "fischer", "country", "Sweden", *REVIEWER, "--json")
    assert (said.code, said.document["value"]) == (0, ["SE"])
    assert run("find", sample, "Sweden", "--json").document["hits"][0]["study"] == "Fischer 2012"


def test_answer_keeps_its_quote_and_page(run: Run, sample: Path) -> None:
    quote = "BEI-PSY is a cross-sectional survey"
    asked = ("answer", sample, "Ghossoub", "4.2", "Cross-sectional survey")
    assert run(*asked, "--quote", quote, "--page", 2, *REVIEWER).code == 0
    run("export", sample, sample / "out.json")
    answers = json.loads((sample / "out.json").read_text())["studies"][1]["extractions"][0]
    design = next(a for a in answers["answers"] if a["field_id"] == "design.design")
    assert quote in [" ".join(e["quote"].split()) for e in design["evidence"]]


def test_answer_adds_the_rows_it_needs(run: Run, sample: Path) -> None:
    assert run("answer", sample, "Fischer", "4.4", 41, "--row", 3, *REVIEWER).code == 0
    run("export", sample, sample / "out.json")
    extraction = json.loads((sample / "out.json").read_text())["studies"][2]["extractions"][0]
    assert [(a["row"], a["value"]) for a in extraction["answers"]] == [(3, 41)]


def test_not_reported_is_an_answer(run: Run, sample: Path) -> None:
    said = run("answer", sample, "Fischer", "aims", "--status", "nr", *REVIEWER, "--json")
    assert said.document["status"] == "not_reported"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("Nobody", "country", "Sweden"), "no study"),
        (("Fischer", "nothing", "x"), "no field"),
        (("Fischer", "4.4", "many"), "not a whole number"),
        (("Fischer", "4.4", "7", "--row", "0"), "no row 0"),
        (("Fischer", "country", "Sweden", "--row", "2"), "has no rows"),
        (("Fischer", "country"), "either a VALUE or --status"),
        (("Fischer", "country", "Sweden", "--status", "nr"), "either a VALUE or --status"),
        (("Fischer", "country", "Sweden", "--quote", "zzz qqq"), "not found"),
        (("Fischer", "country", "Sweden", "--quote", "a", "--page", "900"), "no page 900"),
        (("Fischer", "country", "Sweden", "--page", "1"), "Give --quote too"),
        (("Fischer", "detail", "x", "--row", "two"), "invalid int value"),
    ],
)
def test_wrong_answer_is_refused_and_changes_nothing(
    arguments: tuple[str, ...], sentence: str, run: Run, sample: Path
) -> None:
    before = run("info", sample, "--json").document
    said = run("answer", sample, *arguments, *REVIEWER)
    assert said.code == 2
    assert sentence in said.err
    assert run("info", sample, "--json").document == before


def test_find_tells_page_and_rectangles(run: Run, sample: Path) -> None:
    hits = run("find", sample, "social inclusion", "--json").document["hits"]
    on_page = next(hit for hit in hits if hit["kind"] == "paper")
    assert on_page["page"] >= 1
    assert len(on_page["rects"][0]) == 4


def test_check_exits_with_one_when_it_finds_something(run: Run, sample: Path) -> None:
    said = run("check", sample, "--json")
    assert said.code == 1
    assert said.document["findings"]


def test_verify_of_a_sound_review_finds_nothing(run: Run, sample: Path) -> None:
    assert run("verify", sample).code == 0


def test_verify_finds_a_changed_paper(run: Run, sample: Path) -> None:
    paper = next((sample / "papers").glob("*.pdf"))
    paper.write_bytes(paper.read_bytes() + b"%")
    assert run("verify", sample).code == 1


def test_restore_brings_back_what_was_backed_up(run: Run, sample: Path) -> None:
    backup = run("backup", sample, "--json").document["backups"][0]["path"]
    before = run("info", sample, "--json").document["answers"]
    run("answer", sample, "Fischer", "country", "Sweden", *REVIEWER)
    said = run("restore", sample, Path(backup).name)
    assert said.code == 0
    assert "What was there before is in" in said.out
    assert run("info", sample, "--json").document["answers"] == before


def test_restore_of_a_review_that_is_open_is_refused(run: Run, sample: Path) -> None:
    backup = run("backup", sample, "--json").document["backups"][0]["path"]
    with ReviewLock(sample):
        assert run("restore", sample, backup).code == 2


def test_open_review_can_still_be_read(run: Run, sample: Path) -> None:
    with ReviewLock(sample):
        assert run("info", sample, "--json").document["read_only"]


def test_export_makes_a_dated_workbook_in_a_folder(run: Run, sample: Path) -> None:
    first = Path(run("export", sample, sample / "exports", "--json").document["path"])
    second = Path(run("export", sample, sample / "exports", "--json").document["path"])
    assert second.stem == f"{first.stem}_2"
    assert "Charting table" in openpyxl.load_workbook(first).sheetnames


def test_annotated_papers_are_written_into_a_dated_folder(
    run: Run, sample: Path, tmp_path: Path
) -> None:
    said = run("export", sample, tmp_path / "out", "--format", "annotated-pdf", "--json").document
    assert len(list(Path(said["path"]).glob("*.pdf"))) == said["papers"] == 3
    assert said["marks"] > 0


def test_a_paper_that_cannot_be_annotated_is_said(run: Run, sample: Path, tmp_path: Path) -> None:
    next((sample / "papers").glob("*.pdf")).write_bytes(b"")
    said = run("export", sample, tmp_path / "out", "--format", "annotated-pdf")
    assert (said.code, "was changed or replaced outside" in said.out) == (1, True)


def test_export_never_overwrites(run: Run, sample: Path) -> None:
    out = sample / "out.csv"
    out.write_text("mine")
    assert run("export", sample, out).code == 2
    assert out.read_text() == "mine"


def test_export_makes_the_folder_it_needs(run: Run, sample: Path) -> None:
    out = sample / "for the report"
    assert run("export", sample, out, "--format", "csv").code == 0
    assert [path.suffix for path in out.iterdir()] == [".csv"]


def test_ending_that_contradicts_the_format_is_refused(run: Run, sample: Path) -> None:
    said = run("export", sample, sample / "o.csv", "--format", "xlsx")
    assert (said.code, (sample / "o.csv").exists()) == (2, False)


@pytest.mark.parametrize("name", ["o.pdf", "o.xls", "o.DOC"])
def test_ending_that_no_export_has_is_refused(run: Run, sample: Path, name: str) -> None:
    said = run("export", sample, sample / name)
    assert (said.code, "does not write" in said.err) == (2, True)
    assert not (sample / name).exists()


def test_folder_with_a_dot_in_its_name_is_a_folder(run: Run, sample: Path) -> None:
    assert run("export", sample, sample / "v1.2", "--format", "csv").code == 0
    assert [path.suffix for path in (sample / "v1.2").iterdir()] == [".csv"]


def test_export_to_a_full_disk_says_so(run: Run, sample: Path, small_disk: Path) -> None:
    (small_disk / "ballast").write_bytes(b"x" * (1 << 20))
    said = run("export", sample, small_disk / "o.xlsx")
    assert (said.code, "The disk is full" in said.err) == (2, True)
    assert [path.name for path in small_disk.iterdir()] == ["ballast"]


@pytest.mark.parametrize("shape", ["wide", "tidy"])
def test_export_takes_the_format_from_the_ending(shape: str, run: Run, sample: Path) -> None:
    assert run("export", sample, sample / "o.csv", "--shape", shape).code == 0
    assert "Malejko 2018" in (sample / "o.csv").read_text("utf-8-sig")


def test_failed_paper_is_reported_and_the_others_are_taken(
    run: Run, sample: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.pdf"
    bad.write_text("no PDF")
    good = next((sample / "papers").glob("*.pdf"))
    said = run("add-papers", sample, bad, good, "--json")
    assert said.code == 1
    assert [paper["status"] for paper in said.document["papers"]] == ["failed", "already"]


def test_missing_password_file_is_refused(run: Run, sample: Path) -> None:
    said = run("add-papers", sample, "a.pdf", "--password-file", sample / "none.txt")
    assert (said.code, "password file" in said.err) == (2, True)


def test_exported_form_starts_a_new_review(run: Run, sample: Path, tmp_path: Path) -> None:
    form = tmp_path / "form.json"
    assert run("form", sample, "export", form).code == 0
    assert run("new", tmp_path / "n", "--title", "T", "--template", form).code == 0
    shown = [run("form", folder, "show").out for folder in (sample, tmp_path / "n")]
    assert shown[0] == shown[1]


def test_shipped_forms_are_listed(run: Run, tmp_path: Path) -> None:
    listed = run("form", tmp_path, "template", "--json").document["templates"]
    assert "peer-support-bpd" in [template["template_id"] for template in listed]


def test_unknown_command_is_refused_in_one_line(run: Run) -> None:
    said = run("bogus")
    assert (said.code, said.err.count("\n")) == (2, 1)


@pytest.mark.parametrize("arguments", [("--help",), ("export", "--help"), ("--version",)])
def test_help_is_no_error(arguments: tuple[str, ...], run: Run) -> None:
    assert run(*arguments).code == 0


def test_keyboard_stops_with_130(run: Run, sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("app.bootstrap.open_review", stopped)
    said = run("info", sample)
    assert (said.code, said.err.count("\n")) == (130, 1)


def test_bug_leaves_a_report_without_answers(
    run: Run, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ValueError("secret answer")

    monkeypatch.setattr("app.bootstrap.open_review", broken)
    monkeypatch.setattr("platformdirs.user_log_dir", lambda *_, **__: str(tmp_path / "logs"))
    said = run("info", sample)
    report = next((tmp_path / "logs").iterdir()).read_text()
    assert (said.code, said.err.count("\n")) == (2, 1)
    assert "builtins.ValueError" in report
    assert "secret" not in report + said.err
    assert str(Path.home()) not in report


def test_commands_import_no_qt_and_nothing_dear_to_start() -> None:
    code = (
        "import sys; from app.cli.main import parser; parser(); "
        "print([m for m in ('PySide6', 'openpyxl', 'sqlalchemy', 'pypdf', 'pypdfium2', "
        "'alembic') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_whole_export_runs_without_qt(sample: Path) -> None:
    code = (
        "import sys; from app.cli.main import main; "
        f"assert main(['export', {str(sample)!r}, {str(sample / 'o.xlsx')!r}]) == 0; "
        "print('PySide6' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("False\n")


def test_reader_that_leaves_early_is_no_error(sample: Path) -> None:
    command = f'"{sys.executable}" -m app.cli form "{sample}" show --json | head -n 1'
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=True)
    assert done.stderr == ""


def test_report_is_added_and_answered_from(run: Run, sample: Path, tmp_path: Path) -> None:
    protocol = pdf_files.words(tmp_path / "Lee protocol.pdf", b"")
    added = run("add-report", sample, "Ghossoub 2017", protocol, "--json").document
    assert added["role"] == "protocol"
    cell = ("Ghossoub 2017", "gaps.limits", "None named")
    said = run("answer", sample, *cell, "--report", "2", *REVIEWER)
    assert said.code == 0
    run("export", sample, tmp_path / "out.json", "--format", "json")
    studies = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["studies"]
    answers = [a for s in studies for e in s["extractions"] for a in e["answers"]]
    assert [a["report_id"] for a in answers if "report_id" in a] == [added["report_id"]]


def test_computed_value_is_answered_with_its_mark(run: Run, sample: Path) -> None:
    cell = ("Ghossoub 2017", "gaps.limits", "None named", "--status", "computed")
    said = run("answer", sample, *cell, "--json", *REVIEWER)
    assert (said.code, said.document["status"]) == (0, "computed")
    refused = run("answer", sample, *cell[:2], "--status", "computed", *REVIEWER)
    assert (refused.code, "go with a VALUE" in refused.err) == (2, True)
