"""Connects the actions of the PDF, the selection and the form to the panes that do them."""

from functools import partial

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from app.domain.answers import Status
from app.domain.quotes import clean_quote
from ui.actions import Actions
from ui.bound_actions import BoundActions
from ui.extract.controller import ExtractController
from ui.form.pane import FormPane
from ui.reader.reader_pane import ReaderPane


def wire_reader_actions(
    bound: BoundActions, reader: ReaderPane, controller: ExtractController, form: FormPane
) -> None:
    """Connect what acts on the paper and on the selection."""
    actions = bound.actions
    does = {
        "pdf.back": reader.back,
        "pdf.forward": reader.forward,
        "pdf.nextpage": reader.next_page,
        "pdf.prevpage": reader.previous_page,
        "pdf.screendown": lambda: reader.canvas.scroll_screens(1),
        "pdf.screenup": lambda: reader.canvas.scroll_screens(-1),
        "pdf.goto": reader.go_to_page_dialog,
        "pdf.rotate": lambda: reader.rotate(True),
        "pdf.rotateccw": lambda: reader.rotate(False),
        "pdf.hand": lambda: _use_tool(actions, reader, hand=True),
        "pdf.select": lambda: _use_tool(actions, reader, hand=False),
        "pdf.caret": reader.toggle_caret,
        "pdf.nexttarget": form.next_target,
        "pdf.prevtarget": form.previous_target,
        "pdf.nexthl": reader.next_highlight,
        "pdf.prevhl": reader.previous_highlight,
        "pdf.delete": reader.remove_highlight,
        "edit.find": reader.open_find,
        "edit.findnext": reader.find_next,
        "edit.findprev": reader.find_previous,
        "sel.fill": controller.fill,
        "sel.append": controller.append,
        "sel.evidence": controller.link,
        "sel.keep": controller.keep,
        "sel.widen": reader.widen_selection,
        "sel.narrow": reader.narrow_selection,
        "sel.clear": reader.escape,
        "pdf.selectall": reader.canvas.select_page,
        "sel.copy": lambda: _copy(reader),
        "sel.copycite": reader.copy_cited_requested.emit,
    }
    bound.all_when(does)
    for index in range(6):
        bound.when(f"sel.c{index + 1}", partial(controller.fill_suggestion, index))
    _wire_views(bound, reader)
    reader.address_opened.connect(lambda address: QDesktopServices.openUrl(QUrl(address)))
    reader.caret_toggled.connect(actions["pdf.caret"].setChecked)
    actions["pdf.select"].setChecked(True)


def _wire_views(bound: BoundActions, reader: ReaderPane) -> None:
    """Connect what shows the paper in other ways."""
    actions = bound.actions
    does = {
        "pdf.zoomin": reader.zoom_in,
        "pdf.zoomout": reader.zoom_out,
        "pdf.fitwidth": reader.fit_width,
        "pdf.fitpage": reader.fit_page,
        "pdf.fittext": reader.fit_text_width,
        "pdf.fitall": reader.fit_document,
    }
    bound.all_when(does)
    bound.switch("view.text", reader.reading.show_text)
    reader.reading.toggled.connect(actions["view.text"].setChecked)
    bound.switch("pdf.sidebar", reader.show_side_panel)
    spread = actions["pdf.spread"]
    bound.when("pdf.spread", lambda: reader.canvas.set_spread(spread.isChecked()))
    reader.canvas.zoom_changed.connect(lambda: spread.setChecked(reader.canvas.view.is_spread))


def wire_form_actions(bound: BoundActions, form: FormPane, controller: ExtractController) -> None:
    """Connect what acts on the target field."""
    does = {
        "ext.notreported": lambda: form.mark(Status.NOT_REPORTED),
        "ext.notapplicable": lambda: form.mark(Status.NOT_APPLICABLE),
        "ext.unclear": lambda: form.mark(Status.UNCLEAR),
        "ext.computed": lambda: form.mark(Status.COMPUTED),
        "ext.fromauthors": lambda: form.mark(Status.FROM_AUTHORS),
        "ext.unsure": form.flag,
        "note.add": lambda: _note(form),
        "nav.nextissue": controller.next_unanswered,
        "nav.previssue": lambda: controller.next_unanswered(backwards=True),
    }
    bound.all_when(does)
    actions = bound.actions
    form.seal_requested.connect(actions["study.seal"].trigger)
    form.break_requested.connect(actions["study.breakseal"].trigger)


def _use_tool(actions: Actions, reader: ReaderPane, *, hand: bool) -> None:
    reader.set_hand_tool(hand)
    actions["pdf.hand"].setChecked(hand)
    actions["pdf.select"].setChecked(not hand)


def _copy(reader: ReaderPane) -> None:
    selected = reader.selection()
    if selected is not None:
        QGuiApplication.clipboard().setText(clean_quote(selected.quote))


def _note(form: FormPane) -> None:
    cell = form.target()
    if cell is not None:
        form.edit_note(cell)
