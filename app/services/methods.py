"""The reviewer's own words for the methods section, kept with the review."""

from app.domain.edits import SetReviewSetting
from app.services.screening_rows import setting_in
from app.services.store import Store

METHODS = "methods text"


class MethodsService:
    """Reads and keeps the text; what the program can say itself is in app.export.methods."""

    def __init__(self, store: Store) -> None:
        """Read through `store`."""
        self._store = store

    def own(self) -> str:
        """Return the reviewer's own text; empty where the program's stands."""
        with self._store.reading() as session:
            kept = setting_in(session, METHODS)
        return kept if isinstance(kept, str) else ""

    def keep(self, text: str) -> SetReviewSetting:
        """Return the edit that keeps a text; an empty one lets the program's stand again."""
        return SetReviewSetting(METHODS, self.own() or None, text.strip() or None)
