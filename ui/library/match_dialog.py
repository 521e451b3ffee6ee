"""PDFs to records in three steps: the files, which record each is of, what was taken in."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStringListModel, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QStackedWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from ui.library.match_page import MatchPage
from ui.style_sheet import set_kind
from ui.widgets.accepting import accepting_buttons

if TYPE_CHECKING:
    from app.services.paper_matching import Proposal
    from ui.theme import Tokens

FILES, MATCH, RESULT = range(3)


class FilesPage(QWidget):
    """The PDFs that are to be matched: added one by one, by folder, or dropped on the library."""

    changed = Signal()

    def __init__(self) -> None:
        """Start without files."""
        super().__init__()
        self.paths: list[Path] = []
        self._names = QStringListModel(self)
        self.list = QListView()
        self.list.setModel(self._names)
        self.list.setAccessibleName(self.tr("PDFs to match"))
        self.list.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.add_files = QPushButton(self.tr("Add &PDFs…"))
        self.add_folder = QPushButton(self.tr("Add a &folder…"))
        self.remove = QPushButton(self.tr("&Leave out"))
        self.add_files.clicked.connect(self._ask_files)
        self.add_folder.clicked.connect(self._ask_folder)
        self.remove.clicked.connect(self._leave_out)
        line = QHBoxLayout()
        for button in (self.add_files, self.add_folder, self.remove):
            line.addWidget(button)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        told = QLabel(
            self.tr(
                "Which PDFs? Add them here, one by one or by folder, or drop them on the library."
            )
        )
        told.setWordWrap(True)
        column.addWidget(told)
        column.addWidget(self.list, 1)
        column.addLayout(line)
        self.add(())

    def add(self, paths: Sequence[Path]) -> None:
        """Add files, each once."""
        self.paths = list(dict.fromkeys((*self.paths, *paths)))
        self._names.setStringList([str(path) for path in self.paths])
        self.remove.setEnabled(bool(self.paths))
        self.changed.emit()

    def _ask_files(self) -> None:
        chosen, _used = QFileDialog.getOpenFileNames(
            self, self.tr("Match PDFs to records"), "", self.tr("PDF files (*.pdf)")
        )
        self.add([Path(name) for name in chosen])

    def _ask_folder(self) -> None:
        if chosen := QFileDialog.getExistingDirectory(self, self.tr("Folder with PDFs")):
            inside = Path(chosen).rglob("*")
            self.add(sorted(one for one in inside if one.suffix.casefold() == ".pdf"))

    def _leave_out(self) -> None:
        rows = {index.row() for index in self.list.selectionModel().selectedIndexes()}
        self.paths = [path for row, path in enumerate(self.paths) if row not in rows]
        self.add(())


class MatchDialog(QDialog):
    """Asks for files, shows what was found for them, tells what became of them."""

    look_requested = Signal(object)  # list[Path]
    taken = Signal(object, object)  # dict[Path, str], and list[Path] that become studies

    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        """Begin with the files."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Match PDFs to records"))
        self.files = FilesPage()
        self.page = MatchPage(tokens)
        self.outcome = QTextBrowser()
        self.outcome.setAccessibleName(self.tr("What was taken in"))
        self.model, self.table = self.page.model, self.page.table
        self.told, self.record = self.page.told, self.page.record
        self.way = QLabel()
        self.back = QPushButton(self.tr("&Back"))
        self.study = QPushButton(self.tr("&Take in, the rest as new studies"))
        self.buttons, self._ok = accepting_buttons(self, self.tr("&Next"))
        self._tokens = tokens
        self._said: list[str] = []
        self._stack = QStackedWidget()
        self._build()

    @property
    def step(self) -> int:
        """Which step is shown: FILES, MATCH or RESULT."""
        return self._stack.currentIndex()

    def show_files(self, paths: Sequence[Path]) -> None:
        """Add files; where there are any, go on to their records at once."""
        self.files.add(paths)
        if self.files.paths:
            self._look()

    def show_progress(self, done: int, total: int) -> None:
        """Show how many PDFs were looked at."""
        self.page.show_progress(done, total)

    def show_proposals(self, proposals: Sequence[Proposal], titles: Mapping[str, str]) -> None:
        """Show what was found."""
        self.page.show_proposals(proposals, titles)

    def tell(self, heading: str, lines: Sequence[str], kind: str = "text") -> None:
        """Add to what became of the PDFs."""
        colour = self._tokens[kind].name()
        items = "".join(f"<li>{html.escape(line)}</li>" for line in lines)
        self._said.append(
            f'<p><b style="color:{colour}">{html.escape(heading)}</b></p><ul>{items}</ul>'
        )
        self.outcome.setHtml("".join(self._said))

    def accept(self) -> None:
        """Go on: to the records, to taking in, or to the end."""
        if self.step == FILES:
            self._look()
        elif self.step == MATCH:
            self._take([one for one in self.page.left if one in self.model.new])
        else:
            super().accept()

    def _look(self) -> None:
        self.page.show_looking()
        self._go(MATCH)
        self.look_requested.emit(list(self.files.paths))

    def _take(self, studies: Sequence[Path]) -> None:
        chosen = dict(self.model.chosen)
        self._go(RESULT)
        left = [one for one in self.model.shown if one.path not in chosen]
        said = [
            f"{one.path.name}: {one.problem}" if one.problem else one.path.name
            for one in left
            if one.path not in studies
        ]
        if said:
            self.tell(self.tr("Left out"), said, "warning")
        self.taken.emit(chosen, list(studies))

    def _go(self, step: int) -> None:
        names = (self.tr("Files"), self.tr("Match"), self.tr("Result"))
        told = [f"{place} {name}" for place, name in enumerate(names, start=1)]
        marked = [f"<b>{one}</b>" if place == step else one for place, one in enumerate(told)]
        self.way.setText("  →  ".join(marked))
        self.way.setAccessibleName(self.tr("Step {0} of 3: {1}").format(step + 1, names[step]))
        self._stack.setCurrentIndex(step)
        self._on_changed()

    def _on_changed(self) -> None:
        """Let the buttons say and allow what the step allows."""
        step, chosen = self.step, len(self.model.chosen) + len(self.model.new)
        texts = (self.tr("&Next"), self.tr("Take {0} in").format(chosen), self.tr("Close"))
        self._ok.setText(texts[step])
        self._ok.setEnabled((bool(self.files.paths), bool(chosen), True)[step])
        self.back.setVisible(step == MATCH)
        self.study.setVisible(step == MATCH)
        left = len(self.page.left)
        self.study.setEnabled(bool(left))
        self.study.setToolTip(
            self.tr("Add the {0} PDFs without a record, one study each").format(left)
        )
        cancel = self.buttons.button(QDialogButtonBox.StandardButton.Cancel)
        cancel.setVisible(step != RESULT)

    def _build(self) -> None:
        set_kind(self.way, "muted")
        for page in (self.files, self.page, self.outcome):
            self._stack.addWidget(page)
        self.files.changed.connect(self._on_changed)
        self.page.changed.connect(self._on_changed)
        role = QDialogButtonBox.ButtonRole.ActionRole
        for button in (self.back, self.study):
            self.buttons.addButton(button, role)
        self.back.clicked.connect(lambda: self._go(FILES))
        self.study.clicked.connect(lambda: self._take(self.page.left))
        column = QVBoxLayout(self)
        column.addWidget(self.way)
        column.addWidget(self._stack, 1)
        column.addWidget(self.buttons)
        self._go(FILES)
        self.resize(900, 500)
