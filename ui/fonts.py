"""The font of the window: the system's, or the bundled one where there is none."""

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo

import resources

BUNDLED = "fonts/NotoSans-Regular.ttf"


def with_fallback(font: QFont) -> QFont:
    """Return the font, or Noto Sans in the same size when the system has no fonts at all.

    A name such as "Sans" is replaced by the family that stands for it now: else a font that is
    loaded later, for a drawing, would take its place.
    """
    known = QFontDatabase.families()
    if known:
        found, family = QFont(font), QFontInfo(font).family()
        if family in known:
            found.setFamilies([family])
        return found
    number = QFontDatabase.addApplicationFont(str(resources.path(BUNDLED)))
    families = QFontDatabase.applicationFontFamilies(number)
    found = QFont(font)
    found.setFamilies(families)
    return found
