"""Verification: a checker looks at another reviewer's sealed answers, one by one."""

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain import table_answers
from app.domain.answers import NO_ANSWER, Answer, Cell
from app.domain.assigning import policy_of
from app.domain.blinding import Role, StudyWork, Work, may_see
from app.domain.errors import NotFound, ValueDoesNotParse
from app.domain.records import Record
from app.domain.studies import ExtractionStatus, Reviewer, Study
from app.domain.verification import Check, Checked, ToCheck, Verdict, cells_to_check
from app.domain.verification_edits import CheckAnswer
from app.jobs import JobContext
from app.services.codec import answer_checksum
from app.services.colleagues_work import OfColleagues
from app.services.record_reader import RecordReader
from app.services.sight import require_sight, study_works
from app.services.writing.verification import check_of
from db.models import CheckRow, ReviewerRow, ReviewRow


class VerificationService(OfColleagues):
    """Reads what the acting reviewer is to check, and makes the edits of checks."""

    def to_check(self) -> tuple[ToCheck, ...]:
        """Return the studies that the acting reviewer was given to check, in order."""
        studies = [s for s in self._records.studies() if Role.CHECKER in s.roles]
        with self._store.reading() as session:
            works = study_works(session, self._acting.form_id)
            return tuple(self._standing(session, s, works[s.study_id]) for s in studies)

    def checked(self, study_id: str) -> Checked:
        """Return a sealed record beside its checks; raises Blinded, NotFound.

        Where its quotes are of another copy of the paper, its text is read first.
        """
        return self.placed(self.glance(study_id))

    def glance(self, study_id: str) -> Checked:
        """Return a sealed record beside its checks, quotes of other copies not looked for yet."""
        study = self._records.study(study_id)
        with self._store.reading() as session:
            works = study_works(session, self._acting.form_id, study_id)
            return self._checked(session, study, works[study_id])

    def must_look(self, checked: Checked) -> bool:
        """Tell whether `placed` has to read the text of a paper, which may take a second."""
        return self._placing.must_look(checked.record)

    def placed(self, checked: Checked, ctx: JobContext | None = None) -> Checked:
        """Return it with the quotes of other copies where they stand; raises Cancelled."""
        context = ctx or JobContext()
        context.step(0, 1)
        record = self._placing.placed(checked.record)
        context.step(1, 1)
        return replace(checked, record=record)

    def confirmed(self, checked: Checked, cell: Cell) -> CheckAnswer:
        """Return the edit that says that an answer is right."""
        answer = _bare(checked.record.answer(cell))
        return self._edit(checked, cell, Check(Verdict.CONFIRMED, answer, checked.checksums[cell]))

    def corrected(self, checked: Checked, cell: Cell, text: str, note: str = "") -> CheckAnswer:
        """Return the edit that says what is right ("NR" and the like are marks).

        Raises ValueDoesNotParse; so does what the answer says already.
        """
        field = checked.record.form.field(cell.field_id)
        answer = _bare(table_answers.meant(field, text.strip()))
        if answer == _bare(checked.record.answer(cell)):
            raise ValueDoesNotParse(
                "That is what the answer says. Nothing was changed. Confirm it, or type another."
            )
        said = Check(Verdict.CORRECTED, answer, checked.checksums[cell], note.strip())
        return self._edit(checked, cell, said)

    def taken_back(self, checked: Checked, cell: Cell) -> CheckAnswer | None:
        """Return the edit that forgets a check; None: there is none."""
        return self._edit(checked, cell, None) if cell in checked.checks else None

    def _edit(self, checked: Checked, cell: Cell, after: Check | None) -> CheckAnswer:
        return CheckAnswer(cell, checked.checks.get(cell), after)

    def _standing(self, session: Session, study: Study, work: StudyWork) -> ToCheck:
        charted = _charted(work)
        if charted is None or not may_see(self._own, charted.reviewer_id, work):
            name = "" if charted is None else _person(session, charted.reviewer_id).name
            return ToCheck(study.study_id, study.label, name, is_sealed=False)
        found = self._checked(session, study, work)
        return ToCheck(
            study.study_id,
            study.label,
            found.charted_by.name,
            is_sealed=True,
            checked=found.done,
            corrected=found.corrected,
            total=len(found.cells),
        )

    def _checked(self, session: Session, study: Study, work: StudyWork) -> Checked:
        charted = _charted(work)
        if charted is None:
            raise NotFound("Nobody else charts this study, so there is nothing to check.")
        require_sight(self._own, charted.reviewer_id, work)
        record = self._record(session, study, charted.extraction_id)
        policy = policy_of(session.scalars(select(ReviewRow.settings)).one())
        cells = cells_to_check(record, policy)
        return Checked(
            record=record,
            charted_by=_person(session, charted.reviewer_id),
            cells=cells,
            checks=self._checks(session, charted.extraction_id),
            checksums={cell: answer_checksum(cell, record.answer(cell)) for cell in cells},
        )

    def _record(self, session: Session, study: Study, extraction_id: str) -> Record:
        reader = RecordReader(session, [extraction_id])
        return Record(
            study=replace(study, status=ExtractionStatus.COMPLETE),
            extraction_id=extraction_id,
            status=ExtractionStatus.COMPLETE,
            form=self._forms.current(),
            rows=tuple(reader.rows.get(extraction_id, ())),
            answers=reader.answers.get(extraction_id, {}),
            evidence=tuple(reader.evidence.get(extraction_id, ())),
            is_read_only=True,
        )

    def _checks(self, session: Session, extraction_id: str) -> dict[Cell, Check]:
        """Return the checks that are of the answers as they are now."""
        wanted = select(CheckRow).where(
            CheckRow.extraction_id == extraction_id, CheckRow.reviewer_id == self._own
        )
        found = {}
        for row in session.scalars(wanted):
            said = check_of(row)
            if said is not None:
                found[Cell(extraction_id, row.field_id, row.row_key or None)] = said
        return found

    @property
    def _own(self) -> str:
        return self._acting.reviewer.reviewer_id


def _charted(work: StudyWork) -> Work | None:
    """Return the work that is checked: that of the first reviewer."""
    charting = [one for one in work.works if one.reviewer_id in work.charting]
    firsts = {person for person, role in work.roles if role is Role.FIRST}
    ordered = sorted(charting, key=lambda one: (one.reviewer_id not in firsts, one.reviewer_id))
    return ordered[0] if ordered else None


def _person(session: Session, reviewer_id: str) -> Reviewer:
    row = session.get_one(ReviewerRow, reviewer_id)
    return Reviewer(row.id, row.name, row.initials, row.colour)


def _bare(answer: Answer) -> Answer:
    return NO_ANSWER if answer == NO_ANSWER else Answer(answer.value, answer.status)
