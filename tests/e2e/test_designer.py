"""Designing the form: changing it, publishing, and charting again what it asks about."""

from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QDialog,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from app.domain.appraisal import is_appraisal
from app.domain.fields import FieldType
from app.domain.form_draft import form_of
from tests.e2e import finding
from tests.e2e.driver import Driver
from ui.designer.appraisal_dialog import AppraisalDialog
from ui.designer.gallery_dialog import GalleryDialog
from ui.designer.import_dialog import ImportFormDialog
from ui.designer.outline_model import Part
from ui.designer.publish_dialog import PublishDialog
from ui.designer.workspace import DesignerWorkspace

DESIGN = Part("design", "design.design")
Shown = TypeVar("Shown", bound=QDialog)
COUNTRY = Part("source", "source.country")


@pytest.fixture
def designer(driver: Driver) -> DesignerWorkspace:
    """The designer, opened by its key at the field of the study design."""
    driver.press("Ctrl+6")
    opened = driver.window.opened
    assert opened is not None
    shown = opened._workspace("form")
    assert isinstance(shown, DesignerWorkspace)
    shown.go_to(DESIGN)
    return shown


def label(designer: DesignerWorkspace, text: str) -> None:
    """Type another label and leave the line."""
    line = designer.view.field.label
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)


def chosen(designer: DesignerWorkspace) -> str:
    """What the outline shows as chosen."""
    return str(designer.view.outline.currentIndex().data())


def publish(driver: Driver, reason: str) -> None:
    """Press the action, give a reason, publish, and wait until the version is in use."""
    driver.trigger("form.publish")
    dialog = shown_dialog(driver, PublishDialog)
    dialog.reason.setPlainText(reason)
    QTest.mouseClick(dialog.publish, Qt.MouseButton.LeftButton)
    driver.wait(lambda: "is in use" in driver.message())
    driver.come_back()


def shown_dialog(driver: Driver, kind: type[Shown]) -> Shown:
    driver.wait(lambda: any(d.isVisible() for d in driver.window.findChildren(kind)))
    return next(d for d in driver.window.findChildren(kind) if d.isVisible())


def test_typed_label_is_in_the_draft_and_undo_takes_it_back(
    driver: Driver, designer: DesignerWorkspace
) -> None:
    label(designer, "Kind of study")
    assert "Kind of study" in chosen(designer)
    driver.undo()
    assert driver.review.design.draft() is None
    assert "Study design" in chosen(designer)


def test_keys_move_duplicate_and_take_out(driver: Driver, designer: DesignerWorkspace) -> None:
    designer.view.outline.setFocus()
    driver.press("Alt+Shift+Up")
    assert chosen(designer).startswith("7  Study design")
    driver.press("Ctrl+D")
    assert chosen(designer).startswith("8  Study design")
    driver.press("Del")
    assert [f.label for f in designer.form.section("design").fields] == [
        "Study design",
        "Aims / purpose",
    ]


def test_new_field_comes_after_the_chosen_one_ready_to_be_named(
    driver: Driver, designer: DesignerWorkspace
) -> None:
    designer.view.outline.setFocus()
    driver.press("Ctrl+Return")
    assert chosen(designer) == "9  New field"
    assert designer.view.field.label.hasFocus()
    assert designer.form.field("design.new_field").type is FieldType.SINGLE


def test_part_that_is_dropped_moves(driver: Driver, designer: DesignerWorkspace) -> None:
    model = designer.view.outline.model()
    source = designer.view.outline.currentIndex()
    data = model.mimeData([source])
    assert isinstance(data, QMimeData)
    above = source.parent().siblingAtRow(source.parent().row() + 1)
    model.dropMimeData(data, Qt.DropAction.MoveAction, 0, 0, above.parent())
    assert [s.key for s in designer.form.sections].index("design") == 3  # a field among sections
    gaps = model.index(model.rowCount(QModelIndex()) - 2, 0)
    model.dropMimeData(data, Qt.DropAction.MoveAction, 0, 0, gaps)
    assert designer.form.section_of(DESIGN.field_id).key == "gaps"


