"""The page of assignments: how fields are charted, dealing out, and the table by hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFormLayout,
    QHeaderView,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.domain.fields import Policy
from app.domain.twice import first_looks
from ui.form.editors.base import CalmCombo
from ui.project.assignment_model import AssignmentModel
from ui.project.dealing_bar import DealingBar
from ui.style_sheet import set_kind
from ui.widgets.choice_cell import ChoiceCell, Index

if TYPE_CHECKING:
    from app.domain.blinding import Role
    from app.services.assignments import Load, StudyDuties

STUDY_WIDTH, PERSON_WIDTH, LOWEST = 220, 190, 220  # pixels


def _roles(index: Index) -> Iterable[tuple[str, Role | None]]:
    model = index.model()
    if isinstance(model, AssignmentModel):
        yield from ((model.words(role), role) for role in model.roles_in(index.column()))


class AssignmentPage(QWidget):
    """Shows who does what; every change is asked for, not done here."""

    deal_requested = Signal(object)  # Deal
    role_requested = Signal(str, str, object)  # study_id, reviewer_id, Role or None
    policy_requested = Signal(object)  # Policy

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self._model = AssignmentModel()
        self._table = QTableView()
        self._policy = CalmCombo()
        self._bar = DealingBar()
        self._alone = QLabel(self.tr("Add a second reviewer on the page Reviewers first."))
        self._build()
        self._bar.deal_requested.connect(self.deal_requested)
        self._model.role_wanted.connect(self.role_requested)
        self._policy.activated.connect(
            lambda _row: self.policy_requested.emit(Policy(self._policy.currentData()))
        )

    def show_duties(
        self,
        studies: Sequence[StudyDuties],
        loads: Sequence[Load],
        policy: Policy,
        *,
        writable: bool,
    ) -> None:
        """Show the studies, the people and how fields are charted."""
        self._model.show(studies, loads, writable=writable)
        looks = first_looks(load.reviewer for load in loads)
        people = [load.reviewer for load in loads if load.reviewer.reviewer_id not in looks]
        self._bar.show_people(people, writable=writable)
        self._policy.setCurrentIndex(self._policy.findData(policy))
        self._bar.show_policy(policy)
        self._policy.setEnabled(writable)
        self._alone.setVisible(len(people) < 2)

    def chosen(self) -> tuple[str, ...]:
        """Return the studies whose rows are selected."""
        rows = {index.row() for index in self._table.selectionModel().selectedIndexes()}
        return self._model.study_ids(sorted(rows))

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(10)
        column.addWidget(_heading(self.tr("Who charts what")))
        set_kind(self._alone, "muted")
        column.addWidget(self._alone)
        form = QFormLayout()
        for policy, words in (
            (Policy.DOUBLE, self.tr("Two people, independently")),
            (Policy.VERIFY, self.tr("One person, and another checks")),
            (Policy.SINGLE, self.tr("One person")),
        ):
            self._policy.addItem(words, policy)
        self._policy.setAccessibleName(self.tr("Fields are charted by"))
        self._policy.setToolTip(self.tr("A field can say otherwise in the form designer"))
        label = QLabel(self.tr("&Fields are charted by"))
        label.setBuddy(self._policy)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.FieldsStayAtSizeHint)
        form.addRow(label, self._policy)
        column.addLayout(form)
        column.addWidget(self._bar)
        self._build_table()
        column.addWidget(self._table, 1)

    def _build_table(self) -> None:
        table = self._table
        table.setModel(self._model)
        table.setItemDelegate(ChoiceCell(self.tr("Role"), _roles, table))
        table.setAccessibleName(self.tr("Studies and who does what"))
        table.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        table.setMinimumHeight(LOWEST)
        table.setAlternatingRowColors(False)
        table.verticalHeader().hide()
        header = table.horizontalHeader()
        header.setDefaultSectionSize(PERSON_WIDTH)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self._model.modelReset.connect(lambda: table.setColumnWidth(0, STUDY_WIDTH))


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    set_kind(label, "heading3")
    return label
