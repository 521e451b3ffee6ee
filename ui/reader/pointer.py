"""What the pointer over the pages is told, and the links it follows."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QPointF, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QStatusTipEvent
from PySide6.QtWidgets import QApplication, QToolTip

from app.pdf.requests import Link
from ui.reader.address_popup import AddressPopup
from ui.reader.canvas import Canvas
from ui.reader.hover import highlight_at, link_at, tip_text
from ui.reader.layout import Spot
from ui.reader.pages import PageSource


class Pointer(QObject):
    """Shows tips of highlights and addresses of links; says where a clicked link leads."""

    spot_wanted = Signal(object)  # Spot
    address_opened = Signal(str)  # the reviewer has seen the address and wants it opened
    pointed_at = Signal(str)  # what the link under the pointer leads to, or ""

    def __init__(self, source: PageSource, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._source = source
        self._canvas = canvas
        self._told = ""
        self._popup: AddressPopup | None = None
        canvas.viewport().installEventFilter(self)
        canvas.paper_clicked.connect(self._on_paper_clicked)
        canvas.place_changed.connect(self._on_rest)
        canvas.moved.connect(self._on_moved)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at what happens over the pages; only tips are answered here."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            tip = tip_text(highlight_at(self._canvas.scene(), QPointF(event.pos())))
            QToolTip.showText(event.globalPos(), tip, self._canvas.viewport())
            return True
        if isinstance(event, QMouseEvent) and event.type() is QEvent.Type.MouseMove:
            self._tell("" if event.buttons() else self._name_at(event.position()))
        elif event.type() is QEvent.Type.Leave:
            self._tell("")
        return super().eventFilter(watched, event)

    def _name_at(self, at: QPointF) -> str:
        link = link_at(self._canvas.scene(), at)
        return "" if link is None else link_name(link)

    def _tell(self, name: str) -> None:
        if name != self._told:
            self._told = name
            QApplication.sendEvent(self._canvas, QStatusTipEvent(name))
            self.pointed_at.emit(name)

    def _on_moved(self) -> None:
        """What was pointed at may be elsewhere now."""
        self._tell("")

    def _on_rest(self) -> None:
        self._source.need_links(self._canvas.view.visible_pages())

    def _on_paper_clicked(self, at: QPointF) -> None:
        link = link_at(self._canvas.scene(), at)
        if link is None:
            return
        if link.page is not None:
            self.spot_wanted.emit(Spot(link.page, *link.spot))
        else:
            point = self._canvas.viewport().mapToGlobal(at.toPoint())
            self._ask(link.address, point)

    def _ask(self, address: str, at: QPoint) -> None:
        if self._popup is None:
            self._popup = AddressPopup(self._canvas)
            self._popup.open_chosen.connect(self.address_opened)
        self._popup.ask(address, at)


def link_name(link: Link) -> str:
    """Return what a link leads to, in words."""
    if link.page is None:
        return link.address
    return QCoreApplication.translate("reader", "Go to page {0}").format(link.page + 1)
