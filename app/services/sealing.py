"""What a reviewer does with seals: seal complete work, break a seal, open a colleague's early."""

from sqlalchemy import select

from app.domain.edits import Edit, Together
from app.domain.errors import AppError, NotFound
from app.domain.ids import new_id
from app.domain.seal_edits import BreakSeal, SealExtraction
from app.domain.studies import ExtractionStatus
from app.services.acting import Acting
from app.services.exchange.seals import live_seals
from app.services.sight import sealed_extractions
from app.services.store import Store
from db.models import ExtractionRow, StudyRow


class SealService:
    """Makes the edits of seals for the acting reviewer."""

    def __init__(self, store: Store, acting: Acting) -> None:
        """Read through `store`."""
        self._store = store
        self._acting = acting

    def ready(self) -> tuple[tuple[str, str], ...]:
        """Return extraction and label of the complete studies that are not sealed yet."""
        wanted = (
            select(ExtractionRow.id, StudyRow.label)
            .join(StudyRow, StudyRow.id == ExtractionRow.study_id)
            .where(
                ExtractionRow.reviewer_id == self._own,
                ExtractionRow.form_id == self._acting.form_id,
                ExtractionRow.status == ExtractionStatus.COMPLETE.value,
                StudyRow.removed.is_(False),
            )
            .order_by(StudyRow.position, StudyRow.id)
        )
        with self._store.reading() as session:
            sealed = sealed_extractions(session, self._own)
            found = session.execute(wanted).all()
        return tuple((key, label) for key, label in found if key not in sealed)

    def sealed(self, extraction_id: str) -> SealExtraction:
        """Return the edit that seals one study."""
        return SealExtraction(extraction_id, new_id())

    def all_sealed(self) -> Together | None:
        """Return the edit that seals every complete study as one step; None: there is none."""
        edits: tuple[Edit, ...] = tuple(self.sealed(key) for key, _label in self.ready())
        return Together(edits) if edits else None

    def broken(self, extraction_id: str, reason: str) -> BreakSeal:
        """Return the edit that breaks one's own seal; raises AppError without a reason."""
        with self._store.reading() as session:
            seals = live_seals(session, extraction_id)
        if not seals:
            raise NotFound("This study is not sealed. Nothing was changed.")
        return BreakSeal(extraction_id, seals[-1].id, said(reason, "break a seal"))

    @property
    def _own(self) -> str:
        return self._acting.reviewer.reviewer_id


def said(reason: str, verb: str) -> str:
    """Return a reason without blanks around it; raises AppError when there is none."""
    if not reason.strip():
        raise AppError(f"Say why you {verb}: the reason is kept in the log. Nothing was changed.")
    return reason.strip()
