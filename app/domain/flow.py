"""The flow diagram's numbers and the arithmetic that ties them (PRISMA 2020, ScR and JBI use).

Record: an entry with title and abstract. Report: a document. Study: an investigation, which may
have several reports (Page 2021, BMJ 372:n71). Numbers are never corrected: what does not add up
is a warning.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any

from app.domain.errors import AppError
from app.domain.sentence import Sentence

Counted = tuple[tuple[str, int], ...]
"""Names with their numbers, in the order of the diagram."""


class Found(StrEnum):
    """How records were found; the first two stand in the left arm, the others in the right."""

    DATABASE = "database"
    REGISTER = "register"
    WEBSITE = "website"
    ORGANISATION = "organisation"
    CITATION = "citation"
    HAND = "hand"
    AUTHORS = "authors"
    OTHER = "other"

    @property
    def is_left(self) -> bool:
        """Tell whether it counts among databases and registers."""
        return self in (Found.DATABASE, Found.REGISTER)


FOUND_WORDS: Mapping[Found, str] = {
    Found.DATABASE: "Databases",
    Found.REGISTER: "Registers",
    Found.WEBSITE: "Websites",
    Found.ORGANISATION: "Organisations",
    Found.CITATION: "Citation searching",
    Found.HAND: "Hand searching",
    Found.AUTHORS: "Contact with authors",
    Found.OTHER: "Other sources",
}


class Unit(StrEnum):
    """What is charted: studies, or each report."""

    STUDY = "study"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class Flow:
    """Every number of the diagram; `other_*` are the right arm, `previous_*` those of an update.

    `excluded` includes `excluded_automation`. `charted` counts what has been charted at all
    among the included, None when it was not counted. `with_several` counts the included studies
    that have more than one report; it is no box.
    """

    databases: Counted = ()
    registers: Counted = ()
    duplicates: int = 0
    automation: int = 0
    removed_other: int = 0
    screened: int = 0
    excluded: int = 0
    excluded_automation: int = 0
    sought: int = 0
    not_retrieved: int = 0
    assessed: int = 0
    ineligible: int = 0
    reasons: Counted = ()
    others: Counted = ()
    other_removed: int = 0
    other_sought: int = 0
    other_not_retrieved: int = 0
    other_assessed: int = 0
    other_ineligible: int = 0
    other_reasons: Counted = ()
    previous_studies: int = 0
    previous_reports: int = 0
    studies: int = 0
    reports: int = 0
    charted: int | None = None
    unit: Unit = Unit.STUDY
    with_several: int = 0

    @property
    def identified(self) -> int:
        """Records from databases and registers."""
        return total(self.databases) + total(self.registers)

    @property
    def removed(self) -> int:
        """Records removed before screening."""
        return self.duplicates + self.automation + self.removed_other

    @property
    def has_right_arm(self) -> bool:
        """Tell whether anything was found by other methods."""
        return bool(self.others) or self.other_sought > 0 or self.other_assessed > 0

    @property
    def is_update(self) -> bool:
        """Tell whether studies of an earlier version of the review are counted."""
        return self.previous_studies > 0 or self.previous_reports > 0


LISTS = ("databases", "registers", "reasons", "others", "other_reasons")
NO_BOXES = ("unit", "charted", "with_several")
NUMBERS = tuple(entry.name for entry in fields(Flow) if entry.name not in (*LISTS, *NO_BOXES))


def total(counted: Counted) -> int:
    """Return the sum of a list."""
    return sum(number for _, number in counted)


@dataclass(frozen=True, slots=True)
class Warned:
    """A rule (1 to 8) that the numbers break: what is said, and the numbers it is about."""

    rule: int
    sentence: str
    about: tuple[str, ...]


def warnings(flow: Flow) -> tuple[Warned, ...]:
    """Return which of the eight rules the numbers break, in the order of the rules."""
    found = [
        *_screened(flow),
        *_sought(flow),
        *_assessed(flow),
        *_reasons(flow),
        *_included(flow),
        *_charted(flow),
        *_sound(flow),
    ]
    return tuple(sorted(found, key=lambda warned: warned.rule))


def _screened(flow: Flow) -> list[Warned]:
    want = flow.identified - flow.removed
    about = ("screened", "databases", "registers", "duplicates", "automation", "removed_other")
    return _unless(1, "Records screened", flow.screened, want, ("identified less removed", about))


def _sought(flow: Flow) -> list[Warned]:
    want = flow.screened - flow.excluded
    why = ("screened less excluded", ("sought", "screened", "excluded"))
    return _unless(2, "Reports sought", flow.sought, want, why)


def _assessed(flow: Flow) -> list[Warned]:
    right = total(flow.others) - flow.other_removed
    return [
        *_unless(
            3,
            "Reports assessed",
            flow.assessed,
            flow.sought - flow.not_retrieved,
            ("sought less not retrieved", ("assessed", "sought", "not_retrieved")),
        ),
        *_unless(
            3,
            "Reports sought from other methods",
            flow.other_sought,
            right,
            ("identified less removed", ("other_sought", "others", "other_removed")),
        ),
        *_unless(
            3,
            "Reports assessed from other methods",
            flow.other_assessed,
            flow.other_sought - flow.other_not_retrieved,
            (
                "sought less not retrieved",
                ("other_assessed", "other_sought", "other_not_retrieved"),
            ),
        ),
    ]


def _reasons(flow: Flow) -> list[Warned]:
    return [
        *_unless(
            4,
            "Reports excluded",
            flow.ineligible,
            total(flow.reasons),
            ("the sum of the reasons", ("ineligible", "reasons")),
        ),
        *_unless(
            4,
            "Reports excluded from other methods",
            flow.other_ineligible,
            total(flow.other_reasons),
            ("the sum of the reasons", ("other_ineligible", "other_reasons")),
        ),
    ]


def _included(flow: Flow) -> list[Warned]:
    left = flow.assessed - flow.ineligible
    right = flow.other_assessed - flow.other_ineligible
    about = ("reports", "assessed", "ineligible", "other_assessed", "other_ineligible")
    want = left + right + flow.previous_reports
    found = _unless(5, "Reports included", flow.reports, want, ("assessed less excluded", about))
    both = ("studies", "reports")
    if flow.studies > flow.reports:
        counts = _said(flow.studies), _said(flow.reports)
        said = Sentence("{0} studies can't have fewer reports ({1}).", *counts)
        found.append(Warned(6, said, both))
    elif flow.reports and not flow.studies:
        found.append(Warned(6, Sentence("There are included reports but no included study."), both))
    elif flow.reports < flow.studies + flow.with_several:
        said = Sentence(
            "{0} of {1} studies have several reports, so there must be more reports than {2}.",
            *(_said(number) for number in (flow.with_several, flow.studies, flow.reports)),
        )
        found.append(Warned(6, said, both))
    return found


def _charted(flow: Flow) -> list[Warned]:
    if flow.charted is None:
        return []
    by_study = flow.unit is Unit.STUDY
    want = flow.studies if by_study else flow.reports
    words = "studies included" if by_study else "reports included"
    about = ("charted", "studies" if by_study else "reports")
    return _unless(7, "Sources charted", flow.charted, want, (words, about))


def _sound(flow: Flow) -> list[Warned]:
    found = [
        Warned(
            8, Sentence("A number can't be below zero ({0}).", _said(getattr(flow, name))), (name,)
        )
        for name in NUMBERS
        if getattr(flow, name) < 0
    ]
    found += [
        Warned(8, Sentence("“{0}” can't be below zero ({1}).", label, _said(number)), (name,))
        for name in LISTS
        for label, number in getattr(flow, name)
        if number < 0
    ]
    if flow.excluded_automation > flow.excluded:
        said = Sentence(
            "Automation excluded {0} records, but only {1} were excluded in all.",
            _said(flow.excluded_automation),
            _said(flow.excluded),
        )
        found.append(Warned(8, said, ("excluded_automation", "excluded")))
    return found


def _unless(
    rule: int, what: str, number: int, want: int, why: tuple[str, tuple[str, ...]]
) -> list[Warned]:
    if number == want:
        return []
    words, about = why
    told = Sentence(
        "{0}: {1}, but {2} is {3}.", Sentence(what), _said(number), Sentence(words), _said(want)
    )
    return [Warned(rule, told, about)]


def _said(number: int) -> str:
    return f"{number:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")


def is_begun(flow: Flow) -> bool:
    """Tell whether there is anything to count."""
    return bool(flow.identified or total(flow.others) or flow.screened or flow.assessed)


def begun(flow: Flow) -> Flow:
    """Return the numbers; raises AppError when there is nothing to draw yet."""
    if not is_begun(flow):
        raise AppError(
            "Nothing was identified yet, so there is no flow diagram to draw. Import references, "
            "or type the numbers in Screening."
        )
    return flow


@dataclass(frozen=True, slots=True)
class Override:
    """A number (or a list) that stands instead of the one that was counted, and why."""

    value: int | Counted
    reason: str


def overridden(flow: Flow, overrides: Mapping[str, Override]) -> Flow:
    """Return the numbers with those that were typed instead; unknown names are passed over."""
    known: dict[str, Any] = {
        name: override.value
        for name, override in overrides.items()
        if (name in LISTS) is isinstance(override.value, tuple)
        and name in (*LISTS, *NUMBERS, "charted")
    }
    return replace(flow, **known)


def overrides_to_json(overrides: Mapping[str, Override]) -> dict[str, Any]:
    """Return {name: {"value": number or [[label, number], ...], "reason": words}}."""
    return {
        name: {
            "value": [list(pair) for pair in override.value]
            if isinstance(override.value, tuple)
            else override.value,
            "reason": override.reason,
        }
        for name, override in overrides.items()
    }


def overrides_from_json(document: object) -> dict[str, Override]:
    """Read what `overrides_to_json` wrote; what does not read is left out."""
    found: dict[str, Override] = {}
    entries = document.items() if isinstance(document, Mapping) else ()
    for name, entry in entries:
        value = _value(entry.get("value")) if isinstance(entry, Mapping) else None
        if value is not None:
            found[str(name)] = Override(value, str(entry.get("reason", "")))
    return found


def _value(value: object) -> int | Counted | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, Sequence) and not isinstance(value, str):
        pairs = [pair for pair in value if isinstance(pair, Sequence) and len(pair) == 2]
        if all(isinstance(pair[1], int) for pair in pairs):
            return tuple((str(label), int(number)) for label, number in pairs)
    return None
