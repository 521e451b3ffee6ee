"""Turns a selection in the PDF into the edit that fills a cell, and names the step."""

from dataclasses import dataclass
from dataclasses import replace as replaced

from app.domain import values
from app.domain.anchors import Anchor, AnchorKind
from app.domain.answers import Answer, Cell, Json, Said, Status
from app.domain.edits import DropQuote, Edit, FillAnswer, KeepQuote, Together
from app.domain.errors import ValueDoesNotParse
from app.domain.fields import Field, FieldType
from app.domain.ids import new_id
from app.domain.quotes import clean_quote
from app.domain.reading import from_quote
from app.domain.records import Evidence, Record
from app.domain.relinking import relinked
from app.domain.row_names import row_choices
from ui.reader.values import Selected

CHOICES = frozenset({FieldType.SINGLE, FieldType.MULTI, FieldType.YES_NO})
_TAKES = {
    FieldType.INTEGER: "a whole number",
    FieldType.DECIMAL: "a number",
    FieldType.QUANTITY: "a number with its unit",
    FieldType.YEAR: "a year",
    FieldType.YEAR_RANGE: "a year or a span of years",
    FieldType.DATE: "a date",
    FieldType.COUNTRY: "the name of a country",
    FieldType.IDENTIFIER: "an identifier such as a DOI",
}
_WORDS = {
    AnchorKind.TEXT: "a quote",
    AnchorKind.REGION: "a region",
    AnchorKind.PAGE: "the whole page",
    AnchorKind.ABSENT: "a search",
}


@dataclass(frozen=True, slots=True)
class Step:
    """An edit and the words under which it is undone."""

    edit: Edit
    label: str


def is_choice(record: Record, field: Field) -> bool:
    """Tell whether filling asks the reviewer which option the quote means."""
    if field.type is FieldType.LIST_CHOICE:
        return bool(record.lists.get(field.field_id))
    if field.type is FieldType.ROW:
        return bool(row_choices(record, field))
    return field.type in CHOICES


