"""What a person may do at random in a life of three laptops."""

import random
from collections.abc import Callable
from functools import partial

from app.domain.answers import NO_ANSWER, Answer, Cell, Status
from app.domain.consensus import Decision as Settled
from app.domain.consensus import Taken
from app.domain.edits import (
    AddRow,
    AddStudy,
    FillAnswer,
    MoveRow,
    RelabelStudy,
    RemoveRow,
    SetExtractionStatus,
    SetReviewAnswer,
)
from app.domain.errors import AppError
from app.domain.fields import FieldType
from app.domain.form_changes import Decision as Asked
from app.domain.form_changes import asking, resolved
from app.domain.form_versions import Relation
from app.domain.ids import new_id
from app.domain.screening import Stage
from app.domain.studies import ExtractionStatus, StudyDraft
from app.jobs import JobContext
from tests.services.desk import Desk
from tests.services.reviews import anchor
from tests.services.screening import NO, YES

GROUP, GROUP_FIELD = "participants", "population.n"
STUDIES = 9


def fill(chance: random.Random, desk: Desk) -> bool:
    """Fill a cell, link or unlink a quote; sometimes take it back at once."""
    opened = [key for key in map(desk.extraction, desk.studies) if key not in desk.book.status]
    if not opened:
        return False
    extraction = chance.choice(opened)
    rows = desk.book.rows.get(extraction)
    cell = Cell(extraction, chance.choice(desk.fields))
    if rows and chance.random() < 0.4:
        cell = Cell(extraction, GROUP_FIELD, chance.choice(rows))
    before = desk.book.answers.get(cell, NO_ANSWER)
    after = Answer(f"value {chance.randrange(9)}", Status.FILLED, note=chance.choice(("", "sure?")))
    quotes = desk.book.quotes.setdefault(cell, {})
    link, unlink = (), ()
    if quotes and chance.random() < 0.3:
        unlink = (chance.choice(list(quotes.values())),)
    elif chance.random() < 0.4:
        link = (anchor(),)
    edit = FillAnswer(cell, before, after, link=link, unlink=unlink)
    return _filled(desk, edit) and (chance.random() > 0.05 or _filled(desk, edit.inverse()))


def _filled(desk: Desk, edit: FillAnswer) -> bool:
    if not desk.apply(edit):
        return False
    desk.book.answers[edit.cell] = edit.after
    quotes = desk.book.quotes[edit.cell]
    quotes.update({one.anchor_id: one for one in edit.link})
    for one in edit.unlink:
        del quotes[one.anchor_id]
    return True


def row(chance: random.Random, desk: Desk) -> bool:
    """Add, move or remove a row of a repeating group."""
    extraction = desk.extraction(chance.choice(desk.studies))
    if extraction in desk.book.status:
        return False
    rows = desk.rows_of(extraction, GROUP)
    own = desk.book.rows.setdefault(extraction, [])
    if len(rows) > 1 and chance.random() < 0.4:
        one, other = chance.sample(rows, 2)
        return desk.apply(MoveRow(extraction, GROUP, one.row_id, one.position, other.position))
    if rows and chance.random() < 0.3:
        gone = chance.choice(rows)
        is_gone = desk.apply(RemoveRow(extraction, GROUP, gone.row_id, gone.position))
        if is_gone:
            own.remove(gone.row_id)
        return is_gone
    added = AddRow(extraction, GROUP, new_id(), chance.randint(0, len(rows)))
    is_added = desk.apply(added)
    if is_added:
        own.append(added.row_id)
    return is_added


def add_study(chance: random.Random, desk: Desk) -> bool:
    """Add a study while there are few; else give one another name."""
    if len(desk.studies) >= STUDIES:
        return relabel(chance, desk)
    draft = StudyDraft(new_id(), new_id(), f"Study {chance.randrange(99)}")
    is_added = desk.apply(AddStudy(draft))
    if is_added:
        desk.studies.append(draft.study_id)
    return is_added


def relabel(chance: random.Random, desk: Desk) -> bool:
    """Give a study another name."""
    study = chance.choice(desk.studies)
    label = f"Label {chance.randrange(99)}"
    return desk.apply(RelabelStudy(study, desk.label_of(study), label))


