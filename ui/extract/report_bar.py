"""The bar above the paper: which report of the study is shown, and what it is."""

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QSizePolicy,
    QToolButton,
)

from app.domain.studies import Report, ReportRole, Study
from ui.form.editors.base import CalmCombo
from ui.style_sheet import set_kind

HEIGHT = 28  # pixels


class ReportBar(QFrame):
    """Shows while a study has several reports."""

    report_chosen = Signal(str)  # report id
    role_chosen = Signal(str, object)  # report id, ReportRole
    remove_requested = Signal(str)  # report id
    place_wanted = Signal(str, int)  # report id, its place among the reports from 0
    split_requested = Signal(str)  # report id

    def __init__(self) -> None:
        """Start hidden."""
        super().__init__()
        set_kind(self, "bar")
        self._study: Study | None = None
        self._words = {
            ReportRole.PRIMARY: self.tr("Main report"),
            ReportRole.SECONDARY: self.tr("Further report"),
            ReportRole.SUPPLEMENT: self.tr("Supplement"),
            ReportRole.PROTOCOL: self.tr("Protocol"),
        }
        self._label = QLabel(self.tr("Report"))
        set_kind(self._label, "muted")
        self._box = CalmCombo()
        self._box.setAccessibleName(self.tr("Report of the study"))
        self._box.setMinimumHeight(HEIGHT)
        self._box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._box.setMinimumContentsLength(16)
        self._box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._more = QToolButton()
        self._more.setAccessibleName(self.tr("What this report is"))
        self._more.setToolTip(self._more.accessibleName())
        self._more.setMinimumSize(HEIGHT, HEIGHT)
        self._more.setText("⋯")
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self)
        self._more.setMenu(self._menu)
        self._roles = {role: self._role_action(role) for role in ReportRole}
        self._menu.addSeparator()
        self._main = self._act(self.tr("Show this report first"), lambda: self._move(to=0))
        self._up = self._act(self.tr("Move up in the list"), lambda: self._move(by=-1))
        self._down = self._act(self.tr("Move down in the list"), lambda: self._move(by=1))
        self._menu.addSeparator()
        self._split = self._act(self.tr("Make it a study of its own"), self._on_split)
        self._remove = self._act(self.tr("Take this report away"), self._on_remove)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 3, 8, 3)
        row.addWidget(self._label)
        row.addWidget(self._box, 1)
        row.addWidget(self._more)
        self._label.setBuddy(self._box)
        self._box.activated.connect(self._on_activated)
        self._menu.aboutToShow.connect(self._show_menu)
        self.hide()

    def show_study(self, study: Study, *, is_locked: bool) -> None:
        """List the reports of a study, the one that is looked at chosen."""
        self._study = study
        with QSignalBlocker(self._box):
            self._box.clear()
            for report in study.reports:
                same = [one for one in study.reports if one.role is report.role]
                number = f" {same.index(report) + 1}" if len(same) > 1 else ""
                text = f"{self._words[report.role]}{number}: {report.name}"
                self._box.addItem(text, report.report_id)
            self._box.setCurrentIndex(self._box.findData(study.report_id))
        self._box.setToolTip(self._box.currentText())
        self._more.setEnabled(not is_locked)
        self.setVisible(study.has_several_reports)

    def _current(self) -> Report | None:
        return self._study.report(str(self._box.currentData())) if self._study else None

    def _act(self, words: str, act: Callable[[], None]) -> QAction:
        action = self._menu.addAction(words)
        action.triggered.connect(lambda _checked=False: act())
        return action

    def _move(self, *, to: int | None = None, by: int = 0) -> None:
        if (report := self._current()) is not None:
            place = self._box.currentIndex() + by if to is None else to
            self.place_wanted.emit(report.report_id, place)

    def _on_split(self) -> None:
        if (report := self._current()) is not None:
            self.split_requested.emit(report.report_id)

    def _role_action(self, role: ReportRole) -> QAction:
        action = self._menu.addAction(self._words[role])
        action.setCheckable(True)
        action.triggered.connect(lambda _checked=False, said=role: self._on_role(said))
        return action

    def _show_menu(self) -> None:
        report = self._current()
        for role, action in self._roles.items():
            action.setChecked(report is not None and report.role is role)
        begun = self._study is not None and report == self._study.origin
        for action in (self._remove, self._split):
            action.setEnabled(report is not None and not begun)
        place, last = self._box.currentIndex(), self._box.count() - 1
        for action in (self._main, self._up):
            action.setEnabled(place > 0)
        self._down.setEnabled(place < last)

    def _on_activated(self, index: int) -> None:
        self.report_chosen.emit(str(self._box.itemData(index)))

    def _on_role(self, role: ReportRole) -> None:
        if (report := self._current()) is not None and report.role is not role:
            self.role_chosen.emit(report.report_id, role)

    def _on_remove(self) -> None:
        if (report := self._current()) is not None:
            self.remove_requested.emit(report.report_id)
