"""How often the checks are wrong: python -m tests.bench.bench_checks.

The quotes are those that two people pasted into the thirteen “paste text passage” columns of a
Covidence export (shared/data/forms): 243 of them, each beside the answer that it supports. The
answers were agreed on, so whatever a check says against them is a false alarm. To see whether
the checks find anything, numbers of the same quotes are then typed wrongly.
"""

import csv
import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from app.domain.anchors import Anchor, AnchorKind, Place
from app.domain.answers import Answer, Cell, Json, Status
from app.domain.checks import findings
from app.domain.choices import YES_NO
from app.domain.fields import Field, FieldType, Form, Scope, Section
from app.domain.records import Evidence, Record
from app.domain.studies import ExtractionStatus, PaperState, Study

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("CHARTDESK_SHARED", ROOT.parent / "shared"))
EXPORT = "data/forms/genai-mh_covidence_export_1st_search.csv"
PASTED = "paste text passage"
YEAR = 2026
PRINTED = re.compile(
    r"(?<![\w.,])(?<![A-Za-z]-)\d{1,3}(?:,\d{3})+(?![.,]?\d)|(?<![\w.,])(?<![A-Za-z]-)\d+(?![.,]?\d)"
)


def main() -> None:
    """Print the rates."""
    pairs = list(pasted(SHARED / EXPORT))
    print(f"quotes pasted: {len(pairs)}")
    alarms = Counter(kind for answer, quote in pairs for kind in said_of(answer, quote))
    print(
        f"false alarms on the agreed answers: {alarms.total()} ({alarms.total() / len(pairs):.1%})"
    )
    numbers = [(number, quote) for _, quote in pairs for number in numbers_of(quote)]
    right = sum(bool(said_of(number, quote)) for number, quote in numbers)
    print(
        f"numbers in these quotes: {len(numbers)}; typed as printed, alarms: "
        f"{right} ({right / len(numbers):.1%})"
    )
    wrong = [(n + 1, quote) for n, quote in numbers if n + 1 not in numbers_of(quote)]
    caught = sum(bool(said_of(number, quote)) for number, quote in wrong)
    print(f"typed one too high: {len(wrong)}, noticed: {caught} ({caught / len(wrong):.1%})")
    swapped = [(f"{n}"[::-1], quote) for n, quote in numbers if n > 9]
    digits = [(int(t), q) for t, q in swapped if int(t) not in numbers_of(q)]
    seen = sum(bool(said_of(number, quote)) for number, quote in digits)
    print(f"typed backwards: {len(digits)}, noticed: {seen} ({seen / len(digits):.1%})")


def pasted(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the yes/no answer before each pasted quote, and the quote."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        heads, *rows = csv.reader(stream)
    for column, head in enumerate(heads):
        if PASTED in head:
            yield from ((row[column - 1], row[column]) for row in rows if row[column].strip())


def numbers_of(quote: str) -> tuple[int, ...]:
    """Return the whole numbers of a quote, not by the program's own reader; no names (GPT-2)."""
    found = (match[0].replace(",", "") for match in PRINTED.finditer(quote))
    return tuple(dict.fromkeys(int(digits) for digits in found))


def said_of(value: str | int, quote: str) -> list[str]:
    """Return the kinds of findings on an answer with this quote."""
    kind = FieldType.INTEGER if isinstance(value, int) else FieldType.YES_NO
    field = Field("s.asked", "asked", "Asked", kind, options=YES_NO)
    form = Form("f", "v", 1, "F", "", (Section("s", "S", Scope.STUDY, False, (field,)),))
    cell = Cell("e", "s.asked")
    stored: Json = value if isinstance(value, int) else value.strip().casefold()
    answers = {cell: Answer(stored, Status.FILLED)}
    study = Study("s", "r", "S", "", 0, None, PaperState.NONE, ExtractionStatus.OPEN, 0, 0)
    place = Evidence(Anchor("a", "p", AnchorKind.TEXT, (Place(0, ()),), quote), cell)
    record = Record(study, "e", ExtractionStatus.COMPLETE, form, (), answers, (place,))
    return [finding.kind.value for finding in findings(record, YEAR)]


if __name__ == "__main__":
    main()
