"""What a card shows of one cell, and how a screen reader says it."""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.anchors import AnchorKind
from app.domain.answers import STATUS_CODES, Answer, Cell, Status
from app.domain.fields import Field, FieldType
from app.domain.records import Evidence, Record
from app.domain.row_names import report_name, row_choices, shown
from app.domain.validation import Objection, objections

STATUS_WORDS = {
    Status.NOT_REPORTED: "Not reported",
    Status.NOT_APPLICABLE: "Not applicable",
    Status.UNCLEAR: "Unclear",
    Status.COMPUTED: "Computed",
    Status.FROM_AUTHORS: "From authors",
}
STATUS_ICONS = {
    Status.NOT_REPORTED: "circle-slash",
    Status.NOT_APPLICABLE: "x",
    Status.UNCLEAR: "circle-question-mark",
    Status.COMPUTED: "grid-3x3",
    Status.FROM_AUTHORS: "users",
}


class Aim(StrEnum):
    """Whether a card is the target; the value is the hint in its head."""

    NONE = "none"
    TARGET = "press F to fill from the selection"
    WANTED = "Select text in the PDF"
    LOCKED = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A quote under a card: its anchor, the printed page label, the words.

    `report` says what it is from when that is not the report that is looked at.
    """

    anchor_id: str
    page_label: str
    quote: str
    kind: AnchorKind = AnchorKind.TEXT
    report: str = ""


@dataclass(frozen=True, slots=True)
class ReportSaid:
    """What another report says: its id ("" the main one), its name, the value in words."""

    report_id: str
    name: str
    shown: str


@dataclass(frozen=True, slots=True)
class CardState:
    """Everything a card shows of one cell.

    `objection` is what is to be said against the answer (soft: a warning); `offers` are
    the values to choose from and their words; `shown` is the value in words. `source` names
    the report of the value (nothing for the main one), `others` are those that say other things.
    """

    cell: Cell
    field: Field
    number: int
    slot: int
    answer: Answer
    marks: tuple[Mark, ...] = ()
    objection: str = ""
    is_soft: bool = False
    offers: tuple[tuple[str, str], ...] = ()
    shown: str = ""
    source: str = ""
    others: tuple[ReportSaid, ...] = ()

    @property
    def lacks_quote(self) -> bool:
        """Tell whether a value stands without the quote that the form asks for."""
        is_filled = self.answer.status.has_value
        return self.field.evidence_required and is_filled and not self.marks

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing has been answered yet."""
        return self.answer.status is Status.EMPTY


def card_state(record: Record, cell: Cell) -> CardState:
    """Read what the card of this cell shows."""
    form = record.form
    field, answer = form.field(cell.field_id), record.answer(cell)
    against = objections(record, cell) or _unquoted(record, cell)
    return CardState(
        cell=cell,
        field=field,
        number=form.number_of(cell.field_id),
        slot=form.slot_of(form.section_of(cell.field_id).key),
        answer=answer,
        marks=tuple(mark_of(record, item) for item in record.evidence_of(cell)),
        objection=against[0].sentence if against else "",
        is_soft=bool(against) and against[0].is_soft,
        offers=_offers(record, field),
        shown=shown(record, field, answer.value),
        source=report_name(record, answer.report_id) if answer.report_id else "",
        others=tuple(
            ReportSaid(
                said.report_id,
                report_name(record, said.report_id),
                shown(record, field, said.value),
            )
            for said in answer.others
        ),
    )


def _unquoted(record: Record, cell: Cell) -> tuple[Objection, ...]:
    """Return what is said of a value without the quote that the form asks for."""
    field, answer = record.form.field(cell.field_id), record.answer(cell)
    is_quoted = not field.evidence_required or bool(record.evidence_of(cell))
    if is_quoted or not answer.status.has_value:
        return ()
    sentence = "The form asks for a quote here. Select it in the paper and press E."
    return (Objection(sentence, is_soft=True),)


def _offers(record: Record, field: Field) -> tuple[tuple[str, str], ...]:
    """Return what a field may be answered with, beyond its options."""
    if field.type is FieldType.ROW:
        return row_choices(record, field)
    return tuple((word, word) for word in record.lists.get(field.field_id, ()))


def code_of(state: CardState) -> str:
    """Return NR, NA or Unclear, or nothing."""
    return STATUS_CODES.get(state.answer.status, "")


def mark_of(record: Record, item: Evidence) -> Mark:
    """Return what a card says of a piece of evidence."""
    anchor = item.anchor
    paper = record.study.paper_named(anchor.paper)
    label = str(anchor.page + 1) if paper is None else paper.label_of(anchor.page)
    report = record.study.report_of_paper(anchor.paper)
    elsewhere = report is not None and report.report_id != record.study.report_id
    return Mark(
        anchor.anchor_id,
        label if anchor.places else "",
        anchor.quote,
        anchor.kind,
        report_name(record, report.report_id).capitalize() if report and elsewhere else "",
    )
