"""Agreement before consensus: denominators, scales, parts; and the commands that compare."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap import open_review
from app.cli.main import main
from app.domain.answers import Answer, Status
from app.domain.field_agreement import Choices, Scale, scale_of
from app.domain.fields import Field, FieldType
from tests.services.reviews import add_study, anchor
from tests.services.sealed import Charted, chart

NR = Answer(None, Status.NOT_REPORTED)
STUDIES: tuple[tuple[Any, Any], ...] = (
    ("Qualitative", "Qualitative"),
    ("Qualitative", "Qualitative"),
    ("Cohort", "Qualitative"),
    (None, "Cohort"),
)
Run = Callable[..., tuple[int, dict[str, Any]]]


@pytest.fixture(scope="module")
def _sealed_folder(_empty_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four studies that Ana and Ben charted apart; Ana left the design of the last blank."""
    made = Path(shutil.copytree(_empty_folder, tmp_path_factory.mktemp("four") / "review"))
    with open_review(made) as review:
        options = review.forms.current().field("design.design").options
        studies = [add_study(review, f"Study {n}") for n in range(len(STUDIES))]
    for study, said in zip(studies, STUDIES, strict=True):
        for name, design in zip(("Ana Ortiz", "Ben Kim"), said, strict=True):
            answers: dict[str, Any] = {"source.country": ["SE"], "gaps.limits": NR}
            if design:
                answers["design.design"] = options[0 if design == "Cohort" else 1]
            quotes = {"source.country": anchor()}
            chart(made, name, study, Charted(answers, quotes=quotes))
    return made


@pytest.fixture
def four(_sealed_folder: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copytree(_sealed_folder, tmp_path / "four"))


@pytest.fixture
def run(four: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command of `compare` on the four studies and return its code and document."""

    def run(*words: str) -> tuple[int, dict[str, Any]]:
        code = main(["compare", str(four), *words, "--json"])
        return code, json.loads(capsys.readouterr().out or "{}")

    return run


def field(document: dict[str, Any], field_id: str) -> dict[str, Any]:
    return next(one for one in document["fields"] if one["field"] == field_id)


def test_blanks_are_in_no_denominator(run: Run) -> None:
    code, document = run("--draws", "50")
    found = field(document, "design.design")
    assert (code, found["n"], found["agreed"], found["one_blank"]) == (0, 3, 2, 1)
    assert found["percent"]["value"] == pytest.approx(2 / 3)
    assert found["percent"]["low"] is not None


def test_what_is_not_defined_says_why(run: Run) -> None:
    _, document = run("--draws", "0")
    found = field(document, "gaps.limits")
    assert found["kappa"]["not_defined"] == "free text has no fixed categories"
    assert field(document, "source.doi")["percent"]["not_defined"] == "no unit was rated by both"
    assert field(document, "source.country")["overlap"]["value"] == 1


def test_agreement_stays_that_before_consensus(run: Run) -> None:
    before = run("--draws", "0")[1]["overall"]
    assert run("decide", "Study 2", "design.design", "--take", "b")[0] == 0
    assert run("--draws", "0")[1]["overall"] == before


def test_conflicts_are_listed_until_they_are_decided(run: Run) -> None:
    code, document = run("conflicts")
    kinds = [(one["study"], one["field"], one["kind"]) for one in document["conflicts"]]
    assert code == 1
    assert kinds == [
        ("Study 2", "design.design", "different"),
        ("Study 3", "design.design", "one_blank"),
    ]
    run("decide", "Study 2", "design.design", "--take", "a", "--reason", "Methods, p. 2")
    run("decide", "Study 3", "design.design", "--value", "NR")
    assert run("conflicts")[0] == 0


def test_a_study_is_closed_and_opened_again(run: Run, four: Path) -> None:
    assert run("close", "Study 2")[0] == 2
    assert run("accept", "Study 0")[1]["accepted"] == 3
    assert run("close", "Study 0")[0] == 0
    assert run("decide", "Study 0", "gaps.limits", "--value", "none")[0] == 2
    assert run("reopen", "Study 0", "--reason", "Erratum")[0] == 0
    with open_review(four) as review:
        assert not review.consensus.standing()[0].is_complete


def test_second_look_of_one_person_is_compared_with_the_first(four: Path) -> None:
    with open_review(four) as review:
        review.extraction.apply(review.people.added("Ana Ortiz (again)", "A2"))
        study = review.records.studies()[0].study_id
    chart(four, "Ana Ortiz (again)", study, Charted({"design.design": NR}))
    with open_review(four, "Ana Ortiz (again)") as review:
        twice = [c for c in review.agreement.couples() if c.is_twice]
        assert [(c.first.name, c.studies) for c in twice] == [("Ana Ortiz", 1)]
        who = review.agreement.couple_named(["Ana Ortiz", "A2"])
        assert review.agreement.agreement(Choices(draws=0), who).studies == 1
        assert [r.name for r in review.consensus.compared(study).reviewers] == [
            "Ana Ortiz",
            "Ben Kim",
        ]


def test_final_export_carries_comparison_and_agreement(four: Path, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    assert main(["export", str(four), str(tmp_path / "final.xlsx"), "--final"]) == 0
    book = load_workbook(tmp_path / "final.xlsx", read_only=True)
    lines = list(book["Reviewer comparison"].iter_rows(values_only=True))
    found = next(
        line for line in lines if line[0] == "Study 2" and "design" in str(line[1]).lower()
    )
    names = [line[1] for line in book["Agreement"].iter_rows(min_row=3, values_only=True)]
    book.close()
    assert (found[6], found[7]) == (None, "to decide")
    assert "All fields" in names


@pytest.mark.parametrize(
    ("kind", "options", "scale"),
    [
        (FieldType.SINGLE, ("1 low", "2 some", "3 high"), Scale.ORDINAL),
        (FieldType.SINGLE, ("Yes", "No", "Unclear"), Scale.NOMINAL),
        (FieldType.MULTI, ("a", "b"), Scale.SET),
        (FieldType.INTEGER, (), Scale.INTERVAL),
        (FieldType.LONG_TEXT, (), Scale.TEXT),
    ],
)
def test_the_type_of_a_field_says_what_it_is_measured_on(
    kind: FieldType, options: tuple[str, ...], scale: Scale
) -> None:
    assert scale_of(Field("a.b", "b", "Asked", kind, options=options)) is scale
