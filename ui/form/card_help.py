"""What a card offers below its editor: other readings of the quote, and the default."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.domain import values
from app.domain.anchors import AnchorKind
from app.domain.answers import Json
from app.domain.errors import ValueDoesNotParse
from app.domain.fields import Field, FieldType
from app.domain.folding import excerpt
from app.domain.reading import from_quote
from ui.form.card_state import CardState
from ui.form.chips import Chip
from ui.form.layouts import WrapLayout
from ui.style_sheet import set_kind
from ui.theme import Tokens

MOST = 6  # chips
SHORT = 32  # characters of a chip
READ = frozenset(
    {
        FieldType.INTEGER,
        FieldType.DECIMAL,
        FieldType.QUANTITY,
        FieldType.YEAR,
        FieldType.YEAR_RANGE,
        FieldType.DATE,
        FieldType.COUNTRY,
        FieldType.IDENTIFIER,
    }
)


class CardOffers(QWidget):
    """A line of words and chips; pressing a chip takes its value."""

    taken = Signal(object)  # Json

    def __init__(self, tokens: Tokens) -> None:
        """Start empty and hidden."""
        super().__init__()
        self._tokens = tokens
        self._shown: tuple[str, tuple[str, ...]] = ("", ())
        self._words = QLabel()
        self._words.setWordWrap(True)
        set_kind(self._words, "caption")
        self._row = QWidget()
        self._flow = WrapLayout(self._row)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._words)
        column.addWidget(self._row)
        self.hide()

    def show_state(self, state: CardState, *, is_open: bool, is_locked: bool) -> None:
        """Offer the default of an empty field, and (open) the other readings of its quotes."""
        if is_locked or state.field.is_computed:
            self._show("", state.field, (), "")
        elif state.is_empty and (default := default_of(state.field)) is not None:
            self._show("", state.field, (default,), self.tr("Use the default: {0}"))
        elif is_open and (found := readings_of(state)):
            self._show(_source(state), state.field, found, "{0}")
        else:
            self._show("", state.field, (), "")

    def chips(self) -> tuple[Chip, ...]:
        """Return the chips that are shown."""
        items = (self._flow.itemAt(place) for place in range(self._flow.count()))
        found = (item.widget() for item in items if item is not None)
        return tuple(chip for chip in found if isinstance(chip, Chip))

    def sizeHint(self) -> QSize:
        """Be as high as what is shown."""
        layout = self.layout()
        return layout.sizeHint() if layout is not None else QSize()

    def _show(self, words: str, field: Field, offered: tuple[Json, ...], pattern: str) -> None:
        texts = tuple(pattern.format(_short(values.display(field, one))) for one in offered)
        if (words, texts) == self._shown:
            return
        self._shown = (words, texts)
        for chip in self.chips():
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        for value, text in zip(offered, texts, strict=True):
            self._add(field, value, text)
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self._row.setVisible(bool(texts))
        self.setVisible(bool(texts))

    def _add(self, field: Field, value: Json, text: str) -> None:
        chip = Chip(self._tokens, text, "", "link")
        chip.made_button(self.tr("{0}: take {1}").format(field.label, text))
        chip.clicked.connect(lambda _checked=False, taken=value: self.taken.emit(taken))
        self._flow.addWidget(chip)
        chip.show()


def may_offer(state: CardState, *, is_open: bool) -> bool:
    """Tell whether a card may have something to offer."""
    if state.is_empty:
        return state.field.default is not None
    return is_open and state.field.type in READ and bool(state.marks)


def default_of(field: Field) -> Json:
    """Return the default as it is stored; None when there is none, or it does not fit."""
    if field.default is None:
        return None
    if isinstance(field.default, str):
        try:
            return values.parse(field, field.default)
        except ValueDoesNotParse:
            return None
    stored: Json = field.default  # type: ignore[assignment]
    return stored if values.is_valid(field, stored) else None


def readings_of(state: CardState) -> tuple[Json, ...]:
    """Return what else the quotes of a card may say, at most six values, the present one not."""
    if state.field.type not in READ or not state.answer.status.has_value:
        return ()
    found: list[Json] = []
    for mark in state.marks:
        if mark.kind is AnchorKind.TEXT:
            read = from_quote(state.field, mark.quote)
            found += [read.value, *read.alternatives]
    others = [v for n, v in enumerate(found) if v is not None and v not in found[:n]]
    return tuple(value for value in others if value != state.answer.value)[:MOST]


def _source(state: CardState) -> str:
    """Return where the value stands: "412 from “We recruited 412 adults …”; also there:"."""
    quotes = [" ".join(m.quote.split()) for m in state.marks if m.kind is AnchorKind.TEXT]
    standing = next((quote for quote in quotes if state.shown in quote), quotes[0])
    return f"{_short(state.shown)} from “{excerpt(standing, state.shown)}”; also there:"


def _short(text: str) -> str:
    return text if len(text) <= SHORT else f"{text[: SHORT - 1]}…"
