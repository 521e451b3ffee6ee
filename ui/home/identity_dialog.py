"""Asks who somebody is in a review that was not opened on this computer before."""

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QListView,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.domain.identity import Candidate, Claim
from ui.style_sheet import set_kind
from ui.widgets.fitting_dialog import FittingDialog

WIDTH, HEIGHT, ROW = 560, 420, 30  # pixels


class IdentityDialog(FittingDialog):
    """Lists the people; somebody who worked on another computer goes on here for a reason."""

    claimed = Signal(object)  # Claim

    def __init__(
        self, title: str, people: tuple[Candidate, ...], usual: str, parent: QWidget
    ) -> None:
        """Show the people of the review called `title`; `usual` is the name given elsewhere."""
        super().__init__(WIDTH, HEIGHT, parent)
        self._people = people
        self._list = QListView()
        self._pages = QStackedWidget()
        self._moved = _words("")
        self._reason = QLineEdit()
        self._name = QLineEdit(usual)
        self._initials = QLineEdit()
        self._problem = QLabel()
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._go = box.addButton(self.tr("Open"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._build(title, box)
        box.accepted.connect(self._on_accepted)
        box.rejected.connect(self.reject)
        self._list.selectionModel().currentChanged.connect(lambda _new, _old: self._on_changed())
        self._list.activated.connect(lambda _index: self._ask_for_more())
        self._list.doubleClicked.connect(lambda _index: self._on_accepted())
        for line in (self._reason, self._name, self._initials):
            line.textChanged.connect(lambda _text: self._on_changed())
        self._suggest(usual)
        self._list.setFocus()
        self._on_changed()

    @property
    def claim(self) -> Claim | None:
        """Who is chosen, with all that it needs; None while something is missing."""
        row = self._list.currentIndex().row()
        if row < 0 or self._name_problem():
            return None
        if row == len(self._people):
            name, initials = self._name.text().strip(), self._initials.text().strip()
            return Claim(name, initials or _initials(name), is_new=True) if name else None
        person, reason = self._people[row], self._reason.text().strip()
        if person.has_worked and not reason:
            return None
        return Claim(person.reviewer.name, because=reason if person.has_worked else "")

    def _build(self, title: str, box: QDialogButtonBox) -> None:
        self.setWindowTitle(self.tr("Who are you in this review?"))
        heading = _words(title)
        set_kind(heading, "heading2")
        self._list.setModel(self._people_model())
        self._list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._list.setAccessibleName(self.tr("People of the review"))
        self._list.setCurrentIndex(QModelIndex())
        told = _words(
            self.tr(
                "This review was not opened on this computer before. Choose yourself: what you "
                "answer is kept under your name, and what your colleagues answer stays hidden."
            )
        )
        for page in (QWidget(), self._moving(), self._joining()):
            self._pages.addWidget(page)
        set_kind(self._moved, "warning")
        set_kind(self._problem, "error")
        self._problem.setWordWrap(True)
        set_kind(self._go, "primary")
        self._go.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(10)
        for part in (heading, told):
            column.addWidget(part)
        column.addWidget(self._list, 1)
        column.addWidget(self._pages)
        column.addWidget(self._problem)
        column.addWidget(box)

    def _moving(self) -> QWidget:
        page = QWidget()
        self._reason.setAccessibleName(self.tr("Reason"))
        self._reason.setPlaceholderText(self.tr("Reason, kept in the log: such as a new computer"))
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._moved)
        column.addWidget(self._reason)
        return page

    def _joining(self) -> QWidget:
        page = QWidget()
        form = QFormLayout(page)
        form.setContentsMargins(0, 0, 0, 0)
        self._initials.setMaxLength(4)
        self._initials.setMaximumWidth(80)
        for text, line in (
            (self.tr("Your &name"), self._name),
            (self.tr("Your &initials"), self._initials),
        ):
            label = QLabel(text)
            label.setBuddy(line)
            line.setAccessibleName(text.replace("&", ""))
            form.addRow(label, line)
        return page

    def _people_model(self) -> QStandardItemModel:
        model = QStandardItemModel(self)
        for line in self._lines():
            item = QStandardItem(line)
            item.setSizeHint(QSize(0, ROW))
            model.appendRow(item)
        return model

    def _lines(self) -> list[str]:
        listed = []
        for person in self._people:
            where = self.tr("worked on another computer ({devices})")
            told = where.format(devices=", ".join(person.devices))
            told = told if person.has_worked else self.tr("has not worked yet")
            listed.append(f"{person.reviewer.name} ({person.reviewer.initials}) · {told}")
        return [*listed, self.tr("I am not in this list")]

    def _suggest(self, usual: str) -> None:
        """Begin at the person who is called as the reviewer is called elsewhere."""
        names = [person.reviewer.name.casefold() for person in self._people]
        if usual.strip().casefold() in names:
            row = names.index(usual.strip().casefold())
            self._list.setCurrentIndex(self._list.model().index(row, 0))
            self._name.clear()

    def _on_changed(self) -> None:
        row = self._list.currentIndex().row()
        person = self._people[row] if 0 <= row < len(self._people) else None
        self._pages.setCurrentIndex(1 if person and person.has_worked else 2 * (not person))
        self._pages.setVisible(row >= 0 and (person is None or person.has_worked))
        if person is not None:
            self._moved.setText(self._warning(person))
        self._initials.setPlaceholderText(_initials(self._name.text()))
        self._problem.setText(self._name_problem() if row == len(self._people) else "")
        self._problem.setVisible(bool(self._problem.text()))
        name = person.reviewer.name if person else self._name.text().strip()
        as_whom = self.tr("Open as {name}").format(name=name) if row >= 0 and name else ""
        self._go.setText(as_whom or self.tr("Open"))
        self._go.setEnabled(self.claim is not None)

    def _warning(self, person: Candidate) -> str:
        text = self.tr(
            "{name}'s work was done on another computer. Go on with it here only if you are {name}:"
            " you will see {name}'s answers. That this computer is {name}'s from now on stays in "
            "the log, which goes to colleagues with the next file."
        )
        return text.format(name=person.reviewer.name)

    def _name_problem(self) -> str:
        """Say why the name of a new person can't be taken; nothing typed is no problem yet."""
        if self._list.currentIndex().row() != len(self._people):
            return ""
        name = self._name.text().strip().casefold()
        if name in [person.reviewer.name.casefold() for person in self._people]:
            return self.tr("This person is in the list. Choose them there.")
        return ""

    def _ask_for_more(self) -> None:
        """Go from the list to what is still missing; else Return presses the button."""
        if self.claim is None:
            is_new = self._list.currentIndex().row() == len(self._people)
            line = self._name if is_new else self._reason
            line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_accepted(self) -> None:
        claim = self.claim
        if claim is not None:
            self.accept()
            self.claimed.emit(claim)


def _words(text: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    return label


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split()[:3]).upper()
