"""Named styles of the workbook, so that a reader can restyle all cells of a kind at once."""

from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

TITLE = "Review title"
ABOUT = "About"
BAND = "Section band"
SUBHEADING = "Section"
HEADER = "Header"
TEXT = "Answer"
TYPED = "Answer as typed"
NUMBER = "Answer number"
PERCENT = "Share"
CODE = "Missing code"
UNSURE = "Answer unsure"
LABEL = "Study label"
KEY = "Stable key"
LINK = "Link"
PAGES = "Pages of quotes"

_INK = "FF1F2933"
_MUTED = "FF616E7C"
_BLUE = "FF0B5394"
_EDGE = Side(style="thin", color="FFCBD2D9")
_BOX = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
_TOP_LEFT = Alignment(wrap_text=True, vertical="top", horizontal="left")
_TOP_RIGHT = Alignment(wrap_text=True, vertical="top", horizontal="right", indent=1)
_ONE_LINE = Alignment(wrap_text=False, vertical="top", horizontal="left")


@dataclass(frozen=True, slots=True)
class _Look:
    """What one kind of cell looks like."""

    name: str
    font: Font
    fill: str | None = None
    boxed: bool = True
    alignment: Alignment = _TOP_LEFT
    number_format: str = "General"

    def style(self) -> NamedStyle:
        """Return the named style."""
        style = NamedStyle(
            name=self.name,
            font=self.font,
            alignment=self.alignment,
            number_format=self.number_format,
        )
        if self.boxed:
            style.border = _BOX
        if self.fill:
            style.fill = PatternFill("solid", start_color=self.fill)
        return style


def add_styles(book: Workbook) -> None:
    """Register every named style with the workbook."""
    for look in _looks():
        book.add_named_style(look.style())


def _looks() -> tuple[_Look, ...]:
    return (
        _Look(TITLE, _font(14, bold=True), boxed=False),
        _Look(ABOUT, _font(10), boxed=False),
        _Look(BAND, _font(10, bold=True), fill="FFD9E2EC"),
        _Look(SUBHEADING, _font(10, bold=True, colour=_BLUE), boxed=False),
        _Look(HEADER, _font(10, bold=True, colour="FFFFFFFF"), fill="FF243B53"),
        _Look(TEXT, _font(10)),
        _Look(TYPED, _font(10), number_format="@"),
        _Look(NUMBER, _font(10), alignment=_TOP_RIGHT),
        _Look(PERCENT, _font(10), alignment=_TOP_RIGHT, number_format="0%"),
        _Look(CODE, _font(10, italic=True, colour=_MUTED)),
        _Look(UNSURE, _font(10), fill="FFFFF3C4"),
        _Look(LABEL, _font(10, bold=True), fill="FFF0F4F8"),
        _Look(KEY, _font(8, colour=_MUTED)),
        _Look(PAGES, _font(9, colour=_BLUE), alignment=_ONE_LINE),
        _Look(LINK, _font(10, colour=_BLUE), alignment=_ONE_LINE),
    )


def _font(size: int, *, bold: bool = False, italic: bool = False, colour: str = _INK) -> Font:
    return Font(name="Calibri", size=size, bold=bold, italic=italic, color=colour)
