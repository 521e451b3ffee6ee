"""The bar above the cards and the bar below them."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from app.domain.answers import Answer
from app.domain.records import Record
from app.domain.studies import ExtractionStatus, Study
from ui.form.chips import Chip
from ui.form.editors.base import CalmCombo
from ui.form.paging import Page
from ui.style_sheet import set_kind
from ui.theme import Tokens

BUTTON = 28  # pixels


class PaneHeader(QFrame):
    """Section picker, progress and the way to the next unanswered field."""

    page_chosen = Signal(int)
    next_unanswered_requested = Signal(bool)

    def __init__(self, tokens: Tokens) -> None:
        """Build the bar."""
        super().__init__()
        set_kind(self, "bar")
        self._picker = CalmCombo()
        self._picker.setAccessibleName(self.tr("Section"))
        self._picker.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._picker.setMinimumContentsLength(14)
        self._picker.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._picker.setMinimumHeight(BUTTON)
        self._picker.setMaxVisibleItems(20)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(80)
        self._count = QLabel()
        self._next = _next_button(tokens)
        self._next.setToolTip(self.tr("Next unanswered (F8)"))
        self._next.setAccessibleName(self.tr("Next unanswered field"))
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 4)
        row.setSpacing(8)
        row.addWidget(self._picker, 1)
        for widget in (self._bar, self._count, self._next):
            row.addWidget(widget)
        self._picker.activated.connect(self.page_chosen)
        self._next.clicked.connect(lambda: self.next_unanswered_requested.emit(False))

    def show_progress(self, record: Record, pages: Sequence[Page], index: int) -> None:
        """Show the sections with their counts, and the count of the whole form."""
        with QSignalBlocker(self._picker):
            self._fill(record, pages)
            self._picker.setCurrentIndex(index)
        self._picker.setToolTip(self._picker.currentText())
        done = record.progress()
        self._bar.setRange(0, max(done.asked, 1))
        self._bar.setValue(done.answered)
        self._count.setText(f"{done.answered}/{done.asked}")
        spoken = self.tr("{0} of {1} answered").format(done.answered, done.asked)
        self._bar.setAccessibleName(spoken)
        self._bar.setToolTip(spoken)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the room to the picker when there is little."""
        super().resizeEvent(event)
        self._bar.setVisible(self.width() > 34 * self.fontMetrics().averageCharWidth() + 220)

    def minimumSizeHint(self) -> QSize:
        """Be as narrow as the pane: the progress bar goes first."""
        return QSize(200, super().minimumSizeHint().height())

    def _fill(self, record: Record, pages: Sequence[Page]) -> None:
        texts = [self._title(record, page) for page in pages]
        while self._picker.count() > len(texts):
            self._picker.removeItem(self._picker.count() - 1)
        self._picker.addItems(texts[self._picker.count() :])
        for place, text in enumerate(texts):
            if self._picker.itemText(place) != text:
                self._picker.setItemText(place, text)

    def _title(self, record: Record, page: Page) -> str:
        sections = record.form.study_sections
        place = [section.key for section in sections].index(page.section.key) + 1
        done = record.progress(page.section)
        if not record.is_asked(page.section):
            return self.tr("Section {0} of {1}: {2} (not asked)").format(
                place, len(sections), page.title
            )
        return self.tr("Section {0} of {1}: {2} ({3}/{4})").format(
            place, len(sections), page.title, done.answered, done.asked
        )


class PaneFooter(QFrame):
    """Verbs on the target, and the end of the study."""

    unsure_requested = Signal()
    note_requested = Signal()
    complete_requested = Signal()
    reopen_requested = Signal()
    seal_requested = Signal()
    break_requested = Signal()

    def __init__(self, tokens: Tokens) -> None:
        """Build the bar."""
        super().__init__()
        set_kind(self, "footer")
        self._unsure = _verb_button(tokens, "flag", self.tr("Unsure"))
        self._unsure.setCheckable(True)
        self._note = _verb_button(tokens, "message-square", self.tr("Note"))
        self._done = Chip(tokens, self.tr("Completed"), "circle-check", "success")
        self._sealed = Chip(tokens, self.tr("Sealed"), "lock", "success")
        self._complete = QPushButton(self.tr("Complete && next study"))
        self._complete.setAccessibleName(self.tr("Complete and next study"))
        set_kind(self._complete, "primary")
        self._complete.setMinimumHeight(32)
        self._reopen = QPushButton(tokens.icon("undo-2"), self.tr("Reopen"))
        self._reopen.setAccessibleName(self.tr("Reopen this study"))
        self._seal = QPushButton(tokens.icon("lock"), self.tr("Seal"))
        self._seal.setAccessibleName(self.tr("Seal this study"))
        self._break = QPushButton(self.tr("Break seal…"))
        self._break.setAccessibleName(self.tr("Break the seal of this study"))
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 6, 8, 6)
        row.addWidget(self._unsure)
        row.addWidget(self._note)
        row.addStretch(1)
        for widget in (*self._ends(), self._complete):
            row.addWidget(widget)
        self._unsure.clicked.connect(self.unsure_requested)
        self._note.clicked.connect(self.note_requested)
        self._complete.clicked.connect(self.complete_requested)
        self._reopen.clicked.connect(self.reopen_requested)
        self._seal.clicked.connect(self.seal_requested)
        self._break.clicked.connect(self.break_requested)

    def show_study(self, study: Study, *, is_read_only: bool = False) -> None:
        """Offer to complete, to reopen, to seal where there are colleagues, or to break a seal."""
        for button in (self._complete, self._reopen, self._seal, self._break):
            button.setEnabled(not is_read_only)
        is_complete = study.status is ExtractionStatus.COMPLETE
        for widget in (self._sealed, self._break):
            widget.setVisible(study.is_sealed)
        for widget in (self._done, self._reopen):
            widget.setVisible(is_complete and not study.is_sealed)
        self._seal.setVisible(is_complete and study.is_shared and not study.is_sealed)
        self._complete.setVisible(not is_complete)

    def _ends(self) -> tuple[QWidget, ...]:
        """What stands there when the study is complete."""
        return (self._done, self._sealed, self._break, self._reopen, self._seal)

    def show_target(self, name: str, answer: Answer | None, *, is_locked: bool) -> None:
        """Speak of the target in the buttons."""
        self._unsure.setChecked(answer is not None and answer.flagged)
        for button, word in ((self._unsure, self.tr("Unsure")), (self._note, self.tr("Note"))):
            button.setEnabled(answer is not None and not is_locked)
            spoken = f"{word}: {name}" if name else word
            button.setAccessibleName(spoken)
            button.setToolTip(spoken)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep only the icons when there is little room."""
        super().resizeEvent(event)
        is_narrow = self.width() < 64 * self.fontMetrics().averageCharWidth()
        for button, word in ((self._unsure, self.tr("Unsure")), (self._note, self.tr("Note"))):
            button.setText("" if is_narrow else f" {word}")

    def minimumSizeHint(self) -> QSize:
        """Be as narrow as the pane: the words of the small buttons go first."""
        return QSize(200, super().minimumSizeHint().height())


def _next_button(tokens: Tokens) -> QToolButton:
    button = QToolButton()
    button.setIcon(tokens.icon("chevron-right"))
    button.setText("F8")
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setMinimumHeight(BUTTON)
    return button


def _verb_button(tokens: Tokens, icon: str, word: str) -> QPushButton:
    button = QPushButton(tokens.icon(icon), word)
    button.setIconSize(QSize(16, 16))
    button.setAutoDefault(False)
    button.setMinimumSize(32, 32)
    return button
