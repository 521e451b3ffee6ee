"""Edits of seals: complete work is sealed before anybody may compare it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SealExtraction:
    """Seal a complete extraction, or make a seal valid again that was broken for nothing."""

    extraction_id: str
    seal_id: str

    @property
    def subject(self) -> str:
        """What the audit log files it under."""
        return self.extraction_id

    def inverse(self) -> "BreakSeal":
        """Return the edit that takes this one back; it is refused once the seal was used."""
        return BreakSeal(self.extraction_id, self.seal_id)


@dataclass(frozen=True, slots=True)
class BreakSeal:
    """Break one's own seal. Without a reason only while nobody else relies on it."""

    extraction_id: str
    seal_id: str
    reason: str = ""

    @property
    def subject(self) -> str:
        """What the audit log files it under."""
        return self.extraction_id

    def inverse(self) -> SealExtraction:
        """Return the edit that takes this one back; it is refused when anything was changed."""
        return SealExtraction(self.extraction_id, self.seal_id)
