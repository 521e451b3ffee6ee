"""Forms as values: sections, repeating groups and fields of the extraction form."""

from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.answers import BLANK_MARKS, SOURCE_MARKS, Status
from app.domain.conditions import Condition, asks_of
from app.domain.rules import Rule


class FieldType(StrEnum):
    """Every kind of answer a form can ask for."""

    SHORT_TEXT = "short_text"
    LONG_TEXT = "long_text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    QUANTITY = "number_with_unit"
    YEAR = "year"
    YEAR_RANGE = "year_range"
    DATE = "date"
    YES_NO = "yes_no"
    SINGLE = "single_select"
    MULTI = "multi_select"
    COUNTRY = "country_multi"
    IDENTIFIER = "identifier"
    CITATION = "citation"
    TEXT_LIST = "multi_text"
    REPEATING_TEXT = "repeating_text"
    CODES = "code_multi"
    LINKED_REPORTS = "source_link_list"
    LIST_CHOICE = "project_list"
    ROW = "row_reference"
    QUOTE = "quote"
    REGION = "region"
    REVIEWER = "user"
    AUTOMATIC = "auto"


TEXT_TYPES = frozenset(
    {
        FieldType.SHORT_TEXT,
        FieldType.LONG_TEXT,
        FieldType.CITATION,
        FieldType.IDENTIFIER,
        FieldType.QUOTE,
        FieldType.REGION,
    }
)
LIST_TYPES = frozenset(
    {
        FieldType.TEXT_LIST,
        FieldType.REPEATING_TEXT,
        FieldType.CODES,
        FieldType.LINKED_REPORTS,
    }
)
COMPUTED_TYPES = frozenset({FieldType.REVIEWER, FieldType.AUTOMATIC})


NAMING_TYPES = frozenset({FieldType.SHORT_TEXT, FieldType.SINGLE, FieldType.LIST_CHOICE})
NUMBER_TYPES = frozenset({FieldType.INTEGER, FieldType.DECIMAL, FieldType.QUANTITY})
MARKS = (*BLANK_MARKS, *SOURCE_MARKS)
"""The statuses a reviewer may give, as far as the field allows them."""


class FormKind(StrEnum):
    """What a form is for."""

    EXTRACTION = "extraction"
    APPRAISAL = "appraisal"
    CHECKLIST = "checklist"


class Policy(StrEnum):
    """How many people chart a field: one, one and a checker, or two apart."""

    SINGLE = "single"
    VERIFY = "verify"
    DOUBLE = "double"


class Scope(StrEnum):
    """Whether a section is answered once for the review or once for each study."""

    REVIEW = "project"
    STUDY = "source"


COLOURS = 5  # slots of the highlight colours
OTHER = "Other"
OTHER_PREFIX = "Other: "


@dataclass(frozen=True, slots=True)
class Field:
    """One question of the form. `field_id` (`section.key`) is stable over versions.

    `options` are the choices, of a number with unit its units (none: any unit). `points_to`
    is the section whose rows a row reference names, or the review-level field whose list a
    choice offers. `policy` None is the review's. `statuses` are those of MARKS allowed.
    """

    field_id: str
    key: str
    label: str
    type: FieldType
    help: str = ""
    options: tuple[str, ...] = ()
    required: bool = False
    evidence_required: bool = False
    unit: str = ""
    basis: str = ""
    role: str = ""
    in_characteristics: bool = False
    default: object = None
    decision_rule: str = ""
    rules: tuple[Rule, ...] = ()
    show_if: Condition | None = None
    policy: Policy | None = None
    statuses: tuple[Status, ...] = MARKS
    points_to: str = ""

    @property
    def takes_other(self) -> bool:
        """Tell whether the reviewer may specify an option that is not in the list."""
        return OTHER in self.options

    @property
    def is_computed(self) -> bool:
        """Tell whether the program answers this field itself."""
        return self.type in COMPUTED_TYPES


EXTRACTOR = "extractor"
"""The role of the field that names who extracted."""


