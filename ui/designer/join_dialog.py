"""Two versions made apart: where both changed the same thing, whose change counts."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.form_merge import Clash
from app.domain.form_versions import VersionInfo
from ui.designer.inputs import ChoiceInput
from ui.style_sheet import set_kind
from ui.widgets.scrolling import scrolled

MINE, THEIRS = "mine", "theirs"
_PASSED = ("field_id", "key")


class JoinDialog(QDialog):
    """Asks about each clash; `chosen(frozenset of keys that theirs win)` ends it."""

    chosen = Signal(object)

    def __init__(
        self, version: VersionInfo, clashes: Sequence[Clash], parent: QWidget | None = None
    ) -> None:
        """Show the clashes with a colleague's version."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Bring two versions together"))
        self.setMinimumSize(680, 420)
        self.choices: dict[str, ChoiceInput] = {}
        who = version.by or version.device or self.tr("the other computer")
        words = QLabel(
            self.tr(
                "You and {0} both changed these parts of the form. Everything else that either of "
                "you changed is kept. Which of the two counts?"
            ).format(who)
        )
        words.setWordWrap(True)
        inside = QFrame()
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(0, 0, 8, 0)
        for clash in clashes:
            lines.addWidget(self._line(clash, who))
        lines.addStretch(1)
        scroll = scrolled(inside)
        cancel = QPushButton(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        self.join = QPushButton(self.tr("Bring together…"))
        set_kind(self.join, "primary")
        self.join.clicked.connect(self.accept_all)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self.join)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addWidget(words)
        column.addWidget(scroll, 1)
        column.addLayout(row)

    def accept_all(self) -> None:
        """Take what is chosen."""
        theirs = frozenset(key for key, box in self.choices.items() if box.value == THEIRS)
        self.accept()
        self.chosen.emit(theirs)

    def _line(self, clash: Clash, who: str) -> QWidget:
        card = QFrame()
        set_kind(card, "card")
        column = QVBoxLayout(card)
        label = QLabel(clash.label)
        set_kind(label, "label")
        choice = ChoiceInput(
            self.tr("Which counts: {0}").format(clash.label),
            [(MINE, self.tr("Yours")), (THEIRS, self.tr("That of {0}").format(who))],
            20,
        )
        self.choices[clash.key] = choice
        top = QHBoxLayout()
        top.addWidget(label, 1)
        top.addWidget(choice)
        column.addLayout(top)
        for name, document in ((self.tr("Yours"), clash.mine), (who, clash.theirs)):
            said = self.tr("taken out")
            if document is not None:
                other = clash.theirs if document is clash.mine else clash.mine
                said = _differing(document, other or {})
            words = QLabel(f"{name}: {said}")
            words.setWordWrap(True)
            words.setTextFormat(Qt.TextFormat.PlainText)
            set_kind(words, "muted")
            column.addWidget(words)
        return card


def _differing(document: object, other: object) -> str:
    """Return what a part says that the other side says differently."""
    if not isinstance(document, dict) or not isinstance(other, dict):
        return str(document)
    names = [n for n in document if document[n] != other.get(n) and n not in _PASSED]
    return "; ".join(f"{name.replace('_', ' ')}: {document[name]}" for name in names) or "–"
