"""What the lines of a consensus hold, as text: names of lines and rows, values, pages."""

from app.domain import row_names, values
from app.domain.anchors import Anchor
from app.domain.answers import STATUS_CODES, Answer, Status
from app.domain.consensus import Compared, Decision, Line
from app.domain.fields import FieldType
from app.domain.records import Row
from app.domain.row_alignment import RowPair


def line_name(compared: Compared, line: Line) -> str:
    """Return "12 Sample size", in a group with the name of the row as the first has it."""
    return _name(compared, line, next(iter(_titles(compared, line.pair)), ""))


def nameless(compared: Compared, line: Line) -> str:
    """Return the name of a line that does not tell whose words name the row: both, A to Z."""
    return _name(compared, line, " / ".join(sorted(set(_titles(compared, line.pair)))))


def _name(compared: Compared, line: Line, title: str) -> str:
    section = compared.form.section(line.section_key)
    if line.is_about_row:
        return f"{row_names.row_noun(section)}: {title}"
    field = compared.form.field(line.field_id)
    name = f"{compared.form.number_of(line.field_id)} {field.label}"
    return f"{name} · {title}" if line.pair else name


def _titles(compared: Compared, pair: RowPair | None) -> list[str]:
    """Return what names a row: as the first has it, as the second."""
    ids = (None, None) if pair is None else (pair.first, pair.second)
    found = []
    for record, row_id in zip(compared.records, ids, strict=True):
        row = next((row for row in record.rows if row.row_id == row_id), None)
        if row is not None:
            found.append(row_names.row_heading(record, row) or row_names.row_name(record, row))
    return found


def row_summary(compared: Compared, number: int, row: Row) -> str:
    """Return what a reviewer's row holds, in one line; "" when it is empty."""
    record = compared.records[number]
    section = record.form.section(row.section_key)
    said = []
    for cell in record.cells_of(section):
        answer = record.answer(cell)
        if cell.row_id == row.row_id and answer.status is not Status.EMPTY:
            field = record.form.field(cell.field_id)
            shown = row_names.shown(record, field, answer.value)
            said.append(shown if answer.status.has_value else mark(answer))
    return "; ".join(said)


def side_text(compared: Compared, line: Line, number: int) -> str:
    """Return what a reviewer says for a line, "" when nothing (or without the row)."""
    side = line.side(number)
    if line.is_about_row:
        row = next((r for r in compared.records[number].rows if r.row_id == side.row_id), None)
        return row_summary(compared, number, row) if row else ""
    return answer_text(compared, line, side.answer, number)


def answer_text(compared: Compared, line: Line, answer: Answer, number: int = 0) -> str:
    """Return an answer; a reference to a row by the name the reviewer's row has."""
    if not answer.status.has_value:
        return mark(answer)
    field = compared.form.field(line.field_id)
    if field.type is FieldType.ROW:
        return row_names.shown(compared.records[number], field, answer.value)
    return values.display(field, answer.value)


def final_text(compared: Compared, line: Line) -> str:
    """Return the value that counts for a line, "" while there is none."""
    if line.decision is not None:
        return decided_text(compared, line, line.decision)
    return "" if line.is_about_row else answer_text(compared, line, line.final)


def decided_text(compared: Compared, line: Line, decision: Decision) -> str:
    """Return the value of a decision on a line; "" for a row and for a blank."""
    second = compared.reviewers[1].reviewer_id
    number = 1 if decision.taken == second else 0
    return "" if line.is_about_row else answer_text(compared, line, decision.answer, number)


def page_labels(compared: Compared, anchors: tuple[Anchor, ...]) -> str:
    """Return the printed pages of quotes, "3, 5"; "" for none."""
    labels = []
    for anchor in anchors:
        paper = compared.study.paper_named(anchor.paper)
        labels.append(paper.label_of(anchor.page) if paper else str(anchor.page + 1))
    return ", ".join(dict.fromkeys(labels))


def mark(answer: Answer) -> str:
    """Return "NR", "NA" or "Unclear" for an answer without a value, "" for a blank."""
    return STATUS_CODES.get(answer.status, "")
