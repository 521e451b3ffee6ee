"""Drafts, versions, and the answers a new version asks about."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from app.bootstrap import Review, open_review
from app.domain.answers import NO_ANSWER, Cell, Said, Status
from app.domain.edits import FillAnswer, SetExtractionStatus
from app.domain.errors import AppError, StaleEdit
from app.domain.form_changes import ChangeKind, Decision, asking
from app.domain.form_edits import NewVersion, PublishVersion
from app.domain.form_versions import Relation
from app.domain.ids import new_id
from app.domain.studies import ExtractionStatus
from app.domain.templates import form_to_json
from app.export.deviation_log import write_log
from app.jobs import JobContext
from db.engine import open_engine, writing
from db.models import AuditRow, FormVersionRow
from tests.services.designs import (
    COUNTRY,
    DESIGN,
    add_field,
    answer,
    answered,
    apply,
    cells,
    change,
    publish,
)
from tests.services.reviews import add_study, fill, filled

__all__ = ["answered"]  # a fixture


def test_first_change_begins_a_draft_and_undo_takes_both_back(review: Review) -> None:
    edit = review.design.begun(review.design.moves().change_field(COUNTRY, {"help": "Where"}))
    apply(review, edit)
    assert review.design.draft() is not None
    apply(review, edit.inverse())
    assert review.design.draft() is None


def test_reviewers_chart_with_the_published_version_while_there_is_a_draft(
    review: Review,
) -> None:
    change(review, label="Land")
    assert review.forms.current().field(COUNTRY).label != "Land"


def test_draft_outlives_closing(folder: Path) -> None:
    with open_review(folder) as review:
        change(review, label="Land")
    with open_review(folder) as review:
        assert [c.kind for c in review.design.changes()] == [ChangeKind.WORDING]


def test_key_that_another_field_has_is_refused_with_a_sentence(review: Review) -> None:
    other = review.forms.current().section("source").fields[0].key
    with pytest.raises(AppError, match=f"two fields of .* are called “{other}”"):
        change(review, key=other)
    assert review.design.draft() is None


def test_published_version_is_in_use_at_once_and_the_draft_is_gone(review: Review) -> None:
    field_id = add_field(review)
    publish(review)
    assert review.forms.current().number == 2
    assert review.forms.current().has(field_id)
    assert review.design.draft() is None


def test_version_needs_a_reason(review: Review) -> None:
    add_field(review)
    with pytest.raises(AppError, match="needs a reason"):
        review.design.publish("  ", (), JobContext())
    assert review.forms.current().number == 1


def test_form_with_conditions_in_a_circle_is_not_published(review: Review) -> None:
    change(review, COUNTRY, show_if={"field": DESIGN, "answered": True})
    change(review, DESIGN, show_if={"field": COUNTRY, "answered": True})
    with pytest.raises(AppError, match="in a circle"):
        publish(review)


def test_nothing_is_published_when_nothing_changed(review: Review) -> None:
    with pytest.raises(AppError, match="nothing to publish"):
        publish(review)


def test_answers_know_the_version_they_were_given_under(review: Review, answered: Cell) -> None:
    first = review.forms.current().version_id
    change(review, label="Land")
    publish(review, Decision.REVISIT)
    (entry,) = review.design.revisits()
    assert (entry.cell, entry.stamp) == (answered, first)


def test_new_field_is_asked_of_begun_studies_only(review: Review, answered: Cell) -> None:
    add_study(review, "Untouched 2021")
    field_id = add_field(review)
    publish(review, Decision.REVISIT)
    assert cells(review) == [Cell(answered.extraction_id, field_id)]


def test_answering_takes_a_cell_from_the_queue(review: Review, answered: Cell) -> None:
    cell = Cell(answered.extraction_id, add_field(review))
    publish(review, Decision.REVISIT)
    apply(review, FillAnswer(cell, NO_ANSWER, filled("Wellcome")))
    assert cells(review) == []


def test_confirmed_answer_leaves_the_queue_and_undo_brings_it_back(
    review: Review, answered: Cell
) -> None:
    change(review, label="Land")
    publish(review, Decision.REVISIT)
    edit = review.design.confirmed(review.design.revisits()[0])
    apply(review, edit)
    assert cells(review) == []
    apply(review, edit.inverse())
    assert cells(review) == [answered]


def test_left_blank_is_left_alone(review: Review, answered: Cell) -> None:
    cell = Cell(answered.extraction_id, add_field(review))
    publish(review, Decision.LEAVE)
    assert (cells(review), answer(review, cell)) == ([], NO_ANSWER)


def test_not_reported_is_set_in_begun_studies_and_logged(
    review: Review, folder: Path, answered: Cell
) -> None:
    cell = Cell(answered.extraction_id, add_field(review))
    publish(review, Decision.NOT_REPORTED)
    assert answer(review, cell).status is Status.NOT_REPORTED
    engine = open_engine(folder / "review.sqlite")
    with writing(engine) as session:
        labels = list(session.scalars(select(AuditRow.label).order_by(AuditRow.seq)))
    engine.dispose()
    assert labels[-2:] == ["Version 2 of the form", "Publish version 2 of the form"]


def test_log_stays_whole_after_publishing(review: Review, answered: Cell) -> None:
    add_field(review)
    publish(review, Decision.NOT_REPORTED)
    assert review.verify(JobContext()) == ()


def test_merged_option_is_replaced_in_its_answers(review: Review, answered: Cell) -> None:
    options = list(review.forms.current().field(DESIGN).options)
    cell = Cell(answered.extraction_id, DESIGN)
    apply(review, FillAnswer(cell, NO_ANSWER, filled(options[0])))
    change(review, DESIGN, options=options[1:])
    publish(review, Decision.MERGE, options[1])
    assert answer(review, cell).value == options[1]


def test_merged_answer_keeps_its_report_and_passes_the_check_of_the_file(
    review: Review, answered: Cell
) -> None:
    options = list(review.forms.current().field(DESIGN).options)
    cell = Cell(answered.extraction_id, DESIGN)
    report = review.records.record_of_extraction(cell.extraction_id).study.report_id
    before = replace(filled(options[0]), report_id=report, others=(Said(report, options[2]),))
    apply(review, FillAnswer(cell, NO_ANSWER, before))
    change(review, DESIGN, options=options[1:])
    publish(review, Decision.MERGE, options[1])
    assert answer(review, cell) == replace(before, value=options[1])
    assert review.verify(JobContext()) == ()


def test_removed_option_asks_only_about_answers_that_have_it(
    review: Review, answered: Cell
) -> None:
    options = list(review.forms.current().field(DESIGN).options)
    other = review.records.record(add_study(review, "Kim 2021"))
    mine, theirs = Cell(answered.extraction_id, DESIGN), Cell(other.extraction_id, DESIGN)
    apply(review, FillAnswer(mine, NO_ANSWER, filled(options[0])))
    apply(review, FillAnswer(theirs, NO_ANSWER, filled(options[1])))
    change(review, DESIGN, options=options[1:])
    publish(review, Decision.REVISIT)
    assert cells(review) == [mine]


def test_complete_study_with_something_to_look_at_is_opened(review: Review, answered: Cell) -> None:
    done = SetExtractionStatus(
        answered.extraction_id, ExtractionStatus.OPEN, ExtractionStatus.COMPLETE
    )
    apply(review, done)
    change(review, label="Land")
    publish(review, Decision.REVISIT)
    record = review.records.record_of_extraction(answered.extraction_id)
    assert record.status is ExtractionStatus.OPEN


def test_complete_study_that_is_not_asked_about_stays_complete(
    review: Review, answered: Cell
) -> None:
    done = SetExtractionStatus(
        answered.extraction_id, ExtractionStatus.OPEN, ExtractionStatus.COMPLETE
    )
    apply(review, done)
    change(review, label="Land")
    publish(review, Decision.LEAVE)
    record = review.records.record_of_extraction(answered.extraction_id)
    assert record.status is ExtractionStatus.COMPLETE


def test_removed_field_keeps_its_answers_for_when_it_comes_back(
    review: Review, answered: Cell
) -> None:
    first = review.forms.current().version_id
    apply(review, review.design.begun(review.design.moves().remove_field(COUNTRY)))
    publish(review)
    assert not review.forms.current().has(COUNTRY)
    apply(review, review.design.reinstated(first))
    publish(review, Decision.LEAVE)
    assert review.forms.current().number == 3
    assert answer(review, answered).value == ["SE"]


def test_publishing_over_a_version_that_came_meanwhile_is_refused(review: Review) -> None:
    current = review.forms.current()
    version = NewVersion(new_id(), 2, current.version_id, form_to_json(current), "Reason")
    with pytest.raises(StaleEdit):
        apply(review, PublishVersion(review.forms.form_id, new_id(), version))


def colleagues_version(review: Review, folder: Path, parent: str) -> str:
    """Store a version that a colleague's computer published, as a packet brings it."""
    document = form_to_json(review.forms.version(parent))
    document["sections"][-1]["fields"].append(
        {"key": "setting_x", "label": "Setting", "type": "short_text"}
    )
    version_id = new_id()
    engine = open_engine(folder / "review.sqlite")
    with writing(engine) as session:
        session.add(
            FormVersionRow(
                id=version_id,
                form_id=review.forms.form_id,
                number=2,
                document=document,
                reason="Theirs",
                created_at="2025-02-01T00:00:00.000000+00:00",
                parent_id=parent,
                device="LAPTOP-7",
            )
        )
    engine.dispose()
    return version_id


