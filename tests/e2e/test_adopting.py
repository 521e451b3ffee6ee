"""Marks that other programs left in a paper are shown in grey and become evidence on request."""

from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Highlight, Text
from pypdf.generic import ArrayObject, FloatObject, NameObject, TextStringObject

from app.domain.anchors import Rect
from tests.e2e.driver import Driver
from tests.e2e.test_replacing import paper_path, replace_pdf
from ui.extract.adopt_dialog import AdoptDialog
from ui.extract.adopt_targets import TargetBox
from ui.reader.values import FOREIGN
from ui.reader.values import Highlight as Shown

WORDS = "warrants closer attention"
LATER = "Child Adolesc Psychiatry Ment Health"
CITATION = "Citation details (authors, date, title, journal, volume, issue, pages)"


def annotated(source: Path, target: Path, rect: Rect) -> Path:
    """Write a copy in which Ann marked words in yellow and left a red note."""
    writer = PdfWriter(clone_from=source)
    height = float(PdfReader(source).pages[0].mediabox.height)
    box = (rect.left, height - rect.bottom, rect.right, height - rect.top)
    corners = (box[0], box[3], box[2], box[3], box[0], box[1], box[2], box[1])
    quad = ArrayObject([FloatObject(side) for side in corners])
    mark = Highlight(rect=box, quad_points=quad, highlight_color="ffff00")
    mark[NameObject("/Contents")] = TextStringObject("the sample")
    note = Text(rect=(300, 300, 320, 320), text="Check the funder")
    note[NameObject("/C")] = ArrayObject([FloatObject(1), FloatObject(0), FloatObject(0)])
    for entry in (mark, note):
        entry[NameObject("/T")] = TextStringObject("Ann")
        writer.add_annotation(0, entry)
    writer.write(target)
    return target


@pytest.fixture
def marked(driver: Driver, tmp_path: Path) -> Driver:
    """The open study has a copy of its paper with two marks of Ann; they are read."""
    rect = driver.rects(1, WORDS)[0]
    replace_pdf(driver, annotated(paper_path(driver), tmp_path / "marked.pdf", rect))
    driver.wait(lambda: len(grey(driver)) == 2)
    driver.click_card(CITATION)
    driver.extract.reader.setFocus()
    return driver


def grey(driver: Driver) -> list[Shown]:
    shown = driver.extract.reader.canvas.overlay.marks.in_order()
    return [entry for entry in shown if entry.anchor_id.startswith(FOREIGN)]


def click_mark(driver: Driver) -> None:
    line = driver.rects(1, WORDS)
    driver.read_to(1, line)
    driver.click_text(1, WORDS)


def ask(driver: Driver) -> AdoptDialog:
    driver.trigger("pdf.adoptall")
    dialog = driver.extract.foreign.dialog
    assert dialog is not None
    return dialog


def boxes(dialog: AdoptDialog) -> list[TargetBox]:
    return dialog.findChildren(TargetBox)


def take(box: TargetBox, words: str) -> None:
    at = next(n for n in range(box.count()) if words in box.itemText(n))
    box.setCurrentIndex(at)


def kept(driver: Driver) -> list[tuple[bool, str]]:
    """Return of each quote in the marked copy whether it has a field, and its words."""
    here = driver.extract.source.key
    items = [item for item in driver.record.evidence if item.anchor.paper == here]
    return sorted((item.cell is not None, item.anchor.quote) for item in items)


def test_marks_of_others_say_who_made_them(marked: Driver) -> None:
    tips = {entry.tip for entry in grey(marked)}
    assert tips == {"Ann, highlight\nthe sample", "Ann, note\nCheck the funder"}
    assert {entry.slot for entry in grey(marked)} == {None}


def test_the_mark_that_was_clicked_becomes_evidence_of_the_target(marked: Driver) -> None:
    click_mark(marked)
    marked.trigger("pdf.adopt")
    cell = marked.card(CITATION).cell
    assert marked.record.evidence_of(cell)[-1].anchor.quote == WORDS
    assert marked.record.answer(cell).note == "Ann: the sample"
    assert len(grey(marked)) == 1


