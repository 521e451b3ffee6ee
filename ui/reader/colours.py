"""Colours of the reader: the page itself stays white in both themes."""

from dataclasses import dataclass

from PySide6.QtGui import QColor

from ui.theme import Tokens


@dataclass(frozen=True, slots=True)
class PageColours:
    """What is painted on pages.

    `fills` and `edges` are the sections' five, the two reviewers', and the grey of quotes
    without a field.
    """

    canvas: QColor
    focus: QColor
    target: QColor
    fills: tuple[QColor, ...]
    edges: tuple[QColor, ...]
    page: QColor
    ink: QColor
    faint: QColor
    link: QColor
    selection: QColor
    selection_edge: QColor
    hit: QColor
    hit_edge: QColor

    def fill(self, slot: int | None) -> QColor:
        """Return the colour to multiply on the page."""
        return self.fills[-1] if slot is None else self.fills[slot % (len(self.fills) - 1)]

    def edge(self, slot: int | None) -> QColor:
        """Return the colour of underline and number."""
        return self.edges[-1] if slot is None else self.edges[slot % (len(self.edges) - 1)]


def page_colours(tokens: Tokens) -> PageColours:
    """Return the colours of a theme; marks keep the colours that were checked on white."""
    return PageColours(
        canvas=tokens["pdf_canvas"],
        focus=tokens["focus"],
        target=QColor("#7A2E9E"),
        fills=(*tokens.fills, QColor("#BFDDF7"), QColor("#FBD3B0"), QColor("#DDE2E8")),
        edges=(*tokens.edges, QColor("#135E9E"), QColor("#8A3B00"), QColor("#4C5868")),
        page=QColor("#FFFFFF"),
        ink=QColor("#1A2330"),
        faint=QColor("#4C5868"),
        link=QColor("#135E9E"),
        selection=QColor("#B7D2F5"),
        selection_edge=QColor("#0B57D0"),
        hit=QColor("#FCEBCB"),
        hit_edge=QColor("#7A4B00"),
    )
