"""Content analysis: codes, segments, counts, agreement, and the column in the exports."""

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.bootstrap import Review, open_review
from app.cli import main as cli
from app.domain.answers import Cell
from app.domain.code_moves import Way, moved, next_place
from app.domain.codes import Code, Unit, in_order
from app.domain.edits import Edit
from app.domain.errors import AppError, StaleEdit
from app.export.coded import write_framework
from app.export.workbook import write_workbook
from app.jobs import JobContext
from app.sheets.code_lists import read_codes
from db.engine import open_engine, writing
from db.models import ReviewerRow

AIMS = "design.aims"


def add(review: Review, label: str, parent: str = "") -> Code:
    edit = review.coding.new_code(label, parent)
    review.extraction.apply(edit)
    return edit.code


def unit(review: Review, study: str = "Ghossoub 2017", field_id: str = AIMS) -> Unit:
    return Unit(review.records.find_study(study).study_id, field_id)


def put(review: Review, code: Code, at: Unit, quote: str = "") -> None:
    edit = review.coding.put(code, at, quote)
    assert edit is not None
    review.extraction.apply(edit)


def counted(review: Review) -> dict[str, tuple[int, int, int, int]]:
    return {
        one.code.label: (one.segments, one.sources, one.all_segments, one.all_sources)
        for one in review.coding.counts()
    }


def test_codes_stand_under_each_other_in_order(sample: Review) -> None:
    access = add(sample, "Access")
    add(sample, "Outcome")
    add(sample, "Cost", access.code_id)
    shown = [(code.label, level) for code, level in in_order(sample.coding.codes())]
    assert shown == [("Access", 0), ("Cost", 1), ("Outcome", 0)]


def test_segments_and_sources_are_counted_apart(sample: Review) -> None:
    access = add(sample, "Access")
    cost = add(sample, "Cost", access.code_id)
    put(sample, cost, unit(sample), "correlates")
    put(sample, cost, unit(sample), "prevalence")
    put(sample, access, unit(sample, "Malejko 2018"))
    assert counted(sample) == {"Access": (1, 1, 3, 2), "Cost": (2, 1, 2, 1)}


def test_the_answer_is_not_touched(sample: Review) -> None:
    at = unit(sample)
    record = sample.records.record(at.study_id)
    before = record.answer(Cell(record.extraction_id, AIMS))
    put(sample, add(sample, "Access"), at, "part")
    assert sample.records.record(at.study_id).answer(Cell(record.extraction_id, AIMS)) == before
    assert sample.verify(JobContext()) == ()


def test_a_code_is_put_once_on_the_same_piece(sample: Review) -> None:
    code, at = add(sample, "Access"), unit(sample)
    put(sample, code, at, "a  b")
    assert sample.coding.put(code, at, "a b") is None


def test_every_edit_is_taken_back_by_its_inverse(sample: Review) -> None:
    access, cost = add(sample, "Access"), add(sample, "Cost")
    put(sample, cost, unit(sample))
    before = (sample.coding.codes(), sample.coding.segments())
    edits: list[Edit] = [
        sample.coding.changed(access, replace(access, label="Reach", definition="Who gets it")),
        sample.coding.merged(cost, access),
        sample.coding.taken(sample.coding.own()[0]),
        sample.coding.finished(AIMS, done=True),
        sample.coding.new_code("Third"),
    ]
    for edit in edits:
        sample.extraction.apply(edit)
        sample.extraction.apply(edit.inverse())
        assert (sample.coding.codes(), sample.coding.segments()) == before


def test_a_merged_code_gives_its_segments_and_what_is_under_it(sample: Review) -> None:
    access, cost = add(sample, "Access"), add(sample, "Cost")
    add(sample, "Travel", cost.code_id)
    put(sample, cost, unit(sample))
    sample.extraction.apply(sample.coding.merged(cost, access))
    assert counted(sample) == {"Access": (1, 1, 1, 1), "Travel": (0, 0, 0, 0)}
    assert [level for _code, level in in_order(sample.coding.codes())] == [0, 1]


@pytest.mark.parametrize("label", ["", "  ", "access"])
def test_a_code_needs_a_name_of_its_own(sample: Review, label: str) -> None:
    add(sample, "Access")
    with pytest.raises(AppError, match="Nothing was changed"):
        sample.extraction.apply(sample.coding.new_code(label))


