"""Copies of the papers carry each quote with its field and value; the papers stay as they are."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.bootstrap import Review
from app.domain.anchors import Anchor, AnchorKind, Place, Rect
from app.domain.answers import NO_ANSWER, Cell, Status
from app.domain.edits import FillAnswer, KeepQuote
from app.domain.errors import AppError
from app.domain.ids import new_id
from app.export.annotated_pdf import marks_of, write_annotated_copies
from app.export.files import ExportExists, folder_written_whole
from app.export.model import ExportedStudy
from app.jobs import Cancelled, JobContext
from app.pdf.errors import CopyNotWritten
from app.pdf.marking import NewMark, ReadAnnotations
from tests.services.viewers import marked_in_mupdf

pytestmark = pytest.mark.keeps("threads", "children")  # a review's PDF workers

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
FIELD = "source.country"


@pytest.fixture
def entry(sample: Review) -> ExportedStudy:
    """A study of the sample that has quotes and is not complete."""
    records = sample.records.export_table().records
    return next(e for e in records if e.record.evidence and not e.record.is_locked)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """An empty folder to write to."""
    (tmp_path / "out").mkdir()
    return tmp_path / "out"


def with_anchor(
    sample: Review, entry: ExportedStudy, kind: AnchorKind, *, kept: bool = False
) -> NewMark:
    """Return the mark of a new anchor of the study."""
    record, paper = entry.record, entry.study.paper
    assert paper is not None
    places = () if kind is AnchorKind.ABSENT else (Place(0, (Rect(9, 9, 90, 20),)),)
    anchor = Anchor(new_id(), paper.sha256, kind, places, "Searched all 9 pages: not found.")
    if kept:
        sample.extraction.apply(KeepQuote(record.extraction_id, anchor))
    else:
        cell = Cell(record.extraction_id, FIELD)
        before = record.answer(cell)
        after = replace(NO_ANSWER, status=Status.NOT_REPORTED)
        sample.extraction.apply(FillAnswer(cell, before, after, link=(anchor,)))
    again = _now(sample, entry)
    return next(m for m in marks_of(again, NOW) if m.mark_id == anchor.anchor_id)


def _now(sample: Review, entry: ExportedStudy) -> ExportedStudy:
    """Return the study as it is stored now."""
    records = sample.records.export_table().records
    return next(other for other in records if other.study.study_id == entry.study.study_id)


def test_a_mark_says_field_and_value(entry: ExportedStudy) -> None:
    said = [mark.contents for mark in marks_of(entry, NOW)]
    assert any(line.startswith("Country of origin: ") and line[19:] for line in said)


def test_a_mark_has_the_reviewer_and_the_moment_of_its_quote(entry: ExportedStudy) -> None:
    mark = marks_of(entry, NOW)[0]
    assert (mark.author, mark.modified) == (entry.reviewer.name, "D:20261124093000+00'00'")
    assert mark.created < f"D:{datetime.now(UTC):%Y%m%d%H%M%S}Z"


def test_sections_have_the_colours_of_the_window(entry: ExportedStudy) -> None:
    colours = {mark.contents.split(":")[0]: mark.colour for mark in marks_of(entry, NOW)}
    assert colours["Country of origin"] == (245, 243, 114)
    assert len(set(colours.values())) > 1


@pytest.mark.parametrize(
    ("kind", "subtype"),
    [
        (AnchorKind.TEXT, "Highlight"),
        (AnchorKind.REGION, "Square"),
        (AnchorKind.PAGE, "Text"),
        (AnchorKind.ABSENT, "Text"),
    ],
)
def test_every_kind_of_evidence_has_its_mark(
    sample: Review, entry: ExportedStudy, kind: AnchorKind, subtype: str
) -> None:
    assert with_anchor(sample, entry, kind).subtype == subtype


def test_a_search_says_what_was_not_found(sample: Review, entry: ExportedStudy) -> None:
    mark = with_anchor(sample, entry, AnchorKind.ABSENT)
    assert mark.contents == "Country of origin: NR\nSearched all 9 pages: not found."


def test_a_quote_without_a_field_is_underlined_in_grey(
    sample: Review, entry: ExportedStudy
) -> None:
    mark = with_anchor(sample, entry, AnchorKind.TEXT, kept=True)
    assert (mark.subtype, mark.contents) == ("Underline", "Kept without a field")
    assert mark.colour == (76, 88, 104)


def test_quotes_of_another_copy_of_the_paper_are_left_out(entry: ExportedStudy) -> None:
    assert entry.study.paper is not None
    paper = replace(entry.study.paper, sha256="0" * 64)
    assert marks_of(replace(entry, study=replace(entry.study, paper=paper)), NOW) == ()


def test_every_study_gets_a_copy_with_all_its_quotes(sample: Review, out: Path) -> None:
    table = sample.records.export_table()
    done = write_annotated_copies(table, out, sample.papers.write_copy, JobContext())
    names = sorted(path.stem for path in done.folder.iterdir())
    assert names == sorted(entry.study.label for entry in table.records)
    assert done.marks == sum(len(marks_of(entry, NOW)) for entry in table.records)


def test_copies_are_read_back_with_the_quotes(
    sample: Review, entry: ExportedStudy, out: Path
) -> None:
    table = sample.records.export_table()
    done = write_annotated_copies(table, out, sample.papers.write_copy, JobContext())
    copy = done.folder / f"{entry.study.label}.pdf"
    found = sample.pdf.submit(ReadAnnotations(copy)).result()
    read = {" ".join(note.quote.split()) for note in found}
    quotes = {" ".join(item.anchor.quote.split()) for item in entry.record.evidence}
    assert quotes <= read


def test_mupdf_finds_the_words_of_each_quote_under_its_mark(
    sample: Review, entry: ExportedStudy, out: Path
) -> None:
    table = sample.records.export_table()
    done = write_annotated_copies(table, out, sample.papers.write_copy, JobContext())
    seen = marked_in_mupdf(done.folder / f"{entry.study.label}.pdf").marks
    read = {"".join(text.split()) for _, _, text, _ in seen}
    quotes = {"".join(item.anchor.quote.split()) for item in entry.record.evidence}
    assert quotes <= read


def test_the_papers_of_the_review_stay_as_they_are(sample: Review, out: Path) -> None:
    table = sample.records.export_table()
    write_annotated_copies(table, out, sample.papers.write_copy, JobContext())
    papers = list((sample.folder / "papers").glob("*.pdf"))
    assert [hashlib.sha256(path.read_bytes()).hexdigest() for path in papers] == [
        path.stem for path in papers
    ]


def test_a_second_export_leaves_the_first_alone(sample: Review, out: Path) -> None:
    table = sample.records.export_table()
    first = write_annotated_copies(table, out, sample.papers.write_copy, JobContext())
    second = write_annotated_copies(table, out, sample.papers.write_copy, JobContext())
    assert second.folder.name == f"{first.folder.name}_2"


def test_cancelling_leaves_nothing_behind(sample: Review, out: Path) -> None:
    ctx = JobContext()

    def write(sha256: str, target: Path, marks: tuple[NewMark, ...]) -> int:
        ctx.cancel()
        return sample.papers.write_copy(sha256, target, marks)

    with pytest.raises(Cancelled):
        write_annotated_copies(sample.records.export_table(), out, write, ctx)
    assert list(out.iterdir()) == []


def test_a_paper_that_is_gone_is_said_and_the_others_are_written(
    sample: Review, entry: ExportedStudy, out: Path
) -> None:
    assert entry.study.paper is not None
    sample.papers.path_of(entry.study.paper.sha256).unlink()
    table = sample.records.export_table()
    done = write_annotated_copies(table, out, sample.papers.write_copy, JobContext())
    assert done.papers == len(table.records) - 1
    assert done.problems[0].startswith(f"{entry.study.label}: ")


def test_a_failed_paper_leaves_no_half_of_it(sample: Review, out: Path) -> None:
    def write(_sha256: str, target: Path, _marks: tuple[NewMark, ...]) -> int:
        target.write_bytes(b"half")
        raise CopyNotWritten("no")

    with pytest.raises(AppError, match="No paper could be written"):
        write_annotated_copies(sample.records.export_table(), out, write, JobContext())
    assert list(out.iterdir()) == []


def test_studies_of_one_name_get_files_of_their_own(sample: Review, out: Path) -> None:
    table = sample.records.export_table()
    alike = tuple(
        replace(entry, study=replace(entry.study, label=label))
        for entry, label in zip(table.records, ("A/b", "a?B", "A b"), strict=False)
    )
    same = replace(table, records=alike)
    done = write_annotated_copies(same, out, sample.papers.write_copy, JobContext())
    names = sorted(path.name for path in done.folder.iterdir())
    assert names == ["A b (3).pdf", "A b.pdf", "a B (2).pdf"]


def test_without_papers_it_says_so(sample: Review, out: Path) -> None:
    table = replace(sample.records.export_table(), records=())
    with pytest.raises(AppError, match="No study has a PDF"):
        write_annotated_copies(table, out, sample.papers.write_copy, JobContext())


def test_a_folder_is_never_written_over(out: Path) -> None:
    (out / "done").mkdir()
    with pytest.raises(ExportExists), folder_written_whole(out / "done") as place:
        (place / "new.txt").touch()
    assert [path.name for path in out.iterdir()] == ["done"]
