"""What the charting table reads: own answers of every study, or the final ones."""

from dataclasses import replace
from pathlib import Path

from app.bootstrap import Review, open_review
from app.domain.charting import Charted, texts_of
from app.domain.coded import codes_field
from app.domain.codes import Unit
from app.domain.records import Record
from tests.services.reviews import fill
from tests.services.sealed import Charted as Work
from tests.services.sealed import chart


def bare(study: Charted) -> Charted:
    """Return a study without its quotes, which the grid only counts."""
    return replace(study, record=replace(study.record, evidence=()))


def test_all_studies_are_read_as_each_one_is(review: Review, record: Record) -> None:
    review.extraction.apply(fill(record))
    read = review.charting.read()
    each = [review.charting.one(study.study_id) for study in review.records.studies()]
    assert [bare(study) for study in each if study is not None] == list(read)
    assert sum(read[0].quotes.values()) == len(review.records.records()[0].evidence)


def test_first_studies_are_those_of_all(review: Review, record: Record) -> None:
    review.extraction.apply(fill(record))
    assert review.charting.read(first=1) == review.charting.read()[:1]
    assert review.charting.size() == len(review.charting.read())


def test_final_answers_come_only_when_two_have_sealed(
    review: Review, record: Record, folder: Path
) -> None:
    study_id, field_id = record.study.study_id, "source.country"
    review.close()
    chart(folder, "Ana Ortiz", study_id, Work({field_id: ["SE"]}))
    with open_review(folder, "Ana Ortiz") as ana:
        assert not ana.charting.has_final()
    chart(folder, "Ben Kim", study_id, Work({field_id: ["SE"]}))
    with open_review(folder, "Ana Ortiz") as ana:
        assert ana.charting.has_final()
        final = ana.charting.final()[0].record
    assert [answer.value for answer in final.answers.values()] == [["SE"]]
    assert final.is_locked


def test_codes_stand_behind_the_coded_field_and_are_found_by_words(
    review: Review, record: Record
) -> None:
    review.extraction.apply(fill(record))
    study_id, field_id = record.study.study_id, "source.country"
    code = review.coding.new_code("Mechanism")
    review.extraction.apply(code)
    put = review.coding.put(code.code, Unit(study_id, field_id))
    assert put is not None
    review.extraction.apply(put)
    study, form = review.charting.read()[0], review.charting.form()
    assert study.record.form == form
    assert texts_of(study, form.field(codes_field(field_id))) == ("Mechanism",)
    assert "mechanism" in study.words
    alone = review.charting.one(study_id)
    assert alone is not None
    assert bare(alone) == study
