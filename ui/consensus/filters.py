"""Which lines of the consensus are listed."""

from collections.abc import Callable, Mapping

from app.domain.consensus import TO_SETTLE, Compared, Kind, Line, State
from ui.consensus.said import tr

TO_DECIDE, ALL = "open", "all"
Wanted = Callable[[Line], bool]

TESTS: Mapping[str, Wanted] = {
    TO_DECIDE: lambda line: line.state in TO_SETTLE,
    ALL: lambda line: True,
    Kind.DIFFERENT.value: lambda line: line.kind is Kind.DIFFERENT,
    Kind.NORMALISED.value: lambda line: line.kind is Kind.NORMALISED,
    Kind.ONE_BLANK.value: lambda line: line.kind is Kind.ONE_BLANK,
    Kind.ONE_MARKED.value: lambda line: line.kind is Kind.ONE_MARKED,
    Kind.ROWS.value: lambda line: line.kind is Kind.ROWS,
    "place": lambda line: line.where.is_apart,
    "report": lambda line: line.has_other_report,
    "checked": lambda line: line.is_questioned,
    "unsure": lambda line: line.first.answer.flagged or line.second.answer.flagged,
    "twice": lambda line: line.state is State.TWICE,
    "deferred": lambda line: line.state is State.DEFERRED,
    "decided": lambda line: line.state is State.DECIDED,
}


def names() -> Mapping[str, str]:
    """Return what each filter is called."""
    return {
        TO_DECIDE: tr("To decide"),
        ALL: tr("All lines"),
        Kind.DIFFERENT.value: tr("Different value"),
        Kind.NORMALISED.value: tr("Same after normalising"),
        Kind.ONE_BLANK.value: tr("One is blank"),
        Kind.ONE_MARKED.value: tr("One not reported"),
        Kind.ROWS.value: tr("Different rows"),
        "place": tr("Different place"),
        "report": tr("Different report"),
        "checked": tr("Checker says otherwise"),
        "unsure": tr("Marked unsure"),
        "twice": tr("Decided twice"),
        "deferred": tr("With the third reviewer"),
        "decided": tr("Decided"),
    }


def counted(compared: Compared) -> Mapping[str, str]:
    """Return what each filter is called, with how many lines of a study it lists."""
    counts = {key: sum(map(test, compared.lines)) for key, test in TESTS.items()}
    return {key: f"{name} ({counts[key]})" for key, name in names().items()}


def nothing_listed(compared: Compared, chosen: str) -> str:
    """Return why no line of a study is listed."""
    label = compared.study.label
    if chosen != TO_DECIDE:
        return tr("No line of {0} is of this kind.").format(label)
    if compared.count(State.DEFERRED):
        return tr("Only the third reviewer's lines of {0} are left.").format(label)
    if compared.is_complete:
        return tr("The consensus of {0} is closed.").format(label)
    return tr(
        "No conflicts are left in {0}. “Close study” accepts what both agree on and goes to "
        "the next one."
    ).format(label)
