"""What a picture of a region shows, in words."""

from PySide6.QtCore import QCoreApplication

from app.domain.folding import one_line
from ui.form.card_state import Mark

MOST = 160  # characters of the text inside


def alt_text(mark: Mark) -> str:
    """Return where the region is, and the words inside it."""
    where = QCoreApplication.translate("picture", "Region of page {0}").format(mark.page_label)
    where = f"{mark.report}, {where}" if mark.report else where
    inside = one_line(mark.quote)
    if not inside:
        return where
    return f"{where}: {inside[:MOST]}…" if len(inside) > MOST else f"{where}: {inside}"
