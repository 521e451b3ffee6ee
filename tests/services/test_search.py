"""Words are found in papers, answers and quotes, whatever the line breaks and hyphens."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.bootstrap import Review, open_review
from app.domain.edits import (
    AddStudy,
    FillAnswer,
    KeepQuote,
    LinkPaper,
    RelabelStudy,
    RemoveStudy,
    Together,
)
from app.domain.errors import AppError
from app.domain.ids import new_id
from app.domain.records import Record
from app.domain.report_edits import AddReport
from app.domain.screening_edits import MoveReport
from app.domain.studies import ReportDraft, ReportRole, StudyDraft
from app.jobs import Cancelled, JobContext
from app.services.search import Hit
from db.engine import open_engine, writing
from db.models import PageTextRow
from tests.services.reviews import add_study, anchor, fill, filled

BROKEN = "anterior cingulate cortex"


def in_papers(review: Review, query: str) -> list[Hit]:
    found = review.search.find(query)
    return [review.search.placed(hit) for hit in found if hit.kind == "paper"]


def test_words_of_a_paper_are_found_with_page_and_rectangles(sample: Review) -> None:
    hits = in_papers(sample, BROKEN)
    assert len(hits) >= 3
    assert all(hit.rects and hit.page is not None for hit in hits)
    assert all(BROKEN in hit.excerpt.lower() for hit in hits[:1])


@pytest.mark.parametrize(
    "query",
    [
        "social inclusion in borderline personality disorder",
        "SOCIAL   INCLUSION in\nBorderline Personality Disorder",
        "social inclu-\nsion in borderline personality disorder",
    ],
)
def test_line_breaks_hyphens_and_case_make_no_difference(sample: Review, query: str) -> None:
    plain = sample.search.find("social inclusion in borderline personality disorder")
    assert plain
    assert sample.search.find(query) == plain


def test_phrase_that_runs_over_lines_has_a_rectangle_for_each(sample: Review) -> None:
    hits = in_papers(sample, BROKEN)
    assert any(len(hit.rects) > 1 for hit in hits)
    tall = [rect for hit in hits for rect in hit.rects if rect.height > 40]
    assert tall == []


def test_answers_are_found_under_their_field(review: Review, record: Record) -> None:
    review.extraction.apply(fill(record, ["SE"]))
    (hit,) = review.search.find("sweden")
    assert (hit.kind, hit.field_label) == ("answer", "Country of origin")
    assert (hit.study_id, hit.study_label) == (record.study.study_id, "Lee 2020")


def test_notes_are_found(review: Review, record: Record) -> None:
    edit = fill(record)
    review.extraction.apply(
        FillAnswer(edit.cell, edit.before, filled(["SE"], note="ask the authors"))
    )
    assert [hit.excerpt for hit in review.search.find("ask the AUTHORS")] == [
        "Sweden ask the authors"
    ]


def test_quotes_are_found_on_their_page(review: Review, record: Record) -> None:
    quote = anchor("recruited from out-\npatient clinics", 2)
    edit = fill(record, ["SE"])
    review.extraction.apply(FillAnswer(edit.cell, edit.before, edit.after, link=(quote,)))
    (hit,) = review.search.find("outpatient clinics")
    assert (hit.kind, hit.page, hit.rects) == ("quote", 2, quote.places[0].rects)
    assert hit.field_label == "Country of origin"


def test_removed_studies_are_not_searched(review: Review, record: Record) -> None:
    review.extraction.apply(fill(record, ["SE"]))
    study = record.study
    review.extraction.apply(RemoveStudy(StudyDraft(study.study_id, study.report_id, study.label)))
    assert review.search.find("sweden") == ()


def test_hits_stop_at_the_limit(sample: Review) -> None:
    assert len(sample.search.find("the", limit=7)) == 7


def test_words_that_stand_nowhere_are_not_found(sample: Review) -> None:
    assert sample.search.find("zygomorphic quokka") == ()


@pytest.mark.parametrize("query", ["", " \n"])
def test_search_asks_for_a_word(sample: Review, query: str) -> None:
    with pytest.raises(AppError, match="at least one word"):
        sample.search.find(query)


def test_search_of_marks_alone_ends(sample: Review) -> None:
    assert len(sample.search.find("-")) <= 200


def test_paper_file_that_is_gone_is_found_by_its_page_alone(sample: Review) -> None:
    paper = sample.records.studies()[0].paper
    assert paper is not None
    sample.papers.path_of(paper.sha256).unlink()
    hits = in_papers(sample, BROKEN)
    assert hits
    assert all(hit.rects == () for hit in hits)
    assert all(hit.page is not None for hit in hits)


def test_search_stops_on_request(sample: Review) -> None:
    ctx = JobContext()
    ctx.cancel()
    with pytest.raises(Cancelled):
        sample.search.find("the", ctx=ctx)


def test_answer_changed_since_the_last_search_is_found(review: Review, record: Record) -> None:
    assert review.search.find("sweden") == ()
    review.extraction.apply(fill(record, ["SE"]))
    assert len(review.search.find("sweden")) == 1


def test_one_step_that_changes_two_studies_is_found_in_both(review: Review) -> None:
    first, second = (review.records.record(add_study(review, name)) for name in ("A", "B"))
    assert review.search.find("sweden") == ()
    review.extraction.apply(Together((fill(first, ["SE"]), fill(second, ["SE"]))))
    assert [hit.study_label for hit in review.search.find("sweden")] == ["A", "B"]


def test_a_study_named_anew_since_the_last_search_has_its_new_name(
    review: Review, record: Record
) -> None:
    review.extraction.apply(fill(record, ["SE"]))
    assert review.search.find("sweden")[0].study_label == "Lee 2020"
    review.extraction.apply(RelabelStudy(record.study.study_id, "Lee 2020", "Lee 2021"))
    assert review.search.find("sweden")[0].study_label == "Lee 2021"


def test_a_study_that_came_since_the_last_search_is_found_in_its_place(review: Review) -> None:
    texts = [StudyDraft(new_id(), new_id(), name, position=at) for at, name in enumerate("ABC")]
    for draft in (texts[0], texts[2]):
        review.extraction.apply(AddStudy(draft))
        review.extraction.apply(fill(review.records.record(draft.study_id), ["SE"]))
    assert [hit.study_label for hit in review.search.find("sweden")] == ["A", "C"]
    review.extraction.apply(AddStudy(texts[1]))
    review.extraction.apply(fill(review.records.record(texts[1].study_id), ["SE"]))
    assert [hit.study_label for hit in review.search.find("sweden")] == ["A", "B", "C"]


def labels_in_papers(review: Review) -> set[str]:
    return {hit.study_label for hit in review.search.find(BROKEN) if hit.kind == "paper"}


def test_a_paper_linked_since_the_last_search_is_found_and_not_once_it_is_gone(
    sample: Review,
) -> None:
    paper = next(study.paper for study in sample.records.studies() if study.paper)
    study = sample.records.study(add_study(sample, "Zoe 2020"))
    before = labels_in_papers(sample)
    link = LinkPaper(study.report_id, None, paper.sha256)
    sample.extraction.apply(link)
    assert labels_in_papers(sample) == {*before, "Zoe 2020"}
    sample.extraction.apply(link.inverse())
    assert labels_in_papers(sample) == before


def test_a_report_that_went_to_another_study_since_the_last_search_is_found_there(
    sample: Review,
) -> None:
    paper = next(study.paper for study in sample.records.studies() if study.paper)
    first, second = (add_study(sample, name) for name in ("Yan 2020", "Zoe 2020"))
    report = ReportDraft(first, new_id(), ReportRole.SECONDARY, "", paper.sha256)
    sample.extraction.apply(AddReport(report))
    before = labels_in_papers(sample)
    sample.extraction.apply(MoveReport(report.report_id, first, second))
    assert before - labels_in_papers(sample) == {"Yan 2020"}
    assert labels_in_papers(sample) - before == {"Zoe 2020"}


def test_a_quote_taken_back_since_the_last_search_is_found_no_more(
    review: Review, record: Record
) -> None:
    kept = KeepQuote(record.extraction_id, anchor("recruited from clinics"))
    review.extraction.apply(kept)
    assert len(review.search.find("recruited")) == 1
    review.extraction.apply(kept.inverse())
    assert review.search.find("recruited") == ()


def test_answers_of_another_reviewer_are_not_found(folder: Path) -> None:
    with open_review(folder) as review:
        record = review.records.record(add_study(review))
        review.extraction.apply(fill(record, ["SE"]))
        assert len(review.search.find("sweden")) == 1
    with open_review(folder, "Ben Kim") as review:
        assert review.search.find("sweden") == ()


def test_words_found_are_marked_in_the_excerpt(review: Review, record: Record) -> None:
    edit = fill(record)
    note = "ask the authors about the out-\npatient clinic"
    review.extraction.apply(FillAnswer(edit.cell, edit.before, filled(["SE"], note=note)))
    (hit,) = review.search.find("clinic* outpatient authors")
    assert [hit.excerpt[start:end] for start, end in hit.marks] == [
        "authors",
        "outpatient clinic",
    ]


def test_page_that_reads_otherwise_than_it_did_gives_no_rectangles(sample: Review) -> None:
    hit = next(hit for hit in sample.search.find(BROKEN) if hit.kind == "paper")
    assert sample.search.placed(hit).rects
    assert sample.search.placed(replace(hit, spans=((0, 3),))).rects == ()


def test_page_that_reads_with_other_blank_lines_now_has_its_rectangles(sample: Review) -> None:
    last = [hit for hit in sample.search.find(BROKEN) if hit.kind == "paper"][-1]
    engine = open_engine(sample.folder / "review.sqlite")
    with writing(engine) as session:
        row = session.get_one(PageTextRow, (last.paper, last.page))
        row.text = row.text.replace("\n\n", "\n")
    engine.dispose()
    stored = [hit for hit in sample.search.find(BROKEN) if hit.kind == "paper"][-1]
    assert stored.spans != last.spans
    assert sample.search.placed(stored).rects == sample.search.placed(last).rects != ()
