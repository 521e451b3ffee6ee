"""The outline: choose a part of the form, move it by drag, by keys or by its menu."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractItemView,
    QMenu,
    QTreeView,
)

from app.domain.fields import Form
from ui.designer.outline_model import OutlineModel, Part
from ui.designer.rows import HighRows
from ui.messages import announce
from ui.theme import Tokens


class Outline(QTreeView):
    """Shows the form as a tree; says what was chosen and what is to be moved."""

    part_chosen = Signal(object)  # Part or None
    move_requested = Signal(object, str, int)  # Part, section key, position

    def __init__(self, tokens: Tokens) -> None:
        """Show nothing yet."""
        super().__init__()
        self._model = OutlineModel(tokens)
        self._verbs: tuple[QAction, ...] = ()
        self._is_showing = False
        self.setModel(self._model)
        self.setHeaderHidden(True)
        self.setAccessibleName(self.tr("Form outline"))
        self.setUniformRowHeights(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu)
        self.selectionModel().currentChanged.connect(self._on_current)
        self._model.move_requested.connect(self.move_requested)
        self.setItemDelegate(HighRows(self))

    @property
    def part(self) -> Part | None:
        """What is chosen."""
        return self._model.part(self.currentIndex())

    def use_verbs(self, verbs: Sequence[QAction]) -> None:
        """Offer these in the menu of a part."""
        self._verbs = tuple(verbs)

    def show_form(self, form: Form, problems: Mapping[str, str]) -> None:
        """Show a form and keep what was chosen and what was folded."""
        chosen, folded = self.part, self._folded()
        first = self._model.rowCount() == 0
        self._is_showing = True
        self._model.show_form(form, problems)
        for row in range(self._model.rowCount()):
            index = self._model.index(row, 0)
            part = self._model.part(index)
            self.setExpanded(index, part is None or part.section_key not in folded)
        self._is_showing = False
        if first and chosen is None and form.sections:
            chosen = Part(form.sections[0].key)
        self.choose(chosen)

    def choose(self, part: Part | None) -> None:
        """Choose a part, or what stands nearest when it is gone."""
        index = QModelIndex() if part is None else self._model.index_of(part)
        if not index.isValid() and part is not None and part.field_id:
            index = self._model.index_of(Part(part.section_key))
        if not index.isValid() and self._model.rowCount():
            index = self._model.index(0, 0)
        if index != self.currentIndex():
            self.setCurrentIndex(index)
        else:
            self.part_chosen.emit(self.part)
        self.scrollTo(index)

    def say_place(self) -> None:
        """Say to a screen reader where the chosen part stands now."""
        index = self.currentIndex()
        count = self._model.rowCount(index.parent())
        words = self.tr("Moved to position {n} of {all}").format(n=index.row() + 1, all=count)
        announce(self, words)

    def dress(self, tokens: Tokens) -> None:
        """Use the colours of another theme."""
        self._model.dress(tokens)

    def _folded(self) -> set[str]:
        found = set()
        for row in range(self._model.rowCount()):
            index = self._model.index(row, 0)
            part = self._model.part(index)
            if part is not None and not self.isExpanded(index):
                found.add(part.section_key)
        return found

    def _on_current(self, _new: QModelIndex, _old: QModelIndex) -> None:
        if not self._is_showing:
            self.part_chosen.emit(self.part)

    def _on_menu(self, where: QPoint) -> None:
        menu = QMenu(self)
        menu.addActions(self._verbs)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.viewport().mapToGlobal(where))
