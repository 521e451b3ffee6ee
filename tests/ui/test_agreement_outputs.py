"""Agreement of known figures: worked out by hand, and alike in window, workbook and JSON."""

import json
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt

from app.bootstrap import Review, open_review
from app.cli.main import main
from app.domain.agreement import Estimate
from app.domain.agreement_words import COEFFICIENTS, document, expected
from app.domain.bootstrap_intervals import DRAWS
from app.domain.field_agreement import Agreement, Choices, Scale
from app.domain.sentence import Sentence
from app.export.model import ExportOptions
from app.export.sheets import agreement
from app.export.workbook import write_workbook
from app.jobs import Cancelled, JobContext
from tests.services.damage import execute
from ui.consensus.agreement_model import COLUMNS, POOLED, AgreementModel

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


def test_what_is_not_defined_is_said_in_window_workbook_and_command(
    review: Review, found: Agreement, tmp_path: Path
) -> None:
    why = Sentence("one category only")
    first, *others = found.fields
    alike = replace(first.measures, kappa=Estimate(10, None, why))
    one = replace(found, fields=(replace(first, measures=alike), *others))
    (said, *_rest) = document(one)["fields"]
    assert (said["kappa"]["value"], said["kappa"]["not_defined"]) == (None, why)
    options = ExportOptions(sheets=frozenset({agreement.NAME}))
    table = replace(review.consensus.final_table(), agreement=one)
    path = write_workbook(table, tmp_path / "k.xlsx", None, options)
    opened = load_workbook(path, read_only=True)
    (row,) = opened[agreement.NAME].iter_rows(min_row=3, max_row=3, values_only=True)
    opened.close()
    assert (row[10], row[-1]) == (None, f"Cohen's κ: {why}")
    model = AgreementModel()
    model.show(one)
    cell = model.index(1 + len(one.parts), 3)
    assert str(model.data(cell)).split() == ["not", "defined"]
    assert str(model.data(cell, Qt.ItemDataRole.ToolTipRole)).endswith(f"not defined: {why}")


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


@pytest.fixture(scope="module")
def book(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Any, ...]]:
    """The lines of the sheet in the workbook that the command writes."""
    path = tmp_path_factory.mktemp("book") / "final.xlsx"
    assert main(["export", str(folder), str(path), "--final"]) == 0
    opened = load_workbook(path, read_only=True)
    rows = list(opened[agreement.NAME].iter_rows(min_row=3, values_only=True))
    opened.close()
    return rows


def test_window_workbook_and_command_say_the_same_of_every_line(
    folder: Path, found: Agreement, book: list[Any], capsys: pytest.CaptureFixture[str]
) -> None:
    read = printed(folder, capsys)
    told = [*read["fields"], read["overall"], *read["parts"]]
    written = [line_written(row) for row in book[: len(told)]]
    assert written == [line_told(one) for one in told]
    model = AgreementModel()
    model.show(found)
    first = 1 + len(read["parts"])
    order = [*range(first, model.rowCount()), *range(first)]
    assert [line_shown(model, row) for row in order] == [line_rounded(one) for one in told]
    assert sum(one["kappa"]["value"] is None for one in told) == 2


def line_told(one: dict[str, Any]) -> list[Any]:
    """What the command says of a line: n, agreed, each coefficient with its interval."""
    figures = [one[name].get(key) for name in COEFFICIENTS for key in ("value", "low", "high")]
    return [one["n"], one["agreed"], *figures]


def line_written(row: tuple[Any, ...]) -> list[Any]:
    start = len(agreement.FIRST)
    return [row[3], row[4], *row[start : start + 3 * len(COEFFICIENTS)]]


def line_shown(model: AgreementModel, row: int) -> list[str]:
    """The n and the figures of a line of the window, "" for what is not defined."""
    texts = [str(model.data(model.index(row, column))) for column in range(1, 2 + len(COLUMNS))]
    return ["" if text == "–" or "defined" in text else text.split("\n")[0] for text in texts]


def line_rounded(one: dict[str, Any]) -> list[str]:
    """What the window is to show of a line, worked out from what the command says."""
    scale = one.get("scale", "")
    close = "within" if scale == "interval" else "shared"
    names = [close if name == "close" else name for name in COLUMNS]
    asked = (*expected(Scale(scale)), "overlap") if scale else POOLED
    values = [one[name]["value"] if name in asked else None for name in names]
    shares = [name in ("percent", "within", "shared", "overlap") for name in names]
    return [str(one["n"]), *map(rounded, values, shares)]


def rounded(value: float | None, is_share: bool) -> str:
    if value is None:
        return ""
    return f"{100 * value:.1f} %" if is_share else f"{value:.2f}".replace("-", "−")
