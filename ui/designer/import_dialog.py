"""What a file becomes before it is taken: which column gives what, and the fields it makes."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.domain.errors import AppError
from app.domain.sheet_fields import PROPERTIES, SKIP, SheetMapping
from app.domain.templates import form_from_json
from app.services.form_reading import FormFile, ReadForm, Shape
from ui.counting import counted
from ui.designer.inputs import ChoiceInput
from ui.designer.words import type_words
from ui.style_sheet import set_kind

MOST_COLUMNS = 40  # mapped by hand; a sheet of questions has fewer


class ImportFormDialog(QDialog):
    """Shows a file; `replace_requested(document)` and `add_requested(sections)` end it."""

    replace_requested = Signal(object)
    add_requested = Signal(object)

    def __init__(
        self,
        file: FormFile,
        read: Callable[[FormFile, Shape, SheetMapping | None], ReadForm],
        parent: QWidget | None = None,
    ) -> None:
        """Show a file in the shape it seems to have; `read` makes the form of it."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Import the form “{0}”").format(file.name))
        self.setMinimumSize(760, 480)
        self._file = file
        self._read = read
        self._made: ReadForm | None = None
        self.shape = ChoiceInput(
            self.tr("The file holds"),
            [
                (Shape.QUESTIONS, self.tr("one question a row")),
                (Shape.COLUMNS, self.tr("one question a column, with answers below")),
            ],
            34,
        )
        self._columns: list[ChoiceInput] = []
        self._mapping = QScrollArea()
        self._said = QLabel()
        self._said.setWordWrap(True)
        self._preview = QPlainTextEdit()
        self._preview.setReadOnly(True)
        self._preview.setTabChangesFocus(True)
        self._preview.setAccessibleName(self.tr("Fields that will be made"))
        set_kind(self._preview, "field")
        self.add = QPushButton(self.tr("Add as sections"))
        self.replace = QPushButton(self.tr("Use as the draft"))
        self._build()
        self.shape.show_value(file.shape)
        self.shape.settled.connect(self._show)
        self.add.clicked.connect(self._on_add)
        self.replace.clicked.connect(self._on_replace)
        self._show()

    def _build(self) -> None:
        set_kind(self.replace, "primary")
        cancel = QPushButton(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        head = QHBoxLayout()
        is_table = self._file.shape in (Shape.QUESTIONS, Shape.COLUMNS)
        words = QLabel(self.tr("The file holds"))
        words.setBuddy(self.shape)
        for widget in (words, self.shape):
            widget.setVisible(is_table)
            head.addWidget(widget)
        head.addStretch(1)
        self._build_mapping(is_table=is_table)
        row = QHBoxLayout()
        row.addWidget(cancel)
        row.addStretch(1)
        row.addWidget(self.add)
        row.addWidget(self.replace)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self._mapping, 2)
        column.addWidget(self._said)
        column.addWidget(self._preview, 3)
        column.addLayout(row)

    def _build_mapping(self, *, is_table: bool) -> None:
        inside = QFrame()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setVerticalSpacing(4)
        if is_table:
            mapping = self._file.mapping()
            offered = [(SKIP, self.tr("not used")), *((p, p.replace("_", " ")) for p in PROPERTIES)]
            shown = list(zip(mapping.header, mapping.properties, strict=True))[:MOST_COLUMNS]
            for row, (heading, named) in enumerate(shown):
                choice = ChoiceInput(self.tr("Column {0}").format(heading), offered)
                choice.show_value(named)
                choice.settled.connect(self._show)
                self._columns.append(choice)
                label = QLabel(heading or self.tr("(no heading)"))
                label.setTextFormat(Qt.TextFormat.PlainText)
                grid.addWidget(label, row, 0)
                grid.addWidget(choice, row, 1)
        self._mapping.setWidgetResizable(True)
        self._mapping.setWidget(inside)
        set_kind(self._mapping, "plain")

    def _show(self) -> None:
        """Read the file again and show what it gives, or why it gives nothing."""
        shape = self._file.shape
        if isinstance(self.shape.value, Shape) and self._columns:
            shape = self.shape.value
        self._mapping.setVisible(bool(self._columns) and shape is Shape.QUESTIONS)
        mapping = None
        if self._columns:
            rest = [SKIP] * (len(self._file.rows[0]) - len(self._columns))
            chosen = [str(choice.value) for choice in self._columns]
            mapping = SheetMapping(self._file.rows[0], (*chosen, *rest))
        try:
            self._made = self._read(self._file, shape, mapping)
        except AppError as problem:
            self._made = None
            self._tell(problem.message, "", is_wrong=True)
        else:
            self._tell_made(self._made)
        self.add.setEnabled(self._made is not None)
        self.replace.setEnabled(self._made is not None)

    def _tell_made(self, made: ReadForm) -> None:
        form = form_from_json(made.document)
        fields = [field for section in form.sections for field in section.fields]
        passed = [use.heading for use in made.columns if use.role]
        said = counted(len(fields), self.tr("One field."), self.tr("{n} fields."))
        if passed:
            names = ", ".join(passed)
            said += " " + self.tr("These columns name the study or the reviewer: {0}").format(names)
        lines: list[str] = []
        for section in form.sections:
            lines += ["", section.label]
            lines += [f"    {f.label} ({type_words(f.type)})" for f in section.fields]
        self._tell(said, "\n".join(lines).strip(), is_wrong=False)

    def _tell(self, said: str, lines: str, *, is_wrong: bool) -> None:
        self._said.setText(said)
        set_kind(self._said, "error" if is_wrong else "muted")
        self._preview.setPlainText(lines)

    def _on_add(self) -> None:
        if self._made is not None:
            self.add_requested.emit(self._made.document["sections"])
            self.accept()

    def _on_replace(self) -> None:
        if self._made is not None:
            self.replace_requested.emit(self._made.document)
            self.accept()
