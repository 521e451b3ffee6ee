"""Countries as removable chips, with completion over their names."""

from PySide6.QtCore import QSignalBlocker, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QVBoxLayout, QWidget

from app.domain import countries, values
from app.domain.answers import Json
from app.domain.fields import Field
from ui.form.chips import Chip
from ui.form.editors.base import Editor, PlainLine
from ui.form.layouts import WrapLayout
from ui.theme import Tokens


class CountryLine(PlainLine):
    """A line in which Backspace at the start takes the last country away."""

    def __init__(self, owner: "CountryEditor") -> None:
        """Type countries for this editor."""
        super().__init__()
        self._owner = owner

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Remove the last chip when there is nothing left to delete."""
        if event.key() == Qt.Key.Key_Backspace and not self.text():
            self._owner.remove_last()
            return
        super().keyPressEvent(event)


class CountryEditor(Editor):
    """Chips of the chosen countries above a line that completes names."""

    def __init__(self, field: Field, tokens: Tokens) -> None:
        """Start with no country."""
        super().__init__(field)
        self._tokens = tokens
        self._codes: tuple[str, ...] = ()
        self._chips = QWidget()
        self._flow = WrapLayout(self._chips)
        self._line = CountryLine(self)
        self._line.setPlaceholderText(self.tr("Type a country"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._chips)
        column.addWidget(self._line)
        self._chips.hide()
        self._line.textEdited.connect(self._on_text_edited)
        self._line.returnPressed.connect(self._on_return)
        self._line.pressed.connect(self.pressed)

    def show_value(self, value: Json) -> None:
        """Show chips of the codes and an empty line."""
        codes = tuple(str(item) for item in value) if isinstance(value, list) else ()
        with QSignalBlocker(self._line):
            self._line.clear()
        self._show_codes(codes)

    def value(self) -> Json:
        """Return the codes; raises ValueDoesNotParse for an unknown name."""
        typed = values.parse(self.field, self._line.text())
        added = typed if isinstance(typed, list) else []
        return [*dict.fromkeys([*self._codes, *added])] or None

    def text(self) -> str:
        """Return the names, one a line, the unfinished one last."""
        names = [countries.name(code) for code in self._codes]
        return "\n".join([*names, *([self._line.text()] if self._line.text() else [])])

    def show_text(self, text: str) -> None:
        """Show known names as chips, the others in the line."""
        pieces = [piece for piece in text.splitlines() if piece.strip()]
        known = [code for piece in pieces if (code := countries.code_of(piece))]
        self._line.setText("; ".join(p for p in pieces if countries.code_of(p) is None))
        self._show_codes(tuple(dict.fromkeys(known)))

    def set_hint(self, text: str) -> None:
        """Show a state in the empty line."""
        more = self.tr("Add another country") if self._codes else self.tr("Type a country")
        self._line.setPlaceholderText(text or more)

    def inputs(self) -> tuple[QWidget, ...]:
        """Return the line."""
        return (self._line,)

    def name(self, name: str, description: str) -> None:
        """Say the chosen countries with the state."""
        chosen = "; ".join(countries.name(code) for code in self._codes)
        super().name(name, f"{chosen}. {description}" if chosen else description)

    def set_locked(self, is_locked: bool) -> None:
        """Let no chip be removed."""
        super().set_locked(is_locked)
        for chip in self._chips.findChildren(Chip):
            chip.setEnabled(not is_locked)

    def remove_last(self) -> None:
        """Take the last country away."""
        if self._codes:
            self._remove(self._codes[-1])

    def _show_codes(self, codes: tuple[str, ...]) -> None:
        if codes == self._codes:
            return
        self._codes = codes
        self._flow.clear()
        for code in codes:
            self._flow.addWidget(self._chip(code))
        self._chips.setVisible(bool(codes))
        self._chips.updateGeometry()
        self.set_hint("")

    def _chip(self, code: str) -> Chip:
        name = countries.name(code)
        chip = Chip(self._tokens, name, "x", "neutral").made_button(
            self.tr("Remove {0}").format(name)
        )
        chip.setParent(self._chips)
        chip.clicked.connect(lambda _checked=False, gone=code: self._remove(gone))
        return chip

    def _remove(self, code: str) -> None:
        self._show_codes(tuple(kept for kept in self._codes if kept != code))
        self._line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.settled.emit()

    def _on_text_edited(self, text: str) -> None:
        if self._line.completer() is None:
            self._line.setCompleter(self._completer())
        self.edited.emit()

    def _on_return(self) -> None:
        self.settled.emit()

    def _on_completed(self, chosen: object) -> None:
        QTimer.singleShot(0, self, self.settled.emit)  # the line takes the name after this

    def _completer(self) -> QCompleter:
        names = sorted(country.name for country in countries.all_countries())
        completer = QCompleter(names, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.activated.connect(self._on_completed)
        return completer
