"""The bar above the paper: which report of the study is shown, and what it is."""

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
        self._remove = self._menu.addAction(self.tr("Take this report away"))
        self._remove.triggered.connect(self._on_remove)
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
                text = f"{self._words[report.role]}: {report.name}"
                self._box.addItem(text, report.report_id)
            self._box.setCurrentIndex(self._box.findData(study.report_id))
        self._box.setToolTip(self._box.currentText())
        self._more.setEnabled(not is_locked)
        self.setVisible(study.has_several_reports)

    def _current(self) -> Report | None:
        return self._study.report(str(self._box.currentData())) if self._study else None

    def _role_action(self, role: ReportRole) -> QAction:
        action = self._menu.addAction(self._words[role])
        action.setCheckable(True)
        action.triggered.connect(lambda _checked=False, said=role: self._on_role(said))
        return action

    def _show_menu(self) -> None:
        report = self._current()
        for role, action in self._roles.items():
            action.setChecked(report is not None and report.role is role)
        is_main = self._study is not None and report == self._study.reports[0]
        self._remove.setEnabled(report is not None and not is_main)

    def _on_activated(self, index: int) -> None:
        self.report_chosen.emit(str(self._box.itemData(index)))

    def _on_role(self, role: ReportRole) -> None:
        if (report := self._current()) is not None and report.role is not role:
            self.role_chosen.emit(report.report_id, role)

    def _on_remove(self) -> None:
        if (report := self._current()) is not None:
            self.remove_requested.emit(report.report_id)
