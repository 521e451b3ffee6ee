"""Pilots of the form: which sources, what the reviewers say of them, how long it took."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

from sqlalchemy import select

from app.domain.form_edits import SetPilot
from app.domain.ids import new_id
from app.domain.pilots import (
    Pilot,
    PilotSource,
    chosen,
    pilot_from_json,
    pilot_to_json,
)
from app.domain.values import display
from app.services.acting import Acting
from app.services.forms import FormService
from app.services.pilot_agreement import agreement_of
from app.services.records import RecordService
from app.services.sealed_pairs import Viewpoint
from app.services.store import Store
from db.models import AuditRow, ExtractionRow, FormPilotRow

ROLE = "evidence_type"
LONGEST_PAUSE = 300  # seconds between two edits that still count as work


class PilotService:
    """Reads the pilots and makes the edits that change them."""

    def __init__(
        self, store: Store, acting: Acting, forms: FormService, records: RecordService
    ) -> None:
        """Read through `store`."""
        self._store = store
        self._acting = acting
        self._forms = forms
        self._records = records

    def pilots(self) -> tuple[Pilot, ...]:
        """Return the pilots of the form, the latest first."""
        wanted = select(FormPilotRow).where(FormPilotRow.form_id == self._forms.form_id)
        with self._store.reading() as session:
            found = [pilot_from_json(row.id, row.document) for row in session.scalars(wanted)]
        return tuple(sorted(found, key=lambda pilot: pilot.begun_at, reverse=True))

    def sources(self) -> tuple[PilotSource, ...]:
        """Return all studies with the type of evidence that the acting reviewer charted."""
        form = self._forms.current()
        asked = next((f for f in form.study_fields if f.role == ROLE), None)
        found = []
        for record in self._records.records():
            cells = [cell for cell in record.cells() if asked and cell.field_id == asked.field_id]
            value = record.answer(cells[0]).value if cells else None
            kind = display(asked, value) if asked and value is not None else ""
            found.append(PilotSource(record.study.study_id, record.study.label, kind))
        return tuple(found)

    def begun(self, per_type: int) -> SetPilot:
        """Return the edit that begins a pilot on so many sources of every type of evidence."""
        pilot = Pilot(
            pilot_id=new_id(),
            version_id=self._forms.current().version_id,
            per_type=per_type,
            begun_at=self._now(),
            sources=chosen(self.sources(), per_type),
        )
        return SetPilot(self._forms.form_id, pilot.pilot_id, None, pilot_to_json(pilot))

    def changed(self, before: Pilot, after: Pilot) -> SetPilot:
        """Return the edit that takes a pilot from one state to another."""
        return SetPilot(
            self._forms.form_id, before.pilot_id, pilot_to_json(before), pilot_to_json(after)
        )

    def said(self, pilot: Pilot, question: str, text: str) -> SetPilot:
        """Return the edit that answers a question of the debrief for the acting reviewer."""
        own = pilot.debrief(self._own).said(question, text)
        return self.changed(pilot, pilot.with_debrief(self._own, own))

    def took(self, pilot: Pilot, study_id: str, minutes: int) -> SetPilot:
        """Return the edit that says how long a study took the acting reviewer."""
        own = pilot.debrief(self._own).took(study_id, minutes)
        return self.changed(pilot, pilot.with_debrief(self._own, own))

    def agreed(self, pilot: Pilot, outcome: str) -> SetPilot:
        """Return the edit that keeps what the group agreed."""
        return self.changed(pilot, replace(pilot, outcome=outcome.strip()))

    def closed(self, pilot: Pilot) -> SetPilot:
        """Return the edit that ends a pilot with its agreement, or opens a closed one again."""
        if pilot.closed_at:
            return self.changed(pilot, replace(pilot, closed_at=""))
        agreed = self.agreement(pilot) or pilot.agreement
        return self.changed(pilot, replace(pilot, closed_at=self._now(), agreement=dict(agreed)))

    def agreement(self, pilot: Pilot) -> Mapping[str, Any]:
        """Return how far two reviewers agree so far; nothing before both finished a source."""
        view = Viewpoint(self._forms.form_id, self._own)
        with self._store.reading() as session:
            return agreement_of(session, view, self._forms.current(), pilot)

    def minutes_worked(self, pilot: Pilot) -> Mapping[str, int]:
        """Return the acting reviewer's minutes a study by the log of edits.

        Edits less than five minutes apart count as one stretch of work; a lone edit as a minute.
        """
        own = select(ExtractionRow).where(
            ExtractionRow.form_id == self._forms.form_id,
            ExtractionRow.reviewer_id == self._own,
            ExtractionRow.study_id.in_([source.study_id for source in pilot.sources]),
        )
        with self._store.reading() as session:
            wanted = {row.study_id: row.id for row in session.scalars(own)}
        times: dict[str, list[datetime]] = {}
        logged = (
            select(AuditRow.subject_id, AuditRow.at)
            .where(
                AuditRow.subject_id.in_(wanted.values()),
                AuditRow.reviewer_id == self._own,
            )
            .order_by(AuditRow.seq)
        )
        with self._store.reading() as session:
            for subject, at in session.execute(logged):
                times.setdefault(str(subject), []).append(datetime.fromisoformat(at))
        return {study: _minutes(times[key]) for study, key in wanted.items() if key in times}

    def debrief_of(self, pilot: Pilot) -> Mapping[str, str]:
        """Return the acting reviewer's answers to the questions of the debrief."""
        return pilot.debrief(self._own).answers

    def minutes_of(self, pilot: Pilot) -> Mapping[str, int]:
        """Return the minutes that the acting reviewer said the studies took."""
        return pilot.debrief(self._own).minutes

    @property
    def _own(self) -> str:
        return self._acting.reviewer.reviewer_id

    def _now(self) -> str:
        return self._acting.now().astimezone(UTC).isoformat(timespec="seconds")


def _minutes(times: Sequence[datetime]) -> int:
    gaps = ((later - earlier).total_seconds() for earlier, later in pairwise(times))
    seconds = sum(gap for gap in gaps if 0 < gap <= LONGEST_PAUSE)
    return max(1, round(seconds / 60)) if times else 0
