"""The reviewer's own words for the methods section, kept with the review."""

from collections.abc import Sequence

from app.domain.answers import Json
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
        kept = self._kept()
        text = kept.get("text") if isinstance(kept, dict) else kept
        return text if isinstance(text, str) else ""

    def written_over(self) -> tuple[str, ...]:
        """Return the program's sentences when the own text was written; none if not kept."""
        kept = self._kept()
        said = kept.get("over") if isinstance(kept, dict) else None
        return tuple(map(str, said)) if isinstance(said, list) else ()

    def keep(self, text: str, over: Sequence[str] = ()) -> SetReviewSetting:
        """Return the edit that keeps a text; an empty one lets the program's stand again.

        `over` are the sentences of the program that it stands for.
        """
        after: Json = {"text": text.strip(), "over": list(over)} if text.strip() else None
        return SetReviewSetting(METHODS, self._kept() or None, after)

    def _kept(self) -> Json:
        with self._store.reading() as session:
            kept: Json = setting_in(session, METHODS)
        return kept
