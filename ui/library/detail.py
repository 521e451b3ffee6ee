"""One report of the library: its text, every source that gave it, the raw record of each."""

from html import escape

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from app.domain.library_list import Copy, Report, Standing
from ui.form.layouts import WrapLayout
from ui.style_sheet import set_kind
from ui.theme import Tokens

NARROWEST = 300  # pixels


class DetailPane(QSplitter):
    """Shows a report; says what is asked for it."""

    attach_requested = Signal()
    open_requested = Signal()
    screen_requested = Signal()
    apart_requested = Signal()
    leave_out_requested = Signal()

    def __init__(self) -> None:
        """Build the pane without a report."""
        super().__init__(Qt.Orientation.Vertical)
        self._report: Report | None = None
        self.is_writable = True
        self.text = QTextBrowser()
        self.attach = QPushButton(self.tr("Attach PDF…"))
        self.open = QPushButton(self.tr("Open PDF"))
        self.screen_it = QPushButton(self.tr("Screen"))
        self.apart = QPushButton(self.tr("Take apart"))
        self.leave_out = QPushButton(self.tr("Remove"))
        self.source = QComboBox()
        self.raw = QPlainTextEdit()
        self._lower = QWidget()
        self._build()

    def show_report(self, report: Report | None, tokens: Tokens, standing: str = "") -> None:
        """Show a report, or nothing."""
        self._report = report
        for part in (self.attach, self.open, self.screen_it, self.apart, self.leave_out):
            part.setEnabled(report is not None)
        self._lower.setVisible(report is not None)
        if report is None:
            self.text.setHtml(
                f'<p style="color:{tokens["text_muted"].name()}">'
                f"{escape(self.tr('Choose a record to read it.'))}</p>"
            )
            return
        self.text.setHtml(self._page(report, tokens, standing))
        self.open.setEnabled(report.paper is not None)
        for part in (self.attach, self.apart, self.leave_out):
            part.setEnabled(self.is_writable)
        self.apart.setVisible(len(report.copies) > 1)
        is_out = report.standing is Standing.LEFT_OUT
        self.leave_out.setText(self.tr("Bring back") if is_out else self.tr("Remove"))
        tip = (
            self.tr("Screen it after all")
            if is_out
            else self.tr("Remove it before screening; the flow diagram counts it")
        )
        self.leave_out.setToolTip(tip)
        self.leave_out.setAccessibleDescription(tip)
        self.screen_it.setEnabled(not is_out)
        with QSignalBlocker(self.source):
            self.source.clear()
            for number, copy in enumerate(report.copies, 1):
                self.source.addItem(f"{number}. {_named(copy) or self.tr('Source not stated')}")
        self._show_raw(0)

    def _page(self, report: Report, tokens: Tokens, standing: str) -> str:
        text, muted = report.text, tokens["text_muted"].name()
        where = ", ".join(filter(None, (text.source, report.place, str(text.year or ""))))
        ids = " · ".join(
            f"{name} {escape(value)}"
            for name, value in (("DOI", text.doi), ("PMID", report.pmid))
            if value
        )
        facts = [
            f"<b>{escape(standing)}</b>",
            self.tr("Study: {0}").format(escape(report.study)) if report.study else "",
            self.tr("PDF attached") if report.paper else self.tr("no PDF"),
        ]
        listed = "".join(f"<li>{escape(self._told(copy))}</li>" for copy in report.copies)
        files = "".join(f"<li>{escape(name)}</li>" for name in report.attachments)
        parts = [
            f"<h3>{escape(text.title) or self.tr('No title')}</h3>",
            f'<p style="color:{muted}">{escape(text.authors)}<br/>{escape(where)}<br/>{ids}</p>',
            f"<p>{' · '.join(filter(None, facts))}</p>",
            f'<p style="line-height:130%">{escape(text.abstract)}</p>' if text.abstract else "",
            f'<p style="color:{muted}">{escape(text.keywords)}</p>' if text.keywords else "",
            f"<p><b>{escape(self.tr('Found by'))}</b></p><ul>{listed}</ul>",
        ]
        if files:
            parts.append(f"<p><b>{escape(self.tr('Attachments named'))}</b></p><ul>{files}</ul>")
        return "".join(parts)

    def _told(self, copy: Copy) -> str:
        files = ", ".join(copy.files)
        return ": ".join(filter(None, (_named(copy) or self.tr("Source not stated"), files)))

    def _show_raw(self, row: int) -> None:
        copies = self._report.copies if self._report is not None else ()
        self.raw.setPlainText(copies[row].raw if 0 <= row < len(copies) else "")

    def _build(self) -> None:
        upper = QWidget()
        column = QVBoxLayout(upper)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.text.setAccessibleName(self.tr("The record"))
        self.text.setOpenLinks(False)
        self.text.document().setDocumentMargin(12)
        column.addWidget(self.text, 1)
        buttons = QWidget()
        row = WrapLayout(buttons)
        for button, wanted in (
            (self.screen_it, self.screen_requested),
            (self.open, self.open_requested),
            (self.attach, self.attach_requested),
            (self.apart, self.apart_requested),
            (self.leave_out, self.leave_out_requested),
        ):
            button.clicked.connect(wanted)
            row.addWidget(button)
        under = QHBoxLayout()
        under.setContentsMargins(8, 6, 8, 6)
        under.addWidget(buttons)
        column.addLayout(under)
        self.apart.setToolTip(self.tr("Make records of their own of the copies again"))
        self._build_lower()
        self.addWidget(upper)
        self.addWidget(self._lower)
        self.setStretchFactor(0, 3)
        self.setStretchFactor(1, 1)
        self.setChildrenCollapsible(False)
        self.setMinimumWidth(NARROWEST)

    def _build_lower(self) -> None:
        column = QVBoxLayout(self._lower)
        column.setContentsMargins(8, 4, 8, 8)
        column.setSpacing(4)
        label = QLabel(self.tr("&As the source gave it"))
        set_kind(label, "label")
        label.setBuddy(self.source)
        self.source.setAccessibleName(self.tr("Source of the raw record"))
        self.source.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.source.setMinimumContentsLength(10)
        self.source.currentIndexChanged.connect(self._show_raw)
        row = QHBoxLayout()
        row.addWidget(label)
        row.addWidget(self.source, 1)
        column.addLayout(row)
        self.raw.setReadOnly(True)
        self.raw.setAccessibleName(self.tr("Raw record"))
        self.raw.setTabChangesFocus(True)
        self.raw.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.raw.setMinimumHeight(60)
        column.addWidget(self.raw, 1)


def _named(copy: Copy) -> str:
    return ", ".join(filter(None, (copy.database, copy.platform, copy.searched_on)))
