"""The short pages: who extracts, and where the files lie."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.studies import Reviewer
from ui.counting import counted
from ui.project.backups_page import size_words
from ui.style_sheet import set_kind


@dataclass(frozen=True, slots=True)
class ReviewFiles:
    """Where a review lies; `size` in bytes counts the papers."""

    folder: Path
    papers: int
    size: int
    missing: int = 0
    notice: str = ""


class ReviewerPage(QFrame):
    """Shows who extracts; another name is asked for, not set here."""

    rename_requested = Signal(str, str)  # name, initials

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without a name."""
        super().__init__(parent)
        self._shown: Reviewer | None = None
        self._name = QLineEdit()
        self._initials = QLineEdit()
        self._initials.setMaxLength(4)
        self._initials.setMaximumWidth(80)
        form = _form(self, self.tr("Reviewer"))
        _row(form, self.tr("&Name"), self._name)
        _row(form, self.tr("&Initials"), self._initials)
        words = QLabel(self.tr("Every answer and every change of this review says whose it is."))
        words.setWordWrap(True)
        set_kind(words, "muted")
        form.addRow("", words)
        for line in (self._name, self._initials):
            line.editingFinished.connect(self._on_edited)

    def show_reviewer(self, reviewer: Reviewer) -> None:
        """Show who is extracting."""
        self._shown = reviewer
        self._name.setText(reviewer.name)
        self._initials.setText(reviewer.initials)

    def _on_edited(self) -> None:
        name, initials = self._name.text().strip(), self._initials.text().strip()
        shown = self._shown
        if shown is None or not name or (name, initials) == (shown.name, shown.initials):
            return
        self.rename_requested.emit(name, initials)


class FilesPage(QFrame):
    """Shows where the review lies and what is in it."""

    folder_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without a review."""
        super().__init__(parent)
        self._folder = _value()
        self._papers = _value()
        self._notice = _value()
        set_kind(self._notice, "error")
        button = QPushButton(self.tr("Show in file manager"))
        button.clicked.connect(self.folder_requested)
        form = _form(self, self.tr("Files"))
        form.addRow(self.tr("Folder"), self._folder)
        form.addRow(self.tr("Papers"), self._papers)
        form.addRow("", self._notice)
        form.addRow("", _at_left(button))
        words = QLabel(
            self.tr(
                "The folder is the review: answers, papers, backups and exports lie in it. "
                "Close the review before you copy the folder somewhere else."
            )
        )
        words.setWordWrap(True)
        set_kind(words, "muted")
        form.addRow("", words)

    def show_files(self, files: ReviewFiles) -> None:
        """Show folder, papers and what is wrong with the place."""
        self._folder.setText(str(files.folder))
        number = counted(files.papers, self.tr("1 PDF"), self.tr("{n} PDFs"))
        papers = f"{number}, {size_words(files.size)}"
        missing = self.tr("{n} missing").format(n=files.missing)
        self._papers.setText(f"{papers}, {missing}" if files.missing else papers)
        self._notice.setText(files.notice)
        self._notice.setVisible(bool(files.notice))


def _form(page: QFrame, title: str) -> QFormLayout:
    column = QVBoxLayout(page)
    column.setContentsMargins(16, 12, 16, 16)
    column.setSpacing(12)
    heading = QLabel(title)
    set_kind(heading, "heading2")
    form = QFormLayout()
    form.setHorizontalSpacing(16)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    column.addWidget(heading)
    column.addLayout(form)
    column.addStretch(1)
    return form


def _row(form: QFormLayout, text: str, line: QLineEdit) -> None:
    label = QLabel(text)
    label.setBuddy(line)
    line.setAccessibleName(text.replace("&", ""))
    form.addRow(label, line)


def _at_left(button: QPushButton) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(button)
    row.addStretch(1)
    return row


def _value() -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
