"""Sheet "Reviewer comparison": what both reviewers charted, what counts, who decided and why."""

from app.domain.consensus import Compared, Decision, Kind, Line, Side, State, Taken
from app.domain.consensus_text import (
    decided_text,
    final_text,
    line_name,
    page_labels,
    side_text,
)
from app.domain.places_shared import Where
from app.domain.workbook_marks import PAGE
from app.export.model import ReviewTable
from app.export.page import Page
from app.export.styles import HEADER, LABEL, TEXT
from app.export.wording import ENGLISH, Words

NAME = "Reviewer comparison"
WIDTHS = (
    20.0, 34.0, 36.0, 9.0, 36.0, 9.0, 36.0, 20.0, 22.0, 16.0, 26.0, 18.0, 40.0, 44.0, 44.0
)  # fmt: skip
KINDS = {
    Kind.SAME: "the same",
    Kind.NORMALISED: "same after normalising",
    Kind.DIFFERENT: "different value",
    Kind.ONE_BLANK: "one is blank",
    Kind.ONE_MARKED: "one is NR, NA or Unclear",
    Kind.ROWS: "only one has this row",
    Kind.SINGLE: "charted by one",
}
PLACES = {
    Where.SAME: "same place",
    Where.SAME_PAGE: "same page",
    Where.OTHER_PAGE: "different pages",
    Where.OTHER_PAPER: "different papers",
    Where.ONE: "one quote",
}
BEHIND = (
    "Pages B", "Final", "State", "Difference", "Places", "Taken from", "Decided by", "Reason",
    "Quotes A", "Quotes B",
)  # fmt: skip
STATES = {
    State.TO_DECIDE: "to decide",
    State.TO_ACCEPT: "to accept",
    State.DEFERRED: "with the third reviewer",
    State.DECIDED: "decided",
    State.TWICE: "decided twice, not settled",
    State.AGREED: "agreed",
}


def write(page: Page, table: ReviewTable) -> None:
    """Write a line a field of every study that two have sealed; both blank is left out."""
    lines = [(one, line) for one in table.compared for line in one.lines if line.kind in KINDS]
    labels = headings(table, page.say)
    page.fix_widths(WIDTHS)
    page.header(1, labels, HEADER)
    for row, (compared, line) in enumerate(lines, start=2):
        page.tick()
        page.text(row, 1, compared.study.label, LABEL)
        for column, text in enumerate(_texts(compared, line, page.say), start=2):
            page.text(row, column, text, TEXT)
    page.finish(1, labels, len(lines))


def headings(table: ReviewTable, say: Words = ENGLISH) -> tuple[str, ...]:
    """Return the headings; A and B are named where the same two charted everything."""
    couples = {tuple(r.name for r in one.reviewers) for one in table.compared}
    a, b = say("A: first"), say("B: second")
    if len(couples) == 1:
        first, second = next(iter(couples))
        a, b = f"A: {first}", f"B: {second}"
    return (*say.all(("Study", "Field")), a, say("Pages A"), b, *say.all(BEHIND))


def _texts(compared: Compared, line: Line, say: Words) -> tuple[str, ...]:
    decisions = _decisions(line)
    return (
        line_name(compared, line),
        _side(compared, line, 0, say),
        page_labels(compared, line.first.anchors),
        _side(compared, line, 1, say),
        page_labels(compared, line.second.anchors),
        _final(compared, line, say),
        say(STATES.get(line.state, "")),
        say(KINDS[line.kind]),
        say(PLACES.get(line.where, "")),
        "; ".join(_taken(compared, line, one, say) for one in decisions),
        "; ".join(compared.names.get(one.by, say("third reviewer")) for one in decisions),
        "; ".join(one.reason for one in decisions if one.reason),
        _quotes(compared, line.first, say),
        _quotes(compared, line.second, say),
    )


def _quotes(compared: Compared, side: Side, say: Words) -> str:
    """Return the words a reviewer's answer rests on, with their pages, a line a quote."""
    return "\n".join(
        f"“{' '.join(anchor.quote.split())}” {say(PAGE)} {page_labels(compared, (anchor,))}"
        for anchor in side.anchors
        if anchor.quote
    )


def _decisions(line: Line) -> tuple[Decision, ...]:
    """Return what was decided for a line: one decision, or those that stand apart."""
    if line.apart is not None:
        return line.apart.decisions
    return (line.decision,) if line.decision else ()


def _lacks(line: Line, number: int) -> bool:
    return line.is_about_row and not line.side(number).has_row


def _side(compared: Compared, line: Line, number: int, say: Words) -> str:
    if _lacks(line, number):
        return say("(no such row)")
    return side_text(compared, line, number)


def _final(compared: Compared, line: Line, say: Words) -> str:
    if not line.is_about_row:
        return final_text(compared, line)
    if line.state is not State.DECIDED:
        return ""
    return say("row stays" if line.final.value is True else "row left out")


def _taken(compared: Compared, line: Line, decision: Decision, say: Words) -> str:
    words = {
        Taken.SAME.value: "both",
        Taken.COMBINED.value: "both, put together",
        Taken.TYPED.value: "a value of its own",
        Taken.DEFERRED.value: "",
    }
    whose = compared.names.get(decision.taken) or say(words.get(decision.taken, ""))
    if line.apart is None or line.is_about_row:
        return whose
    return f"{whose} ({decided_text(compared, line, decision)})"
