"""A checker's packet may come before the work that was checked; the order does not matter."""

from pathlib import Path

from app.bootstrap import open_review
from app.domain.assigning import checked
from app.domain.edits import SetExtractionStatus
from app.domain.studies import ExtractionStatus
from tests.services.laptops import PEOPLE, exchange, laptops, state
from tests.services.reviews import add_study, fill

DONE = (ExtractionStatus.OPEN, ExtractionStatus.COMPLETE)


def test_checks_come_before_the_work_they_are_of(folder: Path, tmp_path: Path) -> None:
    with open_review(folder) as review:
        review.extraction.apply(review.people.added(PEOPLE[2], "CD"))
        people = [person.reviewer.reviewer_id for person in review.people.all()]
        plan = checked([add_study(review)], *people[:2])
        review.extraction.apply(review.assignments.planned(plan))
    with laptops(folder, tmp_path / "desks") as (ana, ben, cleo):
        record = ana.records()[0]
        ana.review.extraction.apply(fill(record, ["SE"]))
        ana.review.extraction.apply(SetExtractionStatus(record.extraction_id, *DONE))
        ana.review.extraction.apply(ana.review.seals.sealed(record.extraction_id))
        work = ana.save()
        ben.take(work)
        shown = ben.review.verification.checked(record.study.study_id)
        ben.review.extraction.apply(ben.review.verification.confirmed(shown, shown.cells[0]))
        cleo.take(ben.save())
        cleo.take(work)
        exchange([ana, ben, cleo])
        ends = [state(desk.review.folder) for desk in (ana, ben, cleo)]
        assert ends[0] == ends[1] == ends[2]
