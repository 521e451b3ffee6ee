"""Colours, icons, palette and text size of the window, light and dark."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QByteArray, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

import resources
from ui.fonts import with_fallback
from ui.style_sheet import style_sheet

SLOTS = ("yellow", "orange", "pink", "blue", "green")
ICON_SIZES = (16, 20, 24, 32, 48)  # pixels; QIcon scales the next larger one down
SMALL_SIZES = (20, 40)
MODES = (QIcon.Mode.Normal, QIcon.Mode.Disabled)


class ThemeMode(StrEnum):
    """What the reviewer chose in the settings."""

    LIGHT = "light"
    DARK = "dark"
    SYSTEM = "system"


class Icons:
    """Line icons tinted with the colours of one theme, each drawn once."""

    def __init__(self, colours: Mapping[str, QColor]) -> None:
        """Draw with these colours, named as in tokens.json."""
        self._colours = colours
        self._drawn: dict[tuple[str, str], QIcon] = {}

    def icon(self, name: str, colour: str = "text") -> QIcon:
        """Return the icon in a token's colour; raises FileNotFoundError for a wrong name."""
        key = (name, colour)
        if key not in self._drawn:
            self._drawn[key] = self._draw(name, colour)
        return self._drawn[key]

    def small(self, name: str, colour: str) -> QIcon:
        """Return the icon for a button that is never disabled, at 20 px and twice that only.

        The start screen is shown sooner with it. Raises FileNotFoundError for a wrong name.
        """
        icon = QIcon()
        renderer = _renderer(_shape(name), self._colours[colour])
        for size in SMALL_SIZES:
            icon.addPixmap(_pixmap(renderer, size))
        return icon

    def _draw(self, name: str, colour: str) -> QIcon:
        shape = _shape(name)
        icon = QIcon()
        for mode, token in zip(MODES, (colour, "text_disabled"), strict=True):
            renderer = _renderer(shape, self._colours[token])
            for size in ICON_SIZES:
                icon.addPixmap(_pixmap(renderer, size), mode)
        return icon


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one theme: `tokens["accent"]`; the names are those of tokens.json.

    `fills` and `edges` are the highlight colours on a white page, `tags` the colours
    that carry a section's number in the window itself; five slots each.
    """

    is_dark: bool
    colours: Mapping[str, QColor]
    fills: tuple[QColor, ...]
    edges: tuple[QColor, ...]
    tags: tuple[QColor, ...]
    icons: Icons

    def __getitem__(self, name: str) -> QColor:
        """Return a colour; raises KeyError."""
        return self.colours[name]

    def fill(self, slot: int) -> QColor:
        """Return the highlight fill of a slot (multiply it on the page); slots wrap at five."""
        return self.fills[slot % len(self.fills)]

    def edge(self, slot: int) -> QColor:
        """Return the underline colour of a slot on a white page; slots wrap at five."""
        return self.edges[slot % len(self.edges)]

    def tag(self, slot: int) -> QColor:
        """Return the colour of a slot's number tag in the window; slots wrap at five."""
        return self.tags[slot % len(self.tags)]

    def icon(self, name: str, colour: str = "text") -> QIcon:
        """Return a line icon in a token's colour; raises FileNotFoundError."""
        return self.icons.icon(name, colour)


def load_tokens(dark: bool) -> Tokens:
    """Read the light or the dark colours from the shipped file."""
    text = resources.path("themes/tokens.json").read_text(encoding="utf-8")
    read: dict[str, Any] = json.loads(text)
    colours = _colours(read["dark" if dark else "light"])
    marks = read["highlight"]
    return Tokens(
        is_dark=dark,
        colours=colours,
        fills=_slots(marks["on_light_page"]),
        edges=_slots(marks["edge_on_light_page"]),
        tags=_slots(marks["edge_on_dark_page" if dark else "edge_on_light_page"]),
        icons=Icons(colours),
    )


