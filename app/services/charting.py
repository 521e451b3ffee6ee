"""Reads the charting table: every study of the acting reviewer, without the words of its quotes."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.domain.answers import Cell
from app.domain.charting import Charted, charted
from app.domain.coded import CodeColumns
from app.domain.errors import NotFound
from app.domain.fields import Form
from app.domain.records import Record
from app.domain.studies import Study
from app.jobs import JobContext, without_collecting
from app.services.acting import Acting
from app.services.consensus import ConsensusService
from app.services.forms import FormService
from app.services.record_reader import RecordReader, each, own_extractions
from app.services.records import RecordService
from app.services.store import Store
from db.models import AnswerRow, EvidenceRow, ExtractionRow, StudyRow

STEP = 20  # studies after which the reading reports


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the grid reads; the final answers come from `consensus`, codes from `codes`."""

    forms: FormService
    records: RecordService
    consensus: ConsensusService
    codes: Callable[[], CodeColumns]


class ChartingService:
    """What the acting reviewer charted, for the grid over all studies.

    Fields that carry codes of the content analysis have a column of them behind.
    """

    def __init__(self, store: Store, acting: Acting, of: Sources) -> None:
        """Read through `store` and from `of`."""
        self._store = store
        self._acting = acting
        self._of = of

    def form(self) -> Form:
        """Return the form in use with its columns of codes."""
        return self._of.codes().widened(self._of.forms.current())

    def size(self) -> int:
        """Return how many studies there are, without reading them."""
        counted = select(func.count()).select_from(StudyRow).where(StudyRow.removed.is_(False))
        with self._store.reading() as session:
            return session.scalar(counted) or 0

    def read(self, ctx: JobContext | None = None, first: int | None = None) -> tuple[Charted, ...]:
        """Return every study in the order of the list, or so many; `ctx` reports and may cancel."""
        step = (ctx or JobContext()).step
        studies = self._of.records.studies()[:first]
        codes = self._of.codes()
        plain = self._of.forms.current()
        form = codes.widened(plain)
        step(0, len(studies))
        with self._store.reading() as session, without_collecting():
            extractions = self._extractions(session)
            chosen: Select[str] | list[str] = own_extractions(self._acting)
            if first is not None:
                chosen = [extractions.get(study.study_id, "") for study in studies]
            reader = RecordReader(session, chosen, with_evidence=False)
            quotes = self._quotes(session, chosen)
            found = []
            for number, study in enumerate(studies):
                extraction_id = extractions.get(study.study_id, "")
                record = codes.coded(self._record(reader, study, plain, extraction_id), form)
                found.append(charted(record, quotes.get(extraction_id, {})))
                if number % STEP == 0:
                    step(number, len(studies))
        step(len(studies), len(studies))
        return tuple(found)

    def _record(self, reader: RecordReader, study: Study, form: Form, extraction_id: str) -> Record:
        return Record(
            study=study,
            extraction_id=extraction_id,
            status=study.status,
            form=form,
            rows=tuple(reader.rows.get(extraction_id, ())),
            answers=reader.answers.get(extraction_id, {}),
            evidence=(),
            is_read_only=not self._acting.may_write,
        )

    def has_final(self) -> bool:
        """Tell whether there are final answers: two have sealed a study, nobody is blinded."""
        return bool(self._of.consensus.sealed_studies())

    def final(self, ctx: JobContext | None = None) -> tuple[Charted, ...]:
        """Return the final answers of every study, which only its consensus changes."""
        records = self._of.consensus.final_records(ctx)
        codes = self._of.codes()
        locked = (codes.coded(replace(record, is_read_only=True)) for record in records)
        return tuple(charted(record, _counted(record)) for record in locked)

    def one(self, study_id: str) -> Charted | None:
        """Return one study as it is now; None when it is not in the review any more."""
        try:
            record = self._of.records.record(study_id)
        except NotFound:
            return None
        return charted(self._of.codes().coded(record), _counted(record))

    def changed_on(self, cell: Cell) -> str:
        """Return the day (YYYY-MM-DD, here) on which a cell was changed last; nothing if never."""
        wanted = select(AnswerRow.updated_at).where(
            AnswerRow.extraction_id == cell.extraction_id,
            AnswerRow.field_id == cell.field_id,
            AnswerRow.row_id.is_(None) if cell.row_id is None else AnswerRow.row_id == cell.row_id,
            AnswerRow.extraction_id.in_(own_extractions(self._acting)),
        )
        with self._store.reading() as session:
            moment = session.scalars(wanted).one_or_none()
        if not moment:
            return ""
        return datetime.fromisoformat(moment).astimezone().date().isoformat()

    def _extractions(self, session: Session) -> dict[str, str]:
        wanted = select(ExtractionRow.study_id, ExtractionRow.id).where(
            ExtractionRow.id.in_(own_extractions(self._acting))
        )
        return {row[0]: row[1] for row in session.execute(wanted)}

    def _quotes(
        self, session: Session, chosen: Select[str] | list[str]
    ) -> dict[str, dict[Cell, int]]:
        counted = (
            select(
                EvidenceRow.extraction_id, EvidenceRow.field_id, EvidenceRow.row_id, func.count()
            )
            .where(
                EvidenceRow.extraction_id.in_(chosen),
                EvidenceRow.removed.is_(False),
                EvidenceRow.field_id.is_not(None),
            )
            .group_by(EvidenceRow.extraction_id, EvidenceRow.field_id, EvidenceRow.row_id)
        )
        found: dict[str, dict[Cell, int]] = {}
        for extraction_id, field_id, row_id, count in each(session, counted):
            cell = Cell(extraction_id, field_id or "", row_id)
            found.setdefault(extraction_id, {})[cell] = count
        return found


def _counted(record: Record) -> Counter[Cell]:
    """Count the quotes of each cell."""
    return Counter(item.cell for item in record.evidence if item.cell is not None)
