"""The side sheet of agreement: who is compared, the figures, what is ordered, the tolerance."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QProgressBar,
    QPushButton,
    QSpinBox,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.domain.agreement_words import shown
from app.domain.field_agreement import Agreement, Choices, FieldAgreement, Scale
from app.domain.fields import FieldType, Form
from app.services.agreement import Couple
from ui.consensus.agreement_model import FIELD_ROLE, AgreementModel
from ui.counting import counted
from ui.style_sheet import set_kind
from ui.widgets.line_table import by_line

WIDTH = 112


class AgreementSheet(QWidget):
    """Shows figures; says who is to be compared and what is chosen."""

    couple_chosen = Signal(int)
    ordered_chosen = Signal(str, bool)  # field id, in order
    tolerance_chosen = Signal(float)
    act_wanted = Signal()  # cancel, or try again

    def __init__(self) -> None:
        """Build the sheet without figures."""
        super().__init__()
        self.model = AgreementModel()
        self.couples = QComboBox()
        self.about = QLabel()
        self.state, self.bar, self.act = QLabel(), QProgressBar(), QPushButton()
        self.table = QTableView()
        self.ordered = QCheckBox(self.tr("The options of this field are in order: weighted κ"))
        self.tolerance = QSpinBox()
        self._form: Form | None = None
        self._ordered: frozenset[str] = frozenset()
        self._build()

    def show_couples(self, couples: Sequence[Couple]) -> None:
        """List who can be compared."""
        with QSignalBlocker(self.couples):
            self.couples.clear()
            for couple in couples:
                name = f"{couple.first.name} – {couple.second.name}"
                if couple.is_twice:
                    name = self.tr("{0}, twice").format(couple.first.name)
                one, many = self.tr("1 study"), self.tr("{n} studies")
                self.couples.addItem(f"{name} ({counted(couple.studies, one, many)})")
        self.couples.setVisible(len(couples) > 1)

    def show_figures(self, found: Agreement, form: Form, choices: Choices) -> None:
        """Show figures, and stay at the current line."""
        row = self.table.currentIndex().row()
        self._form = form
        self.model.show(found)
        self.show_choices(choices)
        a, b = found.reviewers
        studies = counted(found.studies, self.tr("1 study"), self.tr("{n} studies"))
        text = self.tr("{0} and {1}, {2}, before consensus.").format(a, b, studies)
        if found.mean_kappa.value is not None:
            fields = counted(found.mean_kappa.n, self.tr("1 field"), self.tr("{n} fields"))
            mean = self.tr(" Mean κ of {0}: {1}.")
            text += mean.format(fields, shown("kappa", found.mean_kappa))
        if found.unblinded:
            words = self.tr(" Not charted blind: {0} of them; the others are below by themselves.")
            text += words.format(found.unblinded)
        if found.lone_rows:
            text += self.tr(" Rows charted by one only: {0}.").format(found.lone_rows)
        self.about.setText(text)
        self.table.resizeRowsToContents()
        if self.model.lines:
            self.table.selectRow(max(row, 0))

    def show_busy(self, done: int = 0, total: int = 0) -> None:
        """Say that figures are being computed, and how far that is."""
        self.state.setText(self.tr("Computing, with intervals from 1,000 draws…"))
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self._offer(self.tr("Cancel"), is_busy=True)

    def show_problem(self, sentence: str) -> None:
        """Say why there are no figures, and offer to compute them again."""
        self.state.setText(sentence)
        self._offer(self.tr("Try again"), is_busy=False)

    def show_done(self) -> None:
        """Nothing is computed any more."""
        for widget in (self.state, self.bar, self.act):
            widget.hide()

    def _offer(self, name: str, *, is_busy: bool) -> None:
        self.act.setText(name)
        self.bar.setVisible(is_busy)
        for widget in (self.state, self.act):
            widget.show()

    def show_choices(self, choices: Choices) -> None:
        """Show what is chosen below the figures."""
        self._ordered = choices.ordered
        with QSignalBlocker(self.tolerance):
            self.tolerance.setValue(round(100 * choices.tolerance))

    def _build(self) -> None:
        self.couples.setAccessibleName(self.tr("Who is compared"))
        self.couples.activated.connect(self.couple_chosen)
        self.about.setWordWrap(True)
        set_kind(self.about, "muted")
        set_kind(self.state, "caption")
        self.bar.setAccessibleName(self.tr("Progress of computing"))
        self.bar.setMaximumWidth(240)
        self.act.clicked.connect(lambda _on=False: self.act_wanted.emit())
        self.show_done()
        self._build_table()
        self.tolerance.setRange(0, 50)
        self.tolerance.setSuffix(" %")
        self.tolerance.setAccessibleName(self.tr("Tolerance of numbers"))
        self.tolerance.editingFinished.connect(
            lambda: self.tolerance_chosen.emit(self.tolerance.value() / 100)
        )
        self.ordered.setEnabled(False)
        self.ordered.clicked.connect(self._on_ordered)
        chosen = QHBoxLayout()
        chosen.addWidget(self.ordered, 1)
        chosen.addWidget(QLabel(self.tr("Numbers agree within")))
        chosen.addWidget(self.tolerance)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        state = QHBoxLayout()
        for widget in (self.state, self.bar, self.act):
            state.addWidget(widget)
        state.addStretch(1)
        column.addWidget(self.couples)
        column.addWidget(self.about)
        column.addLayout(state)
        column.addWidget(self.table, 1)
        column.addLayout(chosen)

    def _build_table(self) -> None:
        table = self.table
        by_line(table, self.model, self.tr("Agreement per field"))
        table.setWordWrap(True)
        table.horizontalHeader().setDefaultSectionSize(WIDTH)
        table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        table.horizontalHeader().setMinimumSectionSize(44)
        table.setColumnWidth(1, 60)
        table.selectionModel().currentRowChanged.connect(lambda *_: self._on_line())

    def _field(self) -> FieldAgreement | None:
        found = self.model.data(self.table.currentIndex(), FIELD_ROLE)
        return found if isinstance(found, FieldAgreement) else None

    def _on_line(self) -> None:
        """Offer an order where a field has options and no order of its own."""
        field = self._field()
        is_single = (
            field is not None
            and self._form is not None
            and self._form.has(field.field_id)
            and self._form.field(field.field_id).type is FieldType.SINGLE
        )
        own = field is not None and field.scale is Scale.ORDINAL
        chosen = field is not None and field.field_id in self._ordered
        self.ordered.setEnabled(is_single and (chosen or not own))
        self.ordered.setChecked(own)

    def _on_ordered(self, on: bool) -> None:
        field = self._field()
        if field is not None:
            self.ordered_chosen.emit(field.field_id, on)