class ThemeController(QObject):
    """Applies the chosen theme to the application and tells the views when it changed."""

    changed = Signal(object)  # Tokens

    def __init__(self, app: QApplication, parent: QObject | None = None) -> None:
        """Remember the system font, which the text scale multiplies."""
        super().__init__(parent)
        self._app = app
        self._font = with_fallback(app.font())
        self._mode = ThemeMode.SYSTEM
        self._scale = 1.0
        self._tokens = load_tokens(self._wants_dark())
        app.styleHints().colorSchemeChanged.connect(self._on_scheme_changed)

    @property
    def tokens(self) -> Tokens:
        """The colours in use."""
        return self._tokens

    def apply(self, mode: ThemeMode | str, text_scale: float = 1.0) -> Tokens:
        """Use a theme and a text size (0.9 to 1.6 of the system font) from now on."""
        self._mode = ThemeMode(mode)
        self._scale = min(max(text_scale, 0.9), 1.6)
        self._app.styleHints().setColorScheme(_native_scheme(self._mode))
        return self._refresh()

    def _refresh(self) -> Tokens:
        if self._wants_dark() != self._tokens.is_dark:
            self._tokens = load_tokens(self._wants_dark())
        font = QFont(self._font)
        font.setPointSizeF(_points(self._font) * self._scale)
        dress(self._app, self._tokens, font)
        self.changed.emit(self._tokens)
        return self._tokens

    def _wants_dark(self) -> bool:
        if self._mode is ThemeMode.SYSTEM:
            return self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return self._mode is ThemeMode.DARK

    def _on_scheme_changed(self) -> None:
        if self._mode is ThemeMode.SYSTEM and self._wants_dark() != self._tokens.is_dark:
            self._refresh()


def apply(app: QApplication, mode: ThemeMode | str, text_scale: float = 1.0) -> ThemeController:
    """Apply a theme and return the controller that can change it live."""
    controller = ThemeController(app, app)
    controller.apply(mode, text_scale)
    return controller


def with_style(arguments: Sequence[str]) -> list[str]:
    """Return arguments for QApplication that make it use Fusion on every system.

    Asking for the style later would load all of QStyle's enums, a tenth of the start.
    """
    return [*arguments[:1], "-style", "Fusion"]


def dress(app: QApplication, tokens: Tokens, font: QFont) -> None:
    """Set palette, font and the small style sheet of custom parts."""
    app.setFont(font)
    app.setPalette(palette(tokens))
    tick = resources.path("themes/tick-dark.svg" if tokens.is_dark else "themes/tick-light.svg")
    app.setStyleSheet(style_sheet(tokens.colours, _points(font), tick))


def palette(tokens: Tokens) -> QPalette:
    """Map the tokens to Qt's colour roles, disabled group included."""
    made = QPalette()
    for role, name in _ROLES:
        made.setColor(role, tokens[name])
    for role in _DISABLED_TEXT:
        made.setColor(QPalette.ColorGroup.Disabled, role, tokens["text_disabled"])
    made.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Base, tokens["surface_alt"])
    made.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Highlight, tokens["border"])
    return made


_R = QPalette.ColorRole
_ROLES = (
    (_R.Window, "window"),
    (_R.WindowText, "text"),
    (_R.Base, "surface"),
    (_R.AlternateBase, "surface_alt"),
    (_R.Text, "text"),
    (_R.Button, "surface_alt"),
    (_R.ButtonText, "text"),
    (_R.BrightText, "danger"),
    (_R.PlaceholderText, "placeholder"),
    (_R.Highlight, "selection"),
    (_R.HighlightedText, "on_selection"),
    (_R.Accent, "accent"),
    (_R.Link, "link"),
    (_R.LinkVisited, "link"),
    (_R.ToolTipBase, "elevated"),
    (_R.ToolTipText, "text"),
    (_R.Light, "surface"),
    (_R.Midlight, "border"),
    (_R.Mid, "border"),
    (_R.Dark, "border_strong"),
    (_R.Shadow, "border_strong"),
)
_DISABLED_TEXT = (_R.WindowText, _R.Text, _R.ButtonText, _R.HighlightedText, _R.PlaceholderText)


def _points(font: QFont) -> float:
    return font.pointSizeF() if font.pointSizeF() > 0 else 9.0


def _native_scheme(mode: ThemeMode) -> Qt.ColorScheme:
    """Return what native title bars and dialogs should follow."""
    return {
        ThemeMode.LIGHT: Qt.ColorScheme.Light,
        ThemeMode.DARK: Qt.ColorScheme.Dark,
        ThemeMode.SYSTEM: Qt.ColorScheme.Unknown,
    }[mode]


def _colours(names: Mapping[str, str]) -> dict[str, QColor]:
    return {name: QColor(value) for name, value in names.items()}


def _slots(names: Mapping[str, str]) -> tuple[QColor, ...]:
    return tuple(QColor(names[slot]) for slot in SLOTS)


def _shape(name: str) -> str:
    return resources.path(f"icons/{name}.svg").read_text(encoding="utf-8")


def _renderer(shape: str, colour: QColor) -> QSvgRenderer:
    """Qt paints `currentColor` black, so the colour is written into the drawing."""
    tinted = shape.replace("currentColor", colour.name())
    return QSvgRenderer(QByteArray(tinted.encode()))


def _pixmap(renderer: QSvgRenderer, size: int) -> QPixmap:
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap
