"""The commands about the form and its versions, on a copy of the sample review."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.cli import main as cli

Run = Callable[..., tuple[int, Any]]


@pytest.fixture
def run(sample_folder: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a `form` command on the sample and give its exit code and document (or its error)."""

    def run_command(*arguments: object) -> tuple[int, Any]:
        given = ["form", str(sample_folder), *map(str, arguments), "--json"]
        code = cli.main(given)
        said = capsys.readouterr()
        return code, said.err if code == 2 else json.loads(said.out)

    return run_command


def test_sections_of_a_template_are_added_published_and_asked_for(run: Run) -> None:
    assert run("template", "tidier", "--add")[0] == 0
    code, found = run("diff")
    assert (code, found["problems"]) == (1, [])
    assert {change["kind"] for change in found["changes"]} == {"section_added", "field_added"}
    assert run("publish", "--reason", "TIDieR wanted")[1]["version"] == 2
    code, waiting = run("revisit")
    assert (code, waiting["revisits"][0]["reasons"]) == (1, ["TIDieR wanted"])


def test_decision_is_given_by_the_name_of_its_change(run: Run) -> None:
    run("template", "basic-characteristics", "--add")
    changes = [c for c in run("diff")[1]["changes"] if "nr" in c["decisions"]]
    decisions = [part for c in changes for part in ("--set", f"{c['change']}=blank")]
    run("publish", "--reason", "Wider", *decisions)
    assert run("revisit") == (0, {"revisits": []})


@pytest.mark.parametrize(
    ("decision", "said"), [("nope=nr", "is not a change"), ("{}=merge:x", "can be decided to be")]
)
def test_decision_that_does_not_fit_is_refused(run: Run, decision: str, said: str) -> None:
    run("template", "tidier", "--add")
    change = next(c["change"] for c in run("diff")[1]["changes"] if c["decisions"])
    code, error = run("publish", "--reason", "R", "--set", decision.format(change))
    assert (code, said in error) == (2, True)


def test_form_goes_out_as_a_sheet_and_comes_back_unchanged(run: Run, tmp_path: Path) -> None:
    assert run("export", tmp_path / "form.xlsx")[0] == 0
    assert run("import", tmp_path / "form.xlsx")[1]["shape"] == "form"
    assert run("diff")[1]["changes"] == []


def test_older_version_is_reinstated_as_a_new_one(run: Run) -> None:
    run("template", "tidier", "--add")
    run("publish", "--reason", "TIDieR wanted")
    run("reinstate", 1)
    run("publish", "--reason", "Too much")
    listed = run("versions")[1]["versions"]
    assert [(v["number"], v["reason"], v["in_use"]) for v in listed][1:] == [
        (2, "TIDieR wanted", False),
        (3, "Too much", True),
    ]
    assert run("diff", "--from", 1, "--to", 3)[1]["changes"] == []


def test_draft_is_discarded(run: Run) -> None:
    run("template", "tidier", "--add")
    assert run("discard")[1] == {"discarded": True}
    assert run("diff") == (0, {"changes": [], "problems": []})


def test_pilot_takes_sources_of_every_type(run: Run) -> None:
    assert run("pilot") == (0, {"pilots": []})
    (pilot,) = run("pilot", "--begin", 1)[1]["pilots"]
    kinds = [source["evidence_type"] for source in pilot["sources"]]
    assert len(kinds) == len(set(kinds)) > 1


def test_version_that_is_not_there_is_refused(run: Run) -> None:
    code, error = run("show", "--version", 9)
    assert (code, "no version 9" in error) == (2, True)
