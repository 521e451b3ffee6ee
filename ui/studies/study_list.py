"""The studies beside the paper: a list with a filter, or a rail of state dots."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QProgressBar,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from app.domain.studies import ExtractionStatus, Study
from ui.studies.delegate import StudyDelegate
from ui.studies.model import STUDY_ROLE, Index, StudyFilter, StudyModel
from ui.style_sheet import set_kind
from ui.theme import Tokens
from ui.widgets.drops import dropped_files

RAIL_WIDTH = 40
LIST_WIDTH = 230
WIDEST = 420


class StudyList(QFrame):
    """Says which study was asked for; knows nothing of the review's services."""

    study_opened = Signal(str)  # study_id
    rename_requested = Signal(str, str)  # study_id, new label
    remove_requested = Signal(str)  # study_id
    files_dropped = Signal(list)  # Paths of PDFs and folders
    add_requested = Signal()

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        """Start as a list without studies."""
        super().__init__(parent)
        self._rail = False
        self._current = ""
        self._model = StudyModel(self)
        self._filter = StudyFilter(self)
        self._filter.setSourceModel(self._model)
        self._delegate = StudyDelegate(tokens, self)
        self._search = QLineEdit()
        self._view = QListView()
        self._nothing = QLabel()
        self._clear = QPushButton(self.tr("Clear filter"))
        self._empty = self._empty_page()
        self._done = QLabel()
        self._bar = QProgressBar()
        self._build()
        self._connect()
        self.set_rail(False)
        self.show_studies(())

    @property
    def current_id(self) -> str:
        """Id of the row the keyboard is on, or nothing."""
        study = self._view.currentIndex().data(STUDY_ROLE)
        return study.study_id if isinstance(study, Study) else ""

    @property
    def is_rail(self) -> bool:
        """Tell whether only the dots are shown."""
        return self._rail

    def show_studies(self, studies: tuple[Study, ...], others: int = 0) -> None:
        """Show these studies in this order; `others` are not shown: colleagues chart them."""
        keep = self.current_id
        self._model.show(studies)
        complete = sum(study.status is ExtractionStatus.COMPLETE for study in studies)
        self._done.setText(
            self.tr("{complete} of {n} complete").format(complete=complete, n=len(studies))
            + (self.tr(" · {n} given to others").format(n=others) if others else "")
        )
        self._bar.setRange(0, max(len(studies), 1))
        self._bar.setValue(complete)
        self._choose_page()
        self._select(keep or self._current)

    def show_current(self, study_id: str) -> None:
        """Mark the open study and bring it into view."""
        self._current = study_id
        self._delegate.mark(study_id)
        self._select(study_id)
        self._view.viewport().update()

    def set_rail(self, rail: bool) -> None:
        """Show only the dots, or the whole list."""
        self._rail = rail
        self._delegate.set_rail(rail)
        set_kind(self, "rail" if rail else "pane")
        if rail:
            self._search.clear()
        self.setMinimumWidth(RAIL_WIDTH if rail else 180)
        self.setMaximumWidth(RAIL_WIDTH if rail else WIDEST)
        self._choose_page()
        self._view.doItemsLayout()
        self.updateGeometry()

    def dress(self, tokens: Tokens) -> None:
        """Draw in the colours of the theme."""
        self._delegate.dress(tokens)
        self._view.viewport().update()

    def open_current(self) -> None:
        """Ask for the study the keyboard is on."""
        if self.current_id:
            self.study_opened.emit(self.current_id)

    def rename_current(self) -> None:
        """Edit the label in place; the rail has no room for it."""
        if self.current_id and not self._rail:
            self._view.setFocus()
            self._view.edit(self._view.currentIndex())

    def remove_current(self) -> None:
        """Ask to take the study out of the review."""
        if self.current_id:
            self.remove_requested.emit(self.current_id)

    def focus_filter(self) -> None:
        """Put the caret in the filter; the rail has none."""
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def sizeHint(self) -> QSize:
        """Want the width of the rail or of the list."""
        return QSize(RAIL_WIDTH if self._rail else LIST_WIDTH, super().sizeHint().height())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take PDFs and folders."""
        if dropped_files(event.mimeData(), (".pdf",)):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Say which files were dropped."""
        files: list[Path] = list(dropped_files(event.mimeData(), (".pdf",)))
        if files:
            event.acceptProposedAction()
            self.files_dropped.emit(files)

    def _build(self) -> None:
        self.setAcceptDrops(True)
        self.setAccessibleName(self.tr("Studies"))
        self._search.setPlaceholderText(self.tr("Filter studies  /"))
        self._search.setAccessibleName(self.tr("Filter studies"))
        self._search.setClearButtonEnabled(True)
        self._done.setAccessibleName(self.tr("Complete studies"))
        set_kind(self._done, "caption")
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Complete studies"))
        self._build_view()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = _padded(self._search, 8, 8)
        foot = _padded(self._done, 8, 4)
        bar = _padded(self._bar, 8, 8)
        self._wide_parts = (top, foot, bar)
        pages = QWidget()
        self._pages = QStackedLayout(pages)
        self._pages.addWidget(self._view)
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self._nothing_page())
        column.addWidget(top)
        column.addWidget(pages, 1)
        column.addWidget(foot)
        column.addWidget(bar)
        self.setFocusProxy(self._view)

    def _build_view(self) -> None:
        view = self._view
        view.setModel(self._filter)
        view.setItemDelegate(self._delegate)
        view.setAccessibleName(self.tr("Studies"))
        view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        view.setMouseTracking(True)
        view.setUniformItemSizes(True)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setFrameShape(QFrame.Shape.NoFrame)
        set_kind(view, "plain")

    def _connect(self) -> None:
        self._model.rename_requested.connect(self.rename_requested)
        self._view.clicked.connect(self._on_clicked)
        self._search.textChanged.connect(self._on_filter)
        self._search.returnPressed.connect(self.open_current)
        self._clear.clicked.connect(self._search.clear)

    def _empty_page(self) -> QWidget:
        words = QLabel(self.tr("No studies yet.\nDrop PDFs here, or"))
        words.setWordWrap(True)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        set_kind(words, "muted")
        button = QPushButton(self.tr("Add PDFs…"))
        button.clicked.connect(self.add_requested)
        return _centred_page(words, button)

    def _nothing_page(self) -> QWidget:
        self._nothing.setWordWrap(True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        set_kind(self._nothing, "muted")
        return _centred_page(self._nothing, self._clear)

    def _choose_page(self) -> None:
        for part in self._wide_parts:
            part.setVisible(not self._rail and bool(self._model.studies))
        if self._filter.rowCount() or self._rail:
            self._pages.setCurrentIndex(0)
        else:
            self._pages.setCurrentIndex(2 if self._model.studies else 1)

    def _select(self, study_id: str) -> None:
        row = self._model.row_of(study_id)
        index = self._filter.mapFromSource(self._model.index(row)) if row >= 0 else None
        if index is None or not index.isValid():
            index = self._filter.index(0, 0)
        self._view.setCurrentIndex(index)

    def _on_clicked(self, index: Index) -> None:
        study = index.data(STUDY_ROLE)
        if isinstance(study, Study):
            self.study_opened.emit(study.study_id)

    def _on_filter(self, text: str) -> None:
        keep = self.current_id or self._current
        self._filter.narrow(text)
        self._nothing.setText(self.tr("Nothing matches “{text}”.").format(text=text))
        self._choose_page()
        self._select(keep)


def _padded(widget: QWidget, side: int, end: int) -> QWidget:
    """Give a widget room at its sides and ends, in pixels."""
    frame = QWidget()
    column = QVBoxLayout(frame)
    column.setContentsMargins(side, end, side, end)
    column.addWidget(widget)
    return frame


def _centred_page(words: QLabel, button: QPushButton) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(12, 12, 12, 12)
    column.addStretch(1)
    column.addWidget(words)
    column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
    column.addStretch(2)
    return page
