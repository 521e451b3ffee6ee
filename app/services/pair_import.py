"""Takes in a table with a line a reviewer and a consensus line: Covidence and the like.

The lines of two reviewers become sealed extractions, the consensus line the decisions on them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from app.domain import deciding
from app.domain.answers import NO_ANSWER, Answer
from app.domain.assignment_edits import Assign, Duty
from app.domain.blinding import Role
from app.domain.column_forms import ColumnUse
from app.domain.comparing import kind_of
from app.domain.consensus import Compared, Decision, Kind, Line, Taken
from app.domain.edits import AddStudy, ChangeSet, Edit, Together
from app.domain.errors import AppError, ValueDoesNotParse
from app.domain.folding import folded
from app.domain.ids import derived_id, new_id
from app.domain.pair_import_edits import TakeExtraction
from app.domain.people_edits import AddReviewer
from app.domain.studies import StudyDraft
from app.domain.table_answers import TableMap, answer_in, map_columns
from app.jobs import JobContext
from app.services.acting import Acting
from app.services.consensus import ConsensusService
from app.services.extraction import ExtractionService
from app.services.forms import FormService
from app.services.people import PeopleService
from app.services.records import RecordService
from app.services.table_import import Refused

FINAL = frozenset({"consensus", "final", "adjudicated", "adjudication", "agreed", "resolved"})
"""What the reviewer of a consensus line is called."""
COLOURS = 5

Row = Sequence[str]
Written = tuple[tuple[Edit, ...], ChangeSet]
"""Edits as they were written, and what they changed."""


@dataclass(slots=True)
class PairImport:
    """What such a table comes to; nothing is written yet.

    `finals` are, by study id, the answers of the consensus line.
    """

    edits: list[Edit] = field(default_factory=list)
    newcomers: list[Edit] = field(default_factory=list)
    reviewers: tuple[str, ...] = ()
    studies: int = 0
    answers: int = 0
    finals: dict[str, dict[str, Answer]] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    refused: list[Refused] = field(default_factory=list)
    alone: list[str] = field(default_factory=list)
    unused: tuple[str, ...] = ()
    decided: int = 0
    left_open: int = 0
    closed: int = 0


@dataclass(frozen=True, slots=True)
class _Lines:
    """The lines of one study: (line number, row) by who charted it."""

    label: str
    title: str
    by: Mapping[str, tuple[int, Row]]


class PairImportService:
    """Plans and writes the import of what two people charted apart."""

    def __init__(
        self,
        acting: Acting,
        readers: tuple[FormService, RecordService, PeopleService],
        consensus: ConsensusService,
        extraction: ExtractionService,
    ) -> None:
        """Write for the acting reviewer; `readers` know form, studies and people."""
        self._acting = acting
        self._forms, self._records, self._people = readers
        self._consensus = consensus
        self._extraction = extraction

    def plan(self, rows: Sequence[Row], uses: Sequence[ColumnUse]) -> PairImport:
        """Return what the lines behind the heading come to; raises AppError; changes nothing."""
        table = map_columns(self._forms.current(), uses)
        made = PairImport(unused=table.unused)
        roles = {use.role: use.column for use in uses if use.role}
        studies = _by_study(rows, table, roles)
        names = _reviewers(studies)
        if len(names) != 2:
            raise AppError(
                f"The table has lines of {len(names)} reviewers ({', '.join(names[:6])}); two are "
                "compared. Nothing was changed. Leave the lines of two reviewers, and “Consensus”."
            )
        made.reviewers = (names[0], names[1])
        people = self._with_people(made, names)
        known = {folded(study.label): study.study_id for study in self._records.studies()}
        for position, lines in enumerate(studies):
            self._plan_study(made, table, lines, (people, known, position))
        return made

    def write(self, made: PairImport, label: str, ctx: JobContext) -> Written:
        """Write the extractions, then the decisions of the consensus; return what can be undone.

        People who are new stay in the review when the rest is taken back.
        """
        for person in made.newcomers:
            self._extraction.apply(person, label=label)
        charted = Together(tuple(made.edits))
        changes = self._extraction.apply(charted, label=label, ctx=ctx)
        decisions: list[Edit] = []
        for compared in self._consensus.all() if made.finals else ():
            final = made.finals.get(compared.study.study_id)
            if final is not None:
                decisions += self._decisions(made, compared, final)
        if not decisions:
            return (charted,), changes
        settled = Together(tuple(decisions))
        more = self._extraction.apply(settled, label=f"{label}: consensus")
        return (charted, settled), changes.united(more)

    def _with_people(self, made: PairImport, names: Sequence[str]) -> dict[str, str]:
        """Return the ids of the two by name, adding who is not in the review."""
        there = {folded(p.reviewer.name): p.reviewer.reviewer_id for p in self._people.all()}
        found = {}
        for place, name in enumerate(names, start=len(there)):
            key = there.get(folded(name))
            if key is None:
                key = new_id()
                initials = "".join(word[0] for word in name.split()[:3]).upper()
                made.newcomers.append(AddReviewer(key, name, initials, place % COLOURS))
            found[name] = key
        return found

    def _plan_study(
        self,
        made: PairImport,
        table: TableMap,
        lines: _Lines,
        place: tuple[Mapping[str, str], Mapping[str, str], int],
    ) -> None:
        people, known, position = place
        charted = [name for name in made.reviewers if name in lines.by]
        if len(charted) < 2:
            made.alone.append(lines.label)
            return
        study_id = known.get(folded(lines.label))
        if study_id is None:
            draft = StudyDraft(new_id(), new_id(), lines.label, lines.title, None, position)
            made.edits.append(AddStudy(draft))
            made.studies += 1
            study_id = draft.study_id
        made.labels[study_id] = lines.label
        for name, role in zip(made.reviewers, (Role.FIRST, Role.SECOND), strict=True):
            key = people[name]
            made.edits.append(Assign(study_id, key, role, Duty.NONE, Duty.GIVEN))
            answers = self._answers(made, table, lines, name)
            made.answers += len(answers)
            made.edits.append(
                TakeExtraction(
                    derived_id("extraction", study_id, key, self._acting.form_id),
                    study_id,
                    key,
                    self._acting.form_id,
                    new_id(),
                    tuple(answers.items()),
                )
            )
        final = next((name for name in lines.by if folded(name) in FINAL), None)
        if final is not None:
            made.finals[study_id] = self._answers(made, table, lines, final)

    def _answers(
        self, made: PairImport, table: TableMap, lines: _Lines, name: str
    ) -> dict[str, Answer]:
        number, row = lines.by[name]
        found = {}
        for source in table.sources:
            try:
                answer, _text = answer_in(source, row)
            except ValueDoesNotParse as problem:
                said = " ".join(row[c].strip() for c in source.columns if c < len(row))
                made.refused.append(
                    Refused(number, lines.label, source.field.label, said, problem.message)
                )
                continue
            if answer != NO_ANSWER:
                found[source.field.field_id] = answer
        return found

    def _decisions(
        self, made: PairImport, compared: Compared, final: Mapping[str, Answer]
    ) -> list[Edit]:
        """Return the decisions of a study; with nothing left to decide it is closed."""
        edits: list[Edit] = []
        left = 0
        for line in compared.lines:
            decision = _decision(compared, line, final.get(line.field_id, NO_ANSWER))
            if line.is_about_row or decision is None:
                left += line.is_open
                continue
            edits.append(self._consensus.decide(compared, line, decision))
            made.decided += 1
        made.left_open += left
        if not left:
            edits.append(self._consensus.closing(compared))
            made.closed += 1
        return edits


def is_paired(rows: Sequence[Row], uses: Sequence[ColumnUse]) -> bool:
    """Tell whether a table has lines of several reviewers for one study."""
    column = next((use.column for use in uses if use.role == "reviewer"), None)
    if column is None:
        return False
    names = {folded(row[column]) for row in rows[1:] if column < len(row) and row[column].strip()}
    return len(names - FINAL) == 2 or (len(names) > 2 and bool(names & FINAL))


def _decision(compared: Compared, line: Line, final: Answer) -> Decision | None:
    """Return how a line was decided, seen from what the consensus line says."""
    if line.is_about_row or (line.kind is Kind.BLANK and final == NO_ANSWER):
        return None
    sides = [(line.first.answer, 0), (line.second.answer, 1)]
    exact = [n for answer, n in sides if (answer.value, answer.status) == _key(final)]
    if len(exact) == 2:
        return deciding.accepted(line)
    if exact:
        return deciding.taken(compared, line, exact[0])
    field = compared.form.field(line.field_id)
    agrees = line.kind in (Kind.SAME, Kind.NORMALISED)
    if agrees and kind_of(field, line.first.answer, final) is Kind.NORMALISED:
        return replace(deciding.accepted(line), answer=final)
    anchors = deciding.accepted(line).anchors if final != NO_ANSWER else ()
    return Decision(Taken.TYPED, final, anchors=anchors)


def _key(answer: Answer) -> tuple[object, object]:
    return answer.value, answer.status


def _by_study(rows: Sequence[Row], table: TableMap, roles: Mapping[str, int]) -> list[_Lines]:
    """Return the lines study by study; a record number names a study better than its label."""
    named = roles.get("record", table.study)
    who = roles["reviewer"]
    found: dict[str, dict[str, tuple[int, Row]]] = {}
    for number, row in enumerate(rows[1:], start=2):
        key = _cell(row, named)
        name = _cell(row, who)
        if not key or not name:
            continue
        lines = found.setdefault(key, {})
        if name in lines:
            raise AppError(
                f"Line {number} is a second line of {name} for {key}. Nothing was changed. "
                "Leave one line a reviewer and study."
            )
        lines[name] = (number, row)
    seen: dict[str, int] = {}
    made = []
    for key, lines in found.items():
        row = next(iter(lines.values()))[1]
        label = _cell(row, table.study) or key
        seen[folded(label)] = seen.get(folded(label), 0) + 1
        if seen[folded(label)] > 1:
            label = f"{label} ({seen[folded(label)]})"
        made.append(_Lines(label, _cell(row, table.title), lines))
    return made


def _reviewers(studies: Sequence[_Lines]) -> list[str]:
    names = dict.fromkeys(name for lines in studies for name in lines.by)
    return [name for name in names if folded(name) not in FINAL]


def _cell(row: Row, column: int | None) -> str:
    return row[column].strip() if column is not None and column < len(row) else ""
