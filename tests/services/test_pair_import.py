"""Tables of two reviewers and their consensus: a real Covidence export, and what is refused."""

import json
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.bootstrap import Review, open_review
from app.cli.main import main
from app.domain.column_forms import form_of_columns
from app.domain.consensus import CONFLICTS, Compared, Line
from app.domain.consensus_text import final_text, side_text
from app.domain.folding import folded
from app.export.model import ExportOptions
from app.export.places import CHARTING
from app.export.workbook import write_workbook
from app.services.form_reading import open_form_file
from app.services.pair_import import is_paired

SOURCE = (
    Path(__file__).resolve().parents[3]
    / "shared/data/forms/genai-mh_covidence_export_1st_search.csv"
)
A, B, FINAL = "Reviewer Two", "Richard Gaus", "Consensus"
needs_export = pytest.mark.skipif(
    not SOURCE.exists(), reason="the export is not beside the project"
)
Cells = dict[str, str]


@pytest.fixture(scope="module")
def covidence(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Review]:
    """The export, imported by somebody who is neither of the two."""
    folder = tmp_path_factory.mktemp("covidence") / "review"
    made = ["new", str(folder), "--title", "GenAI", "--template", str(SOURCE)]
    assert main([*made, "--reviewer", "Lena Librarian"]) == 0
    assert main(["import-table", str(folder), str(SOURCE)]) == 0
    with open_review(folder) as review:
        yield review


@pytest.fixture(scope="module")
def beside(covidence: Review) -> list[tuple[Line, Compared, Cells]]:
    """Every line of every study, beside what the file's three lines say."""
    rows = open_form_file(SOURCE).rows
    columns = {u.field_id: u.column for u in form_of_columns(rows, "", "").columns if u.field_id}
    lines: dict[str, dict[str, list[str]]] = {}
    for row in rows[1:]:
        lines.setdefault(row[0], {})[row[3]] = list(row)
    return [
        (line, one, {who: row[columns[line.field_id]] for who, row in said.items()})
        for one, said in zip(covidence.consensus.all(), lines.values(), strict=True)
        for line in one.lines
    ]


def plain(text: str) -> str:
    """Return a cell without what its type writes differently: case, "03" for 3, "Other:"."""
    bare = folded(text).strip(" .;").removesuffix(":").replace("not applicable", "na")
    return bare.lstrip("0") or bare


@needs_export
def test_both_reviewers_charted_every_study(beside: list[tuple[Line, Compared, Cells]]) -> None:
    assert len({one.study.study_id for _, one, _ in beside}) == 49
    read = [plain(side_text(one, line, n)) for line, one, _ in beside for n in (0, 1)]
    said = [plain(cells[who]) for _, _, cells in beside for who in (A, B)]
    assert read == said


@needs_export
def test_conflicts_are_those_of_the_file(beside: list[tuple[Line, Compared, Cells]]) -> None:
    ours = [line.kind in CONFLICTS for line, _, _ in beside]
    own = [plain(cells[A]) != plain(cells[B]) for _, _, cells in beside]
    assert sum(ours) > 1500
    assert ours == own


@needs_export
def test_decisions_reproduce_the_consensus_lines(
    beside: list[tuple[Line, Compared, Cells]],
) -> None:
    final = [plain(final_text(one, line)) for line, one, _ in beside]
    assert final == [plain(cells[FINAL]) for _, _, cells in beside]
    assert not any(line.is_open for line, _, _ in beside)


SPELT = {"Other:": "Other", "unclear": "Unclear"}
"""The option without words, and a mark: 28 cells of the file."""


@needs_export
def test_final_workbook_has_the_consensus_lines_cell_by_cell(
    covidence: Review, tmp_path: Path
) -> None:
    options = ExportOptions(sheets=frozenset({CHARTING}))
    path = tmp_path / "final.xlsx"
    book = load_workbook(
        write_workbook(covidence.consensus.final_table(), path, None, options), read_only=True
    )
    sheet = book[CHARTING]
    rows = [row for row in sheet.iter_rows(values_only=True) if row[1] == "Complete"]
    written = [["" if cell is None else str(cell) for cell in row[3:105]] for row in rows]
    lines = [row for row in open_form_file(SOURCE).rows if row[3] == FINAL]
    book.close()
    beside = list(
        zip(chain(*written), (cell.strip() for row in lines for cell in row[4:]), strict=True)
    )
    other = [(cell, said) for cell, said in beside if cell != said]
    assert (len(beside), len(other)) == (4998, 28)
    assert [SPELT[said] for _, said in other] == [cell for cell, _ in other]


@needs_export
def test_agreement_of_the_export_is_printed(
    covidence: Review, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["compare", str(covidence.folder), "--draws", "0", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    country = found["fields"][0]
    assert (found["studies"], len(found["fields"])) == (49, 102)
    assert (country["n"], country["agreed"]) == (42, 39)
    assert found["overall"]["percent"]["value"] == pytest.approx(0.667, abs=0.001)


TABLE = [
    ["Study ID", "Reviewer Name", "Setting"],
    ["Lee 2020", "Ana", "ward"],
    ["Lee 2020", "Ben", "clinic"],
    ["Lee 2020", "Consensus", "clinic"],
    ["May 2021", "Ana", "home"],
]


def written(folder: Path, rows: list[list[str]]) -> Path:
    path = folder / "table.csv"
    path.write_text("\n".join(",".join(row) for row in rows), encoding="utf-8")
    return path


def imported(folder: Path, rows: list[list[str]]) -> int:
    """Make a review with the form of a table and take the table in."""
    table = written(folder, rows)
    review = str(folder / "review")
    assert (
        main(["new", review, "--title", "T", "--template", str(table), "--reviewer", "Lena"]) == 0
    )
    return main(["import-table", review, str(table)])


def test_a_study_that_the_consensus_line_settles_is_closed(tmp_path: Path) -> None:
    imported(tmp_path, TABLE)
    with open_review(tmp_path / "review") as review:
        assert [one.is_complete for one in review.consensus.standing()] == [True]


def test_a_study_of_one_reviewer_is_left_out_and_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert imported(tmp_path, TABLE) == 1
    assert "left out: May 2021" in capsys.readouterr().out


def test_a_second_line_of_one_reviewer_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert imported(tmp_path, [*TABLE, ["Lee 2020", "Ana", "home"]]) == 2
    assert "second line of Ana for Lee 2020" in capsys.readouterr().err


def test_nothing_is_taken_in_twice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    imported(tmp_path, TABLE)
    assert main(["import-table", str(tmp_path / "review"), str(tmp_path / "table.csv")]) == 2
    assert "Nothing was changed" in capsys.readouterr().err


def test_a_table_of_one_reviewer_is_no_table_of_two() -> None:
    rows = [row for row in TABLE if row[1] != "Ben" and row[1] != "Consensus"]
    assert not is_paired(rows, form_of_columns(rows, "", "").columns)
    assert is_paired(TABLE, form_of_columns(TABLE, "", "").columns)
