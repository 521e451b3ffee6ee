"""Command that fills one cell of the charting table: answer."""

import argparse
from typing import TYPE_CHECKING

from app.cli.commands import Commands, add_review
from app.cli.outcome import Outcome
from app.domain.answers import NO_ANSWER, Answer, Cell, Status
from app.domain.counting import counted
from app.domain.edits import AddRow, FillAnswer
from app.domain.errors import AppError, NotFound, ValueDoesNotParse
from app.domain.fields import Field, Form
from app.domain.ids import new_id

if TYPE_CHECKING:
    from app.bootstrap import Review
    from app.domain.anchors import Anchor
    from app.domain.records import Record
    from app.domain.studies import Paper

STATUSES = {
    "nr": Status.NOT_REPORTED,
    "na": Status.NOT_APPLICABLE,
    "unclear": Status.UNCLEAR,
    "computed": Status.COMPUTED,
    "from-authors": Status.FROM_AUTHORS,
}


def add(commands: Commands) -> None:
    """Add the commands of this family."""
    answer = commands.add("answer", "fill one field of a study, with its quote", _answer)
    add_review(answer, names_who=True)
    answer.add_argument("study", metavar="STUDY", help="label of the study, or its beginning")
    answer.add_argument("field", metavar="FIELD", help="key, number or label of the field")
    answer.add_argument("value", metavar="VALUE", nargs="?", help="the answer, as typed")
    answer.add_argument("--row", metavar="N", type=int, help="row of a repeating group, from 1")
    answer.add_argument(
        "--status", choices=sorted(STATUSES), help="why there is no value, or who gave it"
    )
    answer.add_argument("--quote", metavar="TEXT", help="the words of the paper behind it")
    answer.add_argument("--report", metavar="N", type=int, help="report of the study, 1 the main")
    answer.add_argument("--page", metavar="N", help="printed page of the quote, or its number")


def _answer(args: argparse.Namespace) -> Outcome:
    from app.bootstrap import open_review

    status = STATUSES.get(args.status, Status.FILLED)
    if (args.value is None) is status.has_value:
        raise AppError(
            "Give either a VALUE or --status; “computed” and “from-authors” go with a VALUE. "
            "Nothing was changed."
        )
    if args.page and not args.quote:
        raise AppError("--page says where a quote stands. Nothing was changed. Give --quote too.")
    with open_review(args.dir, args.reviewer) as review:
        record = review.records.record(review.records.find_study(args.study).study_id)
        record = _at_report(record, args.report)
        field = find_field(record.form, args.field)
        after = _after(record, field, args)
        anchor = _located(review, record, args) if args.quote else None
        row_id = _row(review, record, field, args.row)
        cell = Cell(record.extraction_id, field.field_id, row_id)
        before = record.answer(cell)
        links = (anchor,) if anchor else ()
        edit = FillAnswer(cell, before, after, link=links)
        review.extraction.apply(edit, label=f"Fill {field.label}")
    return _told(record, field, after, args)


def find_field(form: Form, text: str) -> Field:
    """Return the field with this id, number (also as exported), label or, if one, this key."""
    from app.export.order import instrument

    fields = form.study_fields
    wanted = text.strip().casefold()
    numbers = {c.field.field_id: c.number for c in instrument(form)}
    for exact in (
        [f for f in fields if f.field_id.casefold() == wanted],
        [f for f in fields if str(form.number_of(f.field_id)) == wanted],
        [f for f in fields if numbers[f.field_id] == wanted.upper()],
        [f for f in fields if f.label.casefold() == wanted],
        [f for f in fields if f.key.casefold() == wanted],
    ):
        if len(exact) == 1:
            return exact[0]
        if exact:
            names = ", ".join(field.field_id for field in exact)
            raise NotFound(f"“{text}” may be any of {names}. Nothing was changed.")
    raise NotFound(
        f"The form has no field “{text}”. Nothing was changed. "
        "“chartdesk form DIR show” lists them."
    )


def _after(record: "Record", field: Field, args: argparse.Namespace) -> Answer:
    from app.domain.row_names import parse

    if field.is_computed:
        raise ValueDoesNotParse(f"“{field.label}” is filled by the program. Nothing was changed.")
    status = STATUSES.get(args.status, Status.FILLED)
    if args.status and status not in field.statuses:
        raise AppError(f"“{field.label}” may not be marked so. Nothing was changed.")
    if not status.has_value:
        return Answer(None, status)
    value = parse(record, field, args.value)
    return NO_ANSWER if value is None else Answer(value, status, report_id=record.study.source)


def _at_report(record: "Record", number: int | None) -> "Record":
    """Look at a report of the study, counted from 1; raises NotFound."""
    reports = record.study.reports
    if number is None:
        return record
    if not 1 <= number <= len(reports):
        raise NotFound(
            f"{record.study.label} has {counted(len(reports), 'report')}, so there is no report "
            f"{number}. Nothing was changed."
        )
    return record.at_report(reports[number - 1].report_id)


def _located(review: "Review", record: "Record", args: argparse.Namespace) -> "Anchor":
    """Find the quote in the paper of the study."""
    paper = record.study.paper
    if paper is None:
        raise NotFound(f"{record.study.label} has no paper to quote. Nothing was changed.")
    page = None if args.page is None else page_index(paper, args.page)
    anchor = review.papers.locate(paper.sha256, args.quote, page)
    if anchor is None or (page is not None and anchor.page != page):
        where = f"on page {args.page} of" if args.page else "in"
        raise NotFound(f"The quote was not found {where} {paper.file_name}. Nothing was changed.")
    return anchor


def page_index(paper: "Paper", text: str) -> int:
    """Return the index (from 0) of the page with this printed label, or this number from 1."""
    if text in paper.labels:
        return paper.labels.index(text)
    if text.isdecimal() and 1 <= int(text) <= paper.pages:
        return int(text) - 1
    raise NotFound(f"{paper.file_name} has no page {text}. Nothing was changed.")


def _row(review: "Review", record: "Record", field: Field, wanted: int | None) -> str | None:
    """Return the row to fill, made if need be; None where the section does not repeat."""
    section = record.form.section_of(field.field_id)
    if not section.repeating:
        if wanted not in {None, 1}:
            raise NotFound(f"“{section.label}” has no rows. Nothing was changed. Leave out --row.")
        return None
    number = 1 if wanted is None else wanted
    if not 1 <= number <= 1_000:
        raise NotFound(f"There is no row {number}. Nothing was changed. Rows count from 1.")
    rows = [row.row_id for row in record.rows_of(section.key)]
    while len(rows) < number:
        row_id = new_id()
        edit = AddRow(record.extraction_id, section.key, row_id, len(rows))
        review.extraction.apply(edit, label=f"Add a row to {section.label}")
        rows.append(row_id)
    return rows[number - 1]


def _told(record: "Record", field: Field, after: Answer, args: argparse.Namespace) -> Outcome:
    from app.domain.row_names import shown as shown_in

    value = shown_in(record, field, after.value) if after.status.has_value else ""
    shown = ", ".join(filter(None, (value, args.status)))
    at = f", row {args.row}" if args.row else ""
    document = {
        "study": record.study.label,
        "field_id": field.field_id,
        "row": args.row,
        "status": after.status.value,
        "value": after.value,
    }
    return Outcome((f"{record.study.label}, {field.label}{at}: {shown}",), document)
