"""The form designer's reading and publishing: draft, versions, what a change touches."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from app.domain.answers import Json, Status
from app.domain.edits import ChangeSet, Edit, Together
from app.domain.errors import AppError, NotFound
from app.domain.form_changes import FormChange, Resolution, changes
from app.domain.form_draft import carried_out, core_problem, form_of, problem_of, whole
from app.domain.form_edits import (
    ConfirmAnswer,
    Document,
    Draft,
    NewVersion,
    PublishVersion,
    SetDraft,
    UseVersion,
)
from app.domain.form_merge import Merged, merged
from app.domain.form_moves import Moves
from app.domain.form_problems import FormProblem, problems
from app.domain.form_versions import Relation, VersionInfo, common_base, heads, relation
from app.domain.ids import new_id
from app.export.deviation_log import Deviation
from app.jobs import JobContext
from app.services.acting import Acting
from app.services.extraction import ExtractionService
from app.services.forms import FormService
from app.services.revisiting import Revisit, revisits
from app.services.store import Store
from app.services.touching import Touched, TouchedCells
from app.services.version_rows import versions_of
from app.services.writing.settling import is_behind
from db.models import AnswerRow, ExtractionRow, FormDraftRow, FormRow, StudyRow


@dataclass(frozen=True, slots=True)
class GivenValue:
    """A value that a field has so far, and in how many cells."""

    value: Json
    status: Status
    cells: int


@dataclass(frozen=True, slots=True)
class Arrived:
    """A colleague's version that is not part of the one in use."""

    version: VersionInfo
    relation: Relation


