"""A record in memory, and a desk that applies what the form pane asks for."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import resources
from app.domain.anchors import Anchor, AnchorKind, Place, Rect
from app.domain.answers import Answer, Cell, Json, Status
from app.domain.edits import AddRow, ChangeSet, Edit, FillAnswer, MoveRow, RemoveRow, Together
from app.domain.fields import Field, FieldType, Form, Scope, Section
from app.domain.records import Evidence, Record, Row
from app.domain.studies import ExtractionStatus, Paper, PaperState, Study
from app.domain.templates import form_from_json
from ui.form.pane import FormPane

EXTRACTION = "e1"
PAPER = "a" * 64


def field(section: str, key: str, kind: FieldType, **more: Any) -> Field:
    """Return a field with a label made from its key."""
    label = more.pop("label", key.replace("_", " ").capitalize())
    return Field(f"{section}.{key}", key, label, kind, **more)


def small_form() -> Form:
    """Return a form with a plain section of every kind and a repeating one."""
    options = ("Cohort", "Randomised trial", "Other")
    study = (
        field("study", "country", FieldType.COUNTRY),
        field("study", "setting", FieldType.SHORT_TEXT, help="Where the peers met."),
        field("study", "sample_size", FieldType.INTEGER, required=True, unit="people"),
        field("study", "aims", FieldType.LONG_TEXT, evidence_required=True),
        field("study", "started", FieldType.DATE),
        field("study", "pilot", FieldType.YES_NO),
        field("study", "design", FieldType.SINGLE, options=options),
        field("study", "found_in", FieldType.MULTI, options=("MEDLINE", "CINAHL", "Other")),
        field("study", "keywords", FieldType.TEXT_LIST),
        field("study", "extractor", FieldType.REVIEWER),
    )
    group = (
        field("groups", "who", FieldType.SHORT_TEXT),
        field("groups", "n", FieldType.INTEGER),
    )
    sections = (
        Section("study", "Study", Scope.STUDY, False, study),
        Section("groups", "Participant groups", Scope.STUDY, True, group),
    )
    return Form("f", "v1", 1, "Small", "", sections)


def template(name: str) -> Form:
    """Return a shipped form."""
    text = resources.path(f"forms/{name}.json").read_text(encoding="utf-8")
    return form_from_json(json.loads(text))


def cell(field_id: str, row_id: str | None = None) -> Cell:
    """Return a cell of the record."""
    return Cell(EXTRACTION, field_id, row_id)


def filled(value: Json, **more: Any) -> Answer:
    """Return a filled answer."""
    return Answer(value, Status.FILLED, **more)


def quote(anchor_id: str, page: int, words: str = "We recruited 412 adults") -> Anchor:
    """Return an anchor on a page (from 0)."""
    places = (Place(page, (Rect(72, 72, 200, 84),)),)
    return Anchor(anchor_id, PAPER, AnchorKind.TEXT, places, words)


def make_record(
    form: Form | None = None,
    answers: Mapping[Cell, Answer] | None = None,
    evidence: tuple[Evidence, ...] = (),
    rows: tuple[Row, ...] = (),
) -> Record:
    """Return a record of one study."""
    paper = Paper(PAPER, "l.pdf", 1000, 13, True)
    status = ExtractionStatus.OPEN
    study = Study(
        "s1", "r1", "Lindqvist 2021", "Nurse-led", 0, paper, PaperState.READY, status, 0, 0
    )
    return Record(study, EXTRACTION, status, form or small_form(), rows, answers or {}, evidence)


class Desk:
    """Applies the edits of a pane to its record at once, as the editor of the window does."""

    def __init__(self, pane: FormPane, record: Record, section: str | None = None) -> None:
        """Show the record and listen."""
        self.pane = pane
        self.record = record
        self.edits: list[Edit] = []
        self.labels: list[str] = []
        self.refuses = False
        pane.edit_requested.connect(self.apply)
        pane.show_record(record, section)

    def apply(self, edit: Edit, label: str = "", *, own: bool = True) -> None:
        """Apply an edit and let the pane read the record again."""
        self.edits.append(edit)
        self.labels.append(label)
        if self.refuses:
            return
        self.record = _applied(self.record, edit)
        cells = frozenset({edit.cell}) if isinstance(edit, FillAnswer) else frozenset()
        changes = ChangeSet(cells=cells, rows=not isinstance(edit, FillAnswer))
        self.pane.refresh(self.record, changes, own=own)

    def undo(self) -> None:
        """Take the last edit back, as somebody else's change."""
        self.apply(self.edits[-1].inverse(), own=False)

    def value(self, field_id: str, row_id: str | None = None) -> Json:
        """Return the stored value of a cell."""
        return self.record.answer(cell(field_id, row_id)).value


def _applied(record: Record, edit: Edit) -> Record:
    match edit:
        case Together():
            for part in edit.edits:
                record = _applied(record, part)
            return record
        case FillAnswer():
            kept = tuple(item for item in record.evidence if item.anchor not in edit.unlink)
            linked = tuple(Evidence(anchor, edit.cell) for anchor in edit.link)
            answers = {**record.answers, edit.cell: edit.after}
            return replace(record, answers=answers, evidence=(*kept, *linked))
        case AddRow():
            order = [row.row_id for row in record.rows_of(edit.section_key)]
            order.insert(edit.position, edit.row_id)
        case RemoveRow():
            order = [row.row_id for row in record.rows_of(edit.section_key)]
            order.remove(edit.row_id)
        case MoveRow():
            order = [row.row_id for row in record.rows_of(edit.section_key)]
            order.remove(edit.row_id)
            order.insert(edit.after, edit.row_id)
        case _:
            raise AssertionError(edit)
    rows = tuple(Row(row_id, edit.section_key, place) for place, row_id in enumerate(order))
    others = tuple(row for row in record.rows if row.section_key != edit.section_key)
    return replace(record, rows=(*others, *rows))
