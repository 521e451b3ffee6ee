"""Two versions made apart are brought together, and the queue knows both."""

from typing import Any

from app.domain.form_draft import carried_out, form_of, place_of_field, whole
from app.domain.form_edits import Document
from app.domain.form_merge import merged
from app.domain.form_moves import Moves
from app.domain.form_versions import Relation, VersionInfo, common_base, heads, relation
from app.services.forms import template

BASE: Document = whole(template("sample-bpd"))
COUNTRY, DESIGN = "source.country", "design.design"


def changed(field_id: str, document: Document = BASE, **said: object) -> Document:
    return carried_out(document, Moves("f", document).change_field(field_id, said))


def without(field_id: str) -> Document:
    return carried_out(BASE, Moves("f", BASE).remove_field(field_id))


def label(document: Document, field_id: str) -> str:
    return form_of(document).field(field_id).label


def test_changes_of_both_are_kept() -> None:
    done = merged(BASE, changed(COUNTRY, label="Land"), changed(DESIGN, label="Kind"))
    assert done.clashes == ()
    assert (label(done.document, COUNTRY), label(done.document, DESIGN)) == ("Land", "Kind")


def test_same_change_on_both_sides_is_no_clash() -> None:
    same = changed(COUNTRY, label="Land")
    done = merged(BASE, same, same)
    assert (done.clashes, label(done.document, COUNTRY)) == ((), "Land")


def test_different_changes_of_one_field_clash_and_a_side_is_chosen() -> None:
    mine, theirs = changed(COUNTRY, label="Land"), changed(COUNTRY, label="Nation")
    done = merged(BASE, mine, theirs)
    assert [clash.key for clash in done.clashes] == [COUNTRY]
    assert label(done.document, COUNTRY) == "Land"
    other = merged(BASE, mine, theirs, {COUNTRY})
    assert label(other.document, COUNTRY) == "Nation"


def test_field_taken_out_on_one_side_and_changed_on_the_other_clashes() -> None:
    done = merged(BASE, without(COUNTRY), changed(COUNTRY, label="Nation"))
    assert done.clashes[0].mine is None
    assert place_of_field(done.document, COUNTRY) is None
    kept = merged(BASE, without(COUNTRY), changed(COUNTRY, label="Nation"), {COUNTRY})
    assert label(kept.document, COUNTRY) == "Nation"


def test_field_that_only_they_added_stands_where_they_put_it() -> None:
    edit, field_id = Moves("f", BASE).duplicate_field(COUNTRY)
    done = merged(BASE, changed(DESIGN, label="Kind"), carried_out(BASE, edit))
    made = form_of(done.document)
    assert made.number_of(field_id) == made.number_of(COUNTRY) + 1


def test_order_of_sides_decides_nothing_but_order() -> None:
    one, two = changed(COUNTRY, label="Land"), changed(DESIGN, help="Which")
    parts = [
        {f.field_id: f for f in form_of(merged(BASE, a, b).document).study_fields}
        for a, b in ((one, two), (two, one))
    ]
    assert parts[0] == parts[1]


def info(key: str, number: int, parent: str | None, merged_id: str | None = None) -> VersionInfo:
    return VersionInfo(key, number, parent, merged_id, "why", "Ana", f"2025-01-0{number}")


def versions(*infos: VersionInfo) -> dict[str, VersionInfo]:
    return {entry.version_id: entry for entry in infos}


APART: Any = (info("a", 1, None), info("b", 2, "a"), info("c", 2, "a"))


def test_versions_made_apart_have_a_base_and_two_heads() -> None:
    known = versions(*APART)
    assert relation(known, "b", "c") is Relation.APART
    assert (common_base(known, "b", "c"), heads(known)) == ("a", ("b", "c"))


def test_version_that_takes_both_in_is_ahead_of_both() -> None:
    known = versions(*APART, info("d", 3, "b", "c"))
    assert relation(known, "d", "c") is Relation.AHEAD
    assert relation(known, "c", "d") is Relation.BEHIND
    assert heads(known) == ("d",)