class DesignService:
    """Reads the draft, the versions and what they touch; publishes."""

    def __init__(
        self, store: Store, acting: Acting, forms: FormService, extraction: ExtractionService
    ) -> None:
        """Read through `store`, write through `extraction`."""
        self._store = store
        self._acting = acting
        self._forms = forms
        self._extraction = extraction

    @property
    def form_id(self) -> str:
        """The form that is designed."""
        return self._forms.form_id

    def draft(self) -> Draft | None:
        """Return the draft, if one was begun."""
        with self._store.reading() as session:
            row = session.get(FormDraftRow, self.form_id)
            return None if row is None else Draft(row.base_id, row.document)

    def document(self) -> Document:
        """Return what the designer shows: the draft, or the version in use."""
        draft = self.draft()
        return whole(self._forms.current()) if draft is None else draft.document

    def moves(self) -> Moves:
        """Return the moves of the draft as it is (or would be begun)."""
        taken = {
            field.field_id
            for form in self._forms.versions()
            for section in form.sections
            for field in section.fields
        }
        return Moves(self.form_id, self.document(), taken)

    def begun(self, edit: Edit) -> Edit:
        """Return the edit, with the beginning of a draft before it when there is none."""
        if self.draft() is not None:
            return edit
        form = self._forms.current()
        start = SetDraft(self.form_id, None, Draft(form.version_id, whole(form)))
        return Together((start, edit))

    def objection(self, edit: Edit) -> str:
        """Return the sentence that says why an edit of the draft can't be made, or nothing."""
        draft = self.draft()
        current = self._forms.current()
        base = current if draft is None else self._forms.version(draft.base_id)
        document = self.document()
        after = carried_out(document, edit)
        return problem_of(after, base) or core_problem(document, after)

    def replaced(self, document: Document | None) -> SetDraft:
        """Return the edit that replaces the draft by a document, or drops it."""
        before = self.draft()
        base = self._forms.current().version_id
        after = None if document is None else Draft(base, document)
        return SetDraft(self.form_id, before, after)

    def versions(self) -> Mapping[str, VersionInfo]:
        """Return the published versions by id, oldest first."""
        with self._store.reading() as session:
            return versions_of(session, self.form_id)

    def changes(self) -> tuple[FormChange, ...]:
        """Return what the draft changes in the version in use."""
        return changes(self._forms.current(), form_of(self.document()))

    def problems(self) -> tuple[FormProblem, ...]:
        """Return the mistakes of the draft that must be mended before it is published."""
        return problems(form_of(self.document()))

    def touched(self, change: FormChange) -> Touched:
        """Count the acting reviewer's cells, and their studies, that a change touches."""
        with self._store.reading() as session:
            reader = TouchedCells(session, self.form_id, self._acting.reviewer.reviewer_id)
            return reader.count(change, form_of(self.document()))

    def given(self, field_id: str) -> tuple[GivenValue, ...]:
        """Return the acting reviewer's answers to a field so far, the most frequent first."""
        own = select(ExtractionRow.id).where(
            ExtractionRow.form_id == self.form_id,
            ExtractionRow.reviewer_id == self._acting.reviewer.reviewer_id,
        )
        found = select(AnswerRow).where(
            AnswerRow.extraction_id.in_(own),
            AnswerRow.field_id == field_id,
            AnswerRow.status != Status.EMPTY.value,
        )
        counted: dict[str, GivenValue] = {}
        with self._store.reading() as session:
            for row in session.scalars(found):
                key = f"{row.status}:{row.value!r}"
                known = counted.get(key)
                cells = 1 if known is None else known.cells + 1
                counted[key] = GivenValue(row.value, Status(row.status), cells)
        return tuple(sorted(counted.values(), key=lambda entry: -entry.cells))

    def publish(
        self,
        reason: str,
        resolutions: Sequence[Resolution],
        ctx: JobContext,
        merged_id: str | None = None,
    ) -> ChangeSet:
        """Publish the draft as the next version, with what was decided about each change.

        Raises AppError when there is no draft, it changes nothing, or it has mistakes.
        """
        draft = self.draft()
        current = self._forms.current()
        if draft is None or (not merged_id and not self.changes()):
            raise AppError(
                f"There is nothing to publish: the form is as in version {current.number}. "
                "Nothing was changed."
            )
        wrong = self.problems()
        if wrong:
            raise AppError(
                f"The draft can't be published yet. {wrong[0].sentence} Nothing was changed."
            )
        number = 1 + max(info.number for info in self.versions().values())
        version = NewVersion(
            version_id=new_id(),
            number=number,
            parent_id=current.version_id,
            document=stored_document(draft.document),
            reason=reason,
            resolutions=tuple(resolutions),
            merged_id=merged_id,
        )
        publishing = PublishVersion(self.form_id, current.version_id, version)
        edit = Together((publishing, SetDraft(self.form_id, draft, None)))
        return self._applied(edit, f"Publish version {number} of the form", ctx)

    def reinstated(self, version_id: str) -> SetDraft:
        """Return the edit that makes the draft out of an older version, to be published anew.

        What was asked of older versions stays in the file; nothing that was answered is lost.
        """
        return self.replaced(whole(self._forms.version(version_id)))

    def arrived(self) -> tuple[Arrived, ...]:
        """Return versions that came from another computer and are not in use here."""
        versions = self.versions()
        current = self._forms.current().version_id
        others = [key for key in heads(versions) if key != current]
        found = ((versions[key], relation(versions, current, key)) for key in others)
        return tuple(
            Arrived(info, how) for info, how in found if how in (Relation.BEHIND, Relation.APART)
        )

    def use(self, version_id: str, ctx: JobContext) -> ChangeSet:
        """Put a newer version that came from a colleague into use; raises AppError."""
        current = self._forms.current()
        edit = UseVersion(self.form_id, current.version_id, version_id)
        number = self._forms.version(version_id).number
        return self._applied(edit, f"Use version {number} of the form", ctx)

    def catch_up(self) -> None:
        """Take the acting reviewer's answers through versions put into use by somebody else."""
        with self._store.reading() as session:
            behind = is_behind(session, self._acting)
        if behind:
            current = self._forms.current()
            edit = UseVersion(self.form_id, current.version_id, current.version_id)
            self._applied(edit, f"Take up version {current.number} of the form", JobContext())

    def joining(self, version_id: str, prefer_theirs: Collection[str] = ()) -> Merged:
        """Return the version in use and a colleague's, made apart from it, in one form.

        `prefer_theirs` are the clashes that theirs win. Raises AppError when they have no
        older version in common.
        """
        versions = self.versions()
        mine = self._forms.current()
        base = common_base(versions, mine.version_id, version_id)
        if base is None:
            raise AppError(
                "The two versions have no older one in common, so they can't be brought together. "
                "Nothing was changed. Export one of them and import it as the draft."
            )
        sides = (self._forms.version(base), mine, self._forms.version(version_id))
        old, own, other = map(whole, sides)
        return merged(old, own, other, prefer_theirs)

    def new_to_both(self, version_id: str) -> tuple[FormChange, ...]:
        """Return what the draft changes in both versions it brings together.

        What it takes over from the other version was decided there, and is kept with it.
        """
        theirs = {self._name(c) for c in self._from_base(version_id)}
        return tuple(change for change in self.changes() if self._name(change) not in theirs)

    def deviations(self) -> tuple[Deviation, ...]:
        """Return every version with what it changed in its parent, oldest first."""
        return tuple(
            Deviation(
                info,
                changes(self._forms.version(info.parent_id), self._forms.version(key))
                if info.parent_id
                else (),
            )
            for key, info in self.versions().items()
        )

    def _from_base(self, version_id: str) -> tuple[FormChange, ...]:
        base = common_base(self.versions(), self._forms.current().version_id, version_id)
        if base is None:
            return ()
        return changes(self._forms.version(base), self._forms.version(version_id))

    def _name(self, change: FormChange) -> tuple[str, str]:
        return change.key, change.after

    def revisits(self) -> tuple[Revisit, ...]:
        """Return the acting reviewer's cells that a version asks to look at again, in order."""
        with self._store.reading() as session:
            form = session.get(FormRow, self.form_id)
            if form is None:
                raise NotFound("This form is not in the review any more.")
            own = session.scalars(
                select(ExtractionRow.id).where(
                    ExtractionRow.form_id == self.form_id,
                    ExtractionRow.reviewer_id == self._acting.reviewer.reviewer_id,
                )
            ).all()
            return revisits(session, form, own)

    def confirmed(self, revisit: Revisit) -> ConfirmAnswer:
        """Return the edit that says an answer holds under the version in use."""
        return ConfirmAnswer(revisit.cell, revisit.stamp, self._forms.current().version_id)

    def studies_begun(self) -> int:
        """Count the studies in which the acting reviewer has answers under this form."""
        begun = (
            select(func.count(ExtractionRow.study_id.distinct()))
            .join(AnswerRow, AnswerRow.extraction_id == ExtractionRow.id)
            .join(StudyRow, StudyRow.id == ExtractionRow.study_id)
            .where(
                ExtractionRow.form_id == self.form_id,
                ExtractionRow.reviewer_id == self._acting.reviewer.reviewer_id,
                AnswerRow.status != Status.EMPTY.value,
                StudyRow.removed.is_(False),
            )
        )
        with self._store.reading() as session:
            return session.scalar(begun) or 0

    def _applied(self, edit: Edit, label: str, ctx: JobContext) -> ChangeSet:
        done = self._extraction.apply(edit, None, label, ctx)
        self._forms.refresh()
        return done


def stored_document(document: Document) -> dict[str, Any]:
    """Return the document of a draft as a version keeps it."""
    return {k: v for k, v in document.items() if k not in ("version_id", "number")}
