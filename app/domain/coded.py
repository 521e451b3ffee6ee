"""Codes of the content analysis beside the charted answers.

The coded field gets a neighbour that lists the codes put on it; the answers themselves stay as
they are. Tables, figures and the grid show that neighbour as any field.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from app.domain.answers import Answer, Cell, Status
from app.domain.codes import Code, Segment, Unit, in_order, labels, row_of, rows_named
from app.domain.fields import Field, FieldType, Form, Section
from app.domain.records import Record

SUFFIX = "~codes"  # behind the id of the coded field


@dataclass(frozen=True, slots=True)
class Coding:
    """The framework and where its codes are put, as the reader may see it."""

    codes: tuple[Code, ...] = ()
    segments: tuple[Segment, ...] = ()


@dataclass(frozen=True, slots=True)
class CodeColumns:
    """The fields that carry codes, and what stands on the answers of each study, in words."""

    fields: frozenset[str] = frozenset()
    said: Mapping[str, Mapping[Unit, tuple[str, ...]]] = field(default_factory=dict)

    def widened(self, form: Form) -> Form:
        """Return a form with a neighbour behind every coded field; the form itself without any."""
        if not any(form.has(field_id) for field_id in self.fields):
            return form
        return replace(form, sections=tuple(map(self._wider, form.sections)))

    def answers(self, record: Record) -> dict[Cell, Answer]:
        """Return the codes of a study as answers of the neighbours, on the rows it has."""
        rows = rows_named(row.row_id for row in record.rows)
        said: dict[Cell, list[str]] = {}
        for unit, words in self.said.get(record.study.study_id, {}).items():
            row = row_of(unit.row_id, rows) if unit.row_id else None
            if row is None and unit.row_id:
                continue
            held = said.setdefault(Cell(record.extraction_id, codes_field(unit.field_id), row), [])
            held += [word for word in words if word not in held]
        return {cell: Answer(list(words), Status.FILLED) for cell, words in said.items()}

    def coded(self, record: Record, form: Form | None = None) -> Record:
        """Return a record with its codes; `form` is its widened form where that is at hand."""
        if not self.fields:
            return record
        more = self.answers(record)
        wide = self.widened(record.form) if form is None else form
        kept = {cell: answer for cell, answer in more.items() if wide.has(cell.field_id)}
        return replace(record, form=wide, answers={**record.answers, **kept})

    def _wider(self, section: Section) -> Section:
        wide: list[Field] = []
        for entry in section.fields:
            wide.append(entry)
            if entry.field_id in self.fields:
                name, key = f"{entry.label}: codes", f"{entry.key}{SUFFIX}"
                wide.append(Field(codes_field(entry.field_id), key, name, FieldType.CODES))
        return replace(section, fields=tuple(wide))


def codes_field(field_id: str) -> str:
    """Return the id of the neighbour of a coded field."""
    return f"{field_id}{SUFFIX}"


def is_codes_field(field_id: str) -> bool:
    """Tell whether a field only lists codes."""
    return field_id.endswith(SUFFIX)


def coded_field(field_id: str) -> str:
    """Return the field whose codes a neighbour lists."""
    return field_id.removesuffix(SUFFIX)


def code_columns(coding: Coding) -> CodeColumns:
    """Return the codes on each answer in words, in the order of the framework."""
    called = labels(coding.codes)
    order = [code.code_id for code, _level in in_order(coding.codes)]
    put: dict[Unit, set[str]] = {}
    for segment in coding.segments:
        put.setdefault(segment.unit, set()).add(segment.code_id)
    said: dict[str, dict[Unit, tuple[str, ...]]] = {}
    for unit, ids in put.items():
        words = tuple(called[key] for key in order if key in ids)
        if words:
            said.setdefault(unit.study_id, {})[unit] = words
    return CodeColumns(frozenset(unit.field_id for unit in put), said)
