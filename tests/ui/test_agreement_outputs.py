"""Agreement of known figures: worked out by hand, and alike in window, workbook and JSON."""

import json
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import chain, count
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from app.bootstrap import Review, open_review
from app.cli.main import main
from app.domain.agreement_words import COEFFICIENTS, document
from app.domain.bootstrap_intervals import DRAWS
from app.domain.field_agreement import Agreement, Choices
from app.export.model import ExportOptions
from app.export.sheets import agreement
from app.export.workbook import write_workbook
from app.jobs import Cancelled, JobContext
from tests.services.damage import execute
from ui.consensus.agreement_model import COLUMNS, AgreementModel

# Study, then what Ana and Ben say: blinded, quality, sample, outcomes; one blank of Ben
HEADING = "Study ID,Reviewer Name,Blinded,Quality,Sample size,Outcomes"
SAID = (
    ("Yes,1 low,10,pain; mood", "Yes,1 low,10,pain; mood"),
    ("Yes,1 low,20,pain; mood", "Yes,1 low,21,pain"),
    ("Yes,1 low,30,pain; sleep", "Yes,1 low,30,pain; sleep"),
    ("Yes,2 some,40,sleep; mood", "Yes,2 some,44,sleep; mood"),
    ("No,2 some,50,pain; mood", "No,2 some,50,sleep; mood"),
    ("No,2 some,60,pain; mood", "No,2 some,60,pain; mood"),
    ("No,3 high,70,pain; mood", "No,3 high,70,pain; mood"),
    ("Yes,3 high,80,pain; mood", "No,3 high,80,pain; mood"),
    ("Yes,1 low,90,pain; mood", "No,2 some,90,pain; mood"),
    ("No,3 high,99,pain; mood", "Yes,1 low,,pain; mood"),
)
BY_HAND = {
    ("Blinded", "percent"): Fraction(7, 10),
    ("Blinded", "kappa"): Fraction(2, 5),  # chance 1/2
    ("Blinded", "ac1"): Fraction(41, 101),  # chance 99/200
    ("Blinded", "alpha"): Fraction(14, 33),
    ("Quality", "percent"): Fraction(8, 10),
    ("Quality", "kappa"): Fraction(38, 63),  # distance 1/8, by chance 63/200
    ("Sample size", "percent"): Fraction(7, 9),
    ("Sample size", "within"): Fraction(8, 9),
    ("Outcomes", "shared"): Fraction(53, 60),  # 1/2 and 1/3 beside eight of 1
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten studies, two of them the pilot; the last five were sealed later."""
    place = tmp_path_factory.mktemp("known")
    lines = [
        f"S{number},{who},{said}"
        for number, both in enumerate(SAID)
        for who, said in zip(("Ana", "Ben"), both, strict=True)
    ]
    table, made = place / "table.csv", place / "review"
    table.write_text("\n".join([HEADING, *lines]), encoding="utf-8")
    new = ["new", str(made), "--title", "K", "--template", str(table), "--reviewer", "Lena"]
    assert main(new) == 0
    assert main(["import-table", str(made), str(table)]) == 0
    later = "SELECT x.id FROM extraction x JOIN study s ON s.id = x.study_id WHERE s.label > 'S4'"
    month = "UPDATE seal SET at = '2031-01-01T00:00:00.000000+00:00' WHERE extraction_id IN"
    execute(made / "review.sqlite", f"{month} ({later})")
    with open_review(made) as opened:
        opened.extraction.apply(opened.pilots.begun(2))
    return made


@pytest.fixture(scope="module")
def review(folder: Path) -> Iterator[Review]:
    """The same, open."""
    with open_review(folder) as opened:
        yield opened


@pytest.fixture(scope="module")
def found(review: Review) -> Agreement:
    return review.agreement.agreement(review.agreement.choices(DRAWS))


def printed(folder: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    assert main(["compare", str(folder), "--json"]) == 0
    read: dict[str, Any] = json.loads(capsys.readouterr().out)
    return read


@pytest.mark.parametrize("name", BY_HAND, ids="-".join)
def test_figures_are_those_worked_out_by_hand(found: Agreement, name: tuple[str, str]) -> None:
    label, coefficient = name
    field = next(one for one in found.fields if one.label == label)
    value = getattr(field.measures, coefficient).value
    assert abs(Fraction(value) - BY_HAND[name]) < 1e-12


def test_a_blank_is_in_no_denominator(found: Agreement) -> None:
    sample = next(one for one in found.fields if one.label == "Sample size")
    assert (sample.measures.n, sample.one_blank) == (9, 1)


def test_pilot_and_stretches_of_time_have_figures_of_their_own(found: Agreement) -> None:
    assert [part.name[:8] for part in found.parts] == ["Pilot of", "Studies ", "Studies "]
    counts = [(part.studies, part.measures.n) for part in found.parts]
    assert counts == [(2, 8), (5, 20), (5, 19)]
    shares = [part.measures.percent.value for part in found.parts]
    assert shares == [6 / 8, 16 / 20, 14 / 19]


def test_the_command_prints_what_is_computed(
    folder: Path, review: Review, found: Agreement, capsys: pytest.CaptureFixture[str]
) -> None:
    read = printed(folder, capsys)
    assert {key: read[key] for key in document(found)} == json.loads(json.dumps(document(found)))


def test_the_sheet_holds_every_digit(review: Review, found: Agreement, tmp_path: Path) -> None:
    table = review.consensus.final_table()
    options = ExportOptions(sheets=frozenset({agreement.NAME}))
    path = write_workbook(replace(table, agreement=found), tmp_path / "k.xlsx", None, options)
    book = load_workbook(path, read_only=True)
    rows = list(book[agreement.NAME].iter_rows(min_row=3, values_only=True))
    book.close()
    measures = [one.measures for one in found.fields] + [found.overall]
    told = [
        [(e.value, e.low, e.high) for e in (getattr(one, name) for name in COEFFICIENTS)]
        for one in measures
    ]
    start = len(agreement.FIRST)
    written = [row[start : start + 3 * len(COEFFICIENTS)] for row in rows[: len(measures)]]
    assert written == [tuple(chain(*one)) for one in told]


def test_computing_is_stopped_between_two_fields(review: Review) -> None:
    told: list[tuple[int, int]] = []
    context = JobContext(lambda done, total: told.append((done, total)), clock=count().__next__)
    review.agreement.agreement(Choices(draws=0), ctx=context)
    assert told[-1] == (7, 8)  # four fields, all together, the pilot, two stretches of time
    context.cancel()
    with pytest.raises(Cancelled):
        review.agreement.agreement(Choices(draws=0), ctx=context)


def test_the_window_shows_the_same_rounded(found: Agreement) -> None:
    model = AgreementModel()
    model.show(found)
    row = next(n for n, line in enumerate(model.lines) if line[0].endswith("Blinded"))
    shown = [str(model.data(model.index(row, 2 + place))) for place in range(len(COLUMNS))]
    kappa = found.fields[0].measures.kappa
    assert [text.split("\n")[0] for text in shown[:4]] == ["70.0 %", "0.40", "0.41", "0.42"]
    low, high = (f"{one:.2f}".replace("-", "−") for one in (kappa.low or 0, kappa.high or 0))
    assert shown[1].split("\n")[1] in (f"{low}–{high}", f"{low} to {high}")
