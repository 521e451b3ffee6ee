"""What colleagues charted of a study, to be read only: answers, quotes, and the paper at them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ui.colleagues.answer_model import ANSWER, FIELD, QUOTES, ColleagueModel
from ui.colleagues.paper_side import PaperSide, Whose
from ui.counting import counted
from ui.reader.pages import PageSource
from ui.reader.paper_pane import PaperPane
from ui.reader.values import ZoomMode
from ui.style_sheet import set_kind
from ui.widgets.line_table import by_line

if TYPE_CHECKING:
    from app.bootstrap import Review
    from app.domain.records import Record
    from app.services.blinding import Colleague
    from ui.theme import Tokens

BUDGET = 32 * 1024 * 1024  # bytes of pictures of pages
SIZE, LEAST = (1280, 640), (480, 360)  # pixels
FIELD_WIDTH, ANSWER_WIDTH = 190, 150  # pixels
SHARE = 0.96  # of the window, at most


class ColleaguesDialog(QDialog):
    """Shows one colleague after the other; nothing can be changed."""

    def __init__(
        self,
        review: Review,
        own: Record,
        colleagues: tuple[Colleague, ...],
        tokens: Tokens,
        parent: QWidget,
    ) -> None:
        """Show the first of these beside the paper; `own` is the viewer's record of the study."""
        super().__init__(parent)
        self._colleagues = colleagues
        self._model = ColleagueModel()
        self._who, self._whose = QComboBox(), QComboBox()
        self._about = QLabel()
        self._table = QTableView()
        self._pane = PaperPane(PageSource(review.pdf, BUDGET, self), tokens)
        self._side = PaperSide(review, self._pane, own)
        self._place = 0
        self.setWindowTitle(self.tr("Colleagues' work on {study}").format(study=own.study.label))
        self.setMinimumSize(*LEAST)
        room = parent.window().size() * SHARE
        self.resize(min(SIZE[0], room.width()), min(SIZE[1], room.height()))
        self._build()
        self._connect()
        self._show(0)

    def _build(self) -> None:
        self._who.setAccessibleName(self.tr("Colleague"))
        self._who.addItems([one.reviewer.name for one in self._colleagues])
        self._who.setVisible(len(self._colleagues) > 1)
        self._whose.setAccessibleName(self.tr("Quotes on the page"))
        for whose, words in (
            (Whose.BOTH, self.tr("Quotes of both")),
            (Whose.THEIRS, self.tr("Their quotes")),
            (Whose.MINE, self.tr("My quotes")),
        ):
            self._whose.addItem(words, whose)
        set_kind(self._about, "muted")
        self._about.setWordWrap(True)
        self._build_table()
        self._pane.setAccessibleName(self.tr("The paper"))
        self._pane.canvas.view.mode = ZoomMode.TEXT_WIDTH
        self._pane.fit_text_width()
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.addWidget(self._pane)
        split.addWidget(self._answers())
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 1)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        box.rejected.connect(self.reject)
        close = box.button(QDialogButtonBox.StandardButton.Close)
        close.setAutoDefault(False)  # Return in the answers goes on to the next quote
        column = QVBoxLayout(self)
        column.addWidget(split, 1)
        column.addWidget(box)

    def _answers(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(8, 0, 0, 0)
        head = QHBoxLayout()
        head.addWidget(self._who, 1)
        head.addWidget(self._whose)
        column.addLayout(head)
        column.addWidget(self._about)
        column.addWidget(self._table, 1)
        return side

    def _build_table(self) -> None:
        table = self._table
        by_line(table, self._model, self.tr("Answers of the colleague"))
        table.setWordWrap(True)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        table.setColumnWidth(FIELD, FIELD_WIDTH)
        table.setColumnWidth(ANSWER, ANSWER_WIDTH)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QUOTES, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def _connect(self) -> None:
        self._who.currentIndexChanged.connect(self._show)
        self._whose.currentIndexChanged.connect(self._on_whose)
        self._table.selectionModel().currentRowChanged.connect(lambda *_: self._go_to(0))
        self._table.activated.connect(self._on_activated)
        self._pane.canvas.highlight_clicked.connect(self._on_highlight)
        self.finished.connect(lambda _result: self._pane.source.close())

    def _show(self, number: int) -> None:
        one = self._colleagues[number]
        self._model.show(one)
        count = len(self._model.lines)
        sealed = self.tr("sealed") if one.is_sealed else self.tr("not sealed, may still change")
        answers = counted(count, self.tr("1 answer"), self.tr("{n} answers"))
        text = self.tr(
            "{name}: {answers}, {sealed}. Read only. On the page A, blue, is yours and B, orange, "
            "theirs."
        )
        said = text if count else self.tr("{name} has not answered anything yet.")
        self._about.setText(said.format(name=one.reviewer.name, answers=answers, sealed=sealed))
        self._table.setVisible(bool(count))
        if count:
            self._table.setCurrentIndex(self._model.index(0, FIELD))
            self._table.setFocus()
        self._go_to(0)

    def _go_to(self, place: int) -> None:
        """Show one of the quotes of the current line."""
        self._place = place
        colleague = self._colleagues[max(self._who.currentIndex(), 0)]
        self._side.show(colleague, self._model.anchors(self._table.currentIndex().row()), place)

    def _on_activated(self, index: QModelIndex) -> None:
        """Go on to the next quote of the line, from the first again at the end."""
        count = len(self._model.anchors(index.row()))
        if count:
            self._go_to((self._place + 1) % count)

    def _on_whose(self) -> None:
        self._side.whose = Whose(self._whose.currentData())
        self._go_to(self._place)

    def _on_highlight(self, anchor_id: str) -> None:
        row = self._model.row_of(anchor_id)
        if row >= 0:
            self._table.setCurrentIndex(self._model.index(row, FIELD))
            self._table.setFocus()
