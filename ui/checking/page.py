"""The page of the checker: the paper at the quote, the answers, and what is found of one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.domain.verification import ToCheck
from ui.checking.answer_model import ANSWER, AnswerModel
from ui.form.editors.base import CalmCombo
from ui.reader.paper_pane import PaperPane
from ui.style_sheet import set_kind
from ui.widgets.line_table import by_line

FIELD_WIDTH, FOUND_WIDTH = 170, 130  # pixels
LEAST = 44  # pixels: two lines of an answer
SIDES = 24  # pixels left and right of the words below the answers


class CheckingPage(QFrame):
    """Says what is chosen; checks nothing itself."""

    study_chosen = Signal(str)  # study_id
    row_chosen = Signal(int)
    confirm_pressed = Signal()
    clear_pressed = Signal()
    correction_typed = Signal(str, str)  # text, note
    left = Signal()

    def __init__(self, model: AnswerModel, paper: PaperPane) -> None:
        """Build the page without a study."""
        super().__init__()
        self.paper = paper
        self.answers = QTableView()
        self.studies = CalmCombo()
        self._model = model
        self._progress, self._by = QLabel(), QLabel()
        self._title, self._answer, self._quotes = QLabel(), QLabel(), QLabel()
        self._problem = QLabel()
        self.correction, self.note = QLineEdit(), QLineEdit()
        self.confirm = QPushButton(self.tr("Right"))
        self.correct = QPushButton(self.tr("Correct"))
        self.clear = QPushButton(self.tr("Take back"))
        self._empty, self._busy = QLabel(), QWidget()
        self.bar = QProgressBar()
        self.cancel = QPushButton(self.tr("Cancel"))
        self._pages = QStackedWidget()
        self._split = QSplitter()
        self._build()
        self._connect()

    def show_studies(self, studies: Sequence[ToCheck], shown: str) -> None:
        """List the studies to check; those that are not sealed can't be chosen."""
        self.studies.blockSignals(True)
        self.studies.clear()
        for one in studies:
            told = (
                self.tr("{done} of {n} checked").format(done=one.checked, n=one.total)
                if one.is_sealed
                else self.tr("not sealed yet")
            )
            self.studies.addItem(f"{one.label} · {told}", one.study_id)
            item = self.studies.model().index(self.studies.count() - 1, 0)
            if not one.is_sealed:
                self.studies.model().setData(item, 0, Qt.ItemDataRole.UserRole - 1)
        self.studies.setCurrentIndex(self.studies.findData(shown))
        self.studies.blockSignals(False)
        self.studies.setVisible(bool(studies))

    def step_study(self, by: int) -> None:
        """Ask for the next of the studies that can be checked, or the one before."""
        at, model = self.studies.currentIndex(), self.studies.model()
        order = range(at + 1, self.studies.count()) if by > 0 else range(at - 1, -1, -1)
        enabled = Qt.ItemFlag.ItemIsEnabled
        found = next((row for row in order if model.index(row, 0).flags() & enabled), -1)
        if found >= 0:
            self.study_chosen.emit(str(self.studies.itemData(found)))

    def step_pane(self, by: int) -> None:
        """Move the focus between the paper, the answers and the correction."""
        panes: tuple[QWidget, ...] = (self.paper, self.answers, self.correction)
        focus: QWidget | None = self.window().focusWidget()
        found: QWidget = self if focus is None else focus
        inside = [n for n, p in enumerate(panes) if p is found or p.isAncestorOf(found)]
        panes[((inside[0] if inside else 0) + by) % len(panes)].setFocus()

    def show_empty(self, text: str) -> None:
        """Say why there is nothing to check."""
        self._empty.setText(text)
        self._pages.setCurrentWidget(self._empty)

    def show_busy(self) -> None:
        """Say that the quotes are looked for in another copy of the paper."""
        self._pages.setCurrentWidget(self._busy)
        self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_counts(self, progress: str, by: str) -> None:
        """Show how far the study is, and whose answers these are."""
        self._progress.setText(progress)
        self._by.setText(by)
        self._pages.setCurrentWidget(self._split)

    def show_answer(
        self, title: str, answer: str, quotes: str, said: tuple[str, str] | None
    ) -> None:
        """Show one answer whole, with its quotes.

        `said` is what was found of it, a correction and a note, "" each when it is right; None
        before it was looked at.
        """
        self._title.setText(title)
        self._answer.setText(answer)
        self._quotes.setText(quotes or self.tr("No quote supports this answer."))
        self.clear.setEnabled(said is not None)
        correction, note = said or ("", "")
        self.correction.setText(correction)
        self.note.setText(note)
        self.show_problem("")

    def show_problem(self, sentence: str) -> None:
        """Say below the line why a correction was refused."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))
        room = self._problem.heightForWidth(self.answers.width() - SIDES)
        self._problem.setMinimumHeight(room if sentence else 0)

    def choose(self, row: int) -> None:
        """Make a row the current one."""
        index = self._model.index(row, ANSWER)
        self.answers.setCurrentIndex(index)
        self.answers.scrollTo(index)

    @property
    def row(self) -> int:
        """The current row, -1 without one."""
        return self.answers.currentIndex().row()

    def _build(self) -> None:
        set_kind(self, "pane")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(8, 6, 8, 6)
        self.studies.setAccessibleName(self.tr("Study to check"))
        self.studies.setMinimumWidth(280)
        self._progress.setAccessibleName(self.tr("Progress"))
        set_kind(self._by, "muted")
        head.setSpacing(12)
        head.addWidget(self.studies)
        head.addWidget(self._progress)
        head.addStretch(1)
        head.addWidget(self._by)
        column.addLayout(head)
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        set_kind(self._empty, "muted")
        right = QSplitter(Qt.Orientation.Vertical)
        right.addWidget(self._table())
        right.addWidget(self._pane())
        right.setStretchFactor(0, 1)
        self._split.addWidget(self.paper)
        self._split.addWidget(right)
        self._split.setStretchFactor(0, 1)
        self._split.setStretchFactor(1, 1)
        self._build_busy()
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self._busy)
        self._pages.addWidget(self._split)
        column.addWidget(self._pages, 1)

    def _build_busy(self) -> None:
        reading = QLabel(
            self.tr("Looking for the quotes in the copy of the PDF that is shown here…")
        )
        reading.setWordWrap(True)
        reading.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.bar.setRange(0, 0)
        self.bar.setMaximumWidth(360)
        self.bar.setAccessibleName(self.tr("Progress of looking for the quotes"))
        column = QVBoxLayout(self._busy)
        column.addStretch(1)
        column.addWidget(reading)
        for widget in (self.bar, self.cancel):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

    def _table(self) -> QTableView:
        table = self.answers
        by_line(table, self._model, self.tr("Answers to check"))
        header = table.horizontalHeader()
        header.setSectionResizeMode(ANSWER, QHeaderView.ResizeMode.Stretch)
        table.setColumnWidth(0, FIELD_WIDTH)
        table.setColumnWidth(2, FOUND_WIDTH)
        return table

    def _pane(self) -> QWidget:
        pane = QFrame()
        set_kind(pane, "footer")
        column = QVBoxLayout(pane)
        column.setContentsMargins(12, 8, 12, 8)
        set_kind(self._title, "heading3")
        set_kind(self._quotes, "muted")
        set_kind(self._problem, "error")
        for label in (self._title, self._answer, self._quotes, self._problem):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._answer.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.correction.setPlaceholderText(self.tr("What it should be, or NR, NA, Unclear"))
        self.correction.setAccessibleName(self.tr("Correction"))
        self.note.setPlaceholderText(self.tr("Note, kept with the check"))
        self.note.setAccessibleName(self.tr("Note on the correction"))
        column.addWidget(self._title)
        column.addWidget(self._said(), 1)
        lines = QHBoxLayout()
        lines.addWidget(self.correction, 2)
        lines.addWidget(self.note, 1)
        column.addLayout(lines)
        column.addWidget(self._problem)
        buttons = QHBoxLayout()
        set_kind(self.confirm, "primary")
        self.confirm.setToolTip(self.tr("The answer is right; go on (Return)"))
        self.correct.setToolTip(self.tr("Keep what is typed as the correction (E to type)"))
        for button in (self.confirm, self.correct, self.clear):
            button.setAutoDefault(False)
            button.setMinimumHeight(28)
            buttons.addWidget(button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        return pane

    def _said(self) -> QScrollArea:
        """Return the answer and its quotes, which scroll when they are long."""
        said = QWidget()
        column = QVBoxLayout(said)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._answer)
        column.addWidget(self._quotes)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidget(said)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setMinimumHeight(LEAST)
        area.setAccessibleName(self.tr("The answer and its quotes"))
        area.viewport().setAutoFillBackground(False)
        said.setAutoFillBackground(False)
        return area

    def _connect(self) -> None:
        self.studies.activated.connect(
            lambda _row: self.study_chosen.emit(str(self.studies.currentData()))
        )
        self.answers.selectionModel().currentRowChanged.connect(
            lambda new, _old: self.row_chosen.emit(new.row())
        )
        self.confirm.clicked.connect(self.confirm_pressed)
        self.clear.clicked.connect(self.clear_pressed)
        for pressed in (self.correct.clicked, self.correction.returnPressed):
            pressed.connect(self._on_correct)
        self.note.returnPressed.connect(self._on_correct)

    def _on_correct(self) -> None:
        if self.correction.text().strip():
            self.correction_typed.emit(self.correction.text(), self.note.text())
        else:
            self.correction.setFocus(Qt.FocusReason.OtherFocusReason)
