"""Edits that take in what two people charted apart in another program, sealed as it came."""

from dataclasses import dataclass
from typing import TypeVar

from app.domain.answers import Answer


@dataclass(frozen=True, slots=True)
class _SealedExtraction:
    """A reviewer's finished extraction of a study; `answers` are (field id, answer)."""

    extraction_id: str
    study_id: str
    reviewer_id: str
    form_id: str
    seal_id: str
    answers: tuple[tuple[str, Answer], ...]

    @property
    def subject(self) -> str:
        """What the audit log files it under."""
        return self.extraction_id


Sealed = TypeVar("Sealed", bound=_SealedExtraction)


@dataclass(frozen=True, slots=True)
class TakeExtraction(_SealedExtraction):
    """Take an extraction in: complete, and sealed at once.

    It is refused where this reviewer has charted already.
    """

    def inverse(self) -> "GiveExtractionBack":
        """Return the edit that takes this one back."""
        return _same(self, GiveExtractionBack)


@dataclass(frozen=True, slots=True)
class GiveExtractionBack(_SealedExtraction):
    """Take such an extraction out again: blank, open, its seal withdrawn."""

    def inverse(self) -> TakeExtraction:
        """Return the edit that takes this one back."""
        return _same(self, TakeExtraction)


def _same(edit: _SealedExtraction, kind: type[Sealed]) -> Sealed:
    return kind(
        edit.extraction_id,
        edit.study_id,
        edit.reviewer_id,
        edit.form_id,
        edit.seal_id,
        edit.answers,
    )
