"""Forms of the review: immutable versions, and the templates that ship."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

import resources
from app.domain.errors import NotFound
from app.domain.fields import Form, FormKind
from app.domain.ids import new_id
from app.domain.templates import form_from_json, form_to_json
from app.services.form_reading import READABLE, open_form_file, read_form
from app.services.store import Store
from db.models import FormRow, FormVersionRow

EXTRACTION = "extraction"  # the kind of form that studies are charted with
TEMPLATES = {
    "jbi-scoping": "jbi_scoping_generic.json",
    "peer-support-bpd": "peer_support_bpd.json",
    "sample-bpd": "sample_bpd.json",
    "basic-characteristics": "basic_characteristics.json",
    "tidier": "tidier.json",
    "cfir-2": "cfir_2.json",
    "prisma-scr": "prisma_scr.json",
    "jbi-rct": "jbi_rct.json",
    "jbi-quasi-experimental": "jbi_quasi.json",
    "jbi-cross-sectional": "jbi_cross_sectional.json",
    "jbi-case-control": "jbi_case_control.json",
    "jbi-cohort": "jbi_cohort.json",
    "jbi-case-series": "jbi_case_series.json",
    "jbi-case-report": "jbi_case_report.json",
    "jbi-prevalence": "jbi_prevalence.json",
    "jbi-qualitative": "jbi_qualitative.json",
    "jbi-research-synthesis": "jbi_synthesis.json",
    "jbi-diagnostic-accuracy": "jbi_diagnostic.json",
    "jbi-economic": "jbi_economic.json",
    "jbi-text-opinion": "jbi_text_opinion.json",
    "jbi-narrative-text": "jbi_narrative_text.json",
    "jbi-expert-opinion": "jbi_expert_opinion.json",
    "jbi-policy-consensus": "jbi_policy_consensus.json",
}
STARTING = ("jbi-scoping", "peer-support-bpd", "sample-bpd", "basic-characteristics")
"""The templates that a new review may begin with."""


@dataclass(frozen=True, slots=True)
class TemplateInfo:
    """A form that ships with the program; `fields` counts its questions."""

    template_id: str
    name: str
    edition: str
    kind: FormKind
    fields: int


class FormService:
    """Reads the versions of the form that the acting reviewer extracts with."""

    def __init__(self, store: Store, form_id: str) -> None:
        """Read through `store`; a version never changes, so each is read once."""
        self._store = store
        self._form_id = form_id
        self._current_id = ""
        self._read: dict[str, Form] = {}

    @property
    def form_id(self) -> str:
        """The form, whatever its version."""
        return self._form_id

    def current(self) -> Form:
        """Return the form version in use; it stays the same until `refresh`."""
        if not self._current_id:
            self.refresh()
        return self.version(self._current_id)

    def refresh(self) -> None:
        """Look up which version is in use, as after one was published."""
        with self._store.reading() as session:
            row = session.get(FormRow, self._form_id)
            if row is None or row.current_id is None:
                raise NotFound("This review has no form. Create it again from a template.")
            self._current_id = row.current_id

    def version(self, version_id: str) -> Form:
        """Return a version; raises NotFound."""
        if version_id not in self._read:
            with self._store.reading() as session:
                row = session.get(FormVersionRow, version_id)
                if row is None:
                    raise NotFound("This version of the form is not in the review.")
                self._read[version_id] = _with_version(row)
        return self._read[version_id]

    def versions(self) -> tuple[Form, ...]:
        """Return every published version, oldest first."""
        ordered = (
            select(FormVersionRow)
            .where(FormVersionRow.form_id == self._form_id)
            .order_by(FormVersionRow.number, FormVersionRow.created_at)
        )
        with self._store.reading() as session:
            return tuple(_with_version(row) for row in session.scalars(ordered))

    def templates(self) -> tuple[TemplateInfo, ...]:
        """Return all forms that ship with the program, for the gallery."""
        return templates(TEMPLATES)

    def template(self, template_id: str) -> Form:
        """Return a shipped form; raises NotFound."""
        return template(template_id)


def templates(wanted: Iterable[str] = STARTING) -> tuple[TemplateInfo, ...]:
    """Return forms that ship with the program: those a review may begin with, or those named."""
    return tuple(_told(key, template(key)) for key in wanted)


def _told(key: str, form: Form) -> TemplateInfo:
    fields = sum(len(section.fields) for section in form.sections)
    return TemplateInfo(key, form.name, form.edition, form.kind, fields)


def template(template_id: str) -> Form:
    """Return a shipped form, or one from a JSON file given by its path."""
    if template_id in TEMPLATES:
        return form_from_json(_document(resources.path(f"forms/{TEMPLATES[template_id]}")))
    path = Path(template_id)
    if path.suffix.casefold() in READABLE and path.exists():
        return form_from_json(read_form(open_form_file(path)).document)
    known = ", ".join(TEMPLATES)
    raise NotFound(
        f"There is no form template “{template_id}”. Nothing was changed. "
        f"Use one of {known}, or the path of a form in JSON, CSV or Excel."
    )


def publish_first(session: Session, form: Form, reviewer_id: str, moment: str) -> tuple[str, str]:
    """Store a template as version 1 of a new form; return the form's and version's ids."""
    form_id, version_id = new_id(), new_id()
    session.add(FormRow(id=form_id, key=form.form_id, name=form.name, current_id=version_id))
    session.add(
        FormVersionRow(
            id=version_id,
            form_id=form_id,
            number=1,
            document=form_to_json(form),
            reason="First version",
            reviewer_id=reviewer_id,
            created_at=moment,
        )
    )
    return form_id, version_id


def _with_version(row: FormVersionRow) -> Form:
    return replace(form_from_json(row.document), version_id=row.id, number=row.number)


def _document(path: Path) -> dict[str, Any]:
    return dict(json.loads(path.read_text(encoding="utf-8")))
