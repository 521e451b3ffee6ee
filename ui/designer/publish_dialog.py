"""Asks what a new version does with the answers there are: one question a change, and a reason."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.domain.form_changes import Decision, FormChange, Resolution, resolved
from ui.counting import counted
from ui.designer.inputs import ChoiceInput
from ui.designer.words import change_words, decision_words
from ui.style_sheet import set_kind
from ui.widgets.scrolling import scrolled


@dataclass(frozen=True, slots=True)
class Question:
    """A change, how many cells of how many studies it touches, and what options may be taken."""

    change: FormChange
    studies: int
    cells: int
    targets: tuple[str, ...] = ()


class PublishDialog(QDialog):
    """Shows the difference; `publish_requested(reason, resolutions)` follows the button."""

    publish_requested = Signal(str, object)

    def __init__(
        self,
        number: int,
        questions: Sequence[Question],
        problems: Sequence[str],
        parent: QWidget | None = None,
    ) -> None:
        """Ask about the changes of version `number`; with problems nothing can be published."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Publish version {0}").format(number))
        self.setMinimumSize(720, 460)
        self._lines = [QuestionLine(question) for question in questions]
        self._problems = tuple(problems)
        self.reason = QPlainTextEdit()
        self.reason.setAccessibleName(self.tr("Reason for the new version"))
        self.reason.setPlaceholderText(
            self.tr("Why does the form change? Goes to the list of deviations from the protocol.")
        )
        self.reason.setTabChangesFocus(True)
        set_kind(self.reason, "field")
        self.reason.setFixedHeight(self.reason.fontMetrics().lineSpacing() * 2 + 18)
        self.publish = QPushButton(self.tr("Publish version {0}").format(number))
        self._build()
        self.reason.textChanged.connect(self._on_typed)
        self.publish.clicked.connect(self._on_publish)
        self._on_typed()

    @property
    def lines(self) -> "tuple[QuestionLine, ...]":
        """The changes, in order."""
        return tuple(self._lines)

    def resolutions(self) -> tuple[Resolution, ...]:
        """Return what is decided about the changes that ask."""
        return tuple(r for line in self._lines if (r := line.resolution()) is not None)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addWidget(self._heading())
        for sentence in self._problems:
            label = QLabel(sentence)
            label.setWordWrap(True)
            set_kind(label, "error")
            column.addWidget(label)
        column.addWidget(self._changes(), 1)
        words = QLabel(self.tr("&Reason"))
        words.setBuddy(self.reason)
        column.addWidget(words)
        column.addWidget(self.reason)
        column.addLayout(self._buttons())

    def _heading(self) -> QLabel:
        asking = sum(bool(line.question.change.choices) for line in self._lines)
        changes = counted(len(self._lines), self.tr("one change"), self.tr("{n} changes"))
        asked = counted(asking, self.tr("one question"), self.tr("{n} questions"))
        heading = QLabel(self.tr("{changes}, {asked}").format(changes=changes, asked=asked))
        set_kind(heading, "heading2")
        return heading

    def _changes(self) -> QScrollArea:
        inside = QFrame()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        for line in self._lines:
            column.addWidget(line)
        column.addStretch(1)
        return scrolled(inside)

    def _buttons(self) -> QHBoxLayout:
        cancel = QPushButton(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        set_kind(self.publish, "primary")
        row = QHBoxLayout()
        note = QLabel(self.tr("A published version stays; an older one can be reinstated."))
        set_kind(note, "caption")
        row.addWidget(note, 1)
        row.addWidget(cancel)
        row.addWidget(self.publish)
        return row

    def _on_typed(self) -> None:
        ready = bool(self.reason.toPlainText().strip()) and not self._problems and self._lines
        self.publish.setEnabled(bool(ready))

    def _on_publish(self) -> None:
        self.publish_requested.emit(self.reason.toPlainText().strip(), self.resolutions())
        self.accept()


class QuestionLine(QFrame):
    """One change: what differs, how many answers it touches, and what is to become of them."""

    def __init__(self, question: Question) -> None:
        """Offer the decisions of the change, the default one first."""
        super().__init__()
        self.question = question
        change = question.change
        set_kind(self, "card")
        words = QLabel(change_words(change))
        words.setWordWrap(True)
        set_kind(words, "label")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(4)
        column.addWidget(words)
        if change.before or change.after:
            column.addWidget(_difference(change))
        self.choice: ChoiceInput | None = None
        self.target: ChoiceInput | None = None
        if change.choices:
            column.addLayout(self._asked(question))
        elif question.cells:
            column.addWidget(QLabel(self._touched()))

    def resolution(self) -> Resolution | None:
        """Return the decision, None when the change asks nothing."""
        if self.choice is None or not isinstance(self.choice.value, Decision):
            return None
        target = "" if self.target is None else str(self.target.value or "")
        return resolved(self.question.change, self.choice.value, target)

    def _asked(self, question: Question) -> QHBoxLayout:
        change = question.change
        name = change_words(change)
        offered = [
            (choice, decision_words(change, choice))
            for choice in change.choices
            if choice is not Decision.MERGE or question.targets
        ]
        self.choice = ChoiceInput(self.tr("Decision: {0}").format(name), offered, 24)
        self.target = ChoiceInput(
            self.tr("Merge into: {0}").format(name), [(t, t) for t in question.targets], 20
        )
        self.target.show_value(change.suggested)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(QLabel(self._touched()), 1)
        row.addWidget(self.choice)
        row.addWidget(self.target)
        self.choice.settled.connect(self._on_chosen)
        self._on_chosen(self.choice.value)
        return row

    def _touched(self) -> str:
        asked = self.question
        return self.tr("{cells} in {studies}").format(
            cells=counted(asked.cells, self.tr("one cell"), self.tr("{n} cells")),
            studies=counted(asked.studies, self.tr("one study"), self.tr("{n} studies")),
        )

    def _on_chosen(self, decision: object) -> None:
        if self.target is not None:
            self.target.setVisible(decision is Decision.MERGE)


def _difference(change: FormChange) -> QLabel:
    before = change.before or "–"
    after = change.after or "–"
    label = QLabel(f"{before}  →  {after}")
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    set_kind(label, "muted")
    return label
