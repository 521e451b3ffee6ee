"""Checks name what is missing, what contradicts its quote, and what was changed from outside."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from app.bootstrap import Review, open_review
from app.domain.answers import Cell
from app.domain.edits import FillAnswer, RemoveRow
from app.domain.errors import StaleEdit
from app.domain.records import Record
from app.jobs import Cancelled, JobContext
from app.services.checks import Finding
from tests.services import damage
from tests.services.reviews import add_row, anchor, fill, filled

LOST = "quote not found again"
READING = ("pages_never_viewed", "table_never_cited")


def kinds(review: Review) -> list[tuple[str, str]]:
    """Return kind and field of what the checks find."""
    return [(finding.kind, finding.field_label) for finding in review.checks.run(JobContext())]


def of_study(findings: tuple[Finding, ...], label: str) -> list[Finding]:
    return [finding for finding in findings if finding.study_label == label]


def test_complete_study_of_the_sample_is_asked_about_its_reading_only(sample: Review) -> None:
    findings = sample.checks.run(JobContext())
    complete = of_study(findings, "Malejko 2018")
    assert {finding.kind for finding in complete} == {"pages_never_viewed", "table_never_cited"}
    assert {finding.kind for finding in of_study(findings, "Ghossoub 2017")} == {
        "required, not answered",
        "marked unsure",
    }


def test_every_quote_of_the_sample_is_found_again(sample: Review) -> None:
    quotes = [item for record in sample.records.records() for item in record.evidence]
    assert len(quotes) > 20
    assert LOST not in {kind for kind, _ in kinds(sample)}


def test_lost_quote_is_reported_with_its_page(sample: Review) -> None:
    record = sample.records.records()[1]
    cell = Cell(record.extraction_id, "notes.notes")
    assert record.study.paper is not None
    lost = replace(anchor("words nobody printed", 4), paper=record.study.paper.sha256)
    sample.extraction.apply(
        FillAnswer(cell, record.answer(cell), record.answer(cell), link=(lost,))
    )
    (finding,) = [entry for entry in sample.checks.run(JobContext()) if entry.kind == LOST]
    assert "“words nobody printed” is not on page 5" in finding.sentence
    assert (finding.study_label, finding.cell) == ("Ghossoub 2017", cell)


def test_required_fields_are_asked_for(review: Review, record: Record) -> None:
    before = kinds(review)
    review.extraction.apply(fill(record, ["SE"]))
    gone = [found for found in before if found not in kinds(review)]
    assert gone == [("required, not answered", "Country of origin")]


def test_field_that_needs_a_quote_asks_for_one(review: Review, record: Record) -> None:
    edit = fill(record, ["SE"])
    review.extraction.apply(edit)
    wanted = ("a quote is required", "Country of origin")
    assert wanted in kinds(review)
    review.extraction.apply(FillAnswer(edit.cell, edit.after, edit.after, link=(anchor(),)))
    assert wanted not in kinds(review)


@pytest.mark.parametrize(("value", "found"), [(15, False), (16, True)])
def test_number_that_is_not_in_its_quote_is_reported(
    review: Review, record: Record, value: int, found: bool
) -> None:
    cell = Cell(record.extraction_id, "participants.n", add_row(review, record))
    quote = anchor("a total of 15 women")
    review.extraction.apply(FillAnswer(cell, record.answer(cell), filled(value), link=(quote,)))
    assert (("number_not_in_quote", "n") in kinds(review)) is found


def test_removed_row_is_not_checked(review: Review, record: Record) -> None:
    before = kinds(review)
    row = add_row(review, record)
    assert kinds(review) != before
    review.extraction.apply(RemoveRow(record.extraction_id, "participants", row, 0))
    assert kinds(review) == before


def test_paper_that_is_gone_hides_no_other_finding(sample: Review) -> None:
    before = [found for found in kinds(sample) if found[0] not in READING]
    paper = sample.records.studies()[0].paper
    assert paper is not None
    sample.papers.path_of(paper.sha256).unlink()
    assert kinds(sample) == before


def test_paper_that_does_not_read_is_reported_once(sample: Review) -> None:
    paper = sample.records.studies()[0].paper
    assert paper is not None
    sample.papers.path_of(paper.sha256).write_bytes(b"no PDF")
    assert [kind for kind, _ in kinds(sample)].count("paper not read") == 1


def test_waived_finding_keeps_its_reason_until_the_answer_changes(
    review: Review, record: Record
) -> None:
    cell = Cell(record.extraction_id, "participants.n", add_row(review, record))
    quote = anchor("a total of 15 women")
    review.extraction.apply(FillAnswer(cell, record.answer(cell), filled(16), link=(quote,)))
    found = number_finding(review)
    review.extraction.apply(found.waive("counted with the pilot"))
    assert number_finding(review).waived == "counted with the pilot"
    review.extraction.apply(FillAnswer(cell, filled(16), filled(17)))
    assert number_finding(review).waived == ""


def test_waiving_is_taken_back_by_its_inverse(review: Review, record: Record) -> None:
    found = review.checks.run(JobContext())[0]
    edit = found.waive("not needed here")
    review.extraction.apply(edit)
    review.extraction.apply(edit.inverse())
    assert review.checks.run(JobContext())[0] == found
    with pytest.raises(StaleEdit):
        review.extraction.apply(edit.inverse())


def test_waived_cell_is_not_walked_to(review: Review, record: Record) -> None:
    fresh = review.records.record(record.study.study_id)
    cells = review.checks.open_cells(fresh)
    found = next(f for f in review.checks.run(JobContext()) if f.cell in cells)
    review.extraction.apply(found.waive("not needed here"))
    assert found.cell not in review.checks.open_cells(fresh)


def test_viewed_pages_are_not_asked_about(sample: Review) -> None:
    paper = sample.records.studies()[0].paper
    assert paper is not None
    sample.viewed.add(paper.sha256, range(paper.pages))
    sample.viewed.add(paper.sha256, [0])
    assert "pages_never_viewed" not in {kind for kind, _ in kinds(sample)}


def test_same_review_gives_the_same_findings(sample: Review) -> None:
    assert sample.checks.run(JobContext()) == sample.checks.run(JobContext())


def number_finding(review: Review) -> Finding:
    found = review.checks.run(JobContext())
    return next(finding for finding in found if finding.kind == "number_not_in_quote")


def test_checking_stops_on_request(sample: Review) -> None:
    ctx = JobContext()
    ctx.cancel()
    with pytest.raises(Cancelled):
        sample.checks.run(ctx)


def test_sample_is_sound(sample: Review) -> None:
    assert sample.verify(JobContext()) == ()


TAMPERED = [
    ("UPDATE answer SET value = '[\"NO\"]' WHERE field_id = 'source.country'", "checksum"),
    ("UPDATE answer SET flagged = 1 - flagged WHERE field_id = 'design.aims'", "checksum"),
    ("UPDATE anchor SET quote = quote || 's'", "checksum"),
    ("UPDATE anchor SET places = replace(places, '1', '2')", "checksum"),
    ("UPDATE audit SET label = 'x' WHERE seq = 5", "audit chain"),
    ("DELETE FROM audit WHERE seq = 5", "audit chain"),
    ("INSERT INTO report VALUES ('r','none','primary','{}',NULL,0,0,NULL)", "database"),
]


@pytest.mark.parametrize(("statement", "kind"), TAMPERED)
def test_change_from_outside_is_found(sample_folder: Path, statement: str, kind: str) -> None:
    damage.execute(sample_folder / "review.sqlite", statement)
    with open_review(sample_folder) as review:
        found = review.verify(JobContext())
    assert {finding.kind for finding in found} == {kind}


def test_changed_entry_of_the_log_is_named(sample_folder: Path) -> None:
    damage.execute(sample_folder / "review.sqlite", "UPDATE audit SET device = 'x' WHERE seq = 5")
    with open_review(sample_folder) as review:
        (finding,) = review.verify(JobContext())
    assert "Entry 5 of the log" in finding.sentence


def test_review_copied_to_another_folder_is_sound(sample_folder: Path, tmp_path: Path) -> None:
    moved = Path(shutil.copytree(sample_folder, tmp_path / "elsewhere" / "möved"))
    with open_review(moved) as review:
        assert review.verify(JobContext()) == ()
        assert LOST not in {kind for kind, _ in kinds(review)}
