"""Asks what the report in Word holds, and lets the text of the methods be written over."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QGroupBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QTableView,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.export.methods import Sentence
from app.export.methods_changes import changed_since
from app.export.word.parts import Part
from ui.report.basis_model import BasisModel
from ui.style_sheet import set_kind
from ui.theme import Tokens
from ui.widgets.banner import Banner

SIZE = (900, 480)


class ReportDialog(QDialog):
    """Shows the parts there are and the text; says what is wanted of them."""

    save_requested = Signal(object)  # tuple[Part, ...]
    text_changed = Signal(str)  # "" where the program's text stands
    copy_requested = Signal(str)

    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        """Build the dialog while the review is read."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Report in Word"))
        self.resize(*SIZE)
        self.parts = {part: QCheckBox(name) for part, name in part_names(self).items()}
        self.text = QPlainTextEdit()
        self.basis = QTableView()
        self.model = BasisModel(self)
        self.banner = Banner(tokens)
        self.anew = QPushButton(self.tr("&Program's text again"))
        self.copy = QPushButton(self.tr("&Copy"))
        self.save = QPushButton(self.tr("&Save as Word…"))
        self._bar = QProgressBar()
        self._tabs = QTabWidget()
        self._theirs = ""
        self._kept = ""
        self._build()

    def show_parts(self, empty: Mapping[Part, str]) -> None:
        """Offer the parts; those in `empty` can't be chosen and say why."""
        for part, box in self.parts.items():
            box.setEnabled(part not in empty)
            box.setChecked(part not in empty)
            why = empty.get(part, "")
            box.setToolTip(why)
            box.setAccessibleDescription(why)
        self.save.setEnabled(True)
        self._bar.hide()

    def show_text(
        self, own: str, theirs: str, said: Sequence[Sentence], over: Sequence[str] = ()
    ) -> None:
        """Show the reviewer's own text, else the program's, and what that one rests on.

        `over` are the sentences that the own text was written over: what changed is told.
        """
        self._theirs, self._kept = theirs, own
        if self.words() != (own or theirs):
            self.text.setPlainText(own or theirs)
        self.text.setReadOnly(False)
        self.anew.setEnabled(bool(own))
        self.copy.setEnabled(True)
        new, gone = changed_since(said, over if own else ())
        self.model.show(said, new, gone)
        if new or gone:
            self.banner.tell(
                self.tr(
                    "The review has changed since you wrote your text: {0} sentences are new, {1} "
                    "are not said any more. Your text was kept."
                ).format(len(new), len(gone)),
                "warning",
            )
            self.banner.offer(self.tr("What changed"), lambda: self._tabs.setCurrentIndex(1))
        self.basis.resizeRowsToContents()

    def words(self) -> str:
        """Return the text as it stands."""
        return self.text.toPlainText().strip()

    def keep_text(self) -> None:
        """Say the text when it was written over."""
        own = "" if self.words() == self._theirs.strip() else self.words()
        if own != self._kept and not self.text.isReadOnly():
            self._kept = own
            self.anew.setEnabled(bool(own))
            self.text_changed.emit(own)

    def done(self, result: int) -> None:
        """Keep what was typed, however the dialog is closed."""
        self.keep_text()
        super().done(result)

    def _chosen(self) -> tuple[Part, ...]:
        return tuple(part for part, box in self.parts.items() if box.isChecked())

    def _on_save(self) -> None:
        self.keep_text()
        if self._chosen():
            self.save_requested.emit(self._chosen())
        else:
            self.banner.tell(self.tr("Choose at least one part of the report."), "warning")

    def _on_anew(self) -> None:
        self.text.setPlainText(self._theirs)
        self.keep_text()

    def _build(self) -> None:
        parts = QGroupBox(self.tr("Parts"))
        left = QVBoxLayout(parts)
        for box in self.parts.values():
            box.setEnabled(False)
            left.addWidget(box)
        left.addStretch(1)
        self.text.setReadOnly(True)
        self.text.setAccessibleName(self.tr("Text of the methods"))
        self.text.setTabChangesFocus(True)
        self._build_basis()
        self._tabs.addTab(self._text_page(), self.tr("Methods text"))
        self._tabs.addTab(self.basis, self.tr("What it rests on"))
        middle = QHBoxLayout()
        middle.addWidget(parts)
        middle.addWidget(self._tabs, 1)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(self.tr("The review is being read"))
        self.save.setEnabled(False)
        set_kind(self.save, "primary")
        close = QPushButton(self.tr("Close"))
        foot = QHBoxLayout()
        foot.addWidget(self._bar)
        foot.addStretch(1)
        foot.addWidget(close)
        foot.addWidget(self.save)
        column = QVBoxLayout(self)
        column.addWidget(self.banner)
        column.addLayout(middle, 1)
        column.addLayout(foot)
        close.clicked.connect(self.reject)
        self.save.clicked.connect(self._on_save)

    def _text_page(self) -> QWidget:
        words = QLabel(
            self.tr("Written from the log of the review. Write over it as you like: it is kept.")
        )
        words.setWordWrap(True)
        set_kind(words, "muted")
        buttons = QHBoxLayout()
        for button in (self.anew, self.copy):
            button.setEnabled(False)
            buttons.addWidget(button)
        buttons.addStretch(1)
        page = QWidget()
        column = QVBoxLayout(page)
        column.addWidget(words)
        column.addWidget(self.text, 1)
        column.addLayout(buttons)
        self.anew.clicked.connect(self._on_anew)
        self.copy.clicked.connect(lambda: self.copy_requested.emit(self.words()))
        return page

    def _build_basis(self) -> None:
        self.basis.setModel(self.model)
        self.basis.setWordWrap(True)
        self.basis.setAccessibleName(self.tr("Sentences and the records they rest on"))
        self.basis.verticalHeader().hide()
        self.basis.setTabKeyNavigation(False)
        header = self.basis.horizontalHeader()
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.basis.setColumnWidth(0, 50)
        header.sectionResized.connect(self.basis.resizeRowsToContents)


def part_names(dialog: QDialog) -> dict[Part, str]:
    """Return what the parts are called."""
    return {
        Part.METHODS: dialog.tr("Methods text"),
        Part.FLOW: dialog.tr("Flow diagram"),
        Part.CHARACTERISTICS: dialog.tr("Characteristics of sources"),
        Part.SEARCHES: dialog.tr("Appendix I: search strategy"),
        Part.EXCLUDED: dialog.tr("Appendix II: excluded sources"),
        Part.INSTRUMENT: dialog.tr("Appendix III: instrument"),
        Part.CHECKLIST: dialog.tr("PRISMA-ScR checklist"),
    }
