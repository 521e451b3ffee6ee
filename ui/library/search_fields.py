"""The fields that describe a search: where, when, how, by whom, and what it told."""

from dataclasses import replace

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QWidget,
)

from app.domain.flow import FOUND_WORDS, Found
from app.domain.library import SearchDraft
from ui.style_sheet import set_kind

DATABASES = (
    "MEDLINE", "PubMed", "Embase", "CINAHL", "PsycINFO", "Cochrane Library", "Web of Science",
    "Scopus", "ERIC", "ProQuest", "Google Scholar", "ClinicalTrials.gov", "WHO ICTRP",
)  # fmt: skip
PLATFORMS = (
    "Ovid", "EBSCOhost", "ProQuest", "Embase.com", "APA PsycNet", "PubMed", "Wiley",
    "Clarivate", "Elsevier",
)  # fmt: skip
NO_DATE = QDate(1900, 1, 1)
MOST = 9_999_999


class SearchFields(QWidget):
    """Shows what is said of a search, to be changed."""

    changed = Signal()

    def __init__(self) -> None:
        """Build the fields, empty, for a search of today."""
        super().__init__()
        self.database = _offering(DATABASES)
        self.platform = _offering(PLATFORMS)
        self.kind = QComboBox()
        self.day = QDateEdit()
        self.strategy = QPlainTextEdit()
        self.limits = QLineEdit()
        self.who = QLineEdit()
        self.reported = QSpinBox()
        self.note = QLineEdit()
        self._draft = SearchDraft("", "")
        self._build()

    @property
    def is_named(self) -> bool:
        """Tell whether the source is named."""
        return bool(self.database.currentText().strip())

    def show_draft(self, draft: SearchDraft) -> None:
        """Show a search."""
        self._draft = draft
        self.database.setCurrentText(draft.database)
        self.platform.setCurrentText(draft.platform)
        self.kind.setCurrentIndex(self.kind.findData(draft.found.value))
        day = QDate.fromString(draft.searched_on, "yyyy-MM-dd")
        self.day.setDate(day if day.isValid() else NO_DATE)
        self.strategy.setPlainText(draft.strategy)
        self.limits.setText(draft.limits)
        self.who.setText(draft.searched_by)
        self.reported.setValue(-1 if draft.reported is None else draft.reported)
        self.note.setText(draft.note)

    def draft(self) -> SearchDraft:
        """Return the search as it stands in the fields."""
        day = self.day.date()
        reported = self.reported.value()
        return replace(
            self._draft,
            database=self.database.currentText().strip(),
            found=Found(str(self.kind.currentData())),
            platform=self.platform.currentText().strip(),
            searched_on="" if day == NO_DATE else day.toString("yyyy-MM-dd"),
            strategy=self.strategy.toPlainText().strip(),
            limits=self.limits.text().strip(),
            searched_by=self.who.text().strip(),
            note=self.note.text().strip(),
            reported=None if reported < 0 else reported,
        )

    def _build(self) -> None:
        for found, words in FOUND_WORDS.items():
            self.kind.addItem(words, found.value)
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.day.setCalendarPopup(True)
        self.day.setMinimumDate(NO_DATE)
        self.day.setSpecialValueText(self.tr("not stated"))
        self.reported.setRange(-1, MOST)
        self.reported.setSpecialValueText(self.tr("not stated"))
        self.strategy.setTabChangesFocus(True)
        self.strategy.setMinimumHeight(64)
        set_kind(self.strategy, "field")
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(6)
        self._row(form, self.tr("&Database or source"), self.database)
        self._row(form, self.tr("&How it was found"), self.kind)
        self._row(form, self.tr("&Platform"), self.platform)
        line = QHBoxLayout()
        self._name(self.day, self.tr("Searched on"))
        self._name(self.reported, self.tr("Results the source told"))
        told = QLabel(self.tr("&Results told"))
        told.setBuddy(self.reported)
        line.addWidget(self.day)
        line.addSpacing(12)
        line.addWidget(told)
        line.addWidget(self.reported)
        line.addStretch(1)
        label = QLabel(self.tr("Searched &on"))
        label.setBuddy(self.day)
        form.addRow(label, line)
        self._row(form, self.tr("&Strategy as it was run"), self.strategy)
        self._row(form, self.tr("&Limits"), self.limits)
        self._row(form, self.tr("Searched b&y"), self.who)
        self._row(form, self.tr("&Note"), self.note)
        self.database.editTextChanged.connect(lambda _text: self.changed.emit())

    def _row(self, form: QFormLayout, text: str, field: QWidget) -> None:
        label = QLabel(text)
        label.setBuddy(field)
        self._name(field, text.replace("&", ""))
        form.addRow(label, field)

    def _name(self, field: QWidget, name: str) -> None:
        field.setAccessibleName(name)


def _offering(names: tuple[str, ...]) -> QComboBox:
    box = QComboBox()
    box.setEditable(True)
    box.addItems(["", *names])
    return box