def test_a_code_can_not_stand_under_itself(sample: Review) -> None:
    access = add(sample, "Access")
    cost = add(sample, "Cost", access.code_id)
    moved = sample.coding.changed(access, replace(access, parent=cost.code_id))
    with pytest.raises(AppError, match="under itself"):
        sample.extraction.apply(moved)


def test_a_used_code_is_merged_and_not_removed(sample: Review) -> None:
    code = add(sample, "Access")
    put(sample, code, unit(sample))
    with pytest.raises(AppError, match="Merge it"):
        sample.extraction.apply(sample.coding.removed(code))


def test_a_code_that_changed_meanwhile_is_not_overwritten(sample: Review) -> None:
    code = add(sample, "Access")
    sample.extraction.apply(sample.coding.changed(code, replace(code, label="Reach")))
    with pytest.raises(StaleEdit):
        sample.extraction.apply(sample.coding.changed(code, replace(code, label="Other")))


@pytest.fixture
def second(sample_folder: Path) -> str:
    """The sample with a second reviewer, closed."""
    engine = open_engine(sample_folder / "review.sqlite")
    with writing(engine) as session:
        session.add(ReviewerRow(id="r-ben", name="Ben Kim", initials="BK", colour=1))
    engine.dispose()
    return "Ben Kim"


def test_a_colleagues_codes_are_seen_when_both_are_done(sample_folder: Path, second: str) -> None:
    with open_review(sample_folder) as first:
        code = add(first, "Access")
        put(first, code, unit(first))
        first.extraction.apply(first.coding.finished(AIMS, done=True))
        first.extraction.apply(first.coding.finished(AIMS, done=False))
    with open_review(sample_folder, second) as other:
        assert other.coding.segments() == ()
        put(other, code, unit(other, "Malejko 2018"))
        other.extraction.apply(other.coding.finished(AIMS, done=True))
        assert len(other.coding.segments()) == 1
        assert other.coding.compared(AIMS) == ()
    with open_review(sample_folder) as first:
        assert len(first.coding.segments()) == 1
        first.extraction.apply(first.coding.finished(AIMS, done=True))
        assert len(first.coding.segments()) == 2
        (pair,) = first.coding.compared(AIMS)
    assert (pair.first, pair.second) == ("Alex Berg", "Ben Kim")
    assert (pair.agreement.units, pair.agreement.shared.value) == (2, 0.0)


def test_the_workbook_has_a_column_of_codes(sample: Review, tmp_path: Path) -> None:
    access = add(sample, "Access")
    put(sample, add(sample, "Cost", access.code_id), unit(sample))
    path = write_workbook(sample.exports.table(), tmp_path / "w.xlsx")
    sheet = openpyxl.load_workbook(path)["Charting table"]
    texts = [cell for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    assert any(str(text).endswith("Aims / purpose: codes") for text in texts)
    assert "Access › Cost" in texts


def test_the_command_counts_and_writes_segments(
    sample: Review, sample_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(sample, add(sample, "Access"), unit(sample), "=prevalence")
    sample.close()
    out = tmp_path / "segments.csv"
    assert cli.main(["codes", str(sample_folder), "--segments", str(out)]) == 0
    assert "Access: 1 segment, 1 source" in capsys.readouterr().out
    lines = out.read_text(encoding="utf-8-sig").splitlines()
    assert lines[1].startswith("Ghossoub 2017,Aims / purpose,,Access,,Alex Berg,'=prevalence,")


KEYS = st.sampled_from("abcdef")
PARENTS = st.sampled_from(["", *"abcdef"])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(KEYS, PARENTS), unique_by=lambda drawn: drawn[0]))
def test_every_code_is_shown_once_whatever_stands_under_what(
    drawn: list[tuple[str, str]],
) -> None:
    codes = [Code(key, key, parent=parent) for key, parent in drawn]
    shown = [code.code_id for code, _level in in_order(codes)]
    assert sorted(shown) == sorted(key for key, _parent in drawn)


LIST = """code;definition;parent
Access;Who gets in;
  Cost;What it costs them;
Travel;;Access
Outcome › Hope;;
"""


