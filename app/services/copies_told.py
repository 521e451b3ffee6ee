"""What became of quotes where two people have different copies of a paper, told after a merge."""

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.records import Record
from app.domain.sentence import Sentence
from app.services.acting import Acting
from app.services.local_copies import studies_with_copies
from app.services.placing import Placing
from app.services.record_reader import RecordReader
from app.services.records import RecordService
from app.services.sealed_pairs import SealedPair, Viewpoint, sealed_pairs
from app.services.store import Store
from db.models import (
    ReviewerRow,
)

MOST = 5
"""So many lost quotes are named."""


FOUND = (
    "“{study}”, quotes of {name} from another copy of the PDF: {found} found again in the copy "
    "that is shown, {lost} not."
)
LOST = f"{FOUND} Without a place, with their words kept: {{quotes}}."


class CopiesTold:
    """Looks for the quotes of one's own records, and of a colleague's once both are sealed."""

    def __init__(
        self, store: Store, acting: Acting, records: RecordService, placing: Placing
    ) -> None:
        """Read through `store`; `placing` finds the quotes."""
        self._store = store
        self._acting = acting
        self._records = records
        self._placing = placing

    def told(self) -> tuple[str, ...]:
        """Return a sentence for each record that has quotes of another copy than is shown."""
        own = self._acting.reviewer.reviewer_id
        with self._store.reading() as session:
            studies = studies_with_copies(session)
            if not studies:
                return ()
            people = {row.id: row.name for row in session.scalars(select(ReviewerRow))}
            pairs = sealed_pairs(session, Viewpoint(self._acting.form_id, own))
            said = []
            for record in self._records.records_of(studies):
                said.append(self._said(record, people[own]))
                said += [
                    self._said(_with_quotes(session, record, key), people[person])
                    for key, person in _others(pairs.get(record.study.study_id), own)
                ]
        return tuple(filter(None, said))

    def _said(self, record: Record, name: str) -> str:
        found, lost = self._placing.outcome(record)
        if not found and not lost:
            return ""
        named = "; ".join(f"“{quote[:60]}”" for quote in lost[:MOST])
        return Sentence(
            LOST if lost else FOUND,
            study=record.study.label,
            name=name,
            found=found,
            lost=len(lost),
            quotes=named,
        ).about(record.study.study_id)


def _others(pair: SealedPair | None, own: str) -> list[tuple[str, str]]:
    """Return extraction and reviewer of the others of a pair."""
    if pair is None:
        return []
    both = zip(pair.extractions, pair.reviewers, strict=True)
    return [(key, person) for key, person in both if person != own]


def _with_quotes(session: Session, own: Record, extraction_id: str) -> Record:
    reader = RecordReader(session, [extraction_id])
    quotes = tuple(reader.evidence.get(extraction_id, ()))
    return replace(own, extraction_id=extraction_id, evidence=quotes)
