"""What is asked before work is sealed, and before something deliberate is done for a reason."""

from PySide6.QtCore import QStringListModel, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from ui.counting import counted
from ui.style_sheet import set_kind
from ui.widgets.fitting_dialog import FittingDialog

ROLE = QDialogButtonBox.ButtonRole


class SealDialog(FittingDialog):
    """Lists the studies that would be sealed, and says what that means."""

    def __init__(self, labels: list[str], parent: QWidget) -> None:
        """Show these studies."""
        super().__init__(520, 400, parent)
        self.setWindowTitle(self.tr("Seal my work"))
        column = QVBoxLayout(self)
        column.addWidget(
            _words(
                self.tr(
                    "Sealed work can be compared with a colleague's once theirs is sealed too. Its "
                    "answers stay as they are: a seal is broken only for a reason, which "
                    "stays in the log."
                )
            )
        )
        column.addWidget(_words(self.tr("Complete and not sealed yet:")))
        studies = QListView()
        studies.setModel(QStringListModel(labels, self))
        studies.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        studies.setAccessibleName(self.tr("Studies to seal"))
        column.addWidget(studies, 1)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        words = counted(len(labels), self.tr("Seal 1 study"), self.tr("Seal {n} studies"))
        set_kind(box.addButton(words, ROLE.AcceptRole), "primary")
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        column.addWidget(box)


class ReasonDialog(FittingDialog):
    """Asks for the reason of something that is logged; without one there is no way on."""

    reason_given = Signal(str)

    def __init__(self, title: str, words: str, verb: str, parent: QWidget) -> None:
        """Say in `words` what follows; `verb` is on the button."""
        super().__init__(480, 200, parent)
        self.setWindowTitle(title)
        self._reason = QLineEdit()
        self._reason.setAccessibleName(self.tr("Reason"))
        self._reason.setPlaceholderText(self.tr("Reason, kept in the log"))
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._go = box.addButton(verb, ROLE.AcceptRole)
        self._go.setEnabled(False)
        self._reason.textChanged.connect(lambda text: self._go.setEnabled(bool(text.strip())))
        box.accepted.connect(self._on_accepted)
        box.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(_words(words))
        column.addWidget(self._reason)
        column.addStretch(1)
        column.addWidget(box)

    def _on_accepted(self) -> None:
        self.reason_given.emit(self._reason.text().strip())
        self.accept()


def _words(text: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    return label
