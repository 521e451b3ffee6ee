"""Where the reviewer left each study: page, zoom, section, target. Kept, not audited."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from app.services.acting import Acting
from app.services.store import Store
from db.models import ReadingPlaceRow, ReviewRow, StudyRow

LAST_STUDY = "last_study"
SAMPLE = "sample"
ADOPTION = "adoption"


class PlaceService:
    """Remembers places per study and reviewer as small JSON objects."""

    def __init__(self, store: Store, acting: Acting, *, read_only: bool) -> None:
        """Read and write through `store`; a read-only review remembers nothing."""
        self._store = store
        self._acting = acting
        self._read_only = read_only

    def get(self, study_id: str) -> dict[str, Any]:
        """Return what was kept for the study, or an empty object."""
        with self._store.reading() as session:
            row = session.get(ReadingPlaceRow, self._key(study_id))
            return {} if row is None else dict(row.place)

    def put(self, study_id: str, place: dict[str, Any]) -> None:
        """Keep the place of a study, and that it was the last one open."""
        if self._read_only:
            return
        reviewer_id = self._acting.reviewer.reviewer_id
        with self._store.writing() as session:
            if session.get(StudyRow, study_id) is None:
                return
            row = session.get(ReadingPlaceRow, self._key(study_id))
            if row is None:
                row = ReadingPlaceRow(reviewer_id=reviewer_id, study_id=study_id)
                session.add(row)
            row.place = place
            review = session.scalars(select(ReviewRow)).one()
            last = {**review.settings.get(LAST_STUDY, {}), reviewer_id: study_id}
            review.settings = {**review.settings, LAST_STUDY: last}

    def last_study(self) -> str | None:
        """Return the study that was open last, if any."""
        with self._store.reading() as session:
            kept = session.scalars(select(ReviewRow)).one().settings.get(LAST_STUDY, {})
        found = kept.get(self._acting.reviewer.reviewer_id)
        return found if isinstance(found, str) else None

    def adoption(self) -> dict[str, str]:
        """Return where the reviewer sent annotations of other programs last, by their colour."""
        with self._store.reading() as session:
            kept = session.scalars(select(ReviewRow)).one().settings.get(ADOPTION, {})
        return dict(kept.get(self._acting.reviewer.reviewer_id, {}))

    def keep_adoption(self, choices: Mapping[str, str]) -> None:
        """Remember where annotations went, by colour; other colours keep their place."""
        if self._read_only:
            return
        reviewer_id = self._acting.reviewer.reviewer_id
        with self._store.writing() as session:
            review = session.scalars(select(ReviewRow)).one()
            kept = review.settings.get(ADOPTION, {})
            mine = {**kept.get(reviewer_id, {}), **choices}
            review.settings = {**review.settings, ADOPTION: {**kept, reviewer_id: mine}}

    def mark_sample(self) -> None:
        """Note that the review is a copy of the sample, which may be replaced on request."""
        with self._store.writing() as session:
            review = session.scalars(select(ReviewRow)).one()
            review.settings = {**review.settings, SAMPLE: True}

    def is_sample(self) -> bool:
        """Tell whether the review was made as a copy of the sample."""
        with self._store.reading() as session:
            return bool(session.scalars(select(ReviewRow)).one().settings.get(SAMPLE))

    def _key(self, study_id: str) -> tuple[str, str]:
        return self._acting.reviewer.reviewer_id, study_id
