"""Edits of the draft of a form, of its versions, and of answers that a version asks about."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from app.domain.answers import Cell
from app.domain.exchanging import Exchanging
from app.domain.form_changes import Resolution

Document: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Draft:
    """A form being changed: its document, and the version it was begun from."""

    base_id: str
    document: Document


@dataclass(frozen=True, slots=True)
class FieldAt:
    """A field of a draft: its document (with its `field_id`) and where it stands."""

    section_key: str
    position: int
    document: Document


@dataclass(frozen=True, slots=True)
class SectionAt:
    """A section of a draft and its place among the sections.

    The document has a key "fields" when the section comes or goes, and none when only its
    own properties or its place change.
    """

    position: int
    document: Document


@dataclass(frozen=True, slots=True)
class SetDraft(Exchanging):
    """Begin, replace or drop the draft of a form (None: there is none)."""

    form_id: str
    before: Draft | None
    after: Draft | None

    @property
    def subject(self) -> str:
        """What the audit log files it under."""
        return self.form_id


@dataclass(frozen=True, slots=True)
class SetDraftField(Exchanging):
    """Add, change, move or remove a field of the draft (None: it is not there)."""

    form_id: str
    before: FieldAt | None
    after: FieldAt | None

    @property
    def subject(self) -> str:
        """What the audit log files it under."""
        return self.form_id


@dataclass(frozen=True, slots=True)
class SetDraftSection(Exchanging):
    """Add, change, move or remove a section of the draft (None: it is not there)."""

    form_id: str
    before: SectionAt | None
    after: SectionAt | None

    @property
    def subject(self) -> str:
        """What the audit log files it under."""
        return self.form_id


@dataclass(frozen=True, slots=True)
class SetDraftAbout(Exchanging):
    """Change what the draft says of itself: name, edition, missing codes."""

    form_id: str
    before: Document
    after: Document

    @property
    def subject(self) -> str:
        """What the audit log files it under."""
        return self.form_id


@dataclass(frozen=True, slots=True)
class NewVersion:
    """A version to be published; `merged_id` is a colleague's version that it takes in."""

    version_id: str
    number: int
    parent_id: str
    document: Document
    reason: str
    resolutions: tuple[Resolution, ...] = ()
    merged_id: str | None = None


@dataclass(frozen=True, slots=True)
class PublishVersion:
    """Publish a version in place of `before`, the version in use until then.

    Taking it back puts the older version into use again; the newer one stays in the file.
    """

    form_id: str
    before: str
    version: NewVersion

    @property
    def subject(self) -> str:
        """What the audit log files it under."""
        return self.form_id

    def inverse(self) -> "UseVersion":
        """Return the edit that takes this one back."""
        return UseVersion(self.form_id, self.version.version_id, self.before)


@dataclass(frozen=True, slots=True)
class UseVersion(Exchanging):
    """Put a version that is in the file into use, as after a colleague's newer one arrives."""

    form_id: str
    before: str
    after: str

    @property
    def subject(self) -> str:
        """What the audit log files it under."""
        return self.form_id


@dataclass(frozen=True, slots=True)
class ConfirmAnswer(Exchanging):
    """Say that an answer given under an older version still holds under another."""

    cell: Cell
    before: str
    after: str

    @property
    def subject(self) -> str:
        """What the audit log files it under."""
        return self.cell.extraction_id


@dataclass(frozen=True, slots=True)
class SetPilot(Exchanging):
    """Begin, change or drop a pilot of the form (None: there is none)."""

    form_id: str
    pilot_id: str
    before: Document | None
    after: Document | None

    @property
    def subject(self) -> str:
        """What the audit log files it under."""
        return self.form_id