def test_newer_version_of_a_colleague_is_found_and_put_into_use(
    review: Review, folder: Path
) -> None:
    theirs = colleagues_version(review, folder, review.forms.current().version_id)
    (arrived,) = review.design.arrived()
    assert (arrived.version.version_id, arrived.relation) == (theirs, Relation.BEHIND)
    review.design.use(theirs, JobContext())
    assert review.forms.current().version_id == theirs
    assert review.design.arrived() == ()


def test_two_versions_made_apart_are_found(review: Review, folder: Path) -> None:
    first = review.forms.current().version_id
    add_field(review)
    publish(review)
    colleagues_version(review, folder, first)
    (arrived,) = review.design.arrived()
    assert arrived.relation is Relation.APART


def test_two_versions_made_apart_are_brought_together(review: Review, folder: Path) -> None:
    first = review.forms.current().version_id
    record = review.records.record(add_study(review))
    apply(review, fill(record, ["SE"]))
    mine = add_field(review)
    publish(review, Decision.REVISIT)
    theirs = colleagues_version(review, folder, first)
    joining = review.design.joining(theirs)
    assert joining.clashes == ()
    apply(review, review.design.replaced(joining.document))
    assert asking(review.design.new_to_both(theirs)) == ()
    review.design.publish("Both", (), JobContext(), theirs)
    current = review.forms.current()
    assert (current.number, current.has(mine), current.has("notes.setting_x")) == (3, True, True)
    assert review.design.arrived() == ()
    assert cells(review) == [Cell(record.extraction_id, mine)]


