"""Edits are written with their audit entry or not at all, and can be taken back exactly."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.bootstrap import Review, open_review
from app.domain.answers import NO_ANSWER, Answer, Cell, Status
from app.domain.edits import (
    AddRow,
    AddStudy,
    DropQuote,
    Edit,
    FillAnswer,
    KeepQuote,
    LinkPaper,
    MoveRow,
    RelabelStudy,
    RemoveRow,
    RemoveStudy,
    RenameReviewer,
    SetExtractionStatus,
    SetReviewAnswer,
)
from app.domain.errors import AppError, NotFound, ReviewReadOnly, StaleEdit
from app.domain.ids import new_id
from app.domain.records import Record
from app.domain.studies import ExtractionStatus, StudyDraft
from app.jobs import JobContext
from db.engine import open_engine, reading
from db.models import AuditRow
from tests.services.reviews import FIELD, PAPER, add_row, add_study, anchor, fill, filled


def again(review: Review, record: Record) -> Record:
    """Return the record as it is stored now."""
    return review.records.record(record.study.study_id)


def log(review: Review) -> list[tuple[str, str, str | None]]:
    """Return kind, label and subject of every entry of the log."""
    engine = open_engine(review.folder / "review.sqlite")
    with reading(engine) as session:
        rows = session.query(AuditRow).order_by(AuditRow.seq)
        found = [(row.kind, row.label, row.subject_id) for row in rows]
    engine.dispose()
    return found


def country(record: Record) -> Cell:
    return Cell(record.extraction_id, FIELD)


def test_filled_answer_is_read_back(review: Review, record: Record) -> None:
    answer = filled(["SE", "GB"], note="from the methods", flagged=True)
    review.extraction.apply(FillAnswer(country(record), NO_ANSWER, answer))
    assert again(review, record).answer(country(record)) == answer


@pytest.mark.parametrize(
    "value", ["“Zürich” 支持", 12, 3.5, True, ["a", "b"], {"from": 1}, "\ud835", "", None]
)
def test_every_json_value_is_read_back(review: Review, record: Record, value: object) -> None:
    review.extraction.apply(fill(record, value))  # type: ignore[arg-type]
    assert again(review, record).answer(country(record)).value == value
    assert review.verify(JobContext()) == ()


def test_change_names_its_cell_and_origin(review: Review, record: Record) -> None:
    origin = object()
    changes = review.extraction.apply(fill(record), origin)
    assert changes.cells == {country(record)}
    assert changes.extractions == {record.extraction_id}
    assert changes.origin is origin
    assert not changes.evidence


def test_edit_is_logged_with_its_label_and_subject(review: Review, record: Record) -> None:
    review.extraction.apply(fill(record), label="Fill Country from p. 3")
    assert log(review)[-1] == ("FillAnswer", "Fill Country from p. 3", record.extraction_id)


def test_edit_made_from_another_value_is_refused(review: Review, record: Record) -> None:
    review.extraction.apply(fill(record, "Sweden"))
    entries = log(review)
    with pytest.raises(StaleEdit, match="Nothing was overwritten"):
        review.extraction.apply(fill(record, "Norway"))
    assert again(review, record).answer(country(record)).value == "Sweden"
    assert log(review) == entries


def test_refused_edit_links_no_quote(review: Review, record: Record) -> None:
    review.extraction.apply(fill(record))
    late = replace(fill(record, "Norway"), link=(anchor(),))
    with pytest.raises(StaleEdit):
        review.extraction.apply(late)
    assert again(review, record).evidence == ()


def test_quote_of_an_unknown_paper_leaves_the_answer_alone(review: Review, record: Record) -> None:
    elsewhere = replace(anchor(), paper="cd" * 32)
    with pytest.raises(NotFound, match="Add the paper first"):
        review.extraction.apply(replace(fill(record), link=(elsewhere,)))
    assert again(review, record).answers == {}


def test_one_quote_supports_several_fields(review: Review, record: Record) -> None:
    quote = anchor()
    other = fill(record, "A trial", "design.design")
    review.extraction.apply(replace(fill(record), link=(quote,)))
    review.extraction.apply(replace(other, link=(quote,)))
    review.extraction.apply(FillAnswer(other.cell, other.after, other.after, unlink=(quote,)))
    (kept,) = again(review, record).evidence
    assert (kept.cell, kept.anchor) == (country(record), quote)


def test_linking_changes_no_answer(review: Review, record: Record) -> None:
    quote = anchor()
    changes = review.extraction.apply(
        FillAnswer(country(record), NO_ANSWER, NO_ANSWER, link=(quote,))
    )
    assert changes.evidence
    assert again(review, record).evidence_of(country(record))[0].anchor == quote
    assert country(record) not in again(review, record).answers


def test_quote_that_is_linked_already_is_refused(review: Review, record: Record) -> None:
    edit = FillAnswer(country(record), NO_ANSWER, NO_ANSWER, link=(anchor(),))
    review.extraction.apply(edit)
    with pytest.raises(StaleEdit):
        review.extraction.apply(edit)


def test_quote_removed_meanwhile_cannot_be_unlinked(review: Review, record: Record) -> None:
    edit = FillAnswer(country(record), NO_ANSWER, NO_ANSWER, link=(anchor(),))
    review.extraction.apply(edit)
    review.extraction.apply(edit.inverse())
    with pytest.raises(StaleEdit, match="removed in the meantime"):
        review.extraction.apply(edit.inverse())


def test_quote_can_be_kept_without_a_field(review: Review, record: Record) -> None:
    quote = anchor()
    review.extraction.apply(KeepQuote(record.extraction_id, quote))
    assert [(e.cell, e.anchor) for e in again(review, record).evidence] == [(None, quote)]
    review.extraction.apply(DropQuote(record.extraction_id, quote))
    assert again(review, record).evidence == ()


def test_rows_keep_their_answers_when_moved_removed_and_brought_back(
    review: Review, record: Record
) -> None:
    first, second = (add_row(review, record, position) for position in (0, 1))
    cell = Cell(record.extraction_id, "participants.n", second)
    review.extraction.apply(FillAnswer(cell, NO_ANSWER, filled(15), link=(anchor(),)))
    review.extraction.apply(MoveRow(record.extraction_id, "participants", second, 1, 0))
    before = again(review, record)
    removal = RemoveRow(record.extraction_id, "participants", second, 0)
    review.extraction.apply(removal)
    assert [row.row_id for row in again(review, record).rows] == [first]
    assert again(review, record).answers == {}
    review.extraction.apply(removal.inverse())
    assert again(review, record) == before


def test_rows_are_numbered_without_gaps(review: Review, record: Record) -> None:
    rows = [add_row(review, record, 0) for _ in range(3)]
    review.extraction.apply(RemoveRow(record.extraction_id, "participants", rows[1], 1))
    found = again(review, record).rows_of("participants")
    assert [(row.row_id, row.position) for row in found] == [(rows[2], 0), (rows[0], 1)]


@pytest.mark.parametrize(("position", "after"), [(1, 0), (0, 2), (0, -1)])
def test_row_that_is_elsewhere_or_goes_nowhere_is_not_moved(
    review: Review, record: Record, position: int, after: int
) -> None:
    row, _ = add_row(review, record, 0), add_row(review, record, 1)
    with pytest.raises(StaleEdit):
        review.extraction.apply(MoveRow(record.extraction_id, "participants", row, position, after))


def test_row_that_is_elsewhere_is_not_removed(review: Review, record: Record) -> None:
    row, _ = add_row(review, record, 0), add_row(review, record, 1)
    with pytest.raises(StaleEdit):
        review.extraction.apply(RemoveRow(record.extraction_id, "participants", row, 1))


def test_removed_row_takes_no_answer(review: Review, record: Record) -> None:
    row = add_row(review, record)
    review.extraction.apply(RemoveRow(record.extraction_id, "participants", row, 0))
    cell = Cell(record.extraction_id, "participants.n", row)
    with pytest.raises(NotFound, match="row"):
        review.extraction.apply(FillAnswer(cell, NO_ANSWER, filled(15)))


def test_row_that_never_was_takes_no_answer(review: Review, record: Record) -> None:
    cell = Cell(record.extraction_id, "participants.n", new_id())
    with pytest.raises(NotFound, match="row"):
        review.extraction.apply(FillAnswer(cell, NO_ANSWER, filled(15)))


def test_row_of_another_extraction_is_not_brought_back(review: Review, record: Record) -> None:
    other = review.records.record(add_study(review, "Zhao 2021"))
    row = add_row(review, other)
    review.extraction.apply(RemoveRow(other.extraction_id, "participants", row, 0))
    add = AddRow(record.extraction_id, "participants", row, 0)
    with pytest.raises(NotFound):
        review.extraction.apply(add)


def test_removed_study_comes_back_with_its_answers(review: Review, record: Record) -> None:
    review.extraction.apply(replace(fill(record), link=(anchor(),)))
    before = again(review, record)
    draft = StudyDraft(record.study.study_id, record.study.report_id, record.study.label)
    review.extraction.apply(RemoveStudy(draft))
    assert review.records.studies() == ()
    review.extraction.apply(RemoveStudy(draft).inverse())
    assert again(review, record) == before


def test_study_cannot_be_added_or_removed_twice(review: Review, record: Record) -> None:
    draft = StudyDraft(record.study.study_id, record.study.report_id, record.study.label)
    with pytest.raises(StaleEdit):
        review.extraction.apply(AddStudy(draft))
    review.extraction.apply(RemoveStudy(draft))
    with pytest.raises(NotFound):
        review.extraction.apply(RemoveStudy(draft))


def simple_edits(review: Review, record: Record) -> dict[str, Edit]:
    """Return an edit of each kind that changes one value."""
    study, person = record.study, review.reviewer
    done, opened = ExtractionStatus.COMPLETE, ExtractionStatus.OPEN
    names = (person.name, person.initials)
    return {
        "label": RelabelStudy(study.study_id, study.label, "Lee 2020b"),
        "paper": LinkPaper(study.report_id, None, PAPER),
        "status": SetExtractionStatus(record.extraction_id, opened, done),
        "review": SetReviewAnswer("review.objectives", None, "To map"),
        "title": SetReviewAnswer("review.title", "Peer support", "Peers"),
        "name": RenameReviewer(person.reviewer_id, names, ("Ana Ortiz Vega", "AOV")),
    }


KINDS = ("label", "paper", "status", "review", "title", "name")


def state(review: Review) -> tuple[object, ...]:
    """Return everything the acting reviewer sees of the review."""
    return review.records.records(), review.records.details(), review.info()


@pytest.mark.parametrize("kind", KINDS)
def test_edit_is_taken_back_exactly(review: Review, record: Record, kind: str) -> None:
    edit = simple_edits(review, record)[kind]
    before = state(review)
    review.extraction.apply(edit)
    assert state(review) != before
    review.extraction.apply(edit.inverse())
    assert state(review) == before


@pytest.mark.parametrize("kind", KINDS)
def test_edit_is_refused_the_second_time(review: Review, record: Record, kind: str) -> None:
    edit = simple_edits(review, record)[kind]
    review.extraction.apply(edit)
    entries = log(review)
    with pytest.raises(StaleEdit):
        review.extraction.apply(edit)
    assert log(review) == entries


def test_other_reviewers_name_stays_theirs(review: Review) -> None:
    ben = next(person for person in review.info().reviewers if person.name == "Ben Kim")
    with pytest.raises(NotFound, match="your own name"):
        review.extraction.apply(RenameReviewer(ben.reviewer_id, ("Ben Kim", "BK"), ("B", "B")))


def test_other_reviewers_answers_can_be_neither_written_nor_read(
    review: Review, record: Record, folder: Path
) -> None:
    review.extraction.apply(replace(fill(record), link=(anchor(),)))
    row = add_row(review, record)
    review.close()
    with open_review(folder, "Ben Kim") as bens:
        seen = bens.records.record_of_extraction(record.extraction_id)
        assert (seen.answers, seen.evidence, seen.rows) == ({}, (), ())
        assert bens.search.find("Sweden") == ()
        assert bens.records.export_table().records[0].record.answers == {}
        for edit in foreign_edits(record, row):
            with pytest.raises(NotFound, match="another reviewer"):
                bens.extraction.apply(edit)


def foreign_edits(record: Record, row: str) -> tuple[Edit, ...]:
    """Return edits of every kind that touches an extraction."""
    own = record.extraction_id
    done, opened = ExtractionStatus.COMPLETE, ExtractionStatus.OPEN
    return (
        FillAnswer(country(record), filled(), Answer(status=Status.NOT_REPORTED)),
        KeepQuote(own, anchor()),
        DropQuote(own, anchor()),
        AddRow(own, "participants", new_id(), 0),
        RemoveRow(own, "participants", row, 0),
        MoveRow(own, "participants", row, 0, 0),
        SetExtractionStatus(own, opened, done),
    )


def test_each_reviewer_has_answers_of_their_own(
    review: Review, record: Record, folder: Path
) -> None:
    review.extraction.apply(fill(record, "Sweden"))
    review.close()
    with open_review(folder, "bk") as bens:
        own = bens.records.record(record.study.study_id)
        bens.extraction.apply(fill(own, "Norway"))
    with open_review(folder) as anas:
        assert again(anas, record).answer(country(record)).value == "Sweden"


def test_read_only_review_refuses_every_edit(review: Review, record: Record, folder: Path) -> None:
    review.close()
    with open_review(folder, read_only=True) as opened:
        before = state(opened)
        with pytest.raises(ReviewReadOnly, match="nothing was changed"):
            opened.extraction.apply(fill(record))
        assert state(opened) == before


def test_edit_of_an_extraction_that_is_gone_is_refused(review: Review) -> None:
    with pytest.raises(AppError, match="not in the review any more"):
        review.extraction.apply(FillAnswer(Cell(new_id(), FIELD), NO_ANSWER, filled()))
