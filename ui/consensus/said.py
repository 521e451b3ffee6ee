"""What lines of the consensus say in words: values, places, kinds, decisions."""

from PySide6.QtCore import QCoreApplication

from app.domain.anchors import Anchor
from app.domain.answers import STATUS_CODES
from app.domain.consensus import Compared, Decision, Kind, Line, State, Taken
from app.domain.consensus_text import (
    decided_text,
    final_text,
    line_name,
    page_labels,
    row_summary,
    side_text,
)
from app.domain.places_shared import Where
from app.domain.records import Row
from app.domain.row_names import shown

LETTERS = ("A", "B")


def tr(text: str) -> str:
    """Return the text in the language of the window."""
    return QCoreApplication.translate("consensus", text)


def checked_words(compared: Compared, line: Line, number: int) -> str:
    """Return what a checker says instead of an answer, and whether it counts; or nothing."""
    corrected = line.side(number).corrected
    if corrected is None or not compared.form.has(line.field_id):
        return ""
    field, record = compared.form.field(line.field_id), compared.records[number]
    value = shown(record, field, corrected.value) if corrected.status.has_value else tr("blank")
    value = STATUS_CODES.get(corrected.status, value)
    if line.kind is Kind.SINGLE:
        return tr("the checker's correction counts: {0}").format(value)
    return tr("a checker would correct {0} to: {1}").format(LETTERS[number], value)


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


def row_words(compared: Compared, number: int, row: Row) -> str:
    """Return what a reviewer's row holds, in one line."""
    return row_summary(compared, number, row) or tr("an empty row")


def side_words(compared: Compared, line: Line, number: int) -> str:
    """Return what a reviewer says for a line, "" when nothing."""
    if line.is_about_row and not line.side(number).has_row:
        return tr("no such row")
    said = side_text(compared, line, number)
    return said or (tr("an empty row") if line.is_about_row else "")


def final_words(compared: Compared, line: Line) -> str:
    """Return what counts for a line, or what is to be done."""
    decision, state = line.decision, line.state
    if state is State.TO_DECIDE:
        return tr("decide")
    if state is State.DEFERRED:
        return tr("third reviewer")
    if state is State.TWICE:
        return tr("decided twice")
    if line.is_about_row:
        kept = decision is not None and decision.answer.value is True
        return tr("row stays") if kept else tr("row left out")
    if state is State.BLANK:
        return ""
    return final_text(compared, line)


def decision_words(compared: Compared, line: Line) -> str:
    """Return who decided what, and why; "" while nothing is decided."""
    if line.apart is not None:
        people = (compared.names.get(one.by, "") for one in line.apart.decisions)
        who = tr(" and ").join(filter(None, people))
        return tr("Decided twice, apart, by {0}. None counts until one is kept.").format(who)
    return "" if line.decision is None else _how(compared, line.decision)


def kept_words(compared: Compared, line: Line) -> tuple[str, ...]:
    """Return whose each of the decisions that stand apart is, and what it comes to."""
    return tuple(
        f"{compared.names.get(one.by, tr('decided'))}: {_result(compared, line, one)}"
        f" ({_how(compared, one)})"
        for one in (line.apart.decisions if line.apart else ())
    )


def _result(compared: Compared, line: Line, decision: Decision) -> str:
    if decision.taken == Taken.DEFERRED:
        return tr("third reviewer")
    if line.is_about_row:
        return tr("row stays") if decision.answer.value is True else tr("row left out")
    return decided_text(compared, line, decision) or tr("blank")


def _how(compared: Compared, decision: Decision) -> str:
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
    labels = page_labels(compared, anchors)
    return tr("p. {0}").format(labels) if labels else ""


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
        State.TWICE: decision_words(compared, line),
        State.AGREED: tr("Both agree"),
        State.BLANK: tr("Both blank"),
    }[line.state]
    checked = [checked_words(compared, line, number) for number in (0, 1)]
    told = ". ".join(filter(None, (*sides, *checked, state)))
    return f"{line_name(compared, line)}, {kind_words(line.kind)}. {told}."
