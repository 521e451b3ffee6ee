"""What the study list asks for: another name, or out of the review."""

from PySide6.QtCore import QObject, Signal

from app.domain.edits import RelabelStudy, RemoveStudy
from app.domain.studies import Study, StudyDraft
from ui.editor import Editor


class StudyVerbs(QObject):
    """Turns the list's wishes into edits."""

    done = Signal(str)  # label of the step

    def __init__(self, editor: Editor, parent: QObject) -> None:
        """Write through the editor."""
        super().__init__(parent)
        self._editor = editor
        self._studies: dict[str, Study] = {}

    def show_studies(self, studies: tuple[Study, ...]) -> None:
        """Take the studies that the list shows."""
        self._studies = {study.study_id: study for study in studies}

    def rename(self, study_id: str, label: str) -> None:
        """Give a study another name."""
        study = self._studies.get(study_id)
        name = label.strip()
        if study is not None and name and name != study.label:
            self._submit(RelabelStudy(study_id, study.label, name), f"Rename {study.label}")

    def remove(self, study_id: str) -> None:
        """Take a study out of the review; undo brings it back with its answers."""
        study = self._studies.get(study_id)
        if study is not None:
            draft = StudyDraft(study_id, study.report_id, study.label, study.title)
            self._submit(RemoveStudy(draft), f"Remove {study.label}")

    def _submit(self, edit: RelabelStudy | RemoveStudy, label: str) -> None:
        if self._editor.submit(edit, label):
            self.done.emit(label)
