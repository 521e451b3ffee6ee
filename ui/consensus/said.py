"""What lines of the consensus say in words: values, places, kinds, decisions."""

from PySide6.QtCore import QCoreApplication

from app.domain import row_names, values
from app.domain.anchors import Anchor
from app.domain.answers import STATUS_CODES, Answer, Status
from app.domain.consensus import Compared, Kind, Line, State, Taken
from app.domain.fields import FieldType
from app.domain.places_shared import Where
from app.domain.records import Row
from app.domain.row_alignment import RowPair

LETTERS = ("A", "B")


def tr(text: str) -> str:
    """Return the text in the language of the window."""
    return QCoreApplication.translate("consensus", text)


def kind_words(kind: Kind) -> str:
    """Return what two answers are to each other."""
    return {
        Kind.SAME: tr("the same"),
        Kind.NORMALISED: tr("same after normalising"),
        Kind.DIFFERENT: tr("different value"),
        Kind.ONE_BLANK: tr("one is blank"),
        Kind.ONE_MARKED: tr("one says not reported, not applicable or unclear"),
        Kind.ROWS: tr("only one has this row"),
        Kind.BLANK: tr("both blank"),
        Kind.SINGLE: tr("charted by one"),
    }[kind]


def where_words(where: Where) -> str:
    """Return how the quotes lie to each other; "" when there is nothing to say."""
    return {
        Where.NONE: tr("no quotes"),
        Where.ONE: tr("only one gives a quote"),
        Where.SAME: tr("same place"),
        Where.SAME_PAGE: tr("another place on the same page"),
        Where.OTHER_PAGE: tr("different pages"),
        Where.OTHER_PAPER: tr("different papers"),
    }[where]


def line_name(compared: Compared, line: Line) -> str:
    """Return "12 Sample size", in a group with the name of the row."""
    section = compared.form.section(line.section_key)
    if line.is_about_row:
        return f"{row_names.row_noun(section)}: {row_title(compared, line.pair)}"
    field = compared.form.field(line.field_id)
    number = compared.form.number_of(line.field_id)
    name = f"{number} {field.label}"
    return f"{name} · {row_title(compared, line.pair)}" if line.pair else name


def row_title(compared: Compared, pair: RowPair | None) -> str:
    """Return what names a row: as the first has it, else as the second."""
    for record, row_id in zip(compared.records, _ids(pair), strict=True):
        row = next((row for row in record.rows if row.row_id == row_id), None)
        if row is not None:
            return row_names.row_heading(record, row) or row_names.row_name(record, row)
    return ""


def row_summary(compared: Compared, number: int, row: Row) -> str:
    """Return what a reviewer's row holds, in one line."""
    record = compared.records[number]
    section = record.form.section(row.section_key)
    said = []
    for cell in record.cells_of(section):
        answer = record.answer(cell)
        if cell.row_id == row.row_id and answer.status is not Status.EMPTY:
            field = record.form.field(cell.field_id)
            shown = row_names.shown(record, field, answer.value)
            said.append(shown if answer.status.has_value else _mark(answer))
    return "; ".join(said) or tr("an empty row")


def side_words(compared: Compared, line: Line, number: int) -> str:
    """Return what a reviewer says for a line, "" when nothing."""
    side = line.side(number)
    if line.is_about_row:
        row = next((r for r in compared.records[number].rows if r.row_id == side.row_id), None)
        return row_summary(compared, number, row) if row else tr("no such row")
    return answer_words(compared, line, side.answer, number)


def answer_words(compared: Compared, line: Line, answer: Answer, number: int = 0) -> str:
    """Return an answer in words; a reference to a row by its name."""
    if not answer.status.has_value:
        return _mark(answer)
    field = compared.form.field(line.field_id)
    if field.type is FieldType.ROW:
        return row_names.shown(compared.records[number], field, answer.value)
    return values.display(field, answer.value)


def final_words(compared: Compared, line: Line) -> str:
    """Return what counts for a line, or what is to be done."""
    decision, state = line.decision, line.state
    if state is State.TO_DECIDE:
        return tr("decide")
    if state is State.DEFERRED:
        return tr("third reviewer")
    if line.is_about_row:
        kept = decision is not None and decision.answer.value is True
        return tr("row stays") if kept else tr("row left out")
    if state is State.BLANK:
        return ""
    number = _taken_number(compared, line)
    return answer_words(compared, line, line.final, number)


def decision_words(compared: Compared, line: Line) -> str:
    """Return who decided what, and why; "" while nothing is decided."""
    decision = line.decision
    if decision is None:
        return ""
    words = {
        Taken.SAME.value: tr("accepted as both have it"),
        Taken.COMBINED.value: tr("both put together"),
        Taken.TYPED.value: tr("a value of its own"),
        Taken.DEFERRED.value: tr("left to the third reviewer"),
    }
    for letter, reviewer in zip(LETTERS, compared.reviewers, strict=True):
        words[reviewer.reviewer_id] = tr("taken from {0} · {1}").format(letter, reviewer.name)
    said = words.get(decision.taken, tr("decided"))
    by = compared.names.get(decision.by, "")
    text = tr("{0} by {1}").format(said, by) if by else said
    return f"{text}: {decision.reason}" if decision.reason else text


def pages(compared: Compared, anchors: tuple[Anchor, ...]) -> str:
    """Return "p. 3, 5" for quotes, "" for none."""
    labels = []
    for anchor in anchors:
        paper = compared.study.paper_named(anchor.paper)
        labels.append(paper.label_of(anchor.page) if paper else str(anchor.page + 1))
    return tr("p. {0}").format(", ".join(dict.fromkeys(labels))) if labels else ""


def spoken(compared: Compared, line: Line) -> str:
    """Return a line for a screen reader."""
    sides = []
    for number, letter in enumerate(LETTERS):
        said = side_words(compared, line, number) or tr("blank")
        where = pages(compared, line.side(number).anchors)
        sides.append(f"{letter}: {said}{', ' + where if where else ''}")
    state = {
        State.TO_DECIDE: tr("Not decided"),
        State.TO_ACCEPT: tr("Not accepted yet"),
        State.DEFERRED: tr("Left to the third reviewer"),
        State.DECIDED: tr("Final: {0}").format(final_words(compared, line)),
        State.AGREED: tr("Both agree"),
        State.BLANK: tr("Both blank"),
    }[line.state]
    return f"{line_name(compared, line)}, {kind_words(line.kind)}. {'. '.join(sides)}. {state}."


def _taken_number(compared: Compared, line: Line) -> int:
    second = compared.reviewers[1].reviewer_id
    return 1 if line.decision is not None and line.decision.taken == second else 0


def _mark(answer: Answer) -> str:
    return STATUS_CODES.get(answer.status, "")


def _ids(pair: RowPair | None) -> tuple[str | None, str | None]:
    return (None, None) if pair is None else (pair.first, pair.second)