def detail(chance: random.Random, desk: Desk) -> bool:
    """Answer a field of the protocol."""
    key = chance.choice(("review.objective", "review.population"))
    before = desk.review.records.details().get(key)
    return desk.apply(SetReviewAnswer(key, before, f"text {chance.randrange(99)}"))


def seal(chance: random.Random, desk: Desk) -> bool:
    """Complete a study, seal a complete one, or break a seal for a reason."""
    extraction = desk.extraction(chance.choice(desk.studies))
    status = desk.book.status.get(extraction, "open")
    if status == "sealed":
        if chance.random() < 0.5:
            return False
        after, edit = "open", desk.review.seals.broken(extraction, "wrong arm")
    elif status == "complete":
        after, edit = "sealed", desk.review.seals.sealed(extraction)
    else:
        done = (ExtractionStatus.OPEN, ExtractionStatus.COMPLETE)
        after, edit = "complete", SetExtractionStatus(extraction, *done)
    is_made = desk.apply(edit)
    if is_made and after == "open":
        del desk.book.status[extraction]
    elif is_made:
        desk.book.status[extraction] = after
    return is_made


def screen(chance: random.Random, desk: Desk) -> bool:
    """Decide on a record."""
    record, decision = chance.choice(desk.records), chance.choice((YES, NO))
    try:
        edit = desk.review.screening.decide(record, Stage.TITLE, decision)
    except AppError:
        return False
    is_made = desk.apply(edit)
    if is_made:
        desk.book.screened[record, Stage.TITLE.value] = decision.verdict.value
    return is_made


def settle(chance: random.Random, desk: Desk) -> bool:
    """Decide a line of the consensus of two sealed extractions."""
    studies = sorted(desk.review.consensus.sealed_studies())
    if not studies:
        return False
    try:
        compared = desk.review.consensus.compared(chance.choice(studies))
    except AppError:
        return False
    line = chance.choice(compared.lines)
    answer = Answer(f"agreed {chance.randrange(99)}", Status.FILLED)
    decision = Settled(Taken.TYPED, answer, "read again")
    is_made = desk.apply(desk.review.consensus.decide(compared, line, decision))
    if is_made:
        desk.book.settled[compared.study.study_id, *line.key] = answer.value
    return is_made


def check(chance: random.Random, desk: Desk) -> bool:
    """Confirm an answer that a colleague has sealed, correct it, or take that back."""
    verification = desk.review.verification
    corrected = partial(verification.corrected, text=f"rather {chance.randrange(9)}")
    ready = [one.study_id for one in verification.to_check() if one.is_sealed]
    try:
        shown = verification.checked(chance.choice(ready))
        cell = chance.choice(shown.cells)
        edit = chance.choice((verification.confirmed, verification.taken_back, corrected))(
            shown, cell
        )
    except (AppError, IndexError):  # nothing is sealed or given, or a field takes no such words
        return False
    is_made = edit is not None and desk.apply(edit)
    if is_made and edit.after is None:
        desk.book.checked.pop(cell, None)
    elif is_made:
        desk.book.checked[cell] = edit.after.verdict.value
    return is_made


def version(chance: random.Random, desk: Desk) -> bool:
    """Use a version that came, bring one together with one's own, or publish one."""
    design = desk.review.design
    arrived = design.arrived()
    try:
        if arrived and arrived[0].relation is Relation.BEHIND:
            design.use(arrived[0].version.version_id, JobContext())
        elif arrived:
            theirs = arrived[0].version.version_id
            desk.apply(design.replaced(design.joining(theirs).document))
            design.publish("Both", (), JobContext(), theirs)
        else:
            edit, field_id = design.moves().add_field("source", 0, FieldType.SHORT_TEXT, "More")
            desk.apply(design.begun(edit))
            said = [resolved(change, Asked.REVISIT) for change in asking(design.changes())]
            design.publish("More wanted", said, JobContext())
            desk.fields.append(field_id)
    except AppError:
        desk.refused += 1
        return False
    desk.book.versions.add(desk.review.forms.current().version_id)
    return True


Act = Callable[[random.Random, Desk], bool]
WEIGHED: dict[Act, float] = {
    fill: 70,
    row: 5,
    add_study: 2,
    relabel: 2,
    detail: 3,
    seal: 6,
    screen: 6,
    settle: 2,
    check: 2,
    version: 0.4,
}
ACTS: list[Act] = list(WEIGHED)
WEIGHTS: list[float] = list(WEIGHED.values())