def test_key_of_another_field_is_refused_beside_it(
    driver: Driver, designer: DesignerWorkspace
) -> None:
    designer.drafting.on_field_changed({"key": "aims"})
    assert "two fields of" in designer.view.field.error.text()
    assert driver.review.design.draft() is None


def test_conditions_in_a_circle_are_explained(driver: Driver, designer: DesignerWorkspace) -> None:
    designer.drafting.on_field_changed({"show_if": {"field": "design.aims", "answered": True}})
    designer.go_to(Part("design", "design.aims"))
    designer.drafting.on_field_changed({"show_if": {"field": DESIGN.field_id, "answered": True}})
    designer.go_to(DESIGN)
    driver.trigger("form.publish")
    dialog = shown_dialog(driver, PublishDialog)
    dialog.reason.setPlainText("Why")
    assert not dialog.publish.isEnabled()
    dialog.close()


def test_published_field_is_asked_in_extract_and_the_queue_is_walked(
    driver: Driver, designer: DesignerWorkspace
) -> None:
    designer.drafting.add_field(FieldType.SHORT_TEXT)
    label(designer, "Registration")
    publish(driver, "The protocol asks for it")
    assert designer.view.tabs.tabText(1) == "Chart again (2)"
    driver.press("Ctrl+F8")
    driver.wait(lambda: driver.target().endswith("Registration"))
    driver.type_into("Registration", "NCT01234567")
    driver.extract.form.flush()
    assert len(driver.review.design.revisits()) == 1


def test_answer_that_still_holds_is_confirmed(driver: Driver, designer: DesignerWorkspace) -> None:
    designer.go_to(Part("design", "design.aims"))
    designer.drafting.on_field_changed({"type": "short_text"})
    publish(driver, "Free text")
    assert len(driver.review.design.revisits()) == 2
    driver.press("Ctrl+F8")
    driver.wait(lambda: driver.target().endswith("Aims / purpose"))
    driver.trigger("ext.stillright")
    assert len(driver.review.design.revisits()) == 1


def test_removed_option_is_merged_into_another(driver: Driver, designer: DesignerWorkspace) -> None:
    options = list(designer.form.field(DESIGN.field_id).options)
    used = "Cross-sectional survey"
    designer.drafting.on_field_changed({"options": [o for o in options if o != used]})
    driver.trigger("form.publish")
    dialog = shown_dialog(driver, PublishDialog)
    (line,) = dialog.lines
    assert line.choice is not None
    assert line.target is not None
    line.choice.setCurrentText("Merge into…")
    line.choice.activated.emit(line.choice.currentIndex())
    line.target.setCurrentText("Cohort")
    dialog.reason.setPlainText("Too fine")
    dialog.publish.click()
    driver.wait(lambda: "is in use" in driver.message())
    given = {entry.value for entry in driver.review.design.given(DESIGN.field_id)}
    assert "Cohort" in given
    assert used not in given


def test_checklists_join_the_draft_by_design(driver: Driver, designer: DesignerWorkspace) -> None:
    driver.trigger("form.appraise")
    dialog = shown_dialog(driver, AppraisalDialog)
    box = finding.named(dialog, "Checklist for Cross-sectional survey", QComboBox)
    assert "cross-sectional" in box.currentText().casefold()
    driver.click("Put into the draft", dialog)
    form = form_of(driver.review.design.document())
    added = [section for section in form.study_sections if is_appraisal(section)]
    assert added
    assert all(section.show_if is not None for section in added)
    driver.undo()
    form = form_of(driver.review.design.document())
    assert not any(is_appraisal(section) for section in form.study_sections)


def test_template_is_taken_in_from_the_gallery(driver: Driver, designer: DesignerWorkspace) -> None:
    driver.trigger("form.template")
    gallery = shown_dialog(driver, GalleryDialog)
    row = next(
        r
        for r in range(gallery.list.model().rowCount())
        if "TIDieR" in str(gallery.list.model().index(r, 0).data())
    )
    gallery.list.setCurrentIndex(gallery.list.model().index(row, 0))
    gallery.add.click()
    assert [s.key for s in designer.form.sections][-2:] == ["tidier", "tidier_reporting"]


