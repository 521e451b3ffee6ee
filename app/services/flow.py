"""The flow diagram of the review: its numbers counted, typed ones instead where there are some."""

from collections import Counter
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from app.domain.edits import SetReviewSetting
from app.domain.errors import AppError
from app.domain.flow import (
    Flow,
    Found,
    Override,
    Unit,
    overridden,
    overrides_from_json,
    overrides_to_json,
)
from app.domain.screening import LeftOut, Retrieval, reasons_from_json
from app.services.acting import Acting
from app.services.codec import word_of
from app.services.flow_counts import (
    Counting,
    Decided,
    Included,
    counted_flow,
)
from app.services.screening_rows import (
    OVERRIDES,
    REASONS,
    UNIT,
    WORDING,
    policy_in,
    setting_in,
    votes_in,
)
from app.services.store import Store
from db.models import ExtractionRow, RecordRow, ReportRow, SearchRow, StudyRow

WORDINGS = ("scr", "prisma", "jbi")  # the first is the usual one
COUNTED_ROLES = ("primary", "secondary")


class FlowService:
    """Reads the numbers of the diagram, and makes the edits that type them."""

    def __init__(self, store: Store, acting: Acting) -> None:
        """Read through `store`."""
        self._store = store
        self._acting = acting

    def flow(self) -> Flow:
        """Return the numbers of the diagram, typed ones instead of counted ones."""
        return overridden(self.counted(), self.overrides())

    def counted(self) -> Flow:
        """Return the numbers as they are counted."""
        with self._store.reading() as session:
            decided = Decided(
                votes_in(session),
                policy_in(session),
                reasons_from_json(setting_in(session, REASONS)),
            )
            records = self._counting(session)
            included = self._included(session)
            looked_at = self._looked_at(session)
        return counted_flow(records, decided, included, looked_at)

    def overrides(self) -> dict[str, Override]:
        """Return the numbers that were typed, and why."""
        return overrides_from_json(self._setting(OVERRIDES))

    def wording(self) -> str:
        """Return whose words the diagram uses: "prisma", "scr" or "jbi"."""
        kept = self._setting(WORDING)
        return kept if kept in WORDINGS else WORDINGS[0]

    def set_wording(self, key: str) -> SetReviewSetting:
        """Return the edit that chooses the words of the diagram."""
        return SetReviewSetting(WORDING, self._setting(WORDING), key)

    def unit(self) -> Unit:
        """Return what is charted: studies, or each report."""
        return Unit.REPORT if self._setting(UNIT) == Unit.REPORT.value else Unit.STUDY

    def set_unit(self, unit: Unit) -> SetReviewSetting:
        """Return the edit that says what is charted."""
        return SetReviewSetting(UNIT, self._setting(UNIT), unit.value)

    def override(self, name: str, after: Override | None) -> SetReviewSetting:
        """Return the edit that types a number, or counts it again (None); raises AppError."""
        kept = self.overrides()
        if after is None:
            kept.pop(name, None)
        elif not after.reason.strip():
            raise AppError("Say why this number stands instead of the counted one.")
        else:
            kept[name] = after
        document = overrides_to_json(kept) or None
        return SetReviewSetting(OVERRIDES, self._setting(OVERRIDES), document)

    def _setting(self, key: str) -> Any:  # noqa: ANN401 - JSON as it is stored
        with self._store.reading() as session:
            return setting_in(session, key)

    def _counting(self, session: Session) -> list[Counting]:
        whole = aliased(SearchRow)  # the search that one is a batch of
        columns = (
            RecordRow.id,
            RecordRow.cluster_id,
            RecordRow.left_out,
            RecordRow.retrieval,
            RecordRow.report_id,
            func.coalesce(whole.database, SearchRow.database).label("database"),
            func.coalesce(whole.kind, SearchRow.kind).label("kind"),
        )
        joined = (
            select(*columns)
            .outerjoin(SearchRow, SearchRow.id == RecordRow.search_id)
            .outerjoin(whole, whole.id == SearchRow.batch_of)
        )
        return [
            Counting(
                row.id,
                row.cluster_id or row.id,
                row.database or "",
                word_of(Found, row.kind or Found.DATABASE.value),
                word_of(LeftOut, row.left_out),
                word_of(Retrieval, row.retrieval),
                row.report_id,
            )
            for row in session.execute(joined.order_by(RecordRow.id))
        ]

    def _looked_at(self, session: Session) -> dict[Found, int]:
        """Count what sources of the right arm told that gave no record."""
        held = select(RecordRow.id).where(RecordRow.search_id == SearchRow.id).exists()
        told = select(SearchRow.kind, func.sum(SearchRow.reported)).where(
            SearchRow.reported.is_not(None), ~held
        )
        rows = session.execute(told.group_by(SearchRow.kind))
        kinds = ((word_of(Found, kind), int(number or 0)) for kind, number in rows)
        return {kind: number for kind, number in kinds if not kind.is_left and number}

    def _included(self, session: Session) -> Included:
        kept = (
            select(ReportRow.id, ReportRow.study_id, ReportRow.role)
            .join(StudyRow)
            .where(StudyRow.removed.is_(False), ReportRow.removed.is_(False))
        )
        rows = list(session.execute(kept))
        studies = session.scalar(
            select(func.count()).select_from(StudyRow).where(StudyRow.removed.is_(False))
        )
        complete = select(ExtractionRow.study_id).where(
            ExtractionRow.reviewer_id == self._acting.reviewer.reviewer_id,
            ExtractionRow.form_id == self._acting.form_id,
            ExtractionRow.status == "complete",
        )
        done = set(session.scalars(complete.join(StudyRow).where(StudyRow.removed.is_(False))))
        counted = Counter(row.study_id for row in rows if row.role in COUNTED_ROLES)
        unit = self.unit()
        return Included(
            studies=studies or 0,
            reports=counted.total(),
            report_ids=frozenset(row.id for row in rows),
            with_several=sum(number > 1 for number in counted.values()),
            charted=len(done) if unit is Unit.STUDY else sum(counted[key] for key in done),
            unit=unit,
        )
