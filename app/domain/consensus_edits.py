"""Edits of the consensus: a decision on a line, and rows paired by hand."""

from dataclasses import dataclass

from app.domain.consensus import Decision
from app.domain.exchanging import Exchanging
from app.domain.row_alignment import HandPair


@dataclass(frozen=True, slots=True)
class Decide:
    """Decide a line of a study (None: it is open again); field and row "" close the study.

    `over` are decisions of other laptops that stood apart and are settled by it, `bared` those
    that stand apart again when it is taken back.
    """

    study_id: str
    form_id: str
    field_id: str
    row_key: str
    before: Decision | None
    after: Decision | None
    over: tuple[str, ...] = ()
    bared: tuple[str, ...] = ()

    @property
    def subject(self) -> str:
        """What the audit log files it under."""
        return self.study_id

    def inverse(self) -> "Decide":
        """Return the edit that takes this one back."""
        line = (self.study_id, self.form_id, self.field_id, self.row_key)
        return Decide(*line, self.after, self.before, over=self.bared, bared=self.over)


@dataclass(frozen=True, slots=True)
class AlignRows(Exchanging):
    """Say which rows of a group are the same one; nothing: the program pairs them."""

    study_id: str
    form_id: str
    section_key: str
    before: tuple[HandPair, ...]
    after: tuple[HandPair, ...]

    @property
    def subject(self) -> str:
        """What the audit log files it under."""
        return self.study_id
