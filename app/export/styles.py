"""Named styles of the workbook, so that a reader can restyle all cells of a kind at once."""

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
CODE = "Missing code"
UNSURE = "Answer unsure"
LABEL = "Study label"
KEY = "Stable key"
LINK = "Link"

_INK = "FF1F2933"
_MUTED = "FF616E7C"
_BLUE = "FF0B5394"
_EDGE = Side(style="thin", color="FFCBD2D9")
_BOX = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
_TOP_LEFT = Alignment(wrap_text=True, vertical="top", horizontal="left")
_TOP_RIGHT = Alignment(wrap_text=True, vertical="top", horizontal="right", indent=1)
_ONE_LINE = Alignment(wrap_text=False, vertical="top", horizontal="left")


def add_styles(book: Workbook) -> None:
    """Register every named style with the workbook."""
    for style in _styles():
        book.add_named_style(style)


def _styles() -> tuple[NamedStyle, ...]:
    return (
        _style(TITLE, _font(14, bold=True), fill=None, boxed=False),
        _style(ABOUT, _font(10), fill=None, boxed=False),
        _style(BAND, _font(10, bold=True), fill="FFD9E2EC"),
        _style(SUBHEADING, _font(10, bold=True, colour=_BLUE), boxed=False),
        _style(HEADER, _font(10, bold=True, colour="FFFFFFFF"), fill="FF243B53"),
        _style(TEXT, _font(10)),
        _style(TYPED, _font(10), number_format="@"),
        _style(NUMBER, _font(10), alignment=_TOP_RIGHT),
        _style(CODE, _font(10, italic=True, colour=_MUTED)),
        _style(UNSURE, _font(10), fill="FFFFF3C4"),
        _style(LABEL, _font(10, bold=True), fill="FFF0F4F8"),
        _style(KEY, _font(8, colour=_MUTED)),
        _style(LINK, _font(10, colour=_BLUE), alignment=_ONE_LINE),
    )


def _font(size: int, *, bold: bool = False, italic: bool = False, colour: str = _INK) -> Font:
    return Font(name="Calibri", size=size, bold=bold, italic=italic, color=colour)


def _style(
    name: str,
    font: Font,
    *,
    fill: str | None = None,
    boxed: bool = True,
    alignment: Alignment = _TOP_LEFT,
    number_format: str = "General",
) -> NamedStyle:
    style = NamedStyle(name=name, font=font, alignment=alignment, number_format=number_format)
    if boxed:
        style.border = _BOX
    if fill:
        style.fill = PatternFill("solid", start_color=fill)
    return style
