"""The pilot of the form: its sources, the minutes they took, and the questions of the debrief."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSpinBox,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.domain.pilots import PER_TYPE, QUESTIONS, Pilot
from ui.counting import counted
from ui.designer.inputs import LinesInput
from ui.designer.rows import ROW, HighRows
from ui.style_sheet import set_kind
from ui.widgets.headed_model import HeadedModel
from ui.widgets.scrolling import scrolled

Index = QModelIndex | QPersistentModelIndex
MINUTES, MOST_MINUTES = 2, 6_000


class SourcesModel(HeadedModel):
    """One line a source: study, type of evidence, minutes (which may be typed)."""

    minutes_typed = Signal(str, int)  # study id, minutes

    def __init__(self) -> None:
        """Show nothing yet."""
        super().__init__()
        self.heads = (self.tr("Source"), self.tr("Evidence"), self.tr("Minutes"))
        self._pilot: Pilot | None = None
        self._said: Mapping[str, int] = {}
        self._logged: Mapping[str, int] = {}

    def show_pilot(self, pilot: Pilot, said: Mapping[str, int], logged: Mapping[str, int]) -> None:
        """Show a pilot, the minutes said, and those that the log tells."""
        self.beginResetModel()
        self._pilot, self._said, self._logged = pilot, said, logged
        self.lines = pilot.sources
        self.endResetModel()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the words of a cell."""
        if self._pilot is None:
            return None
        source = self._pilot.sources[index.row()]
        said = self._said.get(source.study_id, 0)
        if index.column() == MINUTES:
            logged = self._logged.get(source.study_id, 0)
            if role == Qt.ItemDataRole.EditRole:
                return said or logged
            if role == Qt.ItemDataRole.DisplayRole:
                about = self.tr("about {0} by the log").format(logged) if logged else "–"
                return str(said) if said else about
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            kind = source.evidence_type or self.tr("not charted yet")
            return (source.label, kind)[index.column()]
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Say which minutes were typed; the model changes when the pilot has."""
        if self._pilot is None or role != Qt.ItemDataRole.EditRole or not isinstance(value, int):
            return False
        self.minutes_typed.emit(self._pilot.sources[index.row()].study_id, value)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let the minutes of an open pilot be typed."""
        flags = super().flags(index)
        is_open = self._pilot is not None and not self._pilot.closed_at
        if index.column() == MINUTES and is_open:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags


class _MinuteRows(HighRows):
    """High rows whose minutes are typed in a box with a limit."""

    def createEditor(self, parent: QWidget, _option: object, _index: object) -> QWidget:
        """Take whole minutes."""
        box = QSpinBox(parent)
        box.setRange(0, MOST_MINUTES)
        box.setAccessibleName(self.tr("Minutes"))
        return box


