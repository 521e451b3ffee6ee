"""The font of the window: the system's, or the bundled one where there is none."""

from PySide6.QtGui import QFont, QFontDatabase

import resources

BUNDLED = "fonts/NotoSans-Regular.ttf"


def with_fallback(font: QFont) -> QFont:
    """Return the font, or Noto Sans in the same size when the system has no fonts at all."""
    if QFontDatabase.families():
        return QFont(font)
    number = QFontDatabase.addApplicationFont(str(resources.path(BUNDLED)))
    families = QFontDatabase.applicationFontFamilies(number)
    found = QFont(font)
    found.setFamilies(families)
    return found
