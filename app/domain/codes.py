"""Basic qualitative content analysis: codes, and the pieces of charted text they are put on.

After Pollock and others 2023 (JBI Evid Synth 21(3):520-532): a framework of codes with
definitions, made beforehand (deductive) or from the data (inductive), applied by two people
apart; counted by sources and by segments. The charted answers themselves are never changed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from app.domain.agreement import Estimate, cohen_kappa, jaccard, percent

BOTH = "+"  # between the ids of a row that two reviewers have (RowPair.row_key)


class Origin(StrEnum):
    """Whether a code stood in a framework beforehand or came from the data."""

    DEDUCTIVE = "deductive"
    INDUCTIVE = "inductive"


@dataclass(frozen=True, slots=True)
class Code:
    """A category; `parent` is the code it belongs under ("" none), siblings by position."""

    code_id: str
    label: str
    definition: str = ""
    parent: str = ""
    position: int = 0
    origin: Origin = Origin.INDUCTIVE


@dataclass(frozen=True, slots=True)
class Unit:
    """A charted answer that can be coded: study, field, and the row of a repeating group."""

    study_id: str
    field_id: str
    row_id: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A code that a reviewer put on an answer, or on `quote`, a part of it or of its evidence.

    `anchor_id` names the evidence when the quote is from there.
    """

    segment_id: str
    code_id: str
    reviewer_id: str
    unit: Unit
    quote: str = ""
    anchor_id: str = ""


@dataclass(frozen=True, slots=True)
class Frequency:
    """How often a code was used: segments, and studies ("sources") that have any.

    `all_segments` and `all_sources` count the codes under it too.
    """

    code: Code
    level: int
    segments: int
    sources: int
    all_segments: int
    all_sources: int


@dataclass(frozen=True, slots=True)
class CodeAgreement:
    """How two reviewers agreed on one code over the units that both coded."""

    code: Code
    both: int
    only_first: int
    only_second: int
    percent: Estimate
    kappa: Estimate


@dataclass(frozen=True, slots=True)
class CodingAgreement:
    """How far two reviewers agreed on the codes of a field; `shared` is the mean Jaccard."""

    units: int
    shared: Estimate
    codes: tuple[CodeAgreement, ...]


def in_order(codes: Iterable[Code]) -> tuple[tuple[Code, int], ...]:
    """Return codes as a tree is read, each with its level from 0; lost parents are roots."""
    known = {code.code_id: code for code in codes}
    under: dict[str, list[Code]] = {}
    for code in known.values():
        under.setdefault(code.parent if code.parent in known else "", []).append(code)
    found: list[tuple[Code, int]] = []
    seen: set[str] = set()

    def walk(parent: str, level: int) -> None:
        for code in sorted(under.get(parent, ()), key=lambda one: (one.position, one.code_id)):
            if code.code_id not in seen:
                seen.add(code.code_id)
                found.append((code, level))
                walk(code.code_id, level + 1)

    walk("", 0)
    rings = [replace(code, parent="") for key, code in known.items() if key not in seen]
    return (*found, *((code, 0) for code in rings))


def below(codes: Iterable[Code], code_id: str) -> frozenset[str]:
    """Return a code and everything under it."""
    every = tuple(codes)
    found = {code_id}
    while more := {c.code_id for c in every if c.parent in found} - found:
        found |= more
    return frozenset(found)


def frequencies(codes: Sequence[Code], segments: Sequence[Segment]) -> tuple[Frequency, ...]:
    """Count every code, as the tree is read; a piece that two people coded alike counts once."""
    counted = []
    for code, level in in_order(codes):
        own = _pieces(segments, frozenset({code.code_id}))
        every = _pieces(segments, below(codes, code.code_id))
        counted.append(Frequency(code, level, len(own), _sources(own), len(every), _sources(every)))
    return tuple(counted)


def codes_of(segments: Iterable[Segment], unit: Unit) -> frozenset[str]:
    """Return the codes on a unit."""
    return frozenset(s.code_id for s in segments if s.unit == unit)


def rows_named(rows: Iterable[str]) -> dict[str, str]:
    """Return rows by the ids of which their keys are made: a row that two have has two."""
    return {part: row for row in rows for part in (*row.split(BOTH), row) if row}


def standing_on(segments: Iterable[Segment], rows: Mapping[str, str]) -> tuple[Segment, ...]:
    """Return segments as they stand on `rows` (by id, as of `rows_named`); others stay."""
    found = []
    for one in segments:
        row = row_of(one.unit.row_id, rows)
        found.append(one if row is None else replace(one, unit=replace(one.unit, row_id=row)))
    return tuple(found)


def row_of(row_id: str, rows: Mapping[str, str]) -> str | None:
    """Return the row of `rows` that an id (or the key of a row that two have) stands for."""
    return next((rows[part] for part in (row_id, *row_id.split(BOTH)) if part in rows), None)


def coding_agreement(
    codes: Sequence[Code], first: Sequence[Segment], second: Sequence[Segment]
) -> CodingAgreement:
    """Compare two reviewers over the units that either coded."""
    units = list(dict.fromkeys(segment.unit for segment in (*first, *second)))
    sets = [(codes_of(first, unit), codes_of(second, unit)) for unit in units]
    found = []
    for code, _level in in_order(codes):
        pairs = [(code.code_id in one, code.code_id in other) for one, other in sets]
        if any(one or other for one, other in pairs):
            found.append(
                CodeAgreement(
                    code,
                    sum(one and other for one, other in pairs),
                    sum(one and not other for one, other in pairs),
                    sum(other and not one for one, other in pairs),
                    percent(pairs),
                    cohen_kappa(pairs),
                )
            )
    return CodingAgreement(len(units), jaccard(sets), tuple(found))


def problem_of(codes: Iterable[Code], code: Code) -> str:
    """Return why a code can't be kept, or nothing."""
    others = [one for one in codes if one.code_id != code.code_id]
    if not code.label.strip():
        return "A code needs a name. Nothing was changed."
    same = code.label.strip().casefold()
    if any(one.label.casefold() == same and one.parent == code.parent for one in others):
        return f"There is a code “{code.label.strip()}” here already. Nothing was changed."
    if code.parent and code.parent in below((*others, code), code.code_id):
        return f"“{code.label}” can't stand under itself. Nothing was changed."
    return ""


def labels(codes: Iterable[Code]) -> Mapping[str, str]:
    """Return what each code is called with those above it: "Access › Cost"."""
    known = {code.code_id: code for code in codes}
    found: dict[str, str] = {}
    for code, _level in in_order(known.values()):
        above = found.get(code.parent, "")
        found[code.code_id] = f"{above} › {code.label}" if above else code.label
    return found


def _pieces(segments: Iterable[Segment], wanted: frozenset[str]) -> set[tuple[Unit, str, str]]:
    return {(s.unit, s.quote, s.code_id) for s in segments if s.code_id in wanted}


def _sources(pieces: set[tuple[Unit, str, str]]) -> int:
    return len({unit.study_id for unit, _quote, _code in pieces})
