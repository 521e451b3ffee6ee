"""Which lines of the consensus two laptops decided differently, told after a merge."""

from collections.abc import Iterable

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session, aliased

from app.domain.consensus import Apart
from app.domain.decided import Said, standing
from app.domain.sentence import Sentence
from app.services.writing.consensus import said_by
from db.models import DecisionRow, StudyRow

ONE = (
    "“{study}”: 1 line of the consensus was decided on two laptops, differently. Both decisions "
    "are kept and none counts until you settle it under Consensus."
)
MANY = (
    "“{study}”: {n} lines of the consensus were decided on two laptops, differently. Both "
    "decisions are kept and none counts until you settle them under Consensus."
)


def decided_twice(session: Session) -> dict[str, int]:
    """Return how many lines of each study, by its id, have decisions that stand apart."""
    return apart_by_study(session.scalars(_decided_elsewhere_too()))


def apart_by_study(rows: Iterable[DecisionRow]) -> dict[str, int]:
    """Return how many lines of each study have decisions among these that stand apart."""
    found: dict[tuple[str, ...], list[Said]] = {}
    for row in rows:
        key = (row.study_id, row.form_id, row.field_id, row.row_key)
        found.setdefault(key, []).append(said_by(row))
    counted: dict[str, int] = {}
    for (study_id, *_), said in found.items():
        if isinstance(standing(said, ""), Apart):
            counted[study_id] = counted.get(study_id, 0) + 1
    return counted


def told(session: Session) -> tuple[Sentence, ...]:
    """Return a sentence a study."""
    return tuple(
        sentence(session.get_one(StudyRow, study_id).label, count).about(study_id, "consensus")
        for study_id, count in decided_twice(session).items()
    )


def sentence(label: str, count: int) -> Sentence:
    """Say that so many lines of a study have decisions that stand apart."""
    return Sentence(ONE if count == 1 else MANY, study=label, n=count)


def _decided_elsewhere_too() -> Select[DecisionRow]:
    """Return the query for decisions on lines that another copy has decided as well."""
    other = aliased(DecisionRow)
    line = ("study_id", "form_id", "field_id", "row_key")
    same = (getattr(other, name) == getattr(DecisionRow, name) for name in line)
    return select(DecisionRow).where(exists().where(*same, other.id != DecisionRow.id))
