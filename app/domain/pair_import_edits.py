"""Edits that take in what two people charted apart in another program, sealed as it came."""

from dataclasses import dataclass

from app.domain.answers import Answer


@dataclass(frozen=True, slots=True)
class TakeExtraction:
    """Take a reviewer's finished extraction of a study in: complete, and sealed at once.

    `answers` are (field id, answer); it is refused where this reviewer has charted already.
    """

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

    def inverse(self) -> "GiveExtractionBack":
        """Return the edit that takes this one back."""
        return GiveExtractionBack(
            self.extraction_id,
            self.study_id,
            self.reviewer_id,
            self.form_id,
            self.seal_id,
            self.answers,
        )


@dataclass(frozen=True, slots=True)
class GiveExtractionBack:
    """Take such an extraction out again: blank, open, its seal withdrawn."""

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

    def inverse(self) -> TakeExtraction:
        """Return the edit that takes this one back."""
        return TakeExtraction(
            self.extraction_id,
            self.study_id,
            self.reviewer_id,
            self.form_id,
            self.seal_id,
            self.answers,
        )