def test_undo_gives_a_mark_back_to_the_paper(marked: Driver) -> None:
    before = kept(marked)
    click_mark(marked)
    marked.trigger("pdf.adopt")
    marked.undo()
    assert kept(marked) == before
    assert len(grey(marked)) == 2


def test_without_a_chosen_mark_nothing_is_adopted(marked: Driver) -> None:
    before = kept(marked)
    marked.trigger("pdf.adopt")
    assert kept(marked) == before
    assert marked.message().startswith("Choose an annotation first")


def test_marks_of_others_cannot_be_deleted(marked: Driver) -> None:
    click_mark(marked)
    marked.press("Delete")
    assert len(grey(marked)) == 2
    assert "never changes" in marked.message()


def test_each_colour_goes_where_it_is_sent_in_one_step(marked: Driver) -> None:
    before = kept(marked)
    dialog = ask(marked)
    take(boxes(dialog)[0], CITATION[:20])
    take(boxes(dialog)[1], "Leave in the PDF")
    marked.click("Adopt one", dialog)
    assert kept(marked) == sorted([*before, (True, WORDS)])
    marked.undo()
    assert kept(marked) == before


def test_a_section_asks_for_every_mark(marked: Driver) -> None:
    dialog = ask(marked)
    title = marked.record.form.study_sections[0].label
    take(boxes(dialog)[0], f"For each mark: {title}")
    single = next(box for box in boxes(dialog) if WORDS in box.accessibleName())
    assert single.target.cell in marked.record.cells_of(marked.record.form.study_sections[0])
    take(single, "Leave in the PDF")
    marked.click("Adopt one", dialog)
    assert (False, "Ann: Check the funder") in kept(marked)
    assert [entry.tip for entry in grey(marked)] == ["Ann, highlight\nthe sample"]


def test_the_review_remembers_where_colours_went(marked: Driver) -> None:
    dialog = ask(marked)
    take(boxes(dialog)[0], "Leave in the PDF")
    marked.click("Adopt one", dialog)
    assert marked.review.places.adoption() == {"#ffff00": "leave:", "#ff0000": "keep:"}
    again = ask(marked)
    assert again.choices() == {"#ffff00": "leave:"}
    again.reject()


def test_what_was_adopted_is_not_offered_again_in_a_later_copy(
    marked: Driver, tmp_path: Path
) -> None:
    click_mark(marked)
    marked.trigger("pdf.adopt")
    later = annotated(paper_path(marked), tmp_path / "later.pdf", marked.rects(1, LATER)[0])
    replace_pdf(marked, later)
    marked.wait(lambda: len(grey(marked)) == 3)
    assert [entry.tip for entry in grey(marked)].count("Ann, highlight\nthe sample") == 1


def test_marks_of_a_wrong_file_are_not_shown_in_the_right_one(
    driver: Driver, tmp_path: Path
) -> None:
    path, reader = paper_path(driver), driver.extract.reader
    wrong = annotated(path, tmp_path / "wrong.pdf", driver.rects(1, WORDS)[0])
    path.rename(tmp_path / "kept.pdf")
    wrong.replace(path)
    driver.press("Ctrl+PgDown")
    driver.open_study("Ghossoub 2017")
    driver.wait(lambda: "changed or replaced" in reader.message)
    (tmp_path / "kept.pdf").replace(path)
    driver.wait(reader.is_open)
    driver.trigger("pdf.adoptall")
    driver.wait(lambda: "No other program left annotations" in driver.message())


def test_a_paper_without_marks_says_so(driver: Driver) -> None:
    driver.trigger("pdf.adoptall")
    driver.wait(lambda: "still being read" not in driver.message())
    driver.trigger("pdf.adoptall")
    assert driver.message() == "No other program left annotations in this PDF."
