"""Asks for what a new review needs, and says beside each field what is wrong."""

import os
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.home.values import NewReview, Template, folder_name
from ui.style_sheet import restyle, set_kind


class NewReviewDialog(QDialog):
    """Title, place, form and reviewer; the folder is named after the title."""

    new_requested = Signal(object)  # NewReview

    def __init__(
        self,
        templates: tuple[Template, ...],
        place: Path,
        reviewer: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """Suggest a place for the folder and the reviewer's name."""
        super().__init__(parent)
        self._title = QLineEdit()
        self._place = QLineEdit(str(place))
        self._form = QComboBox()
        self._reviewer = QLineEdit(reviewer)
        self._will_be = QLabel()
        self._errors = {line: QLabel() for line in (self._title, self._place, self._reviewer)}
        self._make = QPushButton(self.tr("Make review"))
        for template in templates:
            self._form.addItem(template.name, template.template_id)
        self._build()
        for line in (self._title, self._place):
            line.textChanged.connect(self._on_place_changed)
        self._make.clicked.connect(self._on_make)
        self._on_place_changed()

    @property
    def review(self) -> NewReview:
        """What is typed now."""
        return NewReview(
            folder=Path(self._place.text().strip()).expanduser() / folder_name(self._title.text()),
            title=self._title.text().strip(),
            template=self._form.currentData(),
            reviewer=self._reviewer.text().strip(),
        )

    def problems(self) -> dict[str, str]:
        """Return a sentence for each field that cannot be taken as it is."""
        review = self.review
        found = {}
        if not folder_name(review.title):
            found["title"] = self.tr("Give the review a title.")
        if not review.reviewer:
            found["reviewer"] = self.tr("Give your name: every answer says whose it is.")
        place = self._place_problem(review)
        if place:
            found["place"] = place
        return found

    def _place_problem(self, review: NewReview) -> str:
        parent = review.folder.parent
        if not self._place.text().strip() or not parent.is_absolute():
            return self.tr("Choose where to put the folder of the review.")
        existing = next((p for p in (parent, *parent.parents) if p.is_dir()), None)
        if existing is None or not os.access(existing, os.W_OK):
            return self.tr("This place cannot be written to. Choose another one.")
        if folder_name(review.title) and _is_taken(review.folder):
            return self.tr("There is already such a folder. Change the title or the place.")
        return ""

    def _build(self) -> None:
        self.setWindowTitle(self.tr("New review"))
        self.setMinimumWidth(560)
        self._title.setPlaceholderText(self.tr("Peer support for …: a scoping review"))
        form = QFormLayout()
        form.setVerticalSpacing(6)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._add(form, self.tr("&Title"), self._title)
        self._add(form, self.tr("&Put the folder in"), self._place, self._browse())
        set_kind(self._will_be, "caption")
        self._will_be.setWordWrap(True)
        form.addRow("", self._will_be)
        self._form.setAccessibleName(self.tr("Form"))
        form.addRow(_label(self.tr("&Form"), self._form), self._form)
        self._add(form, self.tr("&Your name"), self._reviewer)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(16)
        column.addLayout(form)
        column.addStretch(1)
        column.addLayout(self._buttons())

    def _add(
        self, form: QFormLayout, text: str, line: QLineEdit, button: QPushButton | None = None
    ) -> None:
        line.setAccessibleName(text.replace("&", ""))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(line, 1)
        if button is not None:
            row.addWidget(button)
        form.addRow(_label(text, line), row)
        error = self._errors[line]
        set_kind(error, "error")
        error.setWordWrap(True)
        error.hide()
        form.addRow("", error)

    def _browse(self) -> QPushButton:
        button = QPushButton(self.tr("Choose…"))
        button.setAccessibleName(self.tr("Choose where to put the folder"))
        button.clicked.connect(self._on_browse)
        return button

    def _buttons(self) -> QHBoxLayout:
        cancel = QPushButton(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        set_kind(self._make, "primary")
        self._make.setDefault(True)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self._make)
        return row

    def _on_browse(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self, self.tr("Put the folder in"), self._place.text()
        )
        if chosen:
            self._place.setText(chosen)

    def _on_place_changed(self) -> None:
        named = folder_name(self._title.text())
        self._will_be.setText(
            self.tr("Will be made: {folder}").format(folder=self.review.folder)
            if named
            else self.tr("The folder gets the name of the title.")
        )

    def _on_make(self) -> None:
        problems = self.problems()
        lines = {"title": self._title, "place": self._place, "reviewer": self._reviewer}
        for key, line in lines.items():
            self._tell(line, problems.get(key, ""))
        if problems:
            lines[next(key for key in lines if key in problems)].setFocus()
            return
        self.new_requested.emit(self.review)
        self.accept()

    def _tell(self, line: QLineEdit, problem: str) -> None:
        self._errors[line].setText(problem)
        self._errors[line].setVisible(bool(problem))
        line.setAccessibleDescription(problem)
        line.setProperty("invalid", "true" if problem else "false")
        restyle(line)


def _label(text: str, field: QWidget) -> QLabel:
    label = QLabel(text)
    label.setBuddy(field)
    return label


def _is_taken(folder: Path) -> bool:
    if not folder.is_dir():
        return folder.exists()
    return any(folder.iterdir())