def anchor_of(selected: Selected) -> Anchor:
    """Return a new anchor for the selected text."""
    return Anchor(
        anchor_id=new_id(),
        paper=selected.paper,
        kind=selected.kind,
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
    value = _value(record, field, selected, chosen)
    before = record.answer(cell)
    source = _source(record, selected)
    is_elsewhere = before.status.has_value and source != before.report_id
    if is_elsewhere and before.value == value:
        edit = FillAnswer(cell, before, before, link=(anchor_of(selected),))
        return Step(edit, f"Confirm “{field.label}” from p. {_page(record, selected)}")
    edit = FillAnswer(
        cell=cell,
        before=before,
        after=Answer(
            value,
            Status.FILLED,
            before.note,
            before.flagged,
            source,
            _others(before, source, value),
        ),
        link=(anchor_of(selected),),
        unlink=_replaced(record, cell, source) if before.status is not Status.EMPTY else (),
    )
    verb = "Replace" if before.status.has_value else "Fill"
    return Step(edit, f"{verb} “{field.label}” from p. {_page(record, selected)}")


def append(record: Record, cell: Cell, selected: Selected, chosen: Json = None) -> Step:
    """Add the quote to the cell's answer and evidence; raises ValueDoesNotParse."""
    field = record.form.field(cell.field_id)
    before = record.answer(cell)
    old = before.value if before.status.has_value else None
    value = values.append(field, old, _value(record, field, selected, chosen))
    edit = FillAnswer(
        cell=cell,
        before=before,
        after=replaced(before, value=value, status=Status.FILLED),
        link=(anchor_of(selected),),
    )
    return Step(edit, f"Append to “{field.label}” from p. {_page(record, selected)}")


def link(record: Record, cell: Cell, selected: Selected) -> Step:
    """Link the quote to the cell as evidence; the answer stays as it is."""
    before = record.answer(cell)
    edit = FillAnswer(cell, before, before, link=(anchor_of(selected),))
    field = record.form.field(cell.field_id)
    return Step(
        edit, f"Link {_what(selected)} to “{field.label}” from p. {_page(record, selected)}"
    )


def keep(record: Record, selected: Selected) -> Step:
    """Keep the quote of the study without a field."""
    edit = KeepQuote(record.extraction_id, anchor_of(selected))
    return Step(edit, f"Keep {_what(selected)} from p. {_page(record, selected)}")


def remove(record: Record, item: Evidence) -> Step:
    """Remove a quote from the cell it supports, or altogether; the answer stays."""
    if item.cell is None:
        return Step(DropQuote(record.extraction_id, item.anchor), "Remove a quote")
    answer = record.answer(item.cell)
    label = record.form.field(item.cell.field_id).label
    edit = FillAnswer(item.cell, answer, answer, unlink=(item.anchor,))
    return Step(edit, f"Remove a quote from “{label}”")


def replace(record: Record, old: Anchor, new: Anchor) -> Step:
    """Let another anchor support everything that an old one does."""
    return Step(Together(relinked(record, old, new)), "Adjust a region")


def _source(record: Record, selected: Selected) -> str:
    """Return the report that a selection is from, "" for the one the study began with."""
    report = record.study.report_of_paper(selected.paper)
    return "" if report is None else record.study.source_of(report.report_id)


def _others(before: Answer, source: str, value: Json) -> tuple[Said, ...]:
    """Return what other reports say, once this one says `value`."""
    others = [said for said in before.others if said.report_id != source]
    if before.status.has_value and before.report_id != source:
        others = [said for said in others if said.report_id != before.report_id]
        others.append(Said(before.report_id, before.value))
    return tuple(said for said in others if said.value != value)


def _replaced(record: Record, cell: Cell, source: str) -> tuple[Anchor, ...]:
    """Return the quotes that a new one from the same report replaces."""
    study = record.study
    elsewhere = {
        report.paper.sha256
        for report in study.reports
        if report.paper is not None and study.source_of(report.report_id) != source
    }
    held = (item.anchor for item in record.evidence_of(cell))
    return tuple(anchor for anchor in held if anchor.paper not in elsewhere)


def _value(record: Record, field: Field, selected: Selected, chosen: Json) -> Json:
    if chosen is not None:
        return chosen
    if field.type is FieldType.REGION:
        return _region(record, field, selected)
    if selected.kind is not AnchorKind.TEXT and not selected.quote.strip():
        raise ValueDoesNotParse(
            "There is no text in this part of the page. Nothing was changed. "
            "Press E to keep it as evidence, then type the answer."
        )
    value = from_quote(field, selected.quote).value
    if value is None:
        kind = _TAKES.get(field.type, "an answer of another kind")
        raise ValueDoesNotParse(
            f"“{field.label}” takes {kind}, and there is none in this quote. "
            "Nothing was changed. Press E to keep the quote as its evidence, then type the answer."
        )
    return value


def _region(record: Record, field: Field, selected: Selected) -> Json:
    """Return the text inside a framed region, or where it is."""
    if selected.kind is not AnchorKind.REGION:
        raise ValueDoesNotParse(
            f"“{field.label}” takes a region of a page. Nothing was changed. "
            "Press I, frame the table or figure, then press F."
        )
    return clean_quote(selected.quote) or f"Page {_page(record, selected)}"


def _what(selected: Selected) -> str:
    return _WORDS[selected.kind]


def _page(record: Record, selected: Selected) -> str:
    page = selected.places[0].page
    paper = record.study.paper_named(selected.paper)
    return str(page + 1) if paper is None else paper.label_of(page)


def filled_in(edit: Edit, record: Record | None) -> Cell | None:
    """Return the first cell of a record that an edit fills, if the form asks it."""
    cells = () if record is None else record.cells()
    fills = (part for part in getattr(edit, "edits", (edit,)) if isinstance(part, FillAnswer))
    return next((fill.cell for fill in fills if fill.cell in cells), None)