def test_sheet_is_looked_at_before_it_is_taken(
    driver: Driver, designer: DesignerWorkspace, tmp_path: Path
) -> None:
    sheet = tmp_path / "ours.csv"
    sheet.write_text("Question,Type\nFunding,text\n", encoding="utf-8")
    designer.files.read(sheet)
    dialog = shown_dialog(driver, ImportFormDialog)
    assert finding.named(dialog, "Column Question").currentText() == "label"
    dialog.add.click()
    assert designer.form.sections[-1].fields[0].label == "Funding"


def test_older_version_is_reinstated(driver: Driver, designer: DesignerWorkspace) -> None:
    label(designer, "Kind of study")
    publish(driver, "Clearer")
    page = designer.view.versions
    page.list.setCurrentIndex(page.list.model().index(1, 0))
    page.reinstate.click()
    publish(driver, "Not clearer")
    assert driver.review.forms.current().field(DESIGN.field_id).label == "Study design"
    assert driver.review.forms.current().number == 3


def test_read_only_review_shows_its_form(driver: Driver, designer: DesignerWorkspace) -> None:
    designer.view.set_writable(is_writable=False)
    assert not designer.view.field.isEnabled()
    assert designer.view.outline.isEnabled()


def test_pilot_is_begun_answered_and_closed(driver: Driver, designer: DesignerWorkspace) -> None:
    page = designer.view.pilot
    page.begin.click()
    model = page.table.model()
    rows = model.rowCount()
    assert model.setData(model.index(0, 2), 35)
    page.answers["missing"].setPlainText("Funding")
    designer.flush()
    page.close_pilot.click()
    (pilot,) = driver.review.pilots.pilots()
    assert rows == len(pilot.sources) > 1
    assert list(driver.review.pilots.minutes_of(pilot).values()) == [35]
    assert driver.review.pilots.debrief_of(pilot) == {"missing": "Funding"}
    assert pilot.closed_at
    driver.undo()
    assert page.close_pilot.text() == "Close the pilot"


def test_panes_are_walked_by_key(driver: Driver, designer: DesignerWorkspace) -> None:
    designer.view.outline.setFocus()
    driver.press("F6")
    assert designer.view.field.label.hasFocus()
    driver.press("F6")
    assert designer.view.tabs.tabBar().hasFocus()
    driver.press("Shift+F6")
    assert designer.view.field.label.hasFocus()


def test_every_control_has_a_name(driver: Driver, designer: DesignerWorkspace) -> None:
    designer.view.pilot.begin.click()
    controls = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit)
    unnamed = [
        (type(widget).__name__, widget.objectName())
        for widget in designer.view.findChildren(QWidget)
        if isinstance(widget, controls)
        and widget.isVisible()
        and not isinstance(widget, QHeaderView)
        and not (widget.accessibleName() or getattr(widget, "text", str)())
    ]
    assert unnamed == []


def test_field_of_the_instrument_is_not_taken_out(
    driver: Driver, designer: DesignerWorkspace
) -> None:
    designer.go_to(COUNTRY)
    designer.view.outline.setFocus()
    driver.press("Del")
    assert "belongs to the JBI instrument" in designer.view.field.error.text()
    assert driver.review.design.draft() is None


def test_default_and_colour_are_set(driver: Driver, designer: DesignerWorkspace) -> None:
    line = designer.view.field.default
    line.setFocus()
    QTest.keyClicks(line, "Cohort")
    QTest.keyClick(line, Qt.Key.Key_Return)
    designer.go_to(Part("design"))
    box = designer.view.section.colour
    box.setCurrentIndex(3)
    box.activated.emit(3)
    assert designer.form.field(DESIGN.field_id).default == "Cohort"
    assert designer.form.section("design").colour == 2
    assert driver.review.design.problems() == ()