def tree(review: Review) -> list[tuple[int, str, str]]:
    return [(level, c.label, c.definition) for c, level in in_order(review.coding.codes())]


def test_a_list_of_codes_is_taken_in_once_and_leaves_by_one_undo(
    sample: Review, tmp_path: Path
) -> None:
    add(sample, "access")
    before = sample.coding.codes()
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    edit, found = sample.coding.taken_in(read_codes(tmp_path / "list.csv"))
    assert edit is not None
    assert (len(found.added), len(found.defined), found.known) == (4, 1, 1)
    sample.extraction.apply(edit)
    access = [(0, "access", "Who gets in"), (1, "Cost", "What it costs them"), (1, "Travel", "")]
    assert tree(sample) == [*access, (0, "Outcome", ""), (1, "Hope", "")]
    assert sample.coding.taken_in(read_codes(tmp_path / "list.csv"))[0] is None
    sample.extraction.apply(edit.inverse())
    assert sample.coding.codes() == before


@pytest.mark.parametrize("name", ["codes.csv", "codes.qdc"])
def test_a_saved_framework_is_read_back_the_same(sample: Review, tmp_path: Path, name: str) -> None:
    access = add(sample, "Access")
    add(sample, "=Cost & <care>", access.code_id)
    defined = replace(add(sample, "Outcome"), definition="What\nbecame of them")
    sample.extraction.apply(sample.coding.changed(sample.coding.codes()[2], defined))
    before = tree(sample)
    path = write_framework(sample.coding.codes(), tmp_path / name)
    for code in reversed(sample.coding.codes()):
        sample.extraction.apply(sample.coding.removed(code))
    edit, _found = sample.coding.taken_in(read_codes(path))
    assert edit is not None
    sample.extraction.apply(edit)
    assert tree(sample) == before


@pytest.mark.parametrize("text", ["a,b\n1,2\n", "code\n"])
def test_a_file_without_codes_is_refused_in_words(tmp_path: Path, text: str) -> None:
    (tmp_path / "list.csv").write_text(text, encoding="utf-8")
    with pytest.raises(AppError, match="Nothing was changed"):
        read_codes(tmp_path / "list.csv")


STEPS = [
    (Way.DOWN, "Cost", ["Access", "  Travel", "  Cost", "Hope"]),
    (Way.IN, "Travel", ["Access", "  Cost", "    Travel", "Hope"]),
    (Way.OUT, "Cost", ["Access", "  Travel", "Cost", "Hope"]),
    (Way.UP, "Hope", ["Hope", "Access", "  Cost", "  Travel"]),
    (Way.OUT, "Hope", None),
    (Way.UP, "Cost", None),
    (Way.IN, "Access", None),
]


@pytest.mark.parametrize(("way", "label", "wanted"), STEPS)
def test_a_code_goes_a_step(way: Way, label: str, wanted: list[str] | None) -> None:
    codes = [Code("a", "Access"), Code("c", "Cost", "", "a"), Code("t", "Travel", "", "a", 1)]
    codes.append(Code("h", "Hope", position=1))
    chosen = next(code.code_id for code in codes if code.label == label)
    place = next_place(codes, chosen, way)
    if wanted is None or place is None:
        assert (wanted, place) == (None, None)
        return
    after = {code.code_id: code for code in codes}
    after |= {code.code_id: code for _before, code in moved(codes, chosen, place)}
    shown = in_order(after.values())
    assert [f"{'  ' * level}{code.label}" for code, level in shown] == wanted


def test_a_code_under_a_merged_one_is_renamed_and_stays_there(sample: Review) -> None:
    access, cost = add(sample, "Access"), add(sample, "Cost")
    add(sample, "Travel", cost.code_id)
    merge = sample.coding.merged(cost, access)
    sample.extraction.apply(merge)
    travel = next(code for code in sample.coding.codes() if code.label == "Travel")
    sample.extraction.apply(sample.coding.changed(travel, replace(travel, label="Ways")))
    sample.extraction.apply(merge.inverse())
    assert [line[:2] for line in tree(sample)] == [(0, "Access"), (0, "Cost"), (1, "Ways")]
