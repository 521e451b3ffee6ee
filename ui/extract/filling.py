"""Turns a selection in the PDF into the edit that fills a cell, and names the step."""

from dataclasses import dataclass

from app.domain import values
from app.domain.anchors import Anchor, AnchorKind
from app.domain.answers import NO_ANSWER, Answer, Cell, Json, Status
from app.domain.edits import DropQuote, FillAnswer, KeepQuote
from app.domain.errors import ValueDoesNotParse
from app.domain.fields import Field, FieldType
from app.domain.ids import new_id
from app.domain.reading import from_quote
from app.domain.records import Record
from ui.reader.values import Selected

CHOICES = frozenset({FieldType.SINGLE, FieldType.MULTI, FieldType.YES_NO})


@dataclass(frozen=True, slots=True)
class Step:
    """An edit and the words under which it is undone."""

    edit: FillAnswer | KeepQuote | DropQuote
    label: str


def is_choice(field: Field) -> bool:
    """Tell whether filling asks the reviewer which option the quote means."""
    return field.type in CHOICES


def anchor_of(selected: Selected) -> Anchor:
    """Return a new anchor for the selected text."""
    return Anchor(
        anchor_id=new_id(),
        paper=selected.paper,
        kind=AnchorKind.TEXT,
        places=selected.places,
        quote=selected.quote,
        prefix=selected.prefix,
        suffix=selected.suffix,
    )


def fill(record: Record, cell: Cell, selected: Selected, chosen: Json = None) -> Step:
    """Fill the cell from the quote; an answer that stood there, and its quotes, are replaced.

    `chosen` is the option that the reviewer picked. Raises ValueDoesNotParse when the quote
    holds no value of the field's type.
    """
    field = record.form.field(cell.field_id)
    value = _value(field, selected, chosen)
    before = record.answer(cell)
    replaced = tuple(item.anchor for item in record.evidence_of(cell))
    edit = FillAnswer(
        cell=cell,
        before=before,
        after=Answer(value, Status.FILLED, before.note, before.flagged),
        link=(anchor_of(selected),),
        unlink=replaced if before.status is not Status.EMPTY else (),
    )
    verb = "Replace" if before.status is Status.FILLED else "Fill"
    return Step(edit, f"{verb} “{field.label}” from p. {_page(record, selected)}")


def append(record: Record, cell: Cell, selected: Selected, chosen: Json = None) -> Step:
    """Add the quote to the cell's answer and evidence; raises ValueDoesNotParse."""
    field = record.form.field(cell.field_id)
    before = record.answer(cell)
    old = before.value if before.status is Status.FILLED else None
    value = values.append(field, old, _value(field, selected, chosen))
    edit = FillAnswer(
        cell=cell,
        before=before,
        after=Answer(value, Status.FILLED, before.note, before.flagged),
        link=(anchor_of(selected),),
    )
    return Step(edit, f"Append to “{field.label}” from p. {_page(record, selected)}")


def link(record: Record, cell: Cell, selected: Selected) -> Step:
    """Link the quote to the cell as evidence; the answer stays as it is."""
    before = record.answer(cell)
    edit = FillAnswer(cell, before, before, link=(anchor_of(selected),))
    field = record.form.field(cell.field_id)
    return Step(edit, f"Link a quote to “{field.label}” from p. {_page(record, selected)}")


def keep(record: Record, selected: Selected) -> Step:
    """Keep the quote of the study without a field."""
    edit = KeepQuote(record.extraction_id, anchor_of(selected))
    return Step(edit, f"Keep a quote from p. {_page(record, selected)}")


def mark(record: Record, cell: Cell, status: Status) -> Step:
    """Mark the cell with a status; marking it again takes the mark away.

    The evidence stays: a quote can show that something is not applicable.
    """
    field = record.form.field(cell.field_id)
    before = record.answer(cell)
    if before.status is status:
        after = Answer(None, Status.EMPTY, before.note, before.flagged)
        label = f"Clear “{field.label}”"
    else:
        after = Answer(None, status, before.note, before.flagged)
        label = f"Mark “{field.label}” {status.value.replace('_', ' ')}"
    return Step(FillAnswer(cell, before, after), label)


def flag(record: Record, cell: Cell) -> Step:
    """Flag the answer for discussion, or take the flag away."""
    field = record.form.field(cell.field_id)
    before = record.answer(cell)
    after = Answer(before.value, before.status, before.note, not before.flagged)
    verb = "Unflag" if before.flagged else "Flag"
    return Step(FillAnswer(cell, before, after), f"{verb} “{field.label}”")


def note(record: Record, cell: Cell, text: str) -> Step:
    """Write a note on the answer."""
    field = record.form.field(cell.field_id)
    before = record.answer(cell)
    after = Answer(before.value, before.status, text.strip(), before.flagged)
    return Step(FillAnswer(cell, before, after), f"Note on “{field.label}”")


def unlink(record: Record, cell: Cell, anchor_id: str) -> Step | None:
    """Remove a quote from the cell; the answer stays. None when it is not there."""
    found = [e.anchor for e in record.evidence_of(cell) if e.anchor.anchor_id == anchor_id]
    if not found:
        return None
    field = record.form.field(cell.field_id)
    before = record.answers.get(cell, NO_ANSWER)
    edit = FillAnswer(cell, before, before, unlink=tuple(found))
    return Step(edit, f"Remove a quote from “{field.label}”")


def drop(record: Record, anchor: Anchor) -> Step:
    """Remove a quote that was kept without a field."""
    return Step(DropQuote(record.extraction_id, anchor), "Remove a quote")


def _value(field: Field, selected: Selected, chosen: Json) -> Json:
    if chosen is not None:
        return chosen
    value = from_quote(field, selected.quote).value
    if value is None:
        kind = field.type.value.replace("_", " ")
        raise ValueDoesNotParse(
            f"“{field.label}” takes a {kind}, and there is none in this quote. "
            "Nothing was changed. Press E to keep the quote as its evidence, then type the answer."
        )
    return value


def _page(record: Record, selected: Selected) -> str:
    page = selected.places[0].page
    paper = record.study.paper
    return str(page + 1) if paper is None else paper.label_of(page)
