"""The gallery of forms that ship: look at one, take its sections in, or begin anew with it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.fields import Form, FormKind
from app.services.forms import TemplateInfo
from ui.counting import counted
from ui.designer.rows import HighRows
from ui.designer.words import type_words
from ui.style_sheet import set_kind

Index = QModelIndex | QPersistentModelIndex


class GalleryModel(QAbstractListModel):
    """One line a form."""

    def __init__(self, templates: Sequence[TemplateInfo]) -> None:
        """Show these forms."""
        super().__init__()
        self._templates = tuple(templates)

    def template(self, row: int) -> TemplateInfo | None:
        """Return the form of a row."""
        return self._templates[row] if 0 <= row < len(self._templates) else None

    def rowCount(self, _parent: Index | None = None) -> int:
        """Count the forms."""
        return len(self._templates)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the name of a form."""
        info = self._templates[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return info.name
        return info.edition if role == Qt.ItemDataRole.ToolTipRole else None


class GalleryDialog(QDialog):
    """Shows forms; `add_requested(id)` and `replace_requested(id)` follow the buttons."""

    add_requested = Signal(str)
    replace_requested = Signal(str)

    def __init__(
        self,
        templates: Sequence[TemplateInfo],
        form_of: Callable[[str], Form],
        parent: QWidget | None = None,
    ) -> None:
        """Show forms; `form_of` reads one by its id."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("From a template"))
        self.setMinimumSize(760, 460)
        self._form_of = form_of
        self._model = GalleryModel(templates)
        self.list = QListView()
        self.list.setModel(self._model)
        self.list.setItemDelegate(HighRows(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(self.tr("Templates"))
        self._about = QLabel()
        self._about.setWordWrap(True)
        self._contents = QPlainTextEdit()
        self._contents.setReadOnly(True)
        self._contents.setTabChangesFocus(True)
        self._contents.setAccessibleName(self.tr("What the template asks"))
        set_kind(self._contents, "field")
        self.add = QPushButton(self.tr("Add its sections"))
        self.replace = QPushButton(self.tr("Begin anew with it"))
        self._build()
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.add.clicked.connect(self._on_add)
        self.replace.clicked.connect(self._on_replace)
        self.list.setCurrentIndex(self._model.index(0))

    def _build(self) -> None:
        set_kind(self.add, "primary")
        set_kind(self._about, "muted")
        cancel = QPushButton(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        right = QVBoxLayout()
        right.addWidget(self._about)
        right.addWidget(self._contents, 1)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.list, 5)
        top.addLayout(right, 6)
        row = QHBoxLayout()
        row.addWidget(cancel)
        row.addStretch(1)
        row.addWidget(self.replace)
        row.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(12)
        column.addLayout(top, 1)
        column.addLayout(row)

    def _on_current(self) -> None:
        info = self._model.template(self.list.currentIndex().row())
        if info is None:
            return
        form = self._form_of(info.template_id)
        fields = counted(info.fields, self.tr("one field"), self.tr("{n} fields"))
        self._about.setText(f"{info.edition} · {fields}" if info.edition else fields)
        self._contents.setPlainText("\n".join(self._lines(form)))
        self.replace.setEnabled(info.kind is FormKind.EXTRACTION)

    def _lines(self, form: Form) -> list[str]:
        lines: list[str] = []
        for section in form.sections:
            lines += ["", section.label] if lines else [section.label]
            lines += [f"    {field.label} ({type_words(field.type)})" for field in section.fields]
        return lines

    def _on_add(self) -> None:
        info = self._model.template(self.list.currentIndex().row())
        if info is not None:
            self.add_requested.emit(info.template_id)
            self.accept()

    def _on_replace(self) -> None:
        info = self._model.template(self.list.currentIndex().row())
        if info is not None:
            self.replace_requested.emit(info.template_id)
            self.accept()
