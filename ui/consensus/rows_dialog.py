"""Which rows of two reviewers are the same one: shown, and corrected by hand."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.domain.consensus import Compared
from app.domain.fields import Section
from app.domain.row_alignment import HandPair, RowPair
from ui.consensus import said
from ui.style_sheet import set_kind

NOBODY = ""


class RowsDialog(QDialog):
    """A page a group: every row of A with the row of B that is the same one."""

    def __init__(self, compared: Compared, parent: QWidget) -> None:
        """Show the pairs as they are."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Rows that are the same – {0}").format(compared.study.label))
        self.resize(860, 460)
        self.pages = {
            section.key: _SectionPairs(compared, section, self)
            for section in sections_with_rows(compared)
        }
        tabs = QTabWidget()
        tabs.setAccessibleName(self.tr("Groups of rows"))
        for key, page in self.pages.items():
            tabs.addTab(page, compared.form.section(key).label)
        about = QLabel(
            self.tr(
                "Rows are paired by their names, their other answers and the places of their "
                "quotes. Choose another row where a pair is wrong; the pairing is kept."
            )
        )
        about.setWordWrap(True)
        set_kind(about, "muted")
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.button(QDialogButtonBox.StandardButton.Ok).setText(self.tr("Keep these pairs"))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (about, tabs, buttons):
            column.addWidget(widget)

    def changed(self) -> dict[str, tuple[HandPair, ...]]:
        """Return the pairs of every group that was changed; no pairs: by likeness again."""
        return {key: page.pairs() for key, page in self.pages.items() if page.is_changed}


class _SectionPairs(QWidget):
    """The pairs of one group."""

    changed = Signal()

    def __init__(self, compared: Compared, section: Section, parent: QWidget) -> None:
        super().__init__(parent)
        self.is_changed = False
        self._compared, self._section = compared, section
        self._boxes: dict[str, QComboBox] = {}
        self._alike: dict[str, QLabel] = {}
        self._stored = {p.first: p for p in compared.pairs_of(section.key) if p.first}
        self._is_automatic = False
        self._alone = QLabel()
        self._alone.setWordWrap(True)
        set_kind(self._alone, "muted")
        again = QPushButton(self.tr("Pair by likeness again"))
        again.setAccessibleName(self.tr("Pair by likeness again"))
        again.clicked.connect(self._automatic)
        column = QVBoxLayout(self)
        column.addWidget(self._build_grid(), 1)
        column.addWidget(self._alone)
        column.addWidget(again, 0, Qt.AlignmentFlag.AlignLeft)
        self._tell_alone()

    def pairs(self) -> tuple[HandPair, ...]:
        """Return the pairs as they stand, none when likeness is to decide again."""
        if self._is_automatic:
            return ()
        chosen = {first: str(box.currentData()) for first, box in self._boxes.items()}
        pairs: list[HandPair] = [(first, second or None) for first, second in chosen.items()]
        alone = [row for row, _ in self._rows(1) if row not in chosen.values()]
        return (*pairs, *((None, row) for row in alone))

    def _build_grid(self) -> QScrollArea:
        grid_page = QWidget()
        grid = QGridLayout(grid_page)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(2, 1)
        for column, reviewer in ((0, 0), (2, 1)):
            name = f"{said.LETTERS[reviewer]} · {self._compared.reviewers[reviewer].name}"
            label = QLabel(f"<b>{name}</b>")
            grid.addWidget(label, 0, column)
        for number, (row_id, words) in enumerate(self._rows(0), start=1):
            label = QLabel(words)
            label.setWordWrap(True)
            box = self._box(words, self._stored.get(row_id))
            self._boxes[row_id] = box
            self._alike[row_id] = QLabel(self._likeness(row_id))
            grid.addWidget(label, number, 0)
            grid.addWidget(self._alike[row_id], number, 1)
            grid.addWidget(box, number, 2)
        grid.setRowStretch(len(self._boxes) + 1, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(grid_page)
        return area

    def _box(self, words: str, pair: RowPair | None) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(self.tr("Row of B for {0}").format(words[:60]))
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(24)
        box.addItem(self.tr("no such row"), NOBODY)
        for row_id, shown in self._rows(1):
            box.addItem(shown, row_id)
        box.setCurrentIndex(max(box.findData(pair.second if pair else NOBODY), 0))
        box.activated.connect(lambda _row: self._on_chosen(box))
        return box

    def _likeness(self, row_id: str) -> str:
        """Return how alike a row of A and the one chosen for it are, or that it was by hand."""
        pair, chosen = self._stored.get(row_id), self._boxes[row_id].currentData()
        if not chosen:
            return self.tr("alone")
        if pair is None or pair.by_hand or pair.second != chosen:
            return self.tr("by hand")
        return f"{round(100 * pair.alike)} %"

    def _rows(self, number: int) -> list[tuple[str, str]]:
        rows = self._compared.records[number].rows_of(self._section.key)
        return [(r.row_id, said.row_words(self._compared, number, r)) for r in rows]

    def _on_chosen(self, box: QComboBox) -> None:
        """Let a row of B belong to one row of A only."""
        self.is_changed, self._is_automatic = True, False
        for other in self._boxes.values():
            if other is not box and other.currentData() == box.currentData():
                with QSignalBlocker(other):
                    other.setCurrentIndex(0)
        for row_id, label in self._alike.items():
            label.setText(self._likeness(row_id))
        self._tell_alone()

    def _automatic(self) -> None:
        self.is_changed = self._is_automatic = True
        self._alone.setText(self.tr("These rows are paired by likeness again when you go on."))

    def _tell_alone(self) -> None:
        taken = {str(box.currentData()) for box in self._boxes.values()}
        alone = [words for row, words in self._rows(1) if row not in taken]
        text = self.tr("Only in B: {0}").format(" | ".join(alone))
        self._alone.setText(text if alone else "")


def sections_with_rows(compared: Compared) -> Sequence[Section]:
    """Return the groups of which somebody has a row."""
    keys = {pair.section_key for pair in compared.pairs}
    return [section for section in compared.form.study_sections if section.key in keys]


def unsure_sections(compared: Compared) -> list[str]:
    """Return the names of groups whose pairs deserve a look: rows alone, or not alike."""
    found = []
    for section in sections_with_rows(compared):
        pairs = compared.pairs_of(section.key)
        if any(not pair.by_hand and pair.alike < 0.6 for pair in pairs):
            found.append(section.label)
    return found
