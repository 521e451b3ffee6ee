"""Appraisal checklists: attached by design, asked of the studies they fit, exported as a table."""

from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest

from app.bootstrap import Review, open_review
from app.domain.answers import Cell
from app.domain.appraisal import checklists_for, design_field, is_appraisal
from app.domain.edits import AddStudy, FillAnswer, Together
from app.domain.fields import Field, Section
from app.domain.ids import new_id
from app.domain.records import Record
from app.domain.studies import StudyDraft
from app.export.appraisal_figure import write_appraisal_figure
from app.export.workbook import write_workbook
from tests.services.reviews import filled
from tests.services.test_cli import Run, run

__all__ = ["run"]  # a fixture


@pytest.fixture
def appraised(run: Run, folder: Path) -> Path:
    """A review of one cohort study, whose form has the checklists by design."""
    said = run("form", folder, "appraise")
    assert said.code == 0, said.err
    assert run("form", folder, "publish", "--reason", "We appraise").code == 0
    return folder


def begun(review: Review) -> Record:
    """Add a study."""
    draft = StudyDraft(new_id(), new_id(), "Berg 2021")
    review.extraction.apply(AddStudy(draft))
    return review.records.record(draft.study_id)


def fills(record: Record, answers: dict[Field, str]) -> Together:
    """Answer fields of a record that are empty."""
    cells = {Cell(record.extraction_id, field.field_id): said for field, said in answers.items()}
    return Together(tuple(FillAnswer(c, record.answer(c), filled(v)) for c, v in cells.items()))


def checklist(record: Record, label: str) -> Section:
    found = (s for s in record.form.study_sections if is_appraisal(s) and label in s.label)
    return next(found)


@pytest.mark.parametrize(
    ("design", "expected"),
    [
        ("Non-randomised controlled study", "jbi-quasi-experimental"),
        ("Randomised controlled trial", "jbi-rct"),
        ("Case-control study", "jbi-case-control"),
        ("Cross-sectional study", "jbi-cross-sectional"),
        ("Case study", "jbi-case-report"),
        ("Qualitative - open-ended survey", "jbi-qualitative"),
    ],
)
def test_design_has_its_checklist(design: str, expected: str) -> None:
    assert checklists_for([design, "Other"]) == {design: expected}


def test_review_has_no_checklist_before_one_is_attached(record: Record) -> None:
    assert not any(is_appraisal(section) for section in record.form.study_sections)


def test_checklist_is_asked_of_its_designs_only(appraised: Path) -> None:
    with open_review(appraised) as review:
        before = begun(review)
        design = Cell(before.extraction_id, design_field(before.form).field_id)
        option = next(o for o in before.form.field(design.field_id).options if "ohort" in o)
        assert before.cells_of(checklist(before, "cohort")) == ()
        review.extraction.apply(FillAnswer(design, before.answer(design), filled(option)))
        after = review.records.record(before.study.study_id)
        assert len(after.cells_of(checklist(after, "cohort"))) == 13
        assert after.cells_of(checklist(after, "case control")) == ()


def test_attaching_again_adds_nothing(run: Run, appraised: Path) -> None:
    assert "in the form already" in run("form", appraised, "appraise").out


def test_unknown_design_is_refused(run: Run, folder: Path) -> None:
    said = run("form", folder, "appraise", "--use", "Opinion of a friend=jbi-cohort")
    assert (said.code, "has a checklist" in said.err) == (2, True)


def test_workbook_has_the_judgements_of_the_study(appraised: Path, tmp_path: Path) -> None:
    with open_review(appraised) as review:
        fresh = begun(review)
        design = Cell(fresh.extraction_id, design_field(fresh.form).field_id)
        option = next(o for o in fresh.form.field(design.field_id).options if "ohort" in o)
        review.extraction.apply(FillAnswer(design, fresh.answer(design), filled(option)))
        fields = checklist(fresh, "cohort").fields
        answers = dict(zip(fields[:3], ("Yes", "No", "Not applicable"), strict=True))
        answers[next(f for f in fields if f.label == "Overall")] = "Include"
        review.extraction.apply(fills(fresh, answers))
        path = write_workbook(review.records.export_table(), tmp_path / "out.xlsx")
        figure = write_appraisal_figure(review.records.export_table(), tmp_path / "out.svg")
    sheet = openpyxl.load_workbook(path)["Appraisal"]
    cells = [cell.value for cell in sheet[3]]
    assert cells[0] == "Berg 2021"
    assert cells[2:5] == ["Yes", "No", "Not applicable"]
    assert (cells[-1], "Include" in cells) == ("1 of 2", True)
    drawn = figure.read_text(encoding="utf-8")
    assert f"{fields[0].label}: Yes 1" in drawn
    assert ElementTree.fromstring(drawn).tag.endswith("svg")


def test_review_without_appraisal_has_no_figure(run: Run, folder: Path, tmp_path: Path) -> None:
    said = run("export", folder, tmp_path / "out.svg", "--format", "appraisal-svg")
    assert (said.code, "nothing to draw" in said.err) == (2, True)
    assert not (tmp_path / "out.svg").exists()
