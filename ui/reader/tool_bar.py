"""The tools above the pages: page, zoom, find, capture."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QToolBar,
    QToolButton,
    QWidget,
)

from ui.reader.labels import page_label
from ui.reader.layout import ZOOM_STEPS
from ui.reader.values import ZoomMode

FITS = (
    ("Fit text width", ZoomMode.TEXT_WIDTH),
    ("Fit width", ZoomMode.WIDTH),
    ("Fit page", ZoomMode.PAGE),
    ("Whole document", ZoomMode.DOCUMENT),
)
CAPTURE = "pdf.capture"
OWN_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)


class _PageEdit(QLineEdit):
    """The page number; Return goes there, Esc gives the old one back."""

    escaped = Signal()

    def event(self, event: QEvent) -> bool:
        """Claim Return and Esc before a shortcut of the pages takes them."""
        if isinstance(event, QKeyEvent) and event.key() in OWN_KEYS:
            if event.type() is QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() is QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
                self.escaped.emit()
                return True
        return super().event(event)


class ReaderToolBar(QToolBar):
    """Page box and zoom, with the window's actions around them; it overflows when narrow."""

    page_typed = Signal(int)  # from 0
    page_refused = Signal(str)  # what was typed: no page is called so
    zoom_chosen = Signal(object, float)  # ZoomMode, zoom (for PERCENT)
    left = Signal()  # the reviewer is done with the page box

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Reader tools"))
        self.setAccessibleName(self.windowTitle())
        self.setMovable(False)
        self.setIconSize(QSize(18, 18))
        self._labels: tuple[str, ...] = ()
        self._page, self._pages = 0, 0
        self._box = _PageEdit()
        self._box.setFixedWidth(52)
        self._box.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._box.setAccessibleName(self.tr("Page"))
        self._box.setToolTip(
            self.tr("Page; type a number or a printed page label and press Return")
        )
        self._of = QLabel()
        self._zoom = QComboBox()
        self._zoom.setAccessibleName(self.tr("Zoom"))
        self._zoom.setToolTip(self._zoom.accessibleName())
        self._zoom.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for text, mode in FITS:
            self._zoom.addItem(self.tr(text), (mode, 1.0))
        for step in ZOOM_STEPS:
            self._zoom.addItem(percent(step), (ZoomMode.PERCENT, step))
        self._zoom.activated.connect(self._on_zoom_activated)
        self._box.returnPressed.connect(self._on_page_typed)
        self._box.escaped.connect(self._on_page_left)
        self._slots = self._arrange()
        more = self.findChild(QToolButton, "qt_toolbar_ext_button")
        if isinstance(more, QToolButton):
            more.setAccessibleName(self.tr("More tools"))
        self.show_page(0, 0)

    @property
    def page_box(self) -> QLineEdit:
        """Where a page is typed."""
        return self._box

    def set_actions(self, actions: Mapping[str, QAction]) -> None:
        """Put the known actions around page box and zoom."""
        for name, before in self._slots.items():
            if name in actions:
                self.insertAction(before, actions[name])
                button = self.widgetForAction(actions[name])
                button.setAccessibleName(actions[name].iconText())
        if CAPTURE in actions:
            button = self.widgetForAction(actions[CAPTURE])
            button.setProperty("toolButtonStyle", Qt.ToolButtonStyle.ToolButtonTextBesideIcon)

    def _arrange(self) -> dict[str, QAction]:
        """Add the bar's own widgets; return before which of them each action belongs."""
        box = self.addWidget(self._box)
        self.addWidget(self._of)
        first = self.addSeparator()
        zoom = self.addWidget(self._zoom)
        second = self.addSeparator()
        space = QWidget()
        space.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        gap = self.addWidget(space)
        end = self.addSeparator()
        end.setVisible(False)
        return {
            "pdf.sidebar": box,
            "pdf.prevpage": box,
            "pdf.nextpage": first,
            "pdf.zoomout": zoom,
            "pdf.zoomin": second,
            "edit.find": gap,
            "pdf.region": end,
            CAPTURE: end,
        }

    def show_labels(self, labels: Sequence[str]) -> None:
        """Use the printed page labels of a paper; empty ones fall back to numbers."""
        self._labels = tuple(labels)
        self.show_page(self._page, self._pages)

    def show_page(self, page: int, pages: int) -> None:
        """Show page and number of pages; `page` counts from 0."""
        self._page, self._pages = page, pages
        label, number = self._label(page), str(page + 1)
        if not self._box.hasFocus():
            self._box.setText(label if pages else "")
        position = f" / {pages}" if label == number else f" ({number} / {pages})"
        self._of.setText(position if pages else "")
        self._box.setEnabled(pages > 0)
        self._zoom.setEnabled(pages > 0)

    def show_zoom(self, mode: ZoomMode, zoom: float) -> None:
        """Show how the pages are zoomed."""
        with QSignalBlocker(self._zoom):
            while self._zoom.count() > len(FITS) + len(ZOOM_STEPS):
                self._zoom.removeItem(self._zoom.count() - 1)
            modes = [fit for _, fit in FITS]
            if mode in modes:
                self._zoom.setCurrentIndex(modes.index(mode))
                return
            steps = [abs(step - zoom) < 0.005 for step in ZOOM_STEPS]
            if True not in steps:
                self._zoom.addItem(percent(zoom), (ZoomMode.PERCENT, zoom))
                steps.append(True)
            self._zoom.setCurrentIndex(len(FITS) + steps.index(True))

    def focus_page(self) -> None:
        """Let the reviewer type a page."""
        self._box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._box.selectAll()

    def _label(self, page: int) -> str:
        return page_label(self._labels, page)

    def _on_zoom_activated(self, index: int) -> None:
        mode, zoom = self._zoom.itemData(index)
        self.zoom_chosen.emit(ZoomMode(mode), zoom)
        self.left.emit()

    def _on_page_typed(self) -> None:
        typed = self._box.text().strip()
        labels = [self._label(page).casefold() for page in range(self._pages)]
        if typed.casefold() in labels:
            self.page_typed.emit(labels.index(typed.casefold()))
        elif typed.isdecimal() and 1 <= int(typed) <= self._pages:
            self.page_typed.emit(int(typed) - 1)
        elif typed:
            self.page_refused.emit(typed)
        self._on_page_left()

    def _on_page_left(self) -> None:
        self.left.emit()
        self._box.setText(self._label(self._page))


def percent(zoom: float) -> str:
    """Return a zoom as text."""
    return f"{zoom * 100:.0f} %"
