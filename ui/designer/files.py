"""Forms from files and templates, forms to files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from app.domain.appraisal import DESIGNS, sections_for
from app.domain.fields import FieldType
from app.domain.form_draft import form_of
from app.domain.templates import form_to_json
from ui.designer.appraisal_dialog import AppraisalDialog
from ui.designer.gallery_dialog import GalleryDialog
from ui.designer.import_dialog import ImportFormDialog

if TYPE_CHECKING:
    from app.jobs import JobContext
    from app.services.form_reading import FormFile
    from ui.workspaces import Desk


class FormFiles(QObject):
    """Opens the gallery and the dialogs of files; gives what was taken."""

    draft_replaced = Signal(object, str)  # document, label of the step
    sections_given = Signal(object, str)  # sections, name

    def __init__(self, desk: Desk, page: QWidget) -> None:
        """Work on the open review; dialogs belong to the page."""
        super().__init__(page)
        self._desk = desk
        self._page = page
        self._dialog: QDialog | None = None

    def show_gallery(self) -> None:
        """Show the forms that ship."""
        forms = self._desk.review.forms
        dialog = GalleryDialog(forms.templates(), forms.template, self._page)
        dialog.add_requested.connect(self._on_add)
        dialog.replace_requested.connect(self._on_replace)
        self._show(dialog)

    def choose_appraisal(self) -> None:
        """Ask which checklist is asked of which design."""
        forms = self._desk.review.forms
        form = form_of(self._desk.review.design.document())
        kinds = (FieldType.SINGLE, FieldType.MULTI)
        fields = [field for field in form.study_fields if field.type in kinds and field.options]
        if not fields:
            self._desk.say(
                self.tr("No field of the form names designs by a list of options. Add one first."),
                "warning",
            )
            return
        fields.sort(key=lambda field: "design" not in field.label.casefold())
        known = {key for key, _words in DESIGNS}
        names = {one.template_id: one.name for one in forms.templates() if one.template_id in known}
        dialog = AppraisalDialog(fields, names, self._page)
        dialog.chosen.connect(self._on_appraised)
        self._show(dialog)

    def choose_file(self) -> None:
        """Ask for a file that holds a form."""
        from app.services.form_reading import READABLE

        endings = " ".join(f"*{ending}" for ending in READABLE)
        chosen, _ = QFileDialog.getOpenFileName(
            self._page, self.tr("Import a form"), "", self.tr("Forms ({0})").format(endings)
        )
        if chosen:
            self.read(Path(chosen))

    def read(self, path: Path) -> None:
        """Read a file and show what it holds."""

        def work(_ctx: JobContext) -> FormFile:
            from app.services.form_reading import open_form_file

            return open_form_file(path)

        job = self._desk.jobs.start(self.tr("Reading {0}").format(path.name), work)
        job.finished.connect(self._on_read)
        job.failed.connect(lambda problem: self._desk.say(problem.message, "danger"))

    def choose_target(self) -> None:
        """Ask where the form (the draft, if there is one) is to be written."""
        name = str(self._desk.review.folder / "exports" / "form.xlsx")
        kinds = self.tr("Excel (*.xlsx);;CSV (*.csv);;JSON template (*.json)")
        chosen, _ = QFileDialog.getSaveFileName(self._page, self.tr("Export the form"), name, kinds)
        if chosen:
            self.write(Path(chosen))

    def write(self, path: Path) -> None:
        """Write the form to a file; an earlier one is not overwritten."""
        document = form_to_json(form_of(self._desk.review.design.document()))

        def work(_ctx: JobContext) -> Path:
            from app.export.form_files import write_form

            return write_form(document, path)

        self._write(self.tr("Exporting the form"), work)

    def save_log(self) -> None:
        """Write what changed with every version, and why."""
        deviations = self._desk.review.design.deviations()
        folder = self._desk.review.folder / "exports"

        def work(_ctx: JobContext) -> Path:
            from app.export.deviation_log import write_log

            return write_log(deviations, folder)

        self._write(self.tr("Writing the deviation log"), work)

    def _write(self, title: str, work: Any) -> None:  # noqa: ANN401 - a job's function
        job = self._desk.jobs.start(title, work)
        job.finished.connect(self._on_written)
        job.failed.connect(lambda problem: self._desk.say(problem.message, "danger"))

    def _on_written(self, path: Path) -> None:
        self._desk.say(self.tr("Wrote {0}").format(path), "success")

    def _on_read(self, file: FormFile) -> None:
        from app.services.form_reading import read_form

        dialog = ImportFormDialog(file, read_form, self._page)
        label = self.tr("Import “{0}”").format(file.name)
        dialog.replace_requested.connect(lambda document: self.draft_replaced.emit(document, label))
        dialog.add_requested.connect(lambda parts: self.sections_given.emit(parts, file.name))
        self._show(dialog)

    def _on_appraised(self, field_id: str, chosen: dict[str, str]) -> None:
        form = form_of(self._desk.review.design.document())
        lists = {key: self._desk.review.forms.template(key) for key in set(chosen.values())}
        sections = sections_for(form, form.field(field_id), chosen, lists)
        if sections:
            self.sections_given.emit(sections, self.tr("appraisal"))
        else:
            self._desk.say(self.tr("These checklists are in the form already."), "info")

    def _on_add(self, template_id: str) -> None:
        form = self._desk.review.forms.template(template_id)
        self.sections_given.emit(form_to_json(form)["sections"], form.name)

    def _on_replace(self, template_id: str) -> None:
        form = self._desk.review.forms.template(template_id)
        label = self.tr("Begin anew with “{0}”").format(form.name)
        self.draft_replaced.emit(form_to_json(form), label)

    def _show(self, dialog: QDialog) -> None:
        self._dialog = dialog
        dialog.open()
