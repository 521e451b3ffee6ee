"""The methods text says what was done, as it was done, and nothing that was not."""

from pathlib import Path

from app.bootstrap import Review, open_review
from app.domain.answers import Cell
from app.domain.assigning import checked
from app.export.choices import Whose
from app.export.methods import paragraph, sentences
from app.export.word.writing import contents_of
from tests.services.designs import add_field, publish
from tests.services.reviews import FIELD, add_study
from tests.services.sealed import Charted, chart

ANA, BEN = "Ana Ortiz", "Ben Kim"
WORK = Charted({FIELD: ["SE"], "design.aims": "Council"})


def told(review: Review, whose: Whose = Whose.OWN) -> str:
    contents = contents_of(review.exports.table(whose), review.exports.log())
    return paragraph(sentences(contents))


def test_nothing_done_is_not_told_as_done(review: Review) -> None:
    add_study(review)
    said = told(review)
    assert said.startswith("The charting form has ")
    assert "chart" not in said.removeprefix("The charting form has ")


def test_one_charter_is_named_alone_and_form_changes_are_dated_by_the_charting(
    folder: Path,
) -> None:
    with open_review(folder, ANA) as review:
        study = add_study(review)
        add_field(review)
        publish(review)
    chart(folder, ANA, study, WORK, seals=False)
    with open_review(folder, ANA) as review:
        add_field(review, label="Sponsor")
        publish(review)
        said = told(review)
    assert "Ana Ortiz charted 1 study (not complete yet)." in said
    assert "The form was changed once before charting began: version 2 on " in said
    assert "The form was changed once after charting began: version 3 on " in said


def test_two_who_sealed_charted_independently_unless_one_looked(folder: Path) -> None:
    with open_review(folder, ANA) as review:
        first, second = add_study(review), add_study(review, "Roe 2021")
        review.extraction.apply(review.pilots.begun(2))
    for study in (first, second):
        chart(folder, ANA, study, WORK)
    with open_review(folder, BEN) as review:
        review.extraction.apply(review.blinding.opened(second, "To train Ben."))
    for study in (first, second):
        chart(folder, BEN, study, Charted({FIELD: ["NO"], "design.aims": "Council"}))
    with open_review(folder, ANA) as review:
        own = review.records.record(second).extraction_id
        review.extraction.apply(review.seals.broken(own, "A typing error"))
        before = told(review, Whose.FINAL)
        review.extraction.apply(review.pilots.closed(review.pilots.pilots()[0]))
        said = told(review, Whose.FINAL)
    assert ", 50 % agreement." in before
    assert ", 50 % agreement." in said
    assert "Ana Ortiz and Ben Kim charted 1 study (not settled yet); it was" in said
    assert "1 study could be seen by a colleague before both had finished; agreement" in said
    assert "given without it (To train Ben)." in said
    assert "Finished work was reopened once (A typing error)." in said
    assert "Before consensus Ana Ortiz and Ben Kim agreed on 1 of 2 answers (50%" in said


def test_checks_are_counted_when_they_were_made_not_when_they_were_assigned(
    folder: Path,
) -> None:
    with open_review(folder, ANA) as review:
        study = add_study(review)
        people = [person.reviewer.reviewer_id for person in review.people.all()]
        review.extraction.apply(review.assignments.planned(checked([study], *people)))
    chart(folder, ANA, study, WORK)
    with open_review(folder, BEN) as review:
        assert "checked" not in told(review)
        shown = review.verification.checked(study)
        review.extraction.apply(review.verification.confirmed(shown, shown.cells[0]))
        place = Cell(shown.record.extraction_id, "design.aims")
        review.extraction.apply(review.verification.corrected(shown, place, "Charity"))
        said = told(review, Whose.FINAL)
    assert "Ana Ortiz charted 1 study." in said
    assert (
        "2 answers of 1 study were checked against the source by another reviewer; 1 was corrected."
        in said
    )
