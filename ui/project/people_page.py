"""The page of the people: who works here, who elsewhere, and what goes between them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.style_sheet import set_kind

if TYPE_CHECKING:
    from app.domain.blinding_edits import Period
    from app.services.people import Person

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
ROW, MOST = 30, 6  # pixels of a line, and lines before the list scrolls


class PeopleModel(QAbstractListModel):
    """One line a person: name, initials, where they work; ticked: has charted before."""

    experience_wanted = Signal(str, bool)  # reviewer_id, has charted before

    def __init__(self) -> None:
        """Start with nobody."""
        super().__init__()
        self._people: tuple[Person, ...] = ()
        self._experienced: frozenset[str] | None = None

    def show(self, people: Sequence[Person], experienced: frozenset[str] | None) -> None:
        """Show these people; `experienced` None: nobody can be ticked."""
        self.beginResetModel()
        self._people = tuple(people)
        self._experienced = experienced
        self.endResetModel()

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let people be ticked."""
        flags = super().flags(index)
        ticks = index.isValid() and self._experienced is not None
        return flags | Qt.ItemFlag.ItemIsUserCheckable if ticks else flags

    def setData(
        self,
        index: Index,
        value: object,
        role: int = Qt.ItemDataRole.EditRole,
    ) -> bool:
        """Ask to say whether a person has charted before."""
        person = self.person(index.row())
        if role != Qt.ItemDataRole.CheckStateRole or person is None:
            return False
        ticked = Qt.CheckState(value) is Qt.CheckState.Checked
        self.experience_wanted.emit(person.reviewer.reviewer_id, ticked)
        return True

    def person(self, row: int) -> Person | None:
        """Return the person of a row."""
        return self._people[row] if 0 <= row < len(self._people) else None

    def rowCount(self, parent: Index = ROOT) -> int:
        """Count the people."""
        return 0 if parent.isValid() else len(self._people)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a person in words."""
        person = self.person(index.row())
        if person is not None and role == Qt.ItemDataRole.CheckStateRole:
            if self._experienced is None:
                return None
            ticked = person.reviewer.reviewer_id in self._experienced
            return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        if person is not None and role == Qt.ItemDataRole.SizeHintRole:
            return QSize(0, ROW)
        words = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        if person is None or role not in words:
            return None
        return f"{person.reviewer.name} ({person.reviewer.initials}) · {self._where(person)}"

    def _where(self, person: Person) -> str:
        if person.is_me:
            return self.tr("you, on this computer")
        if person.is_here:
            return self.tr("also works on this computer")
        if person.came_at:
            day = person.came_at[:16].replace("T", " ")
            return self.tr("works elsewhere, last merged {day} UTC").format(day=day)
        if person.devices:
            where = ", ".join(person.devices)
            return self.tr("worked on another computer ({where})").format(where=where)
        return self.tr("has not worked yet")


class PeoplePage(QWidget):
    """Shows the people; adding, acting and exchanging are asked for, not done here."""

    add_requested = Signal(str, str)  # name, initials
    act_requested = Signal(str)  # reviewer_id
    save_requested = Signal()
    merge_requested = Signal()
    experience_requested = Signal(str, bool)  # reviewer_id, has charted before
    blinding_requested = Signal()

    def __init__(self) -> None:
        """Start with nobody."""
        super().__init__()
        self._model = PeopleModel()
        self._blinding = _muted("")
        self._turn = QPushButton()
        self._list = QListView()
        self._name = QLineEdit()
        self._initials = QLineEdit()
        self._add = QPushButton(self.tr("Add reviewer"))
        self._act = QPushButton(self.tr("Work here as this person"))
        self._save = QPushButton(self.tr("Save my work for merging…"))
        self._merge = QPushButton(self.tr("Merge a colleague's file…"))
        self._build()
        self._connect()

    def show_people(
        self, people: Sequence[Person], experienced: frozenset[str], *, writable: bool
    ) -> None:
        """Show who works on the review, and who of them has charted before."""
        self._model.show(people, experienced if writable else None)
        self._list.setFixedHeight(min(max(len(people), 2), MOST) * ROW + 2)
        for button in (self._add, self._save, self._merge):
            button.setEnabled(writable)
        self._on_current()

    def show_blinding(self, off: Period | None, broken: Sequence[str], *, writable: bool) -> None:
        """Show whether blinding is on, and each time that it was broken."""
        on = self.tr("On: answers are hidden from colleagues until all who chart a study seal it.")
        said = self.tr("Off: everybody can look at everybody's answers.") if off else on
        self._blinding.setText("\n".join((said, *broken)))
        self._turn.setText(self.tr("Turn blinding on") if off else self.tr("Turn blinding off…"))
        self._turn.setAccessibleDescription(said)
        self._turn.setEnabled(writable)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 16, 0, 0)
        column.setSpacing(12)
        column.addWidget(_heading(self.tr("People")))
        self._list.setModel(self._model)
        self._list.setAccessibleName(self.tr("People of the review"))
        self._list.setUniformItemSizes(True)
        column.addWidget(self._list)
        column.addWidget(
            _muted(self.tr("Tick who has charted before: studies can be paired by experience."))
        )
        acting = QHBoxLayout()
        acting.addWidget(self._act)
        acting.addStretch(1)
        column.addLayout(acting)
        form = QFormLayout()
        self._initials.setMaxLength(4)
        self._initials.setMaximumWidth(80)
        for text, line in (
            (self.tr("Ne&w name"), self._name),
            (self.tr("I&ts initials"), self._initials),
        ):
            label = QLabel(text)
            label.setBuddy(line)
            line.setAccessibleName(text.replace("&", ""))
            form.addRow(label, line)
        column.addLayout(form)
        adding = QHBoxLayout()
        adding.addWidget(self._add)
        adding.addStretch(1)
        column.addLayout(adding)
        self._build_blinding(column)
        column.addWidget(_heading(self.tr("Work on two computers")))
        words = _muted(
            self.tr(
                "Copy the closed review folder to your colleague once; Chartdesk asks them there "
                "who they are. After that exchange files: each holds one person's work. Nothing "
                "is overwritten, and your colleague's answers stay hidden while you both extract."
            )
        )
        column.addWidget(words)
        exchange = QHBoxLayout()
        exchange.addWidget(self._save)
        exchange.addWidget(self._merge)
        exchange.addStretch(1)
        column.addLayout(exchange)
        column.addStretch(1)

    def _build_blinding(self, column: QVBoxLayout) -> None:
        column.addWidget(_heading(self.tr("Blinding")))
        column.addWidget(self._blinding)
        turning = QHBoxLayout()
        turning.addWidget(self._turn)
        turning.addStretch(1)
        column.addLayout(turning)

    def _connect(self) -> None:
        self._add.clicked.connect(self._on_add)
        self._act.clicked.connect(self._on_act)
        self._turn.clicked.connect(self.blinding_requested)
        self._save.clicked.connect(self.save_requested)
        self._merge.clicked.connect(self.merge_requested)
        self._model.experience_wanted.connect(self.experience_requested)
        self._name.textEdited.connect(self._suggest)
        self._list.selectionModel().currentChanged.connect(lambda _new, _old: self._on_current())

    def _suggest(self, name: str) -> None:
        self._initials.setText("".join(word[0] for word in name.split()[:3]).upper())

    def _on_add(self) -> None:
        name = self._name.text().strip()
        if name:
            self.add_requested.emit(name, self._initials.text().strip())
            self._name.clear()
            self._initials.clear()

    def _on_current(self) -> None:
        person = self._model.person(self._list.currentIndex().row())
        self._act.setEnabled(person is not None and not person.is_me)

    def _on_act(self) -> None:
        person = self._model.person(self._list.currentIndex().row())
        if person is not None:
            self.act_requested.emit(person.reviewer.reviewer_id)


def _muted(text: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    set_kind(label, "muted")
    return label


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    set_kind(label, "heading3")
    return label
