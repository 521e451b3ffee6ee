"""What a decision on a line of the consensus comes to: taken, combined, typed, put off."""

from app.domain import table_answers, values
from app.domain.answers import NO_ANSWER, Answer, Status
from app.domain.consensus import Compared, Decision, Kind, Line, State, Taken
from app.domain.errors import ValueDoesNotParse
from app.domain.fields import Field


def taken(compared: Compared, line: Line, number: int) -> Decision:
    """Take what the first (0) or the second reviewer (1) has, or has not.

    Where both say the same the value rests on the quotes of both.
    """
    reviewer = compared.reviewers[number].reviewer_id
    side = line.side(number)
    if line.is_about_row:
        answer = Answer(side.has_row, Status.FILLED)
        return Decision(reviewer, answer, rows=_rows(line))
    anchors = [anchor.anchor_id for anchor in side.anchors]
    if line.kind in (Kind.SAME, Kind.NORMALISED):
        anchors = _anchors(line)
    return Decision(reviewer, _bare(side.answer), rows=_rows(line), anchors=tuple(anchors))


def accepted(line: Line) -> Decision:
    """Accept what both gave; it rests on the quotes of both."""
    return Decision(Taken.SAME, _bare(line.final), rows=_rows(line), anchors=tuple(_anchors(line)))


def combined(field: Field, line: Line) -> Decision:
    """Put both values together; raises ValueDoesNotParse where one value is all a field takes."""
    a, b = line.first.answer, line.second.answer
    if line.is_about_row or not (a.status.has_value and b.status.has_value):
        raise ValueDoesNotParse(
            "There are no two values to put together here. Nothing was decided. Take one side."
        )
    try:
        value = values.append(field, a.value, b.value)
    except ValueDoesNotParse as problem:
        raise ValueDoesNotParse(
            f"“{field.label}” holds one value, so two can't be put together. Nothing was decided. "
            "Take one side, or type a value."
        ) from problem
    answer = Answer(value, Status.FILLED)
    return Decision(Taken.COMBINED, answer, rows=_rows(line), anchors=tuple(_anchors(line)))


def typed(field: Field, line: Line, text: str) -> Decision:
    """Decide on a value of one's own ("NR" and the like are marks); raises ValueDoesNotParse."""
    answer = table_answers.meant(field, text.strip())
    if answer == NO_ANSWER:
        raise ValueDoesNotParse(
            "There is nothing to decide on. Nothing was changed. Type a value, or NR, NA, Unclear."
        )
    return Decision(Taken.TYPED, answer, rows=_rows(line), anchors=tuple(_anchors(line)))


def deferred(line: Line) -> Decision:
    """Leave a line to the third reviewer."""
    return Decision(Taken.DEFERRED, rows=_rows(line))


def acceptable(compared: Compared) -> tuple[Line, ...]:
    """Return the lines that both answered alike, letter by letter, and nobody has accepted yet."""
    return tuple(line for line in compared.lines if line.state is State.AGREED)


def _bare(answer: Answer) -> Answer:
    return Answer(answer.value, answer.status)


def _rows(line: Line) -> tuple[str, ...]:
    return tuple(row for row in (line.first.row_id, line.second.row_id) if row)


def _anchors(line: Line) -> list[str]:
    both = (*line.first.anchors, *line.second.anchors)
    return list(dict.fromkeys(anchor.anchor_id for anchor in both))
