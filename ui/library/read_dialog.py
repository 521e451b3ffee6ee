"""What an import took in: records against the starts in the file, fields, every oddity."""

import html
from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from app.domain.library import ReadFile
from ui.theme import Tokens

NAMES = {
    "title": "title",
    "author": "authors",
    "issued": "year",
    "container-title": "journal",
    "DOI": "DOI",
    "PMID": "PMID",
    "abstract": "abstract",
}


class ReadDialog(QDialog):
    """What was read of each file, with every oddity by its line."""

    def __init__(
        self, files: Sequence[ReadFile], tokens: Tokens, parent: QWidget, said: str = ""
    ) -> None:
        """Show the files; `said` stands above them."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("What was imported"))
        self._tokens = tokens
        self.text = QTextBrowser()
        self.text.setAccessibleName(self.tr("What was read of each file"))
        head = f"<p><b>{html.escape(said)}</b></p>" if said else ""
        if count := sum(bool(file.refused) for file in files):
            told = self.tr("{0} of {1} files were not taken in.").format(count, len(files))
            head += f"<p>{self._coloured(told, 'danger')}</p>"
        odd_first = sorted(files, key=lambda file: (not file.refused, not file.notices))
        self.text.setHtml(head + "".join(map(self.told, odd_first)))
        self._buttons = buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.text)
        column.addWidget(buttons)
        self.resize(640, 460)

    def offer(self, text: str, act: Callable[[], None]) -> None:
        """Add a button that closes the dialog and goes on with something."""
        button = self._buttons.addButton(text, QDialogButtonBox.ButtonRole.ActionRole)
        button.clicked.connect(self.accept)
        button.clicked.connect(lambda _on=False: act())

    def told(self, file: ReadFile) -> str:
        """Return what is said of a file as HTML."""
        name = f"<h4>{html.escape(file.name)}</h4>"
        if file.refused:
            return f"{name}<p>{self._coloured(file.refused, 'danger')}</p>"
        counted = self.tr("{0} of {1} records read").format(file.read, file.starts)
        if file.read < file.starts:
            counted = self._coloured(counted, "danger")
        what = ", ".join(filter(None, (file.format, file.encoding.replace("-sig", "").upper())))
        return (
            f"{name}<p>{counted} · {html.escape(what)}</p>{self._rates(file)}{self._notices(file)}"
        )

    def _rates(self, file: ReadFile) -> str:
        """Return how many records have each field, the gaps coloured."""
        cells = "".join(
            f"<td>{html.escape(self.tr(NAMES.get(name, name)))}<br/>{self._percent(percent)}</td>"
            for name, percent in file.filled.items()
        )
        return f'<table cellpadding="4"><tr>{cells}</tr></table>' if cells else ""

    def _percent(self, percent: int) -> str:
        text = f"{percent} %"
        return self._coloured(text, "warning") if percent < 50 else f"<b>{text}</b>"

    def _notices(self, file: ReadFile) -> str:
        lines = [
            self.tr("line {0}: {1}").format(line, text) if line else text
            for line, text in file.notices
        ]
        return "".join(f"<li>{html.escape(line)}</li>" for line in lines).join(
            ("<ul>", "</ul>") if lines else ("", "")
        )

    def _coloured(self, text: str, token: str) -> str:
        return f'<b style="color:{self._tokens[token].name()}">{html.escape(text)}</b>'