class PilotPage(QWidget):
    """Says what the reviewer answers, in words and minutes; holds no pilot service."""

    begin_requested = Signal(int)  # sources a type
    minutes_typed = Signal(str, int)
    answered = Signal(str, str)  # question, text
    outcome_typed = Signal(str)
    close_requested = Signal()

    def __init__(self) -> None:
        """Offer to begin a pilot."""
        super().__init__()
        self._model = SourcesModel()
        self.per_type = QSpinBox()
        self.per_type.setRange(1, 10)
        self.per_type.setValue(PER_TYPE)
        self.per_type.setAccessibleName(self.tr("Sources of each type of evidence"))
        self.begin = QPushButton(self.tr("Begin a pilot"))
        self.table = QTableView()
        self.answers = {name: LinesInput(words, 2) for name, words in self._questions().items()}
        self.outcome = LinesInput(self.tr("What the group agreed"), 3)
        self.close_pilot = QPushButton()
        self._state = QLabel()
        self._time = QLabel()
        self._agreement = QLabel()
        self._pages = QStackedWidget()
        self._empty, self._shown = self._build_empty(), self._build_shown()
        for page in (self._empty, self._shown):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)
        self._connect()

    def show_pilot(
        self,
        pilot: Pilot | None,
        said: Mapping[str, str],
        minutes: Mapping[str, int],
        logged: Mapping[str, int],
    ) -> None:
        """Show a pilot with what the acting reviewer said, or the offer to begin one."""
        self._pages.setCurrentWidget(self._empty if pilot is None else self._shown)
        if pilot is None:
            return
        self._model.show_pilot(pilot, minutes, logged)
        high = self.table.horizontalHeader().height() + (len(pilot.sources) + 1) * ROW
        self.table.setFixedHeight(min(high, 240))
        for name, box in self.answers.items():
            box.show_text(said.get(name, ""))
            box.setReadOnly(bool(pilot.closed_at))
        self.outcome.show_text(pilot.outcome)
        self.outcome.setReadOnly(bool(pilot.closed_at))
        self.close_pilot.setText(
            self.tr("Open it again") if pilot.closed_at else self.tr("Close the pilot")
        )
        self._show_words(pilot)

    def flush(self) -> None:
        """Say what is being typed."""
        for box in (*self.answers.values(), self.outcome):
            box.flush()

    def _show_words(self, pilot: Pilot) -> None:
        count = counted(len(pilot.sources), self.tr("one source"), self.tr("{n} sources"))
        closed = self.tr("Closed {0}").format(pilot.closed_at[:10])
        begun = self.tr("Begun {0}").format(pilot.begun_at[:10])
        state = closed if pilot.closed_at else begun
        each = self.tr("{0} of each type of evidence").format(pilot.per_type)
        self._state.setText(f"{state} · {count} · {each}")
        times = sorted(pilot.minutes)
        middle = times[len(times) // 2] if times else 0
        told = self.tr("Minutes of {n}: median {middle}, {low} to {high}")
        said_of = counted(len(times), self.tr("one source"), self.tr("{n} sources"))
        self._time.setText(
            told.format(n=said_of, middle=middle, low=times[0], high=times[-1]) if times else ""
        )
        self._time.setVisible(bool(times))
        self._agreement.setText(self._agreed(pilot.agreement))
        self._agreement.setVisible(bool(pilot.agreement))

    def _agreed(self, found: Mapping[str, Any]) -> str:
        """Say how far two reviewers agreed, with the coefficient of options where there is one."""
        sources, answers = int(found.get("sources", 0)), int(found.get("answers", 0))
        told = self.tr(
            "Two reviewers have sealed {sources}: they agree on {percent} % of {answers}"
        )
        text = told.format(
            sources=counted(sources, self.tr("one source"), self.tr("{n} sources")),
            percent=found.get("percent", "–"),
            answers=counted(answers, self.tr("one answer"), self.tr("{n} answers")),
        )
        if "AC1" in found:
            text += self.tr(" (options alone: AC1 {0})").format(found["AC1"])
        return f"{text}."

    def _questions(self) -> dict[str, str]:
        words = (
            self.tr("Is anything missing?"),
            self.tr("Is anything redundant?"),
            self.tr("What was not understood?"),
            self.tr("What is unclear in the guidance?"),
        )
        return dict(zip(QUESTIONS, words, strict=True))

    def _build_empty(self) -> QWidget:
        words = QLabel(
            self.tr(
                "Try the form on two or three sources of each type of evidence before the whole "
                "team uses it. Each reviewer charts them alone; then the debrief is talked over."
            )
        )
        words.setWordWrap(True)
        label = QLabel(self.tr("&Sources of each type"))
        label.setBuddy(self.per_type)
        row = QHBoxLayout()
        row.addWidget(label)
        row.addWidget(self.per_type)
        row.addWidget(self.begin)
        row.addStretch(1)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(10)
        column.addWidget(words)
        column.addLayout(row)
        column.addStretch(1)
        return page

    def _build_shown(self) -> QWidget:
        self.table.setModel(self._model)
        self.table.setItemDelegate(_MinuteRows(self.table))
        self.table.setAccessibleName(self.tr("Sources of the pilot"))
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(ROW)
        self.table.setTabKeyNavigation(False)
        self.table.setMinimumWidth(160)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        inside = QFrame()
        column = QVBoxLayout(inside)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(6)
        set_kind(self._state, "label")
        for label in (self._time, self._agreement):
            set_kind(label, "muted")
        for label in (self._state, self._time, self._agreement):
            label.setWordWrap(True)
        for widget in (self._state, self.table, self._time, self._agreement):
            column.addWidget(widget)
        boxes = (*self.answers.values(), self.outcome)
        for box in boxes:
            label = QLabel(box.accessibleName())
            label.setWordWrap(True)
            label.setBuddy(box)
            column.addWidget(label)
            column.addWidget(box)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.close_pilot)
        column.addLayout(row)
        column.addStretch(1)
        return scrolled(inside)

    def _connect(self) -> None:
        self.begin.clicked.connect(lambda: self.begin_requested.emit(self.per_type.value()))
        self.close_pilot.clicked.connect(self.close_requested)
        self._model.minutes_typed.connect(self.minutes_typed)
        self.outcome.settled.connect(self.outcome_typed)
        for name, box in self.answers.items():
            box.settled.connect(lambda text, name=name: self.answered.emit(name, text))
