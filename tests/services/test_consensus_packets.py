"""Decisions and pairs of rows travel in packets: what one laptop settles, the other has."""

from pathlib import Path

from app.bootstrap import open_review
from app.domain import deciding
from app.domain.answers import NO_ANSWER, Answer, Cell, Status
from app.domain.consensus import State
from app.domain.edits import AddRow, FillAnswer, SetExtractionStatus
from app.domain.ids import new_id
from app.domain.studies import ExtractionStatus
from tests.services.laptops import Laptop, exchange, laptops, state
from tests.services.reviews import add_study

CONTEXT = "source.context"


def chart_here(laptop: Laptop, said: str) -> None:
    """Chart the only study on this laptop, and seal it."""
    review = laptop.review
    record = review.records.records()[0]
    cell = Cell(record.extraction_id, CONTEXT)
    review.extraction.apply(FillAnswer(cell, NO_ANSWER, Answer(said, Status.FILLED)))
    row = AddRow(record.extraction_id, "participants", new_id(), 0)
    review.extraction.apply(row)
    done = (ExtractionStatus.OPEN, ExtractionStatus.COMPLETE)
    review.extraction.apply(SetExtractionStatus(record.extraction_id, *done))
    review.extraction.apply(review.seals.sealed(record.extraction_id))


def test_what_one_laptop_decides_the_other_has(folder: Path, tmp_path: Path) -> None:
    with open_review(folder) as review:
        study = add_study(review)
    with laptops(folder, tmp_path, ("Ana Ortiz", "Ben Kim")) as both:
        ana, ben = both
        chart_here(ana, "ward")
        chart_here(ben, "clinic")
        exchange(both)
        compared = ana.review.consensus.compared(study)
        line = compared.line((CONTEXT, ""))
        assert line is not None
        decision = deciding.taken(compared, line, 1)
        ana.review.extraction.apply(ana.review.consensus.decide(compared, line, decision))
        rows = [record.rows_of("participants")[0].row_id for record in compared.records]
        pairs = [(rows[0], rows[1])]
        ana.review.extraction.apply(ana.review.consensus.align(compared, "participants", pairs))
        exchange(both)
        there = ben.review.consensus.compared(study)
        found = there.line((CONTEXT, ""))
        assert found is not None
        assert (found.state, found.final.value) == (State.DECIDED, "clinic")
        assert [(p.first, p.second, p.by_hand) for p in there.pairs] == [(*pairs[0], True)]
    copies = [state(tmp_path / str(number) / "review") for number in (0, 1)]
    assert copies[0] == copies[1]