@dataclass(frozen=True, slots=True)
class Section:
    """Fields asked together; a repeating section holds one row an instance.

    `jbi` is the part of the JBI extraction instrument it belongs to ("1" to "4"), or empty.
    `row_label` is the key of the field that names a row, `row_noun` what a row is called
    ("Arm"), `given_rows` the names of rows that are there from the start. `nested_by` is
    the key of the row reference under whose row the rows of this section stand. `colour`
    is a slot of the highlight colours (None: sections take turns).
    """

    key: str
    label: str
    scope: Scope
    repeating: bool
    fields: tuple[Field, ...]
    help: str = ""
    locked: bool = False
    jbi: str = ""
    row_label: str = ""
    row_noun: str = ""
    given_rows: tuple[str, ...] = ()
    nested_by: str = ""
    show_if: Condition | None = None
    colour: int | None = None

    @property
    def label_field(self) -> Field | None:
        """The field that names a row: the one chosen, else the first if it holds one word."""
        named = (f for f in self.fields if f.key == self.row_label)
        first = (f for f in self.fields[:1] if f.type in NAMING_TYPES)
        return next(named, None) or next(first, None)

    @property
    def is_about_extraction(self) -> bool:
        """Tell whether it records who extracted, when and how, and nothing of the source.

        Two people differ there by nature, so it is neither compared nor agreed on.
        """
        return any(field.role == EXTRACTOR for field in self.fields)

    @property
    def parent_field(self) -> Field | None:
        """The row reference under whose row a row of this section stands."""
        return next((f for f in self.fields if f.key == self.nested_by), None)


@dataclass(frozen=True, slots=True)
class Form:
    """An immutable form version. `number` counts versions from 1; 0 is a template."""

    form_id: str
    version_id: str
    number: int
    name: str
    edition: str
    sections: tuple[Section, ...]
    missing_codes: tuple[str, ...] = ("NR", "NA", "Unclear")
    kind: FormKind = FormKind.EXTRACTION
    _fields: dict[str, tuple[Section, Field, int]] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        """Index the fields; study fields are numbered from 1 in the order of the form."""
        number = 0
        for section in self.sections:
            for entry in section.fields:
                if section.scope is Scope.STUDY:
                    number += 1
                place = number if section.scope is Scope.STUDY else 0
                self._fields[entry.field_id] = (section, entry, place)

    def has(self, field_id: str) -> bool:
        """Tell whether this version has the field."""
        return field_id in self._fields

    def field(self, field_id: str) -> Field:
        """Return the field; raises KeyError when this version does not have it."""
        return self._fields[field_id][1]

    def section_of(self, field_id: str) -> Section:
        """Return the section of the field."""
        return self._fields[field_id][0]

    def number_of(self, field_id: str) -> int:
        """Return the field's number on the form (from 1; 0 for review-level fields)."""
        return self._fields[field_id][2]

    def section(self, key: str) -> Section:
        """Return the section with this key; raises KeyError."""
        for entry in self.sections:
            if entry.key == key:
                return entry
        raise KeyError(key)

    def slot_of(self, section_key: str) -> int:
        """Return the highlight slot of a section: its own, else the sections take turns."""
        sections = self.study_sections
        for place, section in enumerate(sections):
            if section.key == section_key:
                return place % COLOURS if section.colour is None else section.colour
        return 0

    @property
    def has_conditions(self) -> bool:
        """Tell whether any field or section is asked only under a condition."""
        return any(
            asks_of(condition)
            for section in self.sections
            for condition in (section.show_if, *(f.show_if for f in section.fields))
        )

    @property
    def study_sections(self) -> tuple[Section, ...]:
        """The sections answered for each study, in order."""
        return tuple(s for s in self.sections if s.scope is Scope.STUDY)

    @property
    def review_sections(self) -> tuple[Section, ...]:
        """The sections answered once for the review, in order."""
        return tuple(s for s in self.sections if s.scope is Scope.REVIEW)

    @property
    def study_fields(self) -> tuple[Field, ...]:
        """All fields answered for each study, in order."""
        return tuple(f for s in self.study_sections for f in s.fields)
