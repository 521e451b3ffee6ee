"""What goes into the file for a colleague."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from ui.counting import counted
from ui.project.backups_page import size_words
from ui.style_sheet import set_kind

ROLE = QDialogButtonBox.ButtonRole


class PacketDialog(QDialog):
    """Asks whether all or only new work goes in, and whether with the PDFs."""

    chosen = Signal(bool, bool)  # only new, with papers

    def __init__(self, last: str, papers: tuple[int, int], unsealed: int, parent: QWidget) -> None:
        """Offer these; `last` is when work was saved before (UTC, or ""), `papers` (n, bytes)."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Save my work for merging"))
        self._all = QRadioButton(self.tr("All my work"))
        self._new = QRadioButton(
            self.tr("Only what is new since {day} UTC").format(day=last[:16].replace("T", " "))
        )
        self._papers = QCheckBox(
            counted(
                papers[0],
                self.tr("With the PDF ({size})").format(size=size_words(papers[1])),
                self.tr("With the {n} PDFs ({size})").replace("{size}", size_words(papers[1])),
            )
        )
        self._all.setChecked(True)
        self._new.setVisible(bool(last))
        self._papers.setEnabled(papers[0] > 0)
        column = QVBoxLayout(self)
        for widget in (self._all, self._new, self._papers):
            column.addWidget(widget)
        if unsealed:
            column.addWidget(self._hint(unsealed))
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        set_kind(box.addButton(self.tr("Choose the file…"), ROLE.AcceptRole), "primary")
        box.accepted.connect(self._on_accepted)
        box.rejected.connect(self.reject)
        column.addWidget(box)

    def _hint(self, unsealed: int) -> QLabel:
        label = QLabel(
            counted(
                unsealed,
                self.tr("1 complete study is not sealed: your colleague can't compare it yet."),
                self.tr(
                    "{n} complete studies are not sealed: your colleague can't compare them yet."
                ),
            )
        )
        label.setWordWrap(True)
        set_kind(label, "muted")
        return label

    def _on_accepted(self) -> None:
        self.chosen.emit(self._new.isChecked(), self._papers.isChecked())
        self.accept()
