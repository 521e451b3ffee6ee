"""Where a reviewer decides: verdict, reasons, criteria, note, quote and page."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.domain.screening import (
    CRITERIA,
    Decision,
    Judgement,
    Reason,
    Retrieval,
    Stage,
    Verdict,
    ranked,
)
from ui.form.layouts import WrapLayout
from ui.style_sheet import set_kind

KEY = Qt.ItemDataRole.UserRole
NARROWEST = 300  # pixels
ROW, MOST_ROWS = 26, 9  # height of a reason in pixels, and how many are seen at once


class DecisionPane(QScrollArea):
    """Shows a decision, and says what is decided."""

    decided = Signal(object)  # Verdict
    retrieval_chosen = Signal(object)  # Retrieval
    attach_requested = Signal()
    open_requested = Signal()
    quote_requested = Signal()
    edited = Signal()

    def __init__(self) -> None:
        """Build the pane without a record."""
        super().__init__()
        self._reasons: tuple[Reason, ...] = ()
        self._stage = Stage.TITLE
        self._kept = Decision(Verdict.NONE)
        self._is_showing = False
        self.verdicts = {
            Verdict.INCLUDE: QPushButton(self.tr("Include (I)")),
            Verdict.EXCLUDE: QPushButton(self.tr("Exclude (E)")),
            Verdict.UNSURE: QPushButton(self.tr("Unsure (U)")),
        }
        self.error = QLabel()
        self._items = QStandardItemModel(self)
        self.reasons = QListView()
        self.criteria = {key: QComboBox() for key in CRITERIA}
        self.note = QPlainTextEdit()
        self.quote = QLineEdit()
        self.page = QSpinBox()
        self.got = QPushButton(self.tr("Full text got (G)"))
        self.missed = QPushButton(self.tr("Not got (N)"))
        self.attach = QPushButton(self.tr("Attach PDF…"))
        self.open = QPushButton(self.tr("Open PDF"))
        self.take = QPushButton(self.tr("Take selected words (Q)"))
        self._full_text = QWidget()
        self._build()

    def show_reasons(self, reasons: Sequence[Reason]) -> None:
        """Offer the reasons of the review, the first nine with their keys."""
        self._is_showing = True
        self._reasons = tuple(reasons)
        self._items.clear()
        for number, reason in enumerate(self._reasons, 1):
            key = f"{number}  " if number <= 9 else "    "
            item = QStandardItem(f"{key}{reason.label}")
            item.setData(reason.key, KEY)
            item.setCheckable(True)
            item.setEditable(False)
            item.setSizeHint(QSize(0, ROW))
            self._items.appendRow(item)
        self.reasons.setFixedHeight(min(len(self._reasons), MOST_ROWS) * ROW + 4)
        self._is_showing = False

    def show_decision(self, decision: Decision, stage: Stage, retrieval: Retrieval) -> None:
        """Show what is stored for a record."""
        self._is_showing = True
        self._kept, self._stage = decision, stage
        self.show_verdict()
        chosen = {decision.reason, *decision.further}
        for row in range(self._items.rowCount()):
            item = self._items.item(row)
            on = item.data(KEY) in chosen
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        for key, box in self.criteria.items():
            box.setCurrentIndex(max(box.findData(decision.judgements.get(key, "")), 0))
        self.note.setPlainText(decision.note)
        self.quote.setText(decision.quote)
        self.page.setValue(0 if decision.page is None else decision.page + 1)
        self._full_text.setVisible(stage is Stage.FULL)
        self.got.setChecked(retrieval is Retrieval.RETRIEVED)
        self.missed.setChecked(retrieval is Retrieval.NOT_RETRIEVED)
        self.show_error("")
        self._is_showing = False

    def keep(self, decision: Decision) -> None:
        """Take what stands here for stored; the cursor stays where it is."""
        self._kept = decision
        self.show_verdict()
        self.show_error("")

    def forbid(self) -> None:
        """Let nothing be decided: the review is open for reading."""
        for button in (*self.verdicts.values(), self.got, self.missed, self.attach):
            button.setEnabled(False)
        for field in (self.note, self.quote):
            field.setReadOnly(True)
        for part in (self.reasons, self.page, *self.criteria.values()):
            part.setEnabled(False)

    def show_verdict(self) -> None:
        """Show the verdict that is stored on the buttons."""
        for verdict, button in self.verdicts.items():
            button.setChecked(verdict is self._kept.verdict)

    def show_quote(self, words: str, page: int) -> None:
        """Put words of the paper into the quote; `page` counts from 0."""
        self.quote.setText(words)
        self.quote.setCursorPosition(0)
        self.page.setValue(page + 1)

    def show_error(self, sentence: str) -> None:
        """Say why the decision can't be kept."""
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))

    def check_reason(self, number: int) -> bool:
        """Make a reason (from 1) the only one that is checked; False when there is none."""
        if not 1 <= number <= self._items.rowCount():
            return False
        for row in range(self._items.rowCount()):
            on = row == number - 1
            self._items.item(row).setCheckState(
                Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
            )
        return True

    def decision(self, verdict: Verdict) -> Decision:
        """Return what stands in the pane as a decision with this verdict."""
        checked = [
            str(item.data(KEY))
            for row in range(self._items.rowCount())
            if (item := self._items.item(row)).checkState() is Qt.CheckState.Checked
        ]
        has_reasons = verdict in (Verdict.EXCLUDE, Verdict.NONE)
        reasons = ranked(checked, self._reasons) if has_reasons else ()
        page = self.page.value()
        is_full = self._stage is Stage.FULL
        return Decision(
            verdict=verdict,
            reason=reasons[0] if reasons else None,
            further=reasons[1:],
            judgements={
                key: str(box.currentData())
                for key, box in self.criteria.items()
                if box.currentData()
            },
            note=self.note.toPlainText().strip(),
            quote=self.quote.text().strip() if is_full else "",
            page=page - 1 if is_full and page else None,
        )

    @property
    def is_changed(self) -> bool:
        """Tell whether something stands here that is not stored, decided on or not yet."""
        return self.decision(self._kept.verdict) != self._kept

    def _tell(self) -> None:
        if not self._is_showing:
            self.edited.emit()

    @property
    def verdict(self) -> Verdict:
        """The verdict that is stored."""
        return self._kept.verdict

    def _build(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(6)
        verdicts = QWidget()
        row = WrapLayout(verdicts)
        for verdict, button in self.verdicts.items():
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _on=False, said=verdict: self.decided.emit(said))
            row.addWidget(button)
        column.addWidget(verdicts)
        set_kind(self.error, "error")
        self.error.setWordWrap(True)
        self.error.hide()
        column.addWidget(self.error)
        column.addWidget(
            self._heading(self.tr("Reasons; the first of the list is the primary one"))
        )
        self.reasons.setModel(self._items)
        self.reasons.setAccessibleName(self.tr("Reasons for exclusion"))
        column.addWidget(self.reasons)
        column.addWidget(self._heading(self.tr("Criteria")))
        column.addLayout(self._criteria())
        column.addWidget(self._full_text)
        self._build_full_text()
        column.addWidget(self._heading(self.tr("Note")))
        set_kind(self.note, "field")
        self.note.setAccessibleName(self.tr("Note on the decision"))
        self.note.setTabChangesFocus(True)
        self.note.setMaximumHeight(64)
        column.addWidget(self.note)
        column.addStretch(1)
        self._items.itemChanged.connect(lambda _item: self._tell())
        self.note.textChanged.connect(self._tell)
        self.quote.textChanged.connect(lambda _text: self._tell())
        self.page.valueChanged.connect(lambda _page: self._tell())
        for box in self.criteria.values():
            box.currentIndexChanged.connect(lambda _row: self._tell())
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setMinimumWidth(NARROWEST)
        self.setAccessibleName(self.tr("Decision"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _criteria(self) -> QFormLayout:
        words = {
            "": "–",
            Judgement.MEETS.value: self.tr("meets"),
            Judgement.FAILS.value: self.tr("does not meet"),
            Judgement.UNCLEAR.value: self.tr("unclear"),
            Judgement.NO_CRITERION.value: self.tr("not a criterion"),
        }
        form = QFormLayout()
        form.setSpacing(4)
        for key, box in self.criteria.items():
            for value, text in words.items():
                box.addItem(text, value)
            label = QLabel(self.tr(CRITERIA[key]))
            label.setBuddy(box)
            box.setAccessibleName(label.text())
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(6)
            form.addRow(label, box)
        return form

    def _build_full_text(self) -> None:
        column = QVBoxLayout(self._full_text)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        retrieval = QWidget()
        row = WrapLayout(retrieval)
        for button, said in (
            (self.got, Retrieval.RETRIEVED),
            (self.missed, Retrieval.NOT_RETRIEVED),
        ):
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _on=False, r=said: self.retrieval_chosen.emit(r))
            row.addWidget(button)
        column.addWidget(retrieval)
        buttons = QWidget()
        papers = WrapLayout(buttons)
        for button, wanted in (
            (self.attach, self.attach_requested),
            (self.open, self.open_requested),
        ):
            button.setAutoDefault(False)
            button.clicked.connect(wanted)
            papers.addWidget(button)
        column.addWidget(buttons)
        column.addWidget(self._heading(self.tr("Quote and page")))
        line = QHBoxLayout()
        self.quote.setAccessibleName(self.tr("Quote behind the decision"))
        self.quote.setPlaceholderText(self.tr("Words of the full text"))
        self.page.setAccessibleName(self.tr("Page of the quote"))
        self.page.setRange(0, 20_000)
        self.page.setSpecialValueText("–")
        line.addWidget(self.quote, 1)
        line.addWidget(self.page)
        column.addLayout(line)
        self.take.setAutoDefault(False)
        self.take.setEnabled(False)
        self.take.setToolTip(self.tr("Select words in the paper first"))
        self.take.clicked.connect(self.quote_requested)
        column.addWidget(self.take)

    def _heading(self, text: str) -> QLabel:
        label = QLabel(text)
        set_kind(label, "label")
        label.setWordWrap(True)
        return label
