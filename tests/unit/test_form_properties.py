"""Any run of moves in the designer can be taken back, told as a difference, and written."""

from collections.abc import Callable
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.edits import Edit
from app.domain.fields import Field, FieldType, Form, Section
from app.domain.form_changes import changes
from app.domain.form_draft import carried_out, form_of, problem_of, whole
from app.domain.form_edits import Document
from app.domain.form_merge import merged
from app.domain.form_moves import Moves
from app.domain.form_sheet import document_of, sheet_of
from app.domain.templates import form_from_json, form_to_json
from app.services.forms import template

TEXT = st.text(min_size=1, max_size=12).filter(lambda text: bool(text.strip()))


@dataclass(frozen=True, slots=True)
class Hand:
    """A draft, and the parts of it that a number picks."""

    document: Document
    number: int
    text: str

    @property
    def form(self) -> Form:
        return form_of(self.document)

    @property
    def moves(self) -> Moves:
        return Moves("f", self.document)

    @property
    def field(self) -> Field:
        return self.form.study_fields[self.number % len(self.form.study_fields)]

    @property
    def section(self) -> Section:
        return self.form.sections[self.number % len(self.form.sections)]

    @property
    def kind(self) -> FieldType:
        return list(FieldType)[self.number % len(FieldType)]

    def set(self, **said: object) -> Edit:
        return self.moves.change_field(self.field.field_id, said)


MOVES: dict[str, Callable[[Hand], Edit | None]] = {
    "add": lambda h: h.moves.add_field(h.section.key, h.number % 5, h.kind, h.text)[0],
    "copy": lambda h: h.moves.duplicate_field(h.field.field_id)[0],
    "label": lambda h: h.set(label=h.text),
    "help": lambda h: h.set(help=h.text),
    "type": lambda h: h.set(type=h.kind.value),
    "options": lambda h: h.set(type="multi_select", options=[h.text, f"{h.text} two", "Other"]),
    "rule": lambda h: h.set(rules=[{"length": [0, h.number]}]),
    "condition": lambda h: h.set(show_if={"field": "findings.findings", "contains": h.text}),
    "required": lambda h: h.set(required=not h.field.required),
    "move": lambda h: h.moves.move_field(h.field.field_id, h.section.key, h.number % 4),
    "step": lambda h: h.moves.step_field(h.field.field_id, 1 if h.number % 2 else -1),
    "remove": lambda h: h.moves.remove_field(h.field.field_id),
    "section": lambda h: h.moves.add_section(h.number % 9, h.text, repeating=h.number % 2 == 0)[0],
    "rename": lambda h: h.moves.change_section(h.section.key, {"label": h.text}),
    "drop": lambda h: h.moves.remove_section(h.section.key),
    "order": lambda h: h.moves.move_section(h.section.key, h.number % len(h.form.sections)),
}
MOVE = st.tuples(st.sampled_from(sorted(MOVES)), st.integers(0, 10_000), TEXT)
BASE: Document = whole(template("sample-bpd"))
Move = tuple[str, int, str]


def played(document: Document, moves: list[Move]) -> tuple[Document, list[Edit]]:
    """Carry out the moves that are allowed; return the document and the edits."""
    edits: list[Edit] = []
    for move in moves:
        kind, number, text = move
        edit = MOVES[kind](Hand(document, number, text))
        if edit is not None and not problem_of(carried_out(document, edit), form_of(BASE)):
            document = carried_out(document, edit)
            edits.append(edit)
    return document, edits


def bare(form: Form) -> dict[str, object]:
    return {k: v for k, v in form_to_json(form).items() if k not in ("version_id", "number")}


@settings(max_examples=60, deadline=None)
@given(st.lists(MOVE, min_size=1, max_size=15))
def test_moves_are_taken_back_to_the_form_of_before(moves: list[Move]) -> None:
    document, edits = played(BASE, moves)
    for edit in reversed(edits):
        document = carried_out(document, edit.inverse())
    assert form_of(document) == form_of(BASE)


@settings(max_examples=60, deadline=None)
@given(st.lists(MOVE, max_size=12), st.lists(MOVE, max_size=12))
def test_difference_is_empty_exactly_for_equal_forms(one: list[Move], two: list[Move]) -> None:
    first, second = form_of(played(BASE, one)[0]), form_of(played(BASE, two)[0])
    assert (changes(first, second) == ()) == (bare(first) == bare(second))


@settings(max_examples=60, deadline=None)
@given(st.lists(MOVE, max_size=12))
def test_form_comes_back_from_a_sheet_as_it_was(moves: list[Move]) -> None:
    form = form_of(played(BASE, moves)[0])
    assert form_from_json(document_of(sheet_of(form_to_json(form)))) == form


@settings(max_examples=60, deadline=None)
@given(st.lists(MOVE, max_size=8), st.lists(MOVE, max_size=8))
def test_two_drafts_come_together_with_all_that_does_not_clash(
    one: list[Move], two: list[Move]
) -> None:
    mine, theirs = played(BASE, one)[0], played(BASE, two)[0]
    done = merged(BASE, mine, theirs)
    clashing = {clash.key for clash in done.clashes}
    made = form_of(done.document)
    added = {f.field_id for side in (mine, theirs) for f in form_of(side).study_fields}
    base = {f.field_id for f in form_of(BASE).study_fields}
    assert {key for key in added - base - clashing if not made.has(key)} == set()
