"""Dialogs of the library: what search files come from, what was read, duplicates side by side."""

import html
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from app.domain.flow import FOUND_WORDS, Found
from app.domain.ids import new_id
from app.domain.library import ReadFile, SearchDraft
from ui.style_sheet import set_kind

DATABASES = (
    "MEDLINE", "PubMed", "Embase", "CINAHL", "PsycINFO", "Cochrane Library", "Web of Science",
    "Scopus", "ERIC", "ProQuest", "Google Scholar", "ClinicalTrials.gov",
)  # fmt: skip


class SearchDialog(QDialog):
    """Which search the files come from: one database, one date."""

    def __init__(self, names: Sequence[str], parent: QWidget) -> None:
        """Ask about files with these names."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Import references"))
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        told = QLabel(
            self.tr("{0}: all of one search. Import each database by itself.").format(
                ", ".join(names)
            )
        )
        told.setWordWrap(True)
        form.addRow(told)
        self.database = QComboBox()
        self.database.setEditable(True)
        self.database.addItems(["", *DATABASES])
        self.kind = QComboBox()
        for found, words in FOUND_WORDS.items():
            self.kind.addItem(words, found.value)
        self.platform = QLineEdit()
        self.day = QDateEdit(QDate.currentDate())
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.day.setCalendarPopup(True)
        self.strategy = QPlainTextEdit()
        self.strategy.setTabChangesFocus(True)
        self.limits = QLineEdit()
        for label, field in (
            (self.tr("Database or source"), self.database),
            (self.tr("How the records were found"), self.kind),
            (self.tr("Platform, such as Ovid or EBSCOhost"), self.platform),
            (self.tr("Searched on"), self.day),
            (self.tr("The search as it was run"), self.strategy),
            (self.tr("Limits that were set"), self.limits),
        ):
            self._row(form, label, field)
        set_kind(self.strategy, "field")
        kinds = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addWidget(self.buttons)
        self._ok = self.buttons.button(kinds.Ok)
        self._ok.setText(self.tr("Import"))
        self._ok.setEnabled(False)
        self.database.editTextChanged.connect(lambda text: self._ok.setEnabled(bool(text.strip())))
        self.resize(460, 470)

    def search(self) -> SearchDraft:
        """Return what was filled in, as a search of its own."""
        return SearchDraft(
            new_id(),
            self.database.currentText().strip(),
            Found(str(self.kind.currentData())),
            self.platform.text().strip(),
            self.day.date().toString("yyyy-MM-dd"),
            self.strategy.toPlainText().strip(),
            self.limits.text().strip(),
        )

    def _row(self, form: QFormLayout, label: str, field: QWidget) -> None:
        words = QLabel(label)
        words.setBuddy(field)
        field.setAccessibleName(label)
        form.addRow(words, field)


class ReadDialog(QDialog):
    """What was read of each file, with every oddity by its line."""

    def __init__(self, files: Sequence[ReadFile], parent: QWidget) -> None:
        """Show the files."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("What was imported"))
        self.text = QTextBrowser()
        self.text.setAccessibleName(self.tr("What was read of each file"))
        self.text.setHtml("".join(map(self._told, files)))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.text)
        column.addWidget(buttons)
        self.resize(560, 440)

    def _told(self, file: ReadFile) -> str:
        name = f"<h4>{html.escape(file.name)}</h4>"
        if file.refused:
            return f"{name}<p>{html.escape(file.refused)}</p>"
        counted = self.tr("{0}: {1} of {2} records read.").format(
            file.format, file.read, file.starts
        )
        rates = ", ".join(f"{field} {percent} %" for field, percent in file.filled.items())
        notices = "".join(
            f"<li>{html.escape(self.tr('line {0}: {1}').format(line, text))}</li>"
            for line, text in file.notices
        )
        return f"{name}<p>{html.escape(counted)} {html.escape(rates)}</p><ul>{notices}</ul>"


class PairDialog(QDialog):
    """Two records that may be one report, side by side; one pair after another."""

    answered = Signal(str)  # "same", "two" or "later"

    def __init__(self, parent: QWidget) -> None:
        """Wait for a pair."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Possible duplicates"))
        self.reasons = QLabel()
        self.reasons.setWordWrap(True)
        self.reasons.setAccessibleName(self.tr("What speaks for and against"))
        self.sides = (QTextBrowser(), QTextBrowser())
        self.sides[0].setAccessibleName(self.tr("First record"))
        self.sides[1].setAccessibleName(self.tr("Second record"))
        pair = QHBoxLayout()
        for side in self.sides:
            pair.addWidget(side)
        answers = QHBoxLayout()
        answers.addStretch()
        for key, words in (
            ("same", self.tr("&Same report")),
            ("two", self.tr("&Two reports")),
            ("later", self.tr("&Later")),
        ):
            button = QPushButton(words)
            button.setAccessibleName(words.replace("&", ""))
            button.clicked.connect(lambda _on=False, key=key: self.answered.emit(key))
            answers.addWidget(button)
        stop = QPushButton(self.tr("&Done"))
        stop.setAccessibleName(self.tr("Done"))
        stop.clicked.connect(self.accept)
        answers.addWidget(stop)
        column = QVBoxLayout(self)
        column.addWidget(self.reasons)
        column.addLayout(pair)
        column.addLayout(answers)
        self.resize(860, 460)

    def show_pair(self, told: str, records: Sequence[Mapping[str, object]]) -> None:
        """Show two records (CSL-JSON) and what speaks for and against."""
        self.reasons.setText(told)
        for side, csl in zip(self.sides, records, strict=True):
            side.setHtml(_card(csl))


def _card(csl: Mapping[str, object]) -> str:
    names = csl.get("author")
    people = names if isinstance(names, list) else []
    authors = "; ".join(
        str(n.get("literal") or f"{n.get('family', '')}, {n.get('given', '')}") for n in people
    )
    issued = csl.get("issued")
    parts = issued["date-parts"][0] if isinstance(issued, dict) and "date-parts" in issued else []
    lines = [f"<h4>{html.escape(str(csl.get('title', '')))}</h4>", f"<p>{html.escape(authors)}</p>"]
    facts = ("container-title", "volume", "issue", "page", "DOI", "PMID")
    place = [str(parts[0])] if parts else []
    place += [str(csl[name]) for name in facts if csl.get(name)]
    lines.append(f"<p>{html.escape(' · '.join(place))}</p>")
    lines.append(f"<p>{html.escape(str(csl.get('abstract', '')))}</p>")
    return "".join(lines)