def test_log_of_deviations_has_every_change_with_its_reason(
    review: Review, answered: Cell, tmp_path: Path
) -> None:
    change(review, label="Land")
    publish(review, Decision.REVISIT)
    path = write_log(review.design.deviations(), tmp_path)
    with path.open(encoding="utf-8-sig", newline="") as lines:
        first, second = list(csv.DictReader(lines))
    assert (first["version"], first["reason"]) == ("1", "First version")
    assert (second["reason"], second["before"]) == ("Funding matters", "Country of origin")
    assert (second["after"], second["answers"]) == ("Land", "revisit")


def test_values_so_far_are_counted(review: Review, answered: Cell) -> None:
    record = review.records.record(add_study(review, "Kim 2021"))
    apply(review, fill(record, ["SE"]))
    (given,) = review.design.given(COUNTRY)
    assert (given.value, given.cells) == (["SE"], 2)


@pytest.mark.parametrize(
    ("said", "cells_touched"),
    [({"label": "Land"}, 1), ({"type": "long_text"}, 1), ({"required": False}, 0)],
)
def test_question_says_how_much_it_is_about(
    review: Review, answered: Cell, said: dict[str, object], cells_touched: int
) -> None:
    change(review, COUNTRY, **said)
    (one,) = review.design.changes()
    assert review.design.touched(one).cells == cells_touched
