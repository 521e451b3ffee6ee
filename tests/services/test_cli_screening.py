"""Screening and the flow diagram from the command line."""

import csv
from pathlib import Path

import docx
import pytest

from app.bootstrap import open_review
from app.domain.screening import Policy
from tests.services.test_cli import Run, run

__all__ = ["run"]
TABLE = """Title,Authors,Year,Title and abstract,Full text retrieved,Full text,Reason
Peer support,"Lee, A.",2020,include,yes,include,
Telehealth,"Kim, B.",2021,include,yes,exclude,Wrong concept
Clinics,"Oh, C.",2022,exclude,,,
"""


@pytest.fixture
def screened(folder: Path, tmp_path: Path, run: Run) -> Path:
    """A review of three screened records."""
    table = tmp_path / "in.csv"
    table.write_text(TABLE)
    with open_review(folder) as review:
        review.extraction.apply(review.screening.set_policy(Policy(1, 1)))
    assert run("screen", folder, "import", table, "--add").code == 0
    return folder


def test_flow_is_counted_and_adds_up(screened: Path, run: Run) -> None:
    said = run("screen", screened, "flow", "--json")
    assert (said.code, said.document["warnings"]) == (0, [])
    assert said.document["reasons"] == [["Wrong concept", 1]]


def test_flow_that_does_not_add_up_exits_with_1(folder: Path, tmp_path: Path, run: Run) -> None:
    table = tmp_path / "in.csv"
    table.write_text(TABLE.replace("exclude,Wrong concept", ","))
    run("screen", folder, "import", table, "--add")
    said = run("screen", folder, "flow")
    assert said.code == 1
    assert "rule 3" in said.out


def test_included_records_become_studies(screened: Path, run: Run) -> None:
    with open_review(screened) as review:
        assert [study.label for study in review.records.studies()] == ["Lee 2020"]


def test_decisions_that_were_written_are_taken_in_again(
    screened: Path, tmp_path: Path, run: Run
) -> None:
    out = tmp_path / "out.csv"
    assert run("screen", screened, "export", out).code == 0
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert sorted(row["Full text"] for row in rows) == ["", "exclude", "include"]
    again = run("screen", screened, "import", out, "--json")
    assert (again.code, again.document["decisions"], again.document["matched"]) == (0, 0, 3)


def test_rows_that_are_not_there_are_named(folder: Path, tmp_path: Path, run: Run) -> None:
    table = tmp_path / "in.csv"
    table.write_text(TABLE)
    said = run("screen", folder, "import", table)
    assert (said.code, "Telehealth" in said.out) == (1, True)


@pytest.mark.parametrize("kind", ["csv", "docx"])
def test_excluded_sources_are_written_with_their_reason(
    screened: Path, tmp_path: Path, run: Run, kind: str
) -> None:
    out = tmp_path / f"excluded.{kind}"
    said = run("screen", screened, "excluded", out, "--json")
    assert (said.code, said.document["sources"]) == (0, 1)
    text = words_of(out)
    assert "Kim B. (2021). Telehealth." in text
    assert "Wrong concept" in text


def words_of(path: Path) -> str:
    if path.suffix == ".csv":
        return path.read_text(encoding="utf-8-sig")
    [table] = docx.Document(str(path)).tables
    return " ".join(cell.text for row in table.rows for cell in row.cells)


def test_studies_are_linked(folder: Path, tmp_path: Path, run: Run) -> None:
    table = tmp_path / "in.csv"
    table.write_text(TABLE.replace("exclude,Wrong concept", "include,"))
    run("screen", folder, "import", table, "--add")
    assert run("screen", folder, "link", "Kim 2021", "Lee 2020", "--json").document["moved"] == 1
    with open_review(folder) as review:
        [study] = review.records.studies()
        assert len(study.reports) == 2
        assert (review.flow.counted().studies, review.flow.counted().reports) == (1, 2)
    assert run("screen", folder, "unlink", "Lee 2020", "--json").document["study"] == "Lee 2020b"
    with open_review(folder) as review:
        assert (review.flow.counted().studies, review.flow.counted().reports) == (2, 2)


@pytest.mark.parametrize("kind", ["svg", "docx"])
def test_flow_diagram_is_written(screened: Path, tmp_path: Path, run: Run, kind: str) -> None:
    out = tmp_path / f"flow.{kind}"
    assert run("export", screened, out, "--format", f"prisma-{kind}").code == 0
    assert out.stat().st_size > 1000


def test_diagram_of_another_ending_is_refused(screened: Path, tmp_path: Path, run: Run) -> None:
    said = run("export", screened, tmp_path / "flow.png", "--format", "prisma-svg")
    assert (said.code, "Nothing was written" in said.err) == (2, True)


@pytest.mark.parametrize(
    "words",
    [("export", "OUT", "--format", "prisma-svg"), ("figure", "flow", "OUT")],
)
def test_diagram_of_nothing_is_refused(
    folder: Path,
    tmp_path: Path,
    run: Run,
    words: tuple[str, ...],
) -> None:
    command, *rest = (tmp_path / "flow.svg" if word == "OUT" else word for word in words)
    said = run(str(command), folder, *rest)
    assert (said.code, "Nothing was identified yet" in said.err) == (2, True)
    assert list(tmp_path.glob("flow*")) == []
