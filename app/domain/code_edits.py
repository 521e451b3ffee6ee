"""Edits of content analysis: the codes, and where they are put."""

from dataclasses import dataclass

from app.domain.codes import Code, Segment
from app.domain.exchanging import Exchanging


@dataclass(frozen=True, slots=True)
class AddCode:
    """Add a code to the framework."""

    code: Code

    @property
    def subject(self) -> str:
        """What the audit log files it under."""
        return self.code.code_id

    def inverse(self) -> "RemoveCode":
        """Return the edit that takes this one back."""
        return RemoveCode(self.code)


@dataclass(frozen=True, slots=True)
class RemoveCode:
    """Take out a code that is on nothing."""

    code: Code

    @property
    def subject(self) -> str:
        """What the audit log files it under."""
        return self.code.code_id

    def inverse(self) -> AddCode:
        """Return the edit that takes this one back."""
        return AddCode(self.code)


@dataclass(frozen=True, slots=True)
class ChangeCode(Exchanging):
    """Rename a code, define it, or move it."""

    before: Code
    after: Code

    @property
    def subject(self) -> str:
        """What the audit log files it under."""
        return self.before.code_id


@dataclass(frozen=True, slots=True)
class MergeCode:
    """Let `into` take the place of a code: on all it is put on, and above all under it.

    What it was put on stays written down, so that a colleague's later packet finds its way too.
    """

    code: Code
    into: str

    @property
    def subject(self) -> str:
        """What the audit log files it under."""
        return self.code.code_id

    def inverse(self) -> "SplitCode":
        """Return the edit that takes this one back."""
        return SplitCode(self.code, self.into)


@dataclass(frozen=True, slots=True)
class SplitCode:
    """Bring a merged code back."""

    code: Code
    into: str

    @property
    def subject(self) -> str:
        """What the audit log files it under."""
        return self.code.code_id

    def inverse(self) -> MergeCode:
        """Return the edit that takes this one back."""
        return MergeCode(self.code, self.into)


@dataclass(frozen=True, slots=True)
class PutCode:
    """Put a code on an answer or a piece of it."""

    segment: Segment

    @property
    def subject(self) -> str:
        """What the audit log files it under."""
        return self.segment.segment_id

    def inverse(self) -> "TakeCode":
        """Return the edit that takes this one back."""
        return TakeCode(self.segment)


@dataclass(frozen=True, slots=True)
class TakeCode:
    """Take a code off again."""

    segment: Segment

    @property
    def subject(self) -> str:
        """What the audit log files it under."""
        return self.segment.segment_id

    def inverse(self) -> PutCode:
        """Return the edit that takes this one back."""
        return PutCode(self.segment)


@dataclass(frozen=True, slots=True)
class FinishCoding(Exchanging):
    """Say that one's own coding of a field is done, or not yet: what two did is compared then."""

    reviewer_id: str
    field_id: str
    before: bool
    after: bool

    @property
    def subject(self) -> str:
        """What the audit log files it under."""
        return self.reviewer_id
