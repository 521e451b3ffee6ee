"""What differs between two versions of a form, and what each difference asks of the team."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from app.domain.condition_words import condition_words, rule_words
from app.domain.fields import Form, Scope
from app.domain.rule_documents import condition_from_json, rule_from_json
from app.domain.sentence import Sentence, joined
from app.domain.templates import form_to_json

Document = Mapping[str, Any]


class Decision(StrEnum):
    """What a new version does with the answers a change touches."""

    REVISIT = "revisit"
    LEAVE = "leave"
    NOT_REPORTED = "not_reported"
    MERGE = "merge"


class Affects(StrEnum):
    """Which cells of a field a change touches."""

    NOTHING = "nothing"
    EMPTY = "empty"
    ANSWERED = "answered"
    OPTION = "option"
    UNQUOTED = "unquoted"


class ChangeKind(StrEnum):
    """What was done to the form."""

    FIELD_ADDED = "field_added"
    FIELD_REMOVED = "field_removed"
    FIELD_MOVED = "field_moved"
    TYPE = "type"
    OPTION_ADDED = "option_added"
    OPTION_REMOVED = "option_removed"
    WORDING = "wording"
    UNIT = "unit"
    REQUIRED = "required"
    EVIDENCE = "evidence"
    RULE = "rule"
    PLACE = "place"
    SECTION_ADDED = "section_added"
    SECTION_REMOVED = "section_removed"
    SECTION = "section"
    ORDER = "order"
    FORM = "form"


_LEAVE_FIRST = (Decision.LEAVE, Decision.REVISIT)
_REVISIT_FIRST = (Decision.REVISIT, Decision.LEAVE)
_WORDING = ("label", "help", "guidance")
_PLACE = ("key", "basis", "role", "in_characteristics_table", "default")
_EVIDENCE = ("evidence_required", "evidence")
_APART = frozenset(("type", "options", "unit", "required", "field_id"))


@dataclass(frozen=True, slots=True)
class FormChange:
    """One difference; `choices` are the decisions it offers, the default one first.

    `subject` is the field id, the section key or, for the form itself, empty. `before` and
    `after` are texts to show. `option` is the option a change of options is about, and
    `suggested` the option that seems to take its place.
    """

    kind: ChangeKind
    subject: str
    label: str
    section: str = ""
    before: str = ""
    after: str = ""
    option: str = ""
    suggested: str = ""
    affects: Affects = Affects.NOTHING
    choices: tuple[Decision, ...] = ()

    @property
    def key(self) -> str:
        """Name the change within its version: kind, subject and option."""
        return ":".join(part for part in (self.kind.value, self.subject, self.option) if part)


@dataclass(frozen=True, slots=True)
class Resolution:
    """What was decided about one change; `target` is the option that a merge goes into."""

    kind: ChangeKind
    subject: str
    decision: Decision
    affects: Affects = Affects.NOTHING
    option: str = ""
    target: str = ""


def changes(old: Form, new: Form) -> tuple[FormChange, ...]:
    """Return the differences from one form to another, in the order of the new form."""
    before, after = form_to_json(old), form_to_json(new)
    return (
        *_form_changes(before, after),
        *_section_changes(old, new),
        *_field_changes(old, new),
        *_removals(old, new),
        *_order(old, new),
    )


def asking(found: tuple[FormChange, ...]) -> tuple[FormChange, ...]:
    """Return the changes that ask a question."""
    return tuple(change for change in found if change.choices)


def default_resolution(change: FormChange) -> Resolution:
    """Return the decision that is offered first for a change that asks."""
    return resolved(change, change.choices[0], change.suggested)


def resolved(change: FormChange, decision: Decision, target: str = "") -> Resolution:
    """Return a decision on a change as it is kept with the version."""
    into = target if decision is Decision.MERGE else ""
    return Resolution(change.kind, change.subject, decision, change.affects, change.option, into)


def _form_changes(before: Document, after: Document) -> Iterator[FormChange]:
    said = _differing(before, after, _names(before, after) - {"sections", "version_id", "number"})
    if said:
        texts = _said(before, said), _said(after, said)
        yield FormChange(ChangeKind.FORM, "", str(after["name"]), "", *texts)


def _section_changes(old: Form, new: Form) -> Iterator[FormChange]:
    before = {section["key"]: section for section in form_to_json(old)["sections"]}
    for section in form_to_json(new)["sections"]:
        key, label = section["key"], section["label"]
        known = before.get(key)
        if known is None:
            yield FormChange(ChangeKind.SECTION_ADDED, key, label, label)
            continue
        said = _differing(known, section, _names(known, section) - {"fields"})
        if said:
            texts = _said(known, said, old), _said(section, said, new)
            yield FormChange(ChangeKind.SECTION, key, label, label, *texts)


def _field_changes(old: Form, new: Form) -> Iterator[FormChange]:
    before = _field_documents(old)
    for field_id, document in _field_documents(new).items():
        section = new.section_of(field_id)
        bare = FormChange(ChangeKind.FIELD_ADDED, field_id, document["label"], section.label)
        if field_id not in before:
            found = [_added(bare)]
        else:
            found = list(_differences(bare, (before[field_id], old), (document, new)))
            was = old.section_of(field_id)
            if was.key != section.key:
                moved = replace(bare, kind=ChangeKind.FIELD_MOVED)
                found.append(replace(moved, before=was.label, after=section.label))
        for change in found:
            asks = section.scope is Scope.STUDY and not new.field(field_id).is_computed
            yield change if asks else replace(change, choices=(), affects=Affects.NOTHING)


def _removals(old: Form, new: Form) -> Iterator[FormChange]:
    kept = {section.key for section in new.sections}
    for section in old.sections:
        if section.key not in kept:
            yield FormChange(ChangeKind.SECTION_REMOVED, section.key, section.label, section.label)
        for field in section.fields:
            if not new.has(field.field_id):
                removed = FormChange(ChangeKind.FIELD_REMOVED, field.field_id, field.label)
                yield replace(removed, section=section.label, affects=Affects.ANSWERED)


def _order(old: Form, new: Form) -> Iterator[FormChange]:
    """Yield a change where what both versions have stands in another order."""
    before = [section.key for section in old.sections]
    after = [section.key for section in new.sections]
    if _common(before, after) != _common(after, before):
        yield FormChange(ChangeKind.ORDER, "", new.name)
    for section in new.sections:
        if section.key not in before:
            continue
        was = [field.field_id for field in old.section(section.key).fields]
        now = [field.field_id for field in section.fields]
        if _common(was, now) != _common(now, was):
            yield FormChange(ChangeKind.ORDER, section.key, section.label, section.label)


def _added(bare: FormChange) -> FormChange:
    choices = (Decision.REVISIT, Decision.LEAVE, Decision.NOT_REPORTED)
    return replace(bare, affects=Affects.EMPTY, choices=choices)


def _differences(
    bare: FormChange, before: tuple[Document, Form], after: tuple[Document, Form]
) -> Iterator[FormChange]:
    """Yield what differs between two documents of a field, each with its form.

    `bare` names the field.
    """
    old, new = before[0], after[0]
    if old["type"] != new["type"]:
        change = _asked(bare, ChangeKind.TYPE, Affects.ANSWERED, _REVISIT_FIRST)
        yield replace(change, before=old["type"], after=new["type"])
    yield from _option_changes(bare, old.get("options", []), new.get("options", []))
    rules = _names(old, new) - {*_APART, *_WORDING, *_PLACE, *_EVIDENCE}
    parts: tuple[tuple[ChangeKind, Iterable[str], Affects], ...] = (
        (ChangeKind.WORDING, _WORDING, Affects.ANSWERED),
        (ChangeKind.UNIT, ("unit",), Affects.ANSWERED),
        (ChangeKind.REQUIRED, ("required",), _when(new.get("required"), Affects.EMPTY)),
        (ChangeKind.EVIDENCE, _EVIDENCE, _when(_wants_quote(new), Affects.UNQUOTED)),
        (ChangeKind.RULE, sorted(rules), Affects.ANSWERED),
        (ChangeKind.PLACE, _PLACE, Affects.NOTHING),
    )
    for kind, names, affects in parts:
        said = _differing(old, new, names)
        if said:
            asks = _LEAVE_FIRST if affects is not Affects.NOTHING else ()
            change = _asked(bare, kind, affects, asks)
            yield replace(
                change, before=_said(old, said, before[1]), after=_said(new, said, after[1])
            )


def _option_changes(
    bare: FormChange, old: Sequence[str], new: Sequence[str]
) -> Iterator[FormChange]:
    gone = [option for option in old if option not in new]
    come = [option for option in new if option not in old]
    for option in gone:
        choices = (*_REVISIT_FIRST, Decision.MERGE)
        place = old.index(option)
        stands = new[place] if place < len(new) and new[place] in come else ""
        if stands and len(gone) == len(come):
            choices = (Decision.MERGE, *_REVISIT_FIRST)
        change = _asked(bare, ChangeKind.OPTION_REMOVED, Affects.OPTION, choices)
        yield replace(change, option=option, suggested=stands, before=option)
    for option in come:
        change = _asked(bare, ChangeKind.OPTION_ADDED, Affects.ANSWERED, _LEAVE_FIRST)
        yield replace(change, option=option, after=option)
    if _common(old, new) != _common(new, old):
        yield replace(bare, kind=ChangeKind.ORDER)


def _asked(
    bare: FormChange, kind: ChangeKind, affects: Affects, choices: tuple[Decision, ...]
) -> FormChange:
    return replace(bare, kind=kind, affects=affects, choices=choices)


def _when(demanded: object, affects: Affects) -> Affects:
    return affects if demanded else Affects.NOTHING


def _wants_quote(document: Document) -> bool:
    return bool(document.get("evidence_required"))


def _field_documents(form: Form) -> dict[str, Document]:
    """Return the document of every field by its id, in the order of the form."""
    written = form_to_json(form)["sections"]
    return {
        field.field_id: document
        for section, documents in zip(form.sections, written, strict=True)
        for field, document in zip(section.fields, documents["fields"], strict=True)
    }


def _names(before: Document, after: Document) -> set[str]:
    return {*before, *after}


def _differing(before: Document, after: Document, names: Iterable[str]) -> tuple[str, ...]:
    return tuple(name for name in sorted(names) if _value(before, name) != _value(after, name))


def _value(document: Document, name: str) -> object:
    """Return a value; one left out is the same as an empty one."""
    return document.get(name) or None


def _said(document: Document, names: Sequence[str], form: Form | None = None) -> str:
    """Return values as words: alone when it is one, else each with its name.

    `form` names the fields that conditions and rules are about.
    """
    words = {name: _words_of(name, document.get(name), form) for name in names}
    if len(names) == 1:
        return Sentence("if {0}", words[names[0]]) if words.get("show_if") else words[names[0]]
    each = (Sentence("{0}: {1}", _named(name), said or "–") for name, said in words.items())
    return joined(each, "{0}; {1}")


def _named(name: str) -> str:
    return Sentence(name.replace("_", " "))


def _words_of(name: str, value: Any, form: Form | None) -> str:  # noqa: ANN401 - any JSON
    if form is not None and value and name == "show_if":
        condition = condition_from_json(value, name)
        return "" if condition is None else condition_words(form, condition)
    if form is not None and value and name == "rules":
        rules = (rule_words(form, rule_from_json(rule, name)) for rule in value)
        return joined(rules, "{0}; {1}")
    return _words(value)


def _words(value: object) -> str:
    if isinstance(value, bool) or value is None:
        return Sentence("yes") if value else ""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return "; ".join(value)
    return json.dumps(value, ensure_ascii=False)


def _common(first: Sequence[str], second: Sequence[str]) -> list[str]:
    return [item for item in first if item in second]
