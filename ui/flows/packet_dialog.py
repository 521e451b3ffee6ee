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

from app.domain.packets import Packed
from ui.counting import counted
from ui.project.backups_page import size_words
from ui.style_sheet import set_kind

ROLE = QDialogButtonBox.ButtonRole


class PacketDialog(QDialog):
    """Asks whether all work goes in, only new work or only seals, and whether with the PDFs."""

    chosen = Signal(Packed, bool)  # what goes in, with papers

    def __init__(
        self, last: str, papers: tuple[int, int], seals: tuple[int, int], parent: QWidget
    ) -> None:
        """Offer these; `last` is when work was saved before (UTC, or ""), `papers` (n, bytes).

        `seals` counts the sealed studies and those that are complete and not sealed.
        """
        super().__init__(parent)
        self.setWindowTitle(self.tr("Save my work for merging"))
        self._all = QRadioButton(self.tr("All my work"))
        self._new = QRadioButton(
            self.tr("Only what is new since {day} UTC").format(day=last[:16].replace("T", " "))
        )
        self._seals = QRadioButton(
            counted(
                seals[0],
                self.tr("Only the seal of 1 study: shows that it is finished, without answers"),
                self.tr("Only the seals of {n} studies: show what is finished, without answers"),
            )
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
        self._seals.setVisible(seals[0] > 0)
        self._papers.setEnabled(papers[0] > 0)
        if papers[0]:
            self._seals.toggled.connect(self._papers.setDisabled)
        column = QVBoxLayout(self)
        for widget in (self._all, self._new, self._seals, self._papers):
            column.addWidget(widget)
        if seals[1]:
            column.addWidget(self._hint(seals[1]))
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
        kinds = ((self._new, Packed.NEW), (self._seals, Packed.SEALS))
        what = next((kind for button, kind in kinds if button.isChecked()), Packed.ALL)
        self.chosen.emit(what, self._papers.isEnabled() and self._papers.isChecked())
        self.accept()
