"""The page of the library: tabs over records, the search log and duplicates."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QStackedWidget,
    QTabBar,
    QToolBar,
    QVBoxLayout,
    QWidget,
)

from ui.theme import Tokens
from ui.widgets.banner import Banner

RECORDS, SEARCHES, DUPLICATES = range(3)


class LibraryPage(QWidget):
    """Shows one of its tabs; says which one is chosen and which files were dropped."""

    tab_chosen = Signal(int)
    files_dropped = Signal(object)  # list[Path]

    def __init__(self, tokens: Tokens, pages: Sequence[tuple[str, QWidget]]) -> None:
        """Build the page with its tabs."""
        super().__init__()
        self.tabs = QTabBar()
        self.tools = QToolBar()
        self.banner = Banner(tokens)
        self._stack = QStackedWidget()
        for name, page in pages:
            self.tabs.addTab(name)
            self._stack.addWidget(page)
        self._build()

    def use_tools(self, actions: Sequence[QAction]) -> None:
        """Put actions beside the tabs."""
        for action in actions:
            self.tools.addAction(action)

    def step_pane(self, by: int) -> None:
        """Move the focus between the tabs and the panes of the page in front."""
        shown = self._stack.currentWidget()
        panes = [self.tabs, *(w for w in _stops(shown) if w.isVisible() and w.isEnabled())]
        focused = QApplication.focusWidget()
        held = [n for n, pane in enumerate(panes) if pane is focused]
        panes[((held or [0])[0] + by) % len(panes)].setFocus()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Say which files were dropped, those of folders too."""
        paths: list[Path] = []
        for url in event.mimeData().urls():
            if url.isLocalFile():
                path = Path(url.toLocalFile())
                inside = path.rglob("*") if path.is_dir() else [path]
                paths += sorted(one for one in inside if one.is_file())
        if paths:
            event.acceptProposedAction()
            self.files_dropped.emit(paths)

    def _build(self) -> None:
        self.setAcceptDrops(True)
        self.tabs.setAccessibleName(self.tr("Parts of the library"))
        self.tabs.setExpanding(False)
        self.tabs.currentChanged.connect(self._on_tab)
        self.tools.setIconSize(QSize(16, 16))
        self.tools.setMovable(False)
        self.tools.setProperty("kind", "inner")
        self.tools.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 8, 0)
        head.addWidget(self.tabs)
        head.addStretch(1)
        head.addWidget(self.tools)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.banner)
        column.addWidget(self._stack, 1)

    def _on_tab(self, tab: int) -> None:
        self._stack.setCurrentIndex(tab)
        self.tab_chosen.emit(tab)


def _stops(page: QWidget | None) -> list[QWidget]:
    """Return the panes of a page in their order: what it names as `panes`, else itself."""
    panes = getattr(page, "panes", None)
    if panes is not None:
        return list(panes())
    return [] if page is None else [page]
