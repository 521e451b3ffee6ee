"""Sheet "Agreement": how far two reviewers agreed before consensus, per field and overall."""

from collections.abc import Sequence

from app.domain.agreement import Estimate
from app.domain.agreement_words import COEFFICIENTS, NAMES, expected, kappa_name
from app.domain.field_agreement import Agreement, FieldAgreement, Measures, Part, Scale
from app.export.model import ReviewTable
from app.export.page import Page, headings
from app.export.plural import studies
from app.export.styles import BAND, HEADER, LABEL, NUMBER, TEXT
from app.export.text import Number
from app.export.wording import Words

NAME = "Agreement"
SCALES = {
    Scale.TEXT: "free text",
    Scale.NOMINAL: "categories",
    Scale.ORDINAL: "ordered categories",
    Scale.INTERVAL: "numbers",
    Scale.SET: "several choices",
}
SHORT = {
    "percent": "Agreed",
    "kappa": "κ",
    "ac1": "AC1",
    "alpha": "α",
    "icc": "ICC",
    "within": "Within",
    "shared": "Jaccard",
    "overlap": "Overlap",
}
FIRST = ("No.", "Field", "Measured as", "Answers of both", "Agreed", "One blank", "Both blank")
LABELS = (
    *FIRST,
    *(
        label
        for name in COEFFICIENTS
        for label in (NAMES[name], f"{SHORT[name]} 95 % low", f"{SHORT[name]} 95 % high")
    ),
    "Not defined",
)
WIDTHS = (7.0, 34.0, 18.0, 10.0, 9.0, 9.0, 9.0, *((12.0, 9.0, 9.0) * len(COEFFICIENTS)), 60.0)
DIGITS = 3
"""Digits that are shown; a cell holds all of them."""


def write(page: Page, table: ReviewTable) -> None:
    """Write a line a field, then all together, the pilot and the stretches of time."""
    found = table.agreement
    if found is None:
        return
    page.fix_widths(WIDTHS)
    page.spill(1, 1, _about(found, page.say), BAND)
    labels = headings(page.say.all(LABELS))
    page.header(2, labels, HEADER)
    lines: list[tuple[tuple[str, str, str], Measures, FieldAgreement | None]] = [
        ((str(one.number), one.label, page.say(SCALES[one.scale])), one.measures, one)
        for one in found.fields
    ]
    pooled = page.say("categories pooled")
    lines.append((("", page.say("All fields"), pooled), found.overall, None))
    lines += [((*_part(part, page.say), pooled), part.measures, None) for part in found.parts]
    for row, (names, measures, field) in enumerate(lines, start=3):
        for column, text in enumerate(names, start=1):
            page.text(row, column, text, LABEL if column == 2 else TEXT)
        counts = (measures.n, measures.agreed)
        blanks = (field.one_blank, field.both_blank) if field else ()
        for column, count in enumerate((*counts, *blanks), start=4):
            page.number(row, column, Number(count), NUMBER)
        _coefficients(page, row, measures)
        page.text(row, len(LABELS), _reasons(measures, field, page.say), TEXT)
    page.finish(2, labels, len(lines))


ABOUT = (
    "{0} and {1}, {2}, before consensus. Blank and hidden fields are in no denominator. "
    "Numbers agree within {3} %. Intervals: bootstrap."
)
NOT_BLIND = "Not charted blind: {0} of these studies; the others are below by themselves."


def _about(found: Agreement, say: Words) -> str:
    mean = found.mean_kappa
    tolerance = f"{100 * found.tolerance:g}".replace(".", say.decimal_sign)
    text = say(ABOUT, *found.reviewers, studies(found.studies), tolerance)
    if mean.value is not None:
        said = say("Mean Cohen's κ of {0} fields: {1}.", mean.n, say.decimal(mean.value, 2))
        text += f" {said}"
    if found.unblinded:
        text += " " + say(NOT_BLIND).format(found.unblinded)
    if found.lone_rows:
        text += " " + say("Rows that only one charted: {0}.").format(found.lone_rows)
    return text


def _part(part: Part, say: Words) -> tuple[str, str]:
    return "", say.counted(part.studies, "{1} ({0} study)", "{1} ({0} studies)", part.name)


def _coefficients(page: Page, row: int, measures: Measures) -> None:
    for place, name in enumerate(COEFFICIENTS):
        found: Estimate = getattr(measures, name)
        figures = (found.value, found.low, found.high)
        for column, figure in enumerate(figures, start=len(FIRST) + 1 + 3 * place):
            if figure is not None:
                page.number(row, column, Number(figure, DIGITS), NUMBER)


def _reasons(measures: Measures, field: FieldAgreement | None, say: Words) -> str:
    """Return which coefficients of the scale have no value, and why."""
    asked: Sequence[str] = expected(field.scale) if field else ("percent", "kappa", "ac1", "alpha")
    reasons: dict[str, list[str]] = {}
    for name in asked:
        found: Estimate = getattr(measures, name)
        if found.value is None:
            shown = kappa_name(field.scale) if field and name == "kappa" else NAMES[name]
            reasons.setdefault(say(found.why), []).append(say(shown))
    return "; ".join(f"{', '.join(names)}: {why}" for why, names in reasons.items())
